"""What cannot be counted is refused, each with its own name."""

from datetime import datetime, timedelta

import pytest
from counting import COURT, DAYS, PETITION, D, M, W, Y, count, on

from liandong.core.time_limit import (
    AmountOutOfRange,
    CountingRule,
    MixedUnits,
    OutOfCalendar,
    TimeLimitError,
    Unit,
    WrongPause,
    WrongStart,
    deadline,
)


@pytest.mark.parametrize("amount", [-1, 36_501])
@pytest.mark.parametrize("unit", list(Unit))
def test_an_amount_below_zero_or_beyond_a_hundred_years_of_days_is_refused(amount: int, unit: Unit) -> None:
    with pytest.raises(AmountOutOfRange, match=str(amount)):
        count("2026-11-20T09:00", amount, unit)


def test_the_largest_amount_is_counted() -> None:
    assert count("2026-11-20", 36_500, rule=PETITION).last_day == on("2026-11-20") + timedelta(days=36_500)


def test_what_cannot_be_counted_is_refused_by_name() -> None:
    with pytest.raises(WrongStart, match="not on a day"):
        count("2026-11-20", 24, Unit.HOUR)
    with pytest.raises(WrongStart, match="no time zone"):
        deadline(start=datetime(2026, 11, 20, 9, 0), amount=7, unit=D, rule=COURT, days=DAYS)  # noqa: DTZ001
    with pytest.raises(WrongPause):
        count("2026-11-20", 7, paused=[("2026-11-25", "2026-11-23")])
    with pytest.raises(MixedUnits):
        count("2026-11-20", 7, extended=[(24, Unit.HOUR)])
    with pytest.raises(MixedUnits):
        count("2026-11-20T09:00", 8, Unit.HOUR, extended=[(1, D)])


@pytest.mark.parametrize(("amount", "unit"), [(36_500, Y), (30_000, D), (30_000, W), (20_000, M)])
@pytest.mark.parametrize("rule", [COURT, PETITION])
def test_a_limit_that_would_end_after_the_year_9999_is_refused(amount: int, unit: Unit, rule: CountingRule) -> None:
    with pytest.raises(OutOfCalendar):
        count("9990-01-01", amount, unit, rule)


def test_every_error_of_a_time_limit_is_a_value_error_with_a_code() -> None:
    assert issubclass(TimeLimitError, ValueError)
    codes = {error.code for error in TimeLimitError.__subclasses__()}
    assert len(codes) == len(TimeLimitError.__subclasses__())
