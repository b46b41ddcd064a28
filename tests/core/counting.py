"""What the tests of time limits share: the calendar, counting rules of four laws, and a short way to count."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import yaml

from liandong.core.time_limit import BEIJING, CountingRule, Deadline, Unit, WorkingDays, deadline

FOLDER = Path(__file__).parents[2] / "catalogue" / "calendar"
TABLES = {int(path.stem): yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
DAYS = WorkingDays.from_years(TABLES.values())

COURT = CountingRule("cpl", roll_forward=True, cites=("cpl 85",))
PETITION = CountingRule("petition", roll_forward=False)
RECONSIDERATION = CountingRule("reconsideration", roll_forward=True, working_day_amounts=frozenset({3, 5, 7, 10}), cites=("arl 88",))
COMPULSION = CountingRule("compulsion", roll_forward=False, working_day_amounts=frozenset(range(1, 11)), cites=("acl 69",))
FROM_THE_DAY = CountingRule("from_the_day", roll_forward=False, first_day_counts=True)

D, W, M, Y = Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR


def on(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def count(
    start: str,
    amount: int,
    unit: Unit = D,
    rule: CountingRule = COURT,
    *,
    days: WorkingDays = DAYS,
    paused: Sequence[tuple[str, str]] = (),
    extended: Sequence[tuple[int, Unit]] = (),
) -> Deadline:
    begin = at(start) if "T" in start else on(start)
    pauses = [(on(begins), on(ends)) for begins, ends in paused]
    return deadline(start=begin, amount=amount, unit=unit, rule=rule, days=days, paused_days=pauses, extensions=extended)
