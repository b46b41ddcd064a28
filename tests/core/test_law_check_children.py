"""The rules of `law check` between a procedure and its children, and for acts that no human takes (E16, E17, E21)."""

import pytest
from law_files import CLOCK, action, after, broken, check, only


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("procedure: trial.opinion", "procedure: trial.report", "there is no procedure trial.report"),
        ("reports: seen", "reports: [seen, filed]", "expects filed"),
        ("reports: seen, ", "", "offers seen"),
        ("gives: asked_on, ", "", "is not given asked_on"),
        ("gives: asked_on", "gives: [asked_on, fit]", "which trial.opinion does not take"),
        (
            "asked_on: {zh: 申请日, en: Day asked, type: day}",
            "asked_on: {zh: 申请日, en: Day asked, type: instant}",
            "differs from that of trial.opinion",
        ),
        ("outcomes: [given, cancelled]", "outcomes: [given]", "offers cancelled"),
        ("from: filed, to: asked, ask: opinion}", "from: filed, to: asked}", "is never asked"),
    ],
)
def test_e16_a_contract_that_the_child_does_not_keep(old: str, new: str, says: str) -> None:
    found = [finding for finding in broken((old, new))[1] if finding.code == "E16"]
    assert [says in finding.en for finding in found] == [True]
    assert found[0].line in (12, 13)
    assert found[0].mend_en


def test_e16_is_the_only_rule_that_a_report_never_made_breaks() -> None:
    check(("reports: seen", "reports: [seen, filed]"), code="E16", at="reports:")


def test_e16_a_child_that_cannot_be_taken_back() -> None:
    changes = ("outcomes: [given, cancelled]", "outcomes: given"), ("when_parent_ends: cancel", "when_parent_ends: cancel, any_outcome: true")
    child = (
        "  cancel: {zh: 收回, en: Cancel, by: parent, from: open, to: cancelled}\n",
        "  drop: {zh: 弃, en: Drop, by: adviser, from: open, to: given}\n",
    )
    found = broken(*changes, child=child)[1]
    assert [(f.code, "may be cancelled" in f.en) for f in found] == [("E16", True)]


def test_e17_an_outcome_that_nobody_looks_at() -> None:
    child = "  cancelled: {zh: 已收回", "  vague: {zh: 说不准, en: Vague, end: vague}\n  cancelled: {zh: 已收回"
    _, found = broken(("outcomes: [given, cancelled]", "outcomes: [given, vague, cancelled]"), child=child)
    finding = only(found, "E17")
    assert "may end as vague" in finding.en
    assert broken(("outcomes: [given, cancelled]", "outcomes: [given, vague, cancelled], any_outcome: true"), child=child)[1] == []


def test_e21_acts_of_time_that_start_one_another_for_ever() -> None:
    clocks = (
        "  one: {zh: 一, en: One, kind: limit, amount: 1, unit: day, from: [file, pong], does: ping, favours: asker, cites: local}\n"
        "  two: {zh: 二, en: Two, kind: limit, amount: 1, unit: day, from: [ping], does: pong, favours: asker, cites: local}\n"
    )
    acts = "ping: {zh: 乒, en: Ping, by: time, from: open}\npong: {zh: 乓, en: Pong, by: time, from: open}"
    finding = check(after(CLOCK, clocks), action(acts), code="E21", at="ping:")
    assert "ping and pong can trigger each other" in finding.en


def test_e21_a_human_in_between_breaks_the_ring() -> None:
    again = (
        ("from: asked, to: filed}", "from: asked, ask: opinion}"),
        ("from: filed, to: asked, ask: opinion}", "from: filed, to: asked, ask: opinion}"),
    )
    assert [f.code for f in broken(again[0])[1]] == []
