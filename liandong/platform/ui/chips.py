"""What pages show of time and people, as plain data: templates only lay it out.

The chip's state decides icon, shape and colour together, so that no state is told by colour alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from liandong.core.time_limit import BEIJING

ChipState = Literal["plenty", "soon", "today", "over", "paused", "prov", "done", "none"]
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Chip:
    """A deadline in words. `local` is a service target (round), else a statutory limit (square)."""

    state: ChipState
    words: str
    full: str
    local: bool


def day_words(day: date, *, today: date | None = None) -> str:
    """Return a day as pages write it: 11月27日（周五）, with the year when it is not this year's."""
    year = "" if today is not None and day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def deadline_chip(
    *,
    last_day: date | None,
    expires_at: datetime,
    now: datetime,
    local: bool,
    provisional: bool,
    warn: int | None = None,
    unit: str = "day",
    left: int | None = None,
) -> Chip:
    """Return the chip of a running deadline; `left` is what remains in the limit's own unit, `warn` the days before its own warning."""
    kind = "本地目标" if local else "法定期限"
    moment = expires_at.astimezone(BEIJING)
    today = now.astimezone(BEIJING).date()
    day = last_day or moment.date()
    hour = "24:00" if last_day else f"{moment:%H:%M}"
    if now >= expires_at:
        late = (today - day).days or 1
        words = f"过期 {late} 天" if last_day else f"过期 {max(1, int((now - expires_at) / timedelta(hours=1)))} 小时"
        return Chip("over", words, f"{kind}，已过期，应在{day_words(day)}{hour}前办", local)
    if day == today:
        return Chip("today", f"今天 {hour} 前", f"{kind}，今天{hour}到期", local)
    days = (day - today).days
    count = f"{left if left is not None else days} {'个工作日' if unit == 'working_day' else '天'}"
    full = f"{kind}，还剩 {count}，{day_words(day)}{hour}到期"
    soon = (warn is not None and days <= warn) or (days <= 3 if unit == "working_day" else days <= 5)
    if provisional and not soon:
        return Chip("prov", f"暂定 {day.year}年{day.month}月{day.day}日", full + "，放假安排公布后重算", local)
    date_part = f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
    return Chip("soon" if soon else "plenty", f"还剩 {count} · {date_part}", full, local)
