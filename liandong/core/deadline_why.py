"""Why a deadline is the day it is: one line for each thing that made it so, in Chinese and in English."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from liandong.core.time_limit import Asked, Deadline, Step

Kind = Literal["start", "amount", "roll_forward", "pause", "extension", "recomputed", "provisional", "result"]

_UNITS = {
    "minute": ("分钟", "minute"),
    "hour": ("小时", "hour"),
    "day": ("日", "day"),
    "working_day": ("个工作日", "working day"),
    "month": ("个月", "month"),
    "year": ("年", "year"),
}
# Not strftime: its names follow the locale of the process.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line of the explanation of a deadline."""

    kind: Kind
    on: date | None
    zh: str
    en: str
    cites: tuple[str, ...] = ()


def explain(
    deadline: "Deadline",
    *,
    start_zh: str = "期限起算",
    start_en: str = "The limit starts",
    cites: tuple[str, ...] = (),
    previous: date | None = None,
    notice: str | None = None,
) -> tuple[WhyLine, ...]:
    """Return why this deadline is what it is, line by line.

    `start_zh` and `start_en` name the event (收到申请); `cites` are the articles of the amount; `previous` is the last day before a
    notice changed the calendar. The articles on counting come from the rule.
    """
    asked = deadline.asked
    steps = asked.steps()
    lines = [_start_line(asked, start_zh, start_en)]
    for n, step in enumerate(steps):
        lines.append(_amount_line(asked, step, extension=n > 0, cites=cites if n == 0 else ()))
        lines.extend(_pause_lines(step))
        lines.append(_roll_line(asked, step))
    lines.extend(_unchanged_line(paused=any(step.pauses for step in steps), extended=len(steps) > 1))
    if previous is not None and deadline.last_day is not None:
        lines.append(_recomputed_line(previous, deadline.last_day, notice))
    years = sorted({year for step in steps for year in step.provisional_years})
    if years:
        lines.append(_provisional_line(years))
    return (*lines, _result_line(deadline))


def _start_line(asked: "Asked", zh: str, en: str) -> WhyLine:
    on = asked.first_day
    if asked.unit in ("hour", "minute"):
        return WhyLine("start", on, f"{zh}；自该时刻起算", f"{en}; counted from that moment", asked.rule.cites)
    if asked.amount == 0:
        return WhyLine("start", on, f"{zh}；当日届满", f"{en}; the limit ends that very day", asked.rule.cites)
    if asked.rule.first_day_counts:
        return WhyLine("start", on, f"{zh}；开始的当日计算在内", f"{en}; that day is counted", asked.rule.cites)
    return WhyLine("start", on, f"{zh}；开始的当日不算", f"{en}; that day is not counted", asked.rule.cites)


def _amount_line(asked: "Asked", step: "Step", *, extension: bool, cites: tuple[str, ...]) -> WhyLine:
    unit_zh, unit_en = _UNITS[step.unit]
    zh, en = f"+{step.amount} {unit_zh}", f"+{step.amount} {unit_en}{'' if step.amount == 1 else 's'}"
    if not extension and step.unit != asked.unit:
        return WhyLine("amount", None, f"{zh}（该法所称{step.amount}日指工作日）", f"{en} (this law means working days)", (*cites, *asked.rule.cites))
    if extension:
        return WhyLine("extension", None, f"延长：{zh}", f"Extended: {en}", cites)
    return WhyLine("amount", None, zh, en, cites)


def _pause_lines(step: "Step") -> Iterator[WhyLine]:
    for begins, ends, lost in step.pauses:
        last = ends - timedelta(days=1)
        span_zh = zh_day(begins) if last == begins else f"{zh_day(begins)}至{zh_day(last, since=begins)}"
        span_en = en_day(begins) if last == begins else f"{en_day(begins)} to {en_day(last)}"
        zh, en = _lost(lost, working=step.unit == "working_day")
        yield WhyLine("pause", begins, f"{span_zh}暂停，{zh}不计入", f"Paused {span_en}: {en} not counted")


def _lost(lost: int | timedelta, *, working: bool) -> tuple[str, str]:
    if isinstance(lost, timedelta):
        clock = f" {timedelta(seconds=lost.seconds)}" if lost.seconds else ""
        if not lost.days:
            return f"{clock.strip()} ", clock.strip()
        return f"{lost.days} 日{clock and clock + ' '}", f"{_many(lost.days, 'day')}{clock}"
    return (f"{lost} 个工作日", _many(lost, "working day")) if working else (f"{lost} 日", _many(lost, "day"))


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _roll_line(asked: "Asked", step: "Step") -> WhyLine:
    counted, landed = step.counted, step.landed
    if counted is None or landed is None:
        return WhyLine("roll_forward", None, "按小时、分钟计算，休息日照算，不顺延", "Hours and minutes run through rest days and are never moved")
    zh, en = _kind_of_day(asked, counted)
    if counted != landed:
        zh, en = f"{zh}，顺延至{zh_day(landed, since=counted)}（{_weekday_zh(landed)}）", f"{en}: moved to {en_day(landed)}"
    elif step.unit != "working_day" and not asked.rule.roll_forward:
        zh, en = "按自然日计算，不顺延", "calendar days: not moved"
    else:
        zh, en = f"{zh}，不顺延", f"{en}: not moved"
    return WhyLine("roll_forward", counted, f"{_weekday_zh(counted)}，{zh}", f"{_weekday_en(counted)}, {en}", asked.rule.cites)


def _kind_of_day(asked: "Asked", day: date) -> tuple[str, str]:
    weekend = day.weekday() >= 5
    if asked.days.is_working_day(day):
        return ("调休上班日", "a make-up working day") if weekend else ("工作日", "a working day")
    return ("休息日", "a rest day") if weekend else ("放假", "a public holiday")


def _unchanged_line(*, paused: bool, extended: bool) -> Iterator[WhyLine]:
    if not paused and not extended:
        yield WhyLine("pause", None, "无暂停、无延长", "No pause, no extension")
    elif not paused:
        yield WhyLine("pause", None, "无暂停", "No pause")
    elif not extended:
        yield WhyLine("extension", None, "无延长", "No extension")


def _recomputed_line(previous: date, now: date, notice: str | None) -> WhyLine:
    zh, en = (f"（{notice}）", f" ({notice})") if notice else ("", "")
    was_zh, now_zh = f"{zh_day(previous, since=now)}（{_weekday_zh(previous)}）", f"{zh_day(now)}（{_weekday_zh(now)}）"
    return WhyLine(
        "recomputed",
        now,
        f"放假安排变动{zh}后重算：原为{was_zh}，现为{now_zh}",
        f"Recomputed after the holiday arrangement changed{en}: was {en_day(previous)}, is {en_day(now)}",
    )


def _provisional_line(years: list[int]) -> WhyLine:
    zh, en = "、".join(f"{year}年" for year in years), ", ".join(str(year) for year in years)
    return WhyLine(
        "provisional",
        None,
        f"{zh}放假安排尚未录入，此日期为暂定，录入后重算",
        f"The holiday arrangement for {en} is not entered: this date is provisional and will be recomputed",
    )


def _result_line(deadline: "Deadline") -> WhyLine:
    since, day = deadline.asked.first_day, deadline.last_day
    if day is not None:
        zh = f"到期 {zh_day(day, since=since)}（{_weekday_zh(day)}）24:00"
        return WhyLine("result", day, zh, f"Due {en_day(day)}, by midnight at its end")
    moment = _beijing(deadline)
    clock = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    zh = f"到期 {zh_day(moment.date(), since=since)}（{_weekday_zh(moment)}）{clock}"
    return WhyLine("result", moment.date(), zh, f"Due {en_day(moment)}, {clock} Beijing time")


def _beijing(deadline: "Deadline") -> datetime:
    return (deadline.expires_at + timedelta(hours=8)).replace(tzinfo=None)


def _weekday_zh(day: date) -> str:
    return f"周{'一二三四五六日'[day.weekday()]}"


def zh_day(day: date, *, since: date | None = None) -> str:
    """Return 11月27日, with its year where it is not the year of `since`."""
    return f"{day.month}月{day.day}日" if since and day.year == since.year else f"{day.year}年{day.month}月{day.day}日"


def en_day(day: date) -> str:
    """Return Friday 27 November 2026."""
    return f"{_weekday_en(day)} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _weekday_en(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
