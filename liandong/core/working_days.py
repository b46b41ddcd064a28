"""Working days: one table per year, official only when the State Council's notice (放假安排) is entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from typing import Self

_LAST_ORDINAL = date.max.toordinal()
_MIDNIGHT_BEIJING = time(16, tzinfo=UTC)  # 24:00 at the fixed +08:00 is 16:00 UTC of the same day


class TimeLimitError(ValueError):
    """A time limit that cannot be counted.

    TimeLimitError
      AmountOutOfRange    a negative amount, or one beyond 36,500
      OutOfCalendar       a last day after the year 9999
      WrongStart          a start without a time zone, or without a time where hours are counted
      WrongPause          a pause that ends before it begins
      MixedUnits          a limit in days extended by hours, or the reverse
      WrongYearTable      a calendar file that contradicts itself
    """

    code = "time_limit"


class OutOfCalendar(TimeLimitError):
    code = "out_of_calendar"


class WrongYearTable(TimeLimitError):
    code = "wrong_year_table"


def date_of(ordinal: int) -> date:
    """Return the day of this ordinal, or refuse one after the year 9999."""
    if not 1 <= ordinal <= _LAST_ORDINAL:
        raise OutOfCalendar("the limit would end outside the years 1 to 9999")
    return date.fromordinal(ordinal)


@lru_cache(maxsize=65_536)
def end_of_day(ordinal: int) -> tuple[date, datetime]:
    """Return this day and the instant of the Beijing midnight that ends it."""
    day = date_of(ordinal)
    return day, datetime.combine(day, _MIDNIGHT_BEIJING)


@dataclass(frozen=True, slots=True)
class _Year:
    """One year, counted once: so a span of working days is two look-ups, not a walk."""

    first: int
    """Ordinal of 1 January."""
    rank: tuple[int, ...]
    """For each day, how many working days the year has had up to and including it."""
    working: tuple[int, ...]
    """Ordinals of the working days."""
    official: bool


def _count_year(year: int, *, holidays: frozenset[date], workdays: frozenset[date], official: bool) -> _Year:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    span = [date.fromordinal(n) for n in range(first, last + 1)]
    works = [day not in holidays and (day.weekday() < 5 or day in workdays) for day in span]
    return _Year(first, tuple(accumulate(works)), tuple(day.toordinal() for day, at_work in zip(span, works, strict=True) if at_work), official)


@lru_cache(maxsize=512)
def _unknown_year(year: int) -> _Year:
    """Return Monday to Friday: all that can be said of a year without a table."""
    return _count_year(year, holidays=frozenset(), workdays=frozenset(), official=False)


def _days_of(table: Mapping[str, object], key: str, year: int) -> frozenset[date]:
    values = table.get(key, [])
    if not isinstance(values, list | tuple):
        raise WrongYearTable(f"{year}: `{key}` must be a list of days")
    try:
        days = frozenset(value if isinstance(value, date) else date.fromisoformat(str(value)) for value in values)
    except ValueError as error:
        raise WrongYearTable(f"{year}: `{key}` holds something that is not a day: {error}") from error
    if strangers := sorted(str(day) for day in days if day.year != year):
        raise WrongYearTable(f"{year}: `{key}` holds a day of another year: {', '.join(strangers)}")
    return days


def _read_table(table: Mapping[str, object]) -> tuple[int, _Year]:
    year, official = table.get("year"), table.get("official")
    if not isinstance(year, int) or not isinstance(official, bool):
        raise WrongYearTable("a calendar file needs `year` (a number) and `official` (true or false)")
    holidays, workdays = _days_of(table, "holidays", year), _days_of(table, "workdays", year)
    if both := sorted(str(day) for day in holidays & workdays):
        raise WrongYearTable(f"{year}: both a holiday and a working day: {', '.join(both)}")
    return year, _count_year(year, holidays=holidays, workdays=workdays, official=official)


class WorkingDays:
    """The tables of all years. Never changed: a new notice gives a new one, so old and new stand side by side."""

    __slots__ = ("_landings", "_years")

    def __init__(self, years: Mapping[int, _Year]) -> None:
        self._years = dict(years)
        self._landings: dict[int, tuple[date, datetime, bool]] = {}

    @classmethod
    def from_years(cls, tables: Iterable[Mapping[str, object]]) -> Self:
        """Build the tables from the files in catalogue/calendar, read as plain mappings."""
        years: dict[int, _Year] = {}
        for table in tables:
            year, counted = _read_table(table)
            if year in years:
                raise WrongYearTable(f"{year}: two tables for one year")
            years[year] = counted
        return cls(years)

    def with_year(self, table: Mapping[str, object]) -> Self:
        """Return new tables in which this year's notice is entered or changed."""
        year, counted = _read_table(table)
        return type(self)({**self._years, year: counted})

    def versions(self) -> dict[int, str]:
        """Return each year's table as a short hash, so that a changed notice is noticed."""
        return {year: sha256(f"{table.official}{table.working}".encode()).hexdigest()[:12] for year, table in self._years.items()}

    def is_official(self, year: int) -> bool:
        """Tell whether the State Council's notice for this year is entered."""
        return year in self._years and self._years[year].official

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on this day, make-up days (调休) included."""
        year = self._year(day.year)
        at = day.toordinal() - year.first
        return year.rank[at] > (year.rank[at - 1] if at else 0)

    def next_working_day(self, day: date) -> date:
        """Return this day if offices work on it, else the first working day after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after this day, which is itself not counted; with 0 the day itself."""
        if n < 0:
            raise TimeLimitError(f"working days are counted forward only, not {n}")
        if n == 0:
            return day
        number, year = day.year, self._year(day.year)
        wanted = year.rank[day.toordinal() - year.first] + n
        while wanted > len(year.working):
            wanted -= len(year.working)
            number += 1
            year = self._year(number)
        return date.fromordinal(year.working[wanted - 1])

    def count_working_days(self, *, after: date, through: date) -> int:
        """Count the working days after one day, up to and including the other: the inverse of adding them."""
        start, end = self._year(after.year), self._year(through.year)
        whole = sum(len(self._year(number).working) for number in range(after.year, through.year))
        return whole + end.rank[through.toordinal() - end.first] - start.rank[after.toordinal() - start.first]

    def landing(self, ordinal: int) -> tuple[date, datetime, bool]:
        """Return where a limit ends whose counted last day is this one: the day, the instant, and whether a provisional table mattered.

        Remembered, because thousands of open clocks end on the same few hundred days.
        """
        found = self._landings.get(ordinal)
        if found is None:
            counted = date_of(ordinal)
            last, expires_at = end_of_day(self.next_working_day(counted).toordinal())
            found = self._landings[ordinal] = last, expires_at, bool(self.provisional_years(counted, last))
        return found

    def provisional_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years in this span whose notice is not entered."""
        return tuple(year for year in range(first.year, last.year + 1) if not self.is_official(year))

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is not None:
            return found
        if year > date.max.year:
            raise OutOfCalendar("the limit would end after the year 9999")
        return _unknown_year(year)
