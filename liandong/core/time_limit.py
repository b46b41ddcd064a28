"""Time as the law counts it: from a start, an amount and the counting rule of one law, to a deadline.

No clock, no files: whoever calls brings the start and the tables. Law days are days in Beijing, at a fixed +08:00.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from liandong.core.deadline_why import WhyLine, explain
from liandong.core.working_days import OutOfCalendar, TimeLimitError, WorkingDays, WrongYearTable, date_of, end_of_day

__all__ = [
    "BEIJING",
    "MAX_AMOUNT",
    "AmountOutOfRange",
    "CountingRule",
    "Deadline",
    "MixedUnits",
    "OutOfCalendar",
    "TimeLimitError",
    "Unit",
    "WhyLine",
    "WorkingDays",
    "WrongPause",
    "WrongStart",
    "WrongYearTable",
    "deadline",
    "explain",
]

BEIJING = timezone(timedelta(hours=8))
MAX_AMOUNT = 36_500


class AmountOutOfRange(TimeLimitError):
    code = "amount_out_of_range"


class WrongStart(TimeLimitError):
    code = "wrong_start"


class WrongPause(TimeLimitError):
    code = "wrong_pause"


class MixedUnits(TimeLimitError):
    code = "mixed_units"


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


_DAY = Unit.DAY  # a global: reading a member of an enum costs as much as the rest of the test
_BY_THE_SECOND = {Unit.MINUTE: timedelta(minutes=1), Unit.HOUR: timedelta(hours=1)}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How one law counts: 民事诉讼法 85 rolls a last day forward, 行政复议法 88 means working days by 三、五、七、十日."""

    id: str
    roll_forward: bool
    first_day_counts: bool = False
    working_day_amounts: frozenset[int] = frozenset()
    cites: tuple[str, ...] = ()

    def counted_unit(self, amount: int, unit: Unit) -> Unit:
        """Return the unit this law really counts in."""
        return Unit.WORKING_DAY if unit == Unit.DAY and amount in self.working_day_amounts else unit


class Asked(NamedTuple):
    """What a deadline was computed from."""

    start: date | datetime
    amount: int
    unit: Unit
    rule: CountingRule
    days: WorkingDays
    paused_days: Sequence[tuple[date, date]]
    extensions: Sequence[tuple[int, Unit]]

    @property
    def first_day(self) -> date:
        """The day in Beijing on which the limit starts."""
        return self.start.astimezone(BEIJING).date() if isinstance(self.start, datetime) else self.start

    def steps(self) -> "tuple[Step, ...]":
        """Return the limit and each of its extensions, each with where it ended."""
        return tuple(_steps_of_seconds(self) if self.unit in _BY_THE_SECOND else _steps_of_days(self))


_Inputs = tuple[date | datetime, int, Unit, CountingRule, WorkingDays, Sequence[tuple[date, date]], Sequence[tuple[int, Unit]]]


class Step(NamedTuple):
    """A limit, or one extension of it, and where it ended."""

    amount: int
    unit: Unit
    """The unit the law counts in: working days where it means them by days."""
    counted: date | None
    """The last day as counted, pauses left out; None where hours or minutes are counted."""
    landed: date | None
    """The last day in law: moved to a working day where the rule says so."""
    end: datetime
    pauses: tuple[tuple[date, date, int | timedelta], ...]
    """From, to, and what was not counted for it."""
    provisional_years: tuple[int, ...] = ()


@dataclass(slots=True)
class Deadline:
    """When a time limit ends. Whatever is received before `expires_at` is in time.

    Not frozen, only because freezing costs a third of the speed: nobody may change one.
    """

    last_day: date | None
    """None where hours or minutes are counted."""
    expires_at: datetime
    provisional: bool
    inputs: _Inputs = field(repr=False, compare=False)

    @property
    def asked(self) -> Asked:
        """What this deadline was computed from; named only when somebody looks, because naming it costs as much as computing it."""
        return Asked(*self.inputs)

    @property
    def why(self) -> tuple[WhyLine, ...]:
        """Return the explanation, worked out only when asked for."""
        return explain(self)

    def is_over(self, *, at: datetime) -> bool:
        """Tell whether the limit has run out at this moment."""
        return at >= self.expires_at


def deadline(
    *,
    start: date | datetime,
    amount: int,
    unit: Unit,
    rule: CountingRule,
    days: WorkingDays,
    paused_days: Sequence[tuple[date, date]] = (),
    extensions: Sequence[tuple[int, Unit]] = (),
) -> Deadline:
    """Return when a limit of this amount ends that runs from this start under this law.

    A pause is [from, to) in days. An extension runs on from the day the limit before it ends, roll-forward included.
    """
    inputs = (start, amount, unit, rule, days, paused_days, extensions)
    whole_days = unit is _DAY and type(start) is date and 0 < amount <= MAX_AMOUNT
    if whole_days and not (paused_days or extensions or amount in rule.working_day_amounts):
        # The road of nearly every limit, kept short: a board recomputes hundreds of thousands.
        last = start.toordinal() + amount - rule.first_day_counts
        if rule.roll_forward:
            last_day, expires_at, provisional = days.landing(last)
            return Deadline(last_day, expires_at, provisional, inputs)
        last_day, expires_at = end_of_day(last)
        return Deadline(last_day, expires_at, False, inputs)
    asked = Asked(*inputs)
    _check(asked)
    steps = asked.steps()
    return Deadline(steps[-1].landed, steps[-1].end, any(step.provisional_years for step in steps), inputs)


def _check(asked: Asked) -> None:
    by_the_second = asked.unit in _BY_THE_SECOND
    for amount, unit in ((asked.amount, asked.unit), *asked.extensions):
        if not 0 <= amount <= MAX_AMOUNT:
            raise AmountOutOfRange(f"a time limit is between 0 and {MAX_AMOUNT}, not {amount}")
        if (unit in _BY_THE_SECOND) != by_the_second:
            raise MixedUnits(f"a limit in units of {asked.unit} cannot be extended by units of {unit}")
    if by_the_second and not isinstance(asked.start, datetime):
        raise WrongStart("a limit in hours or minutes starts at a moment, not on a day")
    if isinstance(asked.start, datetime) and asked.start.tzinfo is None:
        raise WrongStart("the start has no time zone")
    for begins, ends in asked.paused_days:
        if ends < begins:
            raise WrongPause(f"a pause from {begins} cannot end on {ends}")


def _merged(pauses: Sequence[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return the pauses in order, each day in one of them at most."""
    merged: list[tuple[date, date]] = []
    for begins, ends in sorted(pauses):
        if merged and begins <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(ends, merged[-1][1])
        elif begins < ends:
            merged.append((begins, ends))
    return tuple(merged)


def _steps_of_days(asked: Asked) -> Iterator[Step]:
    pauses = _merged(asked.paused_days)
    start, first_counts = asked.first_day, asked.rule.first_day_counts
    for number, unit in ((asked.amount, asked.unit), *asked.extensions):
        step, start = _count_days(asked, start, number, asked.rule.counted_unit(number, unit), pauses, first_counts)
        yield step
        first_counts = False


def _count_days(asked: Asked, start: date, amount: int, unit: Unit, pauses: tuple[tuple[date, date], ...], first_counts: bool) -> tuple[Step, date]:
    days, working = asked.days, unit == Unit.WORKING_DAY
    first = start if first_counts or amount == 0 else date_of(start.toordinal() + 1)
    last = _unpaused_last(days, start, amount, unit, first_counts)
    spent: list[tuple[date, date, int | timedelta]] = []
    for begins, ends in pauses:
        if ends <= first or begins > last:
            continue
        begins = max(begins, first)
        if working:
            lost = days.count_working_days(after=_day_before(begins), through=_day_before(ends))
            last = days.add_working_days(last, lost)
        else:
            lost = (ends - begins).days
            last = date_of(last.toordinal() + lost)
        spent.append((begins, ends, lost))
    landed = _land(days, last, pauses, roll=asked.rule.roll_forward)
    tables = days.provisional_years(first if working else last, landed) if working or asked.rule.roll_forward else ()
    return Step(amount, unit, last, landed, end_of_day(landed.toordinal())[1], tuple(spent), tables), landed


def _unpaused_last(days: WorkingDays, start: date, amount: int, unit: Unit, first_counts: bool) -> date:
    """Return the last day as if there were no pause; no amount at all ends on the very day."""
    if amount == 0:
        return start
    if unit in _MONTHS:
        return _corresponding_day(start, amount * _MONTHS[unit], first_counts)
    if unit == Unit.WORKING_DAY:
        return days.add_working_days(_day_before(start) if first_counts else start, amount)
    return date_of(start.toordinal() + amount - first_counts)


def _corresponding_day(start: date, months: int, first_counts: bool) -> date:
    """Return the day of the same number in the target month, or the last of that month where it has none (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OutOfCalendar("the limit would end after the year 9999")
    length = calendar.monthrange(year, month + 1)[1]
    if start.day > length:
        return date(year, month + 1, length)
    return date_of(date(year, month + 1, start.day).toordinal() - first_counts)


def _land(days: WorkingDays, last: date, pauses: tuple[tuple[date, date], ...], *, roll: bool) -> date:
    """Return where the last day comes to lie: never inside a pause, and on a working day where it rolls forward."""
    landed = days.next_working_day(last) if roll else last
    for begins, ends in pauses:
        if begins <= landed < ends:
            landed = days.next_working_day(ends) if roll else ends
    return landed


def _day_before(day: date) -> date:
    return date_of(day.toordinal() - 1)


def _steps_of_seconds(asked: Asked) -> Iterator[Step]:
    assert isinstance(asked.start, datetime)  # _check refused anything else
    pauses = _merged(asked.paused_days)
    start = asked.start.astimezone(UTC).replace(microsecond=0)
    for amount, unit in ((asked.amount, asked.unit), *asked.extensions):
        end = start + _BY_THE_SECOND[unit] * amount
        spent: list[tuple[date, date, int | timedelta]] = []
        for begins, ends in pauses:
            begins_at, ends_at = max(_midnight_before(begins), start), _midnight_before(ends)
            if begins_at < end and begins_at < ends_at:
                end += ends_at - begins_at
                spent.append((begins, ends, ends_at - begins_at))
        yield Step(amount, unit, None, None, end, tuple(spent))
        start = end


def _midnight_before(day: date) -> datetime:
    """Return the instant at which this day begins in Beijing."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)
