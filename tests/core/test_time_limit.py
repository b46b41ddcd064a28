"""Time limits, counted by hand: each expected day was worked out before the code was run on it."""

from datetime import UTC, datetime, timedelta

import pytest
from counting import COMPULSION, COURT, DAYS, FROM_THE_DAY, PETITION, RECONSIDERATION, TABLES, D, M, W, Y, at, count, on

from liandong.core.time_limit import (
    CountingRule,
    Unit,
    WorkingDays,
    deadline,
)


@pytest.mark.parametrize(
    ("start", "amount", "last"),
    [
        ("2026-11-20", 7, "2026-11-27"),  # Friday to Friday
        ("2026-11-20", 1, "2026-11-23"),  # Saturday moves to Monday
        ("2026-11-20", 2, "2026-11-23"),  # so does Sunday
        ("2026-11-20", 3, "2026-11-23"),
        ("2026-09-21", 10, "2026-10-08"),  # 1 October, over the whole holiday
        ("2026-09-27", 10, "2026-10-08"),  # 7 October, the last day of it
        ("2026-09-28", 10, "2026-10-08"),
        ("2026-09-30", 10, "2026-10-10"),  # a make-up Saturday is a working day
        ("2026-10-01", 10, "2026-10-12"),
        ("2026-09-10", 10, "2026-09-20"),  # a make-up Sunday
        ("2026-09-15", 10, "2026-09-28"),  # 中秋 on a Friday
        ("2026-02-04", 10, "2026-02-14"),  # the make-up Saturday before 春节
        ("2026-02-05", 10, "2026-02-24"),
        ("2026-02-13", 10, "2026-02-24"),
        ("2026-02-13", 15, "2026-02-28"),
        ("2026-02-13", 16, "2026-03-02"),
        ("2026-04-01", 3, "2026-04-07"),  # 清明
        ("2026-04-21", 10, "2026-05-06"),  # 劳动节
        ("2026-04-29", 10, "2026-05-09"),
        ("2026-06-04", 15, "2026-06-22"),  # 端午
        ("2025-12-22", 10, "2026-01-04"),  # 元旦 moves to a make-up Sunday in the next year
        ("2025-12-24", 10, "2026-01-04"),
        ("2025-12-30", 1, "2025-12-31"),
        ("2025-09-21", 10, "2025-10-09"),
        ("2025-10-01", 10, "2025-10-11"),
        ("2025-01-16", 10, "2025-01-26"),
        ("2025-01-18", 10, "2025-02-05"),
        ("2024-02-01", 10, "2024-02-18"),  # 春节 moves to a make-up Sunday
        ("2024-09-05", 10, "2024-09-18"),
        ("2024-02-19", 10, "2024-02-29"),  # ends on the leap day
        ("2023-12-31", 60, "2024-02-29"),  # sixty days with a leap day
        ("2025-12-31", 60, "2026-03-02"),  # sixty days without one: Sunday 1 March
        ("2015-08-24", 10, "2015-09-06"),
        ("2020-01-21", 10, "2020-02-03"),
        ("2026-11-20", 0, "2026-11-20"),  # no amount: the very day
        ("2026-11-21", 0, "2026-11-23"),  # unless it is a rest day
    ],
)
def test_court_days_are_calendar_days_whose_last_day_moves_off_a_rest_day(start: str, amount: int, last: str) -> None:
    assert count(start, amount).last_day == on(last)


@pytest.mark.parametrize(
    ("start", "amount", "rule", "last"),
    [
        ("2026-11-20", 1, PETITION, "2026-11-21"),
        ("2026-09-21", 10, PETITION, "2026-10-01"),
        ("2026-11-20", 15, PETITION, "2026-12-05"),
        ("2026-11-06", 60, PETITION, "2027-01-05"),
        ("2026-11-21", 0, PETITION, "2026-11-21"),
        ("2026-11-20", 7, FROM_THE_DAY, "2026-11-26"),
        ("2026-11-20", 1, FROM_THE_DAY, "2026-11-20"),
        ("2026-11-20", 0, FROM_THE_DAY, "2026-11-20"),
    ],
)
def test_a_law_without_roll_forward_ends_on_the_counted_day_itself(start: str, amount: int, rule: CountingRule, last: str) -> None:
    assert count(start, amount, rule=rule).last_day == on(last)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "rule", "last"),
    [
        ("2026-01-31", 1, M, PETITION, "2026-02-28"),
        ("2026-01-31", 1, M, COURT, "2026-02-28"),  # a make-up Saturday
        ("2024-01-31", 1, M, COURT, "2024-02-29"),
        ("2026-08-31", 6, M, PETITION, "2027-02-28"),
        ("2026-08-31", 6, M, COURT, "2027-03-01"),  # Sunday moves to Monday
        ("2026-07-01", 3, M, COURT, "2026-10-08"),
        ("2025-10-31", 1, M, COURT, "2025-12-01"),
        ("2025-12-31", 2, M, COURT, "2026-02-28"),
        ("2026-11-30", 3, M, PETITION, "2027-02-28"),
        ("2026-12-15", 1, M, PETITION, "2027-01-15"),
        ("2024-02-29", 1, Y, COURT, "2025-02-28"),
        ("2024-02-29", 4, Y, COURT, "2028-02-29"),
        ("2026-11-06", 2, Y, COURT, "2028-11-06"),  # two years to ask for enforcement
        ("2026-12-15", 1, Y, COURT, "2027-12-15"),
        ("2026-11-06", 0, M, COURT, "2026-11-06"),
        ("2026-01-01", 1, M, FROM_THE_DAY, "2026-01-31"),
        ("2026-03-01", 1, Y, FROM_THE_DAY, "2027-02-28"),
        ("2026-01-31", 1, M, FROM_THE_DAY, "2026-02-28"),
        ("2026-01-28", 1, M, FROM_THE_DAY, "2026-02-27"),
    ],
)
def test_months_and_years_end_on_the_corresponding_day_or_the_last_of_the_month(
    start: str, amount: int, unit: Unit, rule: CountingRule, last: str
) -> None:
    assert count(start, amount, unit, rule).last_day == on(last)


@pytest.mark.parametrize(
    ("start", "amount", "last"),
    [
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-21", 1, "2026-11-23"),  # from a Saturday
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # ends on a make-up Saturday
        ("2026-09-30", 4, "2026-10-12"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 6, "2026-02-28"),
        ("2026-02-13", 7, "2026-03-02"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2025-12-31", 2, "2026-01-05"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-04-30", 4, "2026-05-09"),
        ("2026-12-25", 4, "2026-12-31"),
        ("2026-12-25", 5, "2027-01-04"),
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_working_days_leave_out_rest_days_and_count_make_up_days(start: str, amount: int, last: str) -> None:
    assert count(start, amount, W, PETITION).last_day == on(last)


def test_where_the_first_day_counts_a_working_day_is_the_first_of_its_own_limit() -> None:
    assert count("2026-11-20", 1, W, FROM_THE_DAY).last_day == on("2026-11-20")
    assert count("2026-11-20", 5, W, FROM_THE_DAY).last_day == on("2026-11-26")


@pytest.mark.parametrize(
    ("amount", "rule", "last"),
    [
        (3, RECONSIDERATION, "2026-11-25"),
        (5, RECONSIDERATION, "2026-11-27"),
        (7, RECONSIDERATION, "2026-12-01"),
        (10, RECONSIDERATION, "2026-12-04"),
        (15, RECONSIDERATION, "2026-12-07"),  # fifteen are calendar days: Saturday 5 December
        (60, RECONSIDERATION, "2027-01-19"),
        (10, COMPULSION, "2026-12-04"),
        (11, COMPULSION, "2026-12-01"),
    ],
)
def test_some_laws_mean_working_days_by_their_short_periods(amount: int, rule: CountingRule, last: str) -> None:
    assert count("2026-11-20", amount, rule=rule).last_day == on(last)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-11-20T17:30", 24, Unit.HOUR, "2026-11-21T17:30"),
        ("2026-11-20T17:30", 72, Unit.HOUR, "2026-11-23T17:30"),
        ("2026-09-30T18:00", 48, Unit.HOUR, "2026-10-02T18:00"),
        ("2024-02-28T12:00", 24, Unit.HOUR, "2024-02-29T12:00"),
        ("2026-12-31T23:00", 2, Unit.HOUR, "2027-01-01T01:00"),
        ("2026-11-20T23:45:10", 30, Unit.MINUTE, "2026-11-21T00:15:10"),
        ("2026-11-20T09:00:00.250", 1, Unit.HOUR, "2026-11-20T10:00:00"),  # to the second
        ("2026-11-21T09:00", 0, Unit.HOUR, "2026-11-21T09:00"),
    ],
)
def test_tests_h5_hours_and_minutes_run_through_weekends_and_holidays(start: str, amount: int, unit: Unit, end: str) -> None:
    result = count(start, amount, unit)
    assert result.expires_at == at(end)
    assert result.expires_at.tzinfo is UTC
    assert result.last_day is None
    assert not result.provisional


def test_tests_h7_what_is_received_in_the_last_instant_before_midnight_in_beijing_is_in_time() -> None:
    result = count("2026-11-20", 7)
    assert result.expires_at == datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert not result.is_over(at=at("2026-11-27T23:59:59.999999"))
    assert result.is_over(at=at("2026-11-28T00:00"))


def test_tests_h7_the_last_day_of_the_year_and_the_leap_day_end_at_their_own_midnight() -> None:
    assert count("2025-12-24", 7).expires_at == at("2026-01-01T00:00")
    assert count("2024-02-19", 10).expires_at == at("2024-03-01T00:00")


def test_a_moment_counts_from_its_day_in_beijing() -> None:
    late = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # midnight in Beijing: the 20th has begun
    assert deadline(start=late, amount=7, unit=D, rule=COURT, days=DAYS).last_day == on("2026-11-27")
    assert deadline(start=late - timedelta(microseconds=1), amount=7, unit=D, rule=COURT, days=DAYS).last_day == on("2026-11-26")


def test_tests_h1_law_days_keep_plus_eight_in_the_summers_that_had_summer_time() -> None:
    assert count("1988-07-01T00:30", 1, rule=PETITION).expires_at == datetime(1988, 7, 2, 16, 0, tzinfo=UTC)


FIRST_NOTICE_2020 = {
    **TABLES[2020],
    "holidays": [day for day in TABLES[2020]["holidays"] if day not in ("2020-01-31", "2020-02-01", "2020-02-02")],
    "workdays": [*TABLES[2020]["workdays"], "2020-02-01"],
}


def test_tests_h2_five_working_days_from_21_january_2020_move_from_3_to_5_february_with_the_second_notice() -> None:
    before = DAYS.with_year(FIRST_NOTICE_2020)
    after = before.with_year(TABLES[2020])
    assert count("2020-01-21", 5, W, days=before).last_day == on("2020-02-03")
    assert count("2020-01-21", 5, W, days=after).last_day == on("2020-02-05")
    assert count("2020-01-21", 5, W, days=before).last_day == on("2020-02-03")  # the old tables stand


def test_tests_h2_a_court_limit_that_ended_on_the_longer_holiday_moves_behind_it() -> None:
    before = DAYS.with_year(FIRST_NOTICE_2020)
    assert count("2020-01-22", 10, days=before).last_day == on("2020-02-01")
    assert count("2020-01-22", 10).last_day == on("2020-02-03")


def test_tests_h3_a_holiday_turned_working_day_shows_both_dates_and_leaves_the_choice_to_the_caller() -> None:
    shorter = DAYS.with_year({**TABLES[2026], "holidays": [day for day in TABLES[2026]["holidays"] if day != "2026-10-07"]})
    assert count("2026-09-21", 10).last_day == on("2026-10-08")
    assert count("2026-09-21", 10, days=shorter).last_day == on("2026-10-07")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "rule", "provisional"),
    [
        ("2026-12-21", 10, D, COURT, False),  # Thursday 31 December
        ("2026-12-22", 10, D, COURT, True),  # 1 January 2027
        ("2026-12-30", 10, D, PETITION, False),  # no table needed
        ("2026-12-25", 4, W, PETITION, False),
        ("2026-12-25", 5, W, PETITION, True),
        ("2026-11-06", 2, Y, COURT, True),
        ("2026-11-06", 2, Y, PETITION, False),
        ("2027-01-04", 1, W, PETITION, True),
        ("2026-11-20", 7, D, COURT, False),
        ("2045-06-01", 1, D, COURT, True),
    ],
)
def test_tests_h4_a_deadline_is_provisional_when_a_year_without_notice_mattered(
    start: str, amount: int, unit: Unit, rule: CountingRule, provisional: bool
) -> None:
    result = count(start, amount, unit, rule)
    assert result.provisional is provisional
    assert any(line.kind == "provisional" for line in result.why) is provisional


def test_tests_h4_a_span_of_working_days_over_a_year_without_notice_is_provisional_wherever_it_ends() -> None:
    gap = WorkingDays.from_years([TABLES[2026], {**TABLES[2028], "official": True}])
    result = count("2026-12-01", 300, W, days=gap)
    assert result.last_day is not None
    assert result.last_day.year == 2028
    assert result.provisional


def test_tests_h4_the_mark_goes_when_the_notice_is_entered() -> None:
    entered = DAYS.with_year({**TABLES[2027], "official": True, "workdays": ["2027-01-03"]})
    assert count("2026-12-22", 10).last_day == on("2027-01-04")
    assert count("2026-12-22", 10, days=entered).last_day == on("2027-01-03")
    assert not count("2026-12-22", 10, days=entered).provisional


@pytest.mark.parametrize(
    ("start", "amount", "unit", "paused", "last"),
    [
        ("2026-11-20", 7, D, [("2026-11-23", "2026-11-26")], "2026-11-30"),
        ("2026-11-20", 7, D, [("2026-11-25", "2026-11-27"), ("2026-11-23", "2026-11-26")], "2026-12-01"),  # overlapping: four days
        ("2026-11-20", 7, D, [("2026-11-23", "2026-11-23")], "2026-11-27"),  # an empty pause
        ("2026-11-20", 7, D, [("2026-11-18", "2026-11-21")], "2026-11-27"),  # over before the first counted day
        ("2026-11-20", 7, D, [("2026-11-19", "2026-11-23")], "2026-11-30"),  # two counted days lost: Sunday 29th
        ("2026-11-20", 7, D, [("2026-11-27", "2026-11-29")], "2026-11-30"),  # begins on the last day
        ("2026-11-20", 7, D, [("2026-11-28", "2026-11-30")], "2026-11-27"),  # begins after it
        ("2026-11-20", 7, D, [("2026-11-23", "2026-11-26"), ("2026-11-30", "2026-12-02")], "2026-12-02"),  # the first reaches the second
        ("2026-11-20", 1, D, [("2026-11-23", "2026-11-25")], "2026-11-25"),  # moved to Monday, which is paused
        ("2026-11-20", 0, D, [("2026-11-20", "2026-11-24")], "2026-11-24"),
        ("2026-11-20", 5, W, [("2026-11-23", "2026-11-25")], "2026-12-01"),
        ("2026-11-20", 5, W, [("2026-11-21", "2026-11-23")], "2026-11-27"),  # a paused weekend costs nothing
        ("2026-11-06", 1, M, [("2026-11-10", "2026-11-20")], "2026-12-16"),
        ("2026-09-30", 10, D, [("2026-10-01", "2026-10-08")], "2026-10-19"),  # Saturday 17th
    ],
)
def test_paused_days_are_not_counted(start: str, amount: int, unit: Unit, paused: list[tuple[str, str]], last: str) -> None:
    assert count(start, amount, unit, paused=paused).last_day == on(last)


def test_a_pause_stops_hours_from_its_midnight_to_its_midnight() -> None:
    result = count("2026-11-20T20:00", 24, Unit.HOUR, paused=[("2026-11-21", "2026-11-23")])
    assert result.expires_at == at("2026-11-23T20:00")


def test_a_pause_that_begins_when_the_hours_are_over_changes_nothing() -> None:
    result = count("2026-11-20T00:00", 24, Unit.HOUR, paused=[("2026-11-21", "2026-11-23")])
    assert result.expires_at == at("2026-11-21T00:00")


@pytest.mark.parametrize(
    ("start", "amount", "rule", "extended", "last"),
    [
        ("2026-09-01", 60, COURT, [(30, D)], "2026-12-02"),  # runs on from Monday 2 November, to which the limit moved
        ("2026-09-01", 60, PETITION, [(30, D)], "2026-11-30"),
        ("2026-11-20", 15, PETITION, [(30, D), (30, D)], "2027-02-03"),
        ("2026-05-06", 60, COURT, [(1, M)], "2026-08-06"),  # Sunday 5 July moves to the 6th, and a month from it
        ("2026-11-20", 15, RECONSIDERATION, [(5, D)], "2026-12-14"),  # an extension by five is five working days too
        ("2026-11-20", 7, COURT, [(3, W)], "2026-12-02"),
        ("2026-11-20", 7, FROM_THE_DAY, [(7, D)], "2026-12-03"),  # the first day counts once, not at each extension
    ],
)
def test_an_extension_runs_on_from_the_day_the_limit_before_it_ends(
    start: str, amount: int, rule: CountingRule, extended: list[tuple[int, Unit]], last: str
) -> None:
    assert count(start, amount, rule=rule, extended=extended).last_day == on(last)


def test_a_pause_in_the_extension_lengthens_the_extension_only() -> None:
    result = count("2026-11-20", 7, extended=[(7, D)], paused=[("2026-11-30", "2026-12-02")])
    assert result.last_day == on("2026-12-07")  # Friday 4 + 2 = Sunday 6, moved to Monday
    assert [step.landed for step in result.asked.steps()] == [on("2026-11-27"), on("2026-12-07")]


def test_eight_hours_extended_by_sixteen_are_twenty_four() -> None:
    assert count("2026-11-20T09:00", 8, Unit.HOUR, extended=[(16, Unit.HOUR)]).expires_at == at("2026-11-21T09:00")
