"""The calendar files: what they say of real days, and that a notice entered later changes the count."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from liandong.core.time_limit import WorkingDays, WrongYearTable

FOLDER = Path(__file__).parents[2] / "catalogue" / "calendar"
TABLES = {int(path.stem): yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
DAYS = WorkingDays.from_years(TABLES.values())
KEYS = ["year", "official", "notice", "notice_on", "holidays", "workdays"]


@pytest.mark.parametrize("year", TABLES)
def test_a_calendar_file_holds_the_year_of_its_name_and_only_quoted_days(year: int) -> None:
    table = TABLES[year]
    assert list(table) == KEYS
    assert table["year"] == year
    for day in table["holidays"] + table["workdays"]:
        assert isinstance(day, str)
        assert date.fromisoformat(day).year == year
    assert table["holidays"] == sorted(set(table["holidays"]))
    assert table["workdays"] == sorted(set(table["workdays"]))


@pytest.mark.parametrize("year", TABLES)
def test_a_make_up_day_is_a_weekend_day_and_only_a_year_with_a_notice_has_any(year: int) -> None:
    workdays = [date.fromisoformat(day) for day in TABLES[year]["workdays"]]
    assert all(day.weekday() >= 5 for day in workdays)
    assert bool(workdays) == TABLES[year]["official"]


def test_the_years_have_no_gap_and_no_notice_number_stands_without_its_day() -> None:
    assert list(TABLES) == list(range(min(TABLES), max(TABLES) + 1))
    assert all(bool(table["notice"]) == bool(table["notice_on"]) for table in TABLES.values())


@pytest.mark.parametrize("year", [year for year, table in TABLES.items() if table["official"]])
def test_a_year_with_a_notice_has_between_247_and_252_working_days(year: int) -> None:
    assert 247 <= DAYS.count_working_days(after=date(year - 1, 12, 31), through=date(year, 12, 31)) <= 252


def test_the_years_2014_to_2026_are_official_and_the_ones_after_are_not() -> None:
    assert all(DAYS.is_official(year) for year in range(2014, 2027))
    assert not any(DAYS.is_official(year) for year in (2013, 2027, 2028, 2031))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),  # 元旦, Thursday
        ("2026-01-02", False),  # Friday, in exchange for Sunday 4 January
        ("2026-01-04", True),
        ("2026-02-14", True),  # Saturday before 春节
        ("2026-02-15", False),  # Sunday, an ordinary rest day
        ("2026-02-23", False),  # Monday, in exchange for Saturday 28 February
        ("2026-02-28", True),
        ("2026-04-06", False),  # Monday, for 清明 on a Sunday
        ("2026-09-20", True),  # Sunday before 国庆
        ("2026-10-04", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # Saturday after 国庆
        ("2026-10-11", False),
        ("2026-11-23", True),
        ("2025-01-26", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2024-02-09", True),  # 除夕 of 2024 was still a working day
        ("2025-01-28", False),  # 除夕 of 2025 is a holiday
        ("2020-01-31", False),  # the holiday made longer in 2020
        ("2020-02-01", False),
        ("2019-05-03", False),  # Friday, the holiday made longer in 2019
        ("2015-09-03", False),  # the seventieth anniversary
        ("2015-09-06", True),
        ("2027-02-05", False),  # 除夕, by the Measures alone
        ("2031-06-03", True),  # no table: Tuesday
        ("2031-06-07", False),  # no table: Saturday
    ],
)
def test_a_day_is_a_working_day_or_not_as_the_notice_says(day: str, works: bool) -> None:
    assert DAYS.is_working_day(date.fromisoformat(day)) is works


def test_the_next_working_day_is_the_day_itself_when_offices_work_on_it() -> None:
    assert DAYS.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)
    assert DAYS.next_working_day(date(2026, 10, 11)) == date(2026, 10, 12)
    assert DAYS.next_working_day(date(2025, 12, 31)) == date(2025, 12, 31)
    assert DAYS.next_working_day(date(2026, 1, 1)) == date(2026, 1, 4)


def test_adding_no_working_day_leaves_the_day_alone_even_on_a_rest_day() -> None:
    assert DAYS.add_working_days(date(2026, 10, 4), 0) == date(2026, 10, 4)


def test_working_days_are_never_added_backwards() -> None:
    with pytest.raises(ValueError, match="forward only"):
        DAYS.add_working_days(date(2026, 10, 4), -1)


def test_a_notice_entered_later_gives_new_tables_and_leaves_the_old_ones_alone() -> None:
    entered = DAYS.with_year({"year": 2027, "official": True, "holidays": ["2027-01-01"], "workdays": ["2027-01-03"]})
    assert entered.is_official(2027)
    assert not DAYS.is_official(2027)
    assert entered.is_working_day(date(2027, 1, 3))
    assert not DAYS.is_working_day(date(2027, 1, 3))
    assert entered.is_working_day(date(2026, 10, 10))


def test_days_may_come_as_dates_as_well_as_strings() -> None:
    days = WorkingDays.from_years([{"year": 2027, "official": True, "holidays": [date(2027, 1, 4)], "workdays": [date(2027, 1, 3)]}])
    assert days.is_working_day(date(2027, 1, 3))
    assert not days.is_working_day(date(2027, 1, 4))


@pytest.mark.parametrize(
    "table",
    [
        {"year": 2027, "holidays": [], "workdays": []},
        {"year": "2027", "official": True, "holidays": [], "workdays": []},
        {"year": 2027, "official": True, "holidays": ["2028-01-01"], "workdays": []},
        {"year": 2027, "official": True, "holidays": ["2027-02-30"], "workdays": []},
        {"year": 2027, "official": True, "holidays": "2027-01-01", "workdays": []},
        {"year": 2027, "official": True, "holidays": ["2027-01-02"], "workdays": ["2027-01-02"]},
    ],
    ids=["no word on official", "year is text", "day of another year", "no such day", "no list", "holiday and working day"],
)
def test_a_calendar_that_contradicts_itself_does_not_load(table: dict[str, object]) -> None:
    with pytest.raises(WrongYearTable):
        WorkingDays.from_years([table])


def test_two_tables_for_one_year_do_not_load() -> None:
    with pytest.raises(WrongYearTable, match="two tables"):
        WorkingDays.from_years([TABLES[2026], TABLES[2026]])


def test_every_day_of_the_tables_is_counted_as_a_walk_through_the_files_counts_it() -> None:
    """The control: the files read once more, day by day, without any of the counting code."""
    day, count = date(min(TABLES), 1, 1), 0
    while day.year in TABLES:
        table, text = TABLES[day.year], day.isoformat()
        works = text in table["workdays"] or (day.weekday() < 5 and text not in table["holidays"])
        count += works
        assert DAYS.is_working_day(day) is works, text
        assert DAYS.count_working_days(after=date(min(TABLES) - 1, 12, 31), through=day) == count
        day += timedelta(days=1)
