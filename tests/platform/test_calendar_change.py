"""A holiday notice is entered or changed: open clocks move, the record says from where to where, nobody's right gets shorter."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from liandong.core.law import Law
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import operations, work
from liandong.platform.matters.models import Matter, Notice
from liandong.platform.record.models import Event
from tests.platform.desk import Desk


def law_with(year: int, *, holidays: list[str]) -> Law:
    days = the_law().days.with_year({"year": year, "official": True, "holidays": holidays, "workdays": []})
    return replace(the_law(), days=days, _rules={})


def last_day(matter: Matter) -> date:
    row = Matter.objects.get(pk=matter.pk)
    return next(date.fromisoformat(run["last_day"]) for run in row.snapshot["clocks"] if run["clock"] == "apply")


def test_a_notice_that_makes_the_last_day_a_holiday_moves_it_on_and_tells_all(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = Desk.of("judge").filed()
    old = last_day(matter)
    monkeypatch.setattr(work, "the_law", lambda: law_with(old.year, holidays=[old.isoformat()]))
    assert operations.recount_all() >= 1
    assert last_day(matter) > old
    line = json.loads(bytes(Event.objects.get(matter_id=matter.pk, act="recount").line))
    assert line["body"]["recounted"][0][:3] == ["apply", None, old.isoformat()]
    assert {n.role for n in Notice.objects.filter(matter_id=matter.pk, seq=line["seq"])} >= {"creditor", "obligor"}
    assert operations.recount_all() == 0


def test_a_notice_never_shortens_a_partys_right(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = Desk.of("judge").filed()
    old = last_day(matter)
    monkeypatch.setattr(work, "the_law", lambda: law_with(old.year, holidays=[(old + timedelta(days=n)).isoformat() for n in range(3)]))
    operations.recount_all()
    later = last_day(matter)
    monkeypatch.setattr(work, "the_law", lambda: law_with(old.year, holidays=[]))
    operations.recount_all()
    assert last_day(matter) == later > old


def test_each_procedure_and_each_calendar_year_stands_on_the_record_once() -> None:
    from liandong.platform.record.system import SYSTEM, enter_law

    procedures, years = enter_law(the_law())
    assert procedures == len(the_law().procedures)
    assert years == len(the_law().days.versions())
    assert enter_law(the_law()) == (0, 0)
    assert enter_law(law_with(2028, holidays=["2028-01-03"])) == (0, 1)
    assert Event.objects.filter(matter_id=SYSTEM).count() == procedures + years + 1
