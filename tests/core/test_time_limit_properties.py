"""What holds of every time limit, tried on generated starts, amounts and pauses."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.time_limit import BEIJING, CountingRule, Unit, WorkingDays, deadline

FOLDER = Path(__file__).parents[2] / "catalogue" / "calendar"
DAYS = WorkingDays.from_years(yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml")))

COURT = CountingRule("cpl", roll_forward=True, cites=("cpl 85",))
PETITION = CountingRule("petition", roll_forward=False)
FROM_THE_DAY = CountingRule("from_the_day", roll_forward=False, first_day_counts=True)

D, W, M, Y = Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR

STEADY = settings(derandomize=True, deadline=None, max_examples=200)  # the same examples on every machine, fast or slow
STARTS = st.dates(date(2014, 1, 1), date(2029, 12, 31))
AMOUNTS = st.integers(0, 400)
DAY_UNITS = st.sampled_from([D, W, M, Y])
RULES = st.sampled_from([COURT, PETITION, FROM_THE_DAY, CountingRule("both", roll_forward=True, first_day_counts=True)])
PAUSES = st.lists(st.tuples(STARTS, st.integers(0, 90)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))), max_size=4)
NEAR_PAUSES = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 20)), max_size=4)


def near(start: date, pauses: Sequence[tuple[int, int]]) -> list[tuple[date, date]]:
    return [(start + timedelta(days=after), start + timedelta(days=after + length)) for after, length in pauses]


@STEADY
@given(start=STARTS, amount=AMOUNTS, unit=DAY_UNITS, rule=RULES, pauses=NEAR_PAUSES)
def test_a_larger_amount_never_ends_earlier(start: date, amount: int, unit: Unit, rule: CountingRule, pauses: list[tuple[int, int]]) -> None:
    ends = [
        deadline(start=start, amount=n, unit=unit, rule=rule, days=DAYS, paused_days=near(start, pauses)).expires_at for n in (amount, amount + 1)
    ]
    assert ends[0] <= ends[1]


@STEADY
@given(start=STARTS, amount=AMOUNTS, unit=st.sampled_from([D, M, Y]), pauses=NEAR_PAUSES)
def test_with_roll_forward_the_last_day_is_a_working_day_and_never_a_paused_one(
    start: date, amount: int, unit: Unit, pauses: list[tuple[int, int]]
) -> None:
    paused = near(start, pauses)
    last = deadline(start=start, amount=amount, unit=unit, rule=COURT, days=DAYS, paused_days=paused).last_day
    assert last is not None
    assert DAYS.is_working_day(last)
    assert not any(begins <= last < ends for begins, ends in paused)


@STEADY
@given(start=STARTS, n=st.integers(0, 3000))
def test_counting_working_days_undoes_adding_them(start: date, n: int) -> None:
    end = DAYS.add_working_days(start, n)
    assert DAYS.count_working_days(after=start, through=end) == n
    assert n == 0 or DAYS.is_working_day(end)


@STEADY
@given(start=STARTS, amount=AMOUNTS, unit=DAY_UNITS, rule=RULES, pauses=NEAR_PAUSES, more=NEAR_PAUSES)
def test_a_pause_never_brings_the_deadline_forward(
    start: date, amount: int, unit: Unit, rule: CountingRule, pauses: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    few = deadline(start=start, amount=amount, unit=unit, rule=rule, days=DAYS, paused_days=near(start, pauses))
    many = deadline(start=start, amount=amount, unit=unit, rule=rule, days=DAYS, paused_days=near(start, pauses + more))
    assert few.expires_at <= many.expires_at


@STEADY
@given(start=STARTS, amount=st.integers(1, 60), unit=st.sampled_from([D, W]), pauses=NEAR_PAUSES)
def test_without_roll_forward_the_last_day_is_found_by_a_walk_that_counts_each_day(
    start: date, amount: int, unit: Unit, pauses: list[tuple[int, int]]
) -> None:
    paused, day, left = near(start, pauses), start, amount
    while left:
        day += timedelta(days=1)
        if not any(begins <= day < ends for begins, ends in paused) and (unit is D or DAYS.is_working_day(day)):
            left -= 1
    assert deadline(start=start, amount=amount, unit=unit, rule=PETITION, days=DAYS, paused_days=paused).last_day == day


@STEADY
@given(start=STARTS, amount=AMOUNTS, rule=RULES)
def test_the_short_road_and_the_long_road_give_the_same_deadline(start: date, amount: int, rule: CountingRule) -> None:
    short = deadline(start=start, amount=amount, unit=D, rule=rule, days=DAYS)
    noon = datetime.combine(start, datetime.min.time(), BEIJING) + timedelta(hours=12)
    assert short == deadline(start=noon, amount=amount, unit=D, rule=rule, days=DAYS)


@STEADY
@given(start=STARTS, amount=AMOUNTS, unit=st.sampled_from(list(Unit)), rule=RULES, pauses=PAUSES, extended=st.booleans())
def test_every_deadline_explains_itself_in_both_languages(
    start: date, amount: int, unit: Unit, rule: CountingRule, pauses: list[tuple[date, date]], extended: bool
) -> None:
    noon = datetime.combine(start, datetime.min.time(), BEIJING) + timedelta(hours=12)
    result = deadline(start=noon, amount=amount, unit=unit, rule=rule, days=DAYS, paused_days=pauses, extensions=[(5, unit)] if extended else [])
    kinds = [line.kind for line in result.why]
    assert kinds[0] == "start"
    assert kinds[-1] == "result"
    assert ("provisional" in kinds) == result.provisional
    for line in result.why:
        assert any("一" <= letter <= "龥" for letter in line.zh)
        assert line.en.isascii()
