"""Every rule of `law check` finds exactly the fault that it is for, and says where it is, how to get there and how to mend it."""

from pathlib import Path

import pytest
from law_files import CLOCK, END_STATES, FILE, HEAD, LOAN, OPINION, action, after, all_examples, broken, check, only, replaced, state

from liandong.core.examples import load_examples, run_examples
from liandong.core.law import Law
from liandong.core.law_check import check_law, check_procedure, explore, is_warning
from liandong.core.law_check.names import compared_with
from liandong.core.procedure import load_procedure
from liandong.core.refusal import BadLaw
from liandong.core.time_limit import WorkingDays

CATALOGUE = Path(__file__).parents[2] / "catalogue"


def test_the_unbroken_procedure_has_no_findings() -> None:
    assert broken()[1] == []


def test_e01_a_state_that_nothing_leads_to() -> None:
    change = after(END_STATES, "  lost: {zh: 遗失, en: Lost, end: lost}\n")
    finding = check(change, code="E01", at="lost:")
    assert finding.en == "state lost can never be reached."


def test_e02_an_action_whose_guard_always_refuses() -> None:
    change = action("rush: {zh: 加急, en: Rush, by: clerk, from: filed, needs: {never: {when: by == 'asker', zh: 不行。, en: No.}}}")
    finding = check(change, code="E02", at="rush:")
    assert "always refused: never" in finding.en


def test_e02_an_action_that_needs_an_item_that_nobody_adds_and_names_the_core_code() -> None:
    items = after("children:\n", "items:\n  part: {zh: 件, en: Part, status: [new, done]}\n")
    codes = {f.code: f.en for f in broken(items, action("do: {zh: 办, en: Do, by: clerk, from: filed, item: part, into: {from: new, to: done}}"))[1]}
    assert set(codes) == {"E02", "W13"}
    assert "wrong_item_status" in codes["E02"]


def test_e03_a_guard_that_is_no_condition_does_not_load() -> None:
    with pytest.raises(BadLaw) as refusal:
        broken(("when: fact.fit,", "when: fact.asked_on,"))
    assert refusal.value.code == "E03"
    assert refusal.value.line == LOAN.splitlines().index(next(line for line in LOAN.splitlines() if "needs: {unfit" in line)) + 1


def test_a_clock_whose_amount_is_no_number_does_not_load() -> None:
    with pytest.raises(BadLaw, match=r"uses fact\.fit, which is not declared") as refused:
        load_procedure(replaced(LOAN, ("amount: 10", "amount: fact.fit")), file=FILE)
    assert refused.value.line > 1


def test_e04_a_state_without_any_way_to_an_end() -> None:
    parked = (
        state("parked", "clerk"),
        action("park: {zh: 搁置, en: Park, by: clerk, from: filed, to: parked}\nlook: {zh: 看, en: Look, by: clerk, from: parked}"),
    )
    changes = *parked, ("by: clerk, from: open, to: refused", "by: clerk, from: [filed, asked], to: refused")
    check(*changes, code="E04", at="parked:", path=("file", "park"))


def test_e04_that_the_asking_body_may_cancel_is_no_way_to_an_end() -> None:
    opinion = load_procedure(
        replaced(OPINION, ("to: given, with: fit", "with: fit"), ("  given: {zh: 已提, en: Given, end: given}\n", "")), file=FILE
    )
    assert only(check_procedure({opinion.id: opinion}, opinion, examples=all_examples(opinion)), "E04").path == ("receive",)


def test_e05_a_party_that_keeps_the_matter_open_by_silence() -> None:
    changes = (
        state("waiting", "asker"),
        action(
            "return: {zh: 请补正, en: Ask for more, by: clerk, from: filed, to: waiting}\nmend: {zh: 补正, en: Mend, by: asker, from: waiting, to: filed}"
        ),
        ("by: clerk, from: open, to: refused", "by: clerk, from: [filed, asked], to: refused"),
    )
    finding = check(*changes, code="E05", at="waiting:", path=("file", "return"))
    assert "a silent asker" in finding.en


def test_e05_all_parties_silent_together() -> None:
    other = after("facts:\n", "  other: {zh: 相对人, en: Other side, party: true}\n")
    changes = (
        other,
        state("waiting", "[asker, other]"),
        action(
            "return: {zh: 请补正, en: Ask for more, by: clerk, from: filed, to: waiting}\nmend: {zh: 补正, en: Mend, by: [asker, other], from: waiting, to: filed}"
        ),
        ("by: clerk, from: open, to: refused", "by: clerk, from: [filed, asked], to: refused"),
    )
    assert "asker and other" in check(*changes, code="E05", at="waiting:", path=("file", "return")).en


def test_e06_a_state_that_waits_for_somebody_who_can_do_nothing() -> None:
    changes = (
        HEAD,
        state("signing", "clerk"),
        action(
            "submit: {zh: 报签, en: Submit, by: clerk, from: filed, to: signing}\nsign: {zh: 签发, en: Sign, by: head, from: signing, to: granted}"
        ),
        ("by: clerk, from: open, to: refused", "by: clerk, from: [filed, asked], to: refused"),
    )
    check(*changes, code="E06", at="signing:", path=("file", "submit"))


def test_e06_waiting_for_a_clock_that_opens_an_action_is_waiting_for_time() -> None:
    opened = "opens: close, cites: local}", "flags: overdue, cites: local}"
    changes = (
        state("resting", "clerk"),
        action(
            "rest: {zh: 公示, en: Rest, by: clerk, from: filed, to: resting}\n"
            "close: {zh: 了结, en: Close, by: clerk, from: resting, to: granted, needs: {too_soon: {when: over.answer, zh: 未到期。, en: Too soon.}}}"
        ),
        (opened[1], opened[0]),
        ("by: clerk, from: open, to: refused", "by: clerk, from: [filed, asked], to: refused"),
    )
    assert broken(*changes)[1] == []


def test_e07_a_clock_that_cites_nothing() -> None:
    check(("flags: overdue, cites: local}", "flags: overdue, cites: []}"), code="E07", at="answer:")


def test_e07_an_article_of_a_law_that_nobody_entered() -> None:
    loan = load_procedure(replaced(LOAN, ("flags: overdue, cites: local", "flags: overdue, cites: cpx 85")), file=FILE)
    opinion = load_procedure(OPINION.encode(), file="opinion")
    procedures = {loan.id: loan, opinion.id: opinion}
    assert check_procedure(procedures, loan, examples=all_examples(loan)) == []
    assert only(check_procedure(procedures, loan, examples=all_examples(loan), sources={"cpl"}), "E07").line == 20


@pytest.mark.guardrail
def test_e08_a_remedy_that_is_no_procedure() -> None:
    check(("remedy: {zh: 可申请复核, en: Ask for a second look}", "remedy: trial.second_look"), code="E08", at="refuse:")


@pytest.mark.guardrail
def test_e08_a_remedy_without_words() -> None:
    check(("{zh: 可申请复核, en: Ask for a second look}", "{zh: '', en: ''}"), code="E08", at="refuse:")


@pytest.mark.guardrail
def test_e08_an_adverse_act_that_no_human_decides() -> None:
    finding = check(("by: clerk, from: open, to: refused", "by: [clerk, parent], from: open, to: refused"), code="E08", at="refuse:")
    assert "a human must decide" in finding.en


@pytest.mark.guardrail
def test_e09_a_clock_that_harms_somebody_by_itself() -> None:
    changes = ("by: clerk, from: open, to: refused", "by: time, from: open, to: refused"), ("flags: overdue", "does: refuse, favours: asker")
    found = broken(*changes)[1]
    assert {finding.code for finding in found} == {"E08", "E09"}


@pytest.mark.guardrail
def test_e09_a_clock_that_acts_without_saying_for_whom() -> None:
    changes = action("deem: {zh: 视为准予, en: Deemed granted, by: time, from: open, to: granted}"), ("flags: overdue", "does: deem")
    check(*changes, code="E09", at="answer:")


def test_e10_an_office_is_waited_for_and_no_clock_runs() -> None:
    finding = check(("from: [file], flags", "from: [file, answered], runs_in: [filed], flags"), code="E10", at="asked:", path=("file", "ask"))
    assert "asked waits for clerk" in finding.en


def test_e10_the_right_of_a_party_is_no_watch_over_an_office() -> None:
    found = broken(("kind: limit, amount: 10", "kind: right, of: asker, amount: 10"))[1]
    assert [(finding.code, finding.path) for finding in found] == [("E10", ("file",)), ("E10", ("file", "ask"))]


def test_e10_no_limit_with_its_reason_is_an_answer() -> None:
    changes = (
        ("from: [file], flags", "from: [file, answered], runs_in: [filed], flags"),
        ("waits_for: [child, clerk]}", "waits_for: [child, clerk], no_limit: 意见另有期限}"),
    )
    assert broken(*changes)[1] == []


@pytest.mark.parametrize(
    "consequence",
    ["warn: [1]", "flags: overdue, opens: refuse", "opens: refuse", "does: grant, favours: asker", "flags: a, does: answered, favours: asker"],
)
def test_e12_a_clock_with_no_or_two_or_an_idle_consequence(consequence: str) -> None:
    found = broken(("flags: overdue", consequence))[1]
    assert found
    assert {finding.code for finding in found} == {"E12"}
    assert {finding.line for finding in found} == {20}


def test_e14_a_guard_that_reads_what_nobody_has_written_yet() -> None:
    change = action("note: {zh: 批注, en: Note, by: clerk, from: filed, needs: {doubt: {when: fact.fit, zh: 不行。, en: No.}}}")
    finding = check(change, code="E14", at="note:", path=("file", "note"))
    assert "guard doubt reads fit" in finding.en


def test_e14_is_silent_where_the_guard_first_asks_whether_it_is_known() -> None:
    assert (
        broken(action("note: {zh: 批注, en: Note, by: clerk, from: filed, needs: {doubt: {when: known.fit && fact.fit, zh: 不行。, en: No.}}}"))[1]
        == []
    )


def test_e14_a_fact_that_nothing_ever_brings() -> None:
    fact = after("children:\n", "  age: {zh: 年龄, en: Age, type: int}\n")
    finding = check(
        fact,
        action("note: {zh: 批注, en: Note, by: clerk, from: filed, needs: {old: {when: fact.age < 9, zh: 老。, en: Old.}}}"),
        code="E14",
        at="note:",
    )
    assert "which no act ever brings" in finding.en


def test_e14_a_clock_that_counts_from_a_day_not_yet_known() -> None:
    day = after("children:\n", "  heard_on: {zh: 听证日, en: Heard on, type: day}\n")
    clock = after(
        CLOCK, "  hearing: {zh: 听证, en: Hearing, kind: limit, amount: 3, unit: day, from: {ask: fact.heard_on}, flags: overdue, cites: local}\n"
    )
    finding = check(
        day, clock, action("fix: {zh: 定日, en: Fix, by: clerk, from: filed, with: heard_on}"), code="E14", at="hearing:", path=("file", "ask")
    )
    assert "clock hearing reads heard_on" in finding.en


def test_e20_a_procedure_too_large_to_prove_names_what_makes_it_so() -> None:
    facts = after("children:\n", "".join(f"  b{i}: {{zh: 项, en: Item, type: bool}}\n" for i in range(9)))
    brings = "".join(f"set{i}: {{zh: 记, en: Note, by: clerk, from: filed, with: b{i}}}\n" for i in range(9))
    reads = " && ".join(f"known.b{i} && fact.b{i}" for i in range(9))
    changes = (
        facts,
        action(f"{brings}rush: {{zh: 加急, en: Rush, by: clerk, from: filed, needs: {{unready: {{when: {reads}, zh: 不行。, en: No.}}}}}}"),
    )
    finding = check(*changes, code="E20", at="id:")
    assert "fact.b" in finding.en


def test_w03_a_guard_that_can_never_refuse() -> None:
    finding = check(("when: fact.fit,", 'when: "fact.fit || !fact.fit",'), code="W03", at="needs: {unfit:")
    assert is_warning(finding)


def test_w03_what_no_example_has_tried() -> None:
    procedure, _ = broken()
    opinion = load_procedure(OPINION.encode(), file="opinion")
    said = [f.en for f in check_procedure({procedure.id: procedure, opinion.id: opinion}, procedure, examples=[])]
    assert said == [
        "no example ends as granted.",
        "no example ends as refused.",
        "clock answer: no example stands on its last day.",
        "clock answer: no example stands on the first day after it.",
        "no example shows file refused with too_early.",
        "no example shows grant refused with unfit.",
    ]


def test_w03_an_example_that_fails_tries_nothing() -> None:
    procedure, _ = broken()
    text = load_examples(
        "- {name: 错, procedure: trial.loan, when: {act: file, by: asker, at: 2026-03-02T09:00, with: {asked_on: 2026-03-09}}, then: {refused: unfit}}".encode(),
        file="e",
    )
    results = list(run_examples(Law({}, {procedure.id: procedure}, WorkingDays.from_years([])), text))
    assert not results[0].passed
    assert "no example shows file refused with too_early." in [f.en for f in check_law({procedure.id: procedure}, results)]


@pytest.mark.parametrize(
    ("at", "edge"), [("2026-03-12T23:59", "last_day"), ("2026-03-13T00:00", "day_after"), ("2026-03-11T23:59", None), ("2026-03-14T00:00", None)]
)
def test_an_example_says_on_which_day_of_which_clock_it_stands(at: str, edge: str | None) -> None:
    procedure, _ = broken()
    text = f"""
- name: 边界
  procedure: trial.loan
  given: [{{act: file, by: asker, at: 2026-03-02T09:00, with: {{asked_on: 2026-03-02}}}}]
  when: {{act: grant, by: clerk, at: "{at}", with: {{fit: true}}}}
  then: {{outcome: granted}}
"""
    result = next(iter(run_examples(Law({}, {procedure.id: procedure}, WorkingDays.from_years([])), load_examples(text.encode(), file="e"))))
    assert result.passed
    assert result.edges == ({("answer", edge)} if edge else set())


def test_w13_a_fact_that_is_never_used() -> None:
    check(after("children:\n", "  colour: {zh: 颜色, en: Colour, type: text}\n"), code="W13", at="colour:")


def test_a_path_is_a_shortest_one() -> None:
    detour = action("look: {zh: 看, en: Look, by: clerk, from: filed}")
    assert check(detour, ("from: [file], flags", "from: [file, answered], runs_in: [filed], flags"), code="E10", at="asked:", path=("file", "ask"))


def test_what_a_round_gathered_lapses_in_exploration_too() -> None:
    """A fact written in a round that was turned back is unset again: the guard that still reads it is found."""
    changes = (
        after("states:\n", "rounds:\n  study: [asked]\n"),
        after("  asked: {zh: 征", "  begun: {zh: 受理, en: Begun, waits_for: clerk}\n"),
        ("by: asker, to: filed", "by: asker, to: begun"),
        ("by: clerk, from: filed, to: asked", "by: clerk, from: begun, to: asked, with: fit"),
        action(
            "back: {zh: 退回, en: Back, by: clerk, from: asked, to: filed}\n"
            "note: {zh: 批注, en: Note, by: clerk, from: filed, needs: {doubt: {when: fact.fit, zh: 不行。, en: No.}}}"
        ),
    )
    found = [f for f in broken(*changes)[1] if f.code == "E14"]
    assert [f.path for f in found] == [("file", "ask", "back", "note")]


def test_a_number_is_compared_with_its_own_literals_only() -> None:
    procedure, _ = broken(("when: fact.fit,", "when: kids.opinion.open < 3 && 7 != 8,"))
    formula = procedure.steps["grant"].needs[0].when
    assert compared_with(formula, "kids.opinion.open") == {3}


def test_no_procedure_of_the_catalogue_breaks_a_rule_of_the_law() -> None:
    procedures = [load_procedure(file.read_bytes(), file=str(file)) for file in sorted(CATALOGUE.glob("*/*/procedure.yaml"))]
    assert procedures
    errors = [f for f in check_law({p.id: p for p in procedures}, []) if not is_warning(f)]
    assert [(f.file, f.line, f.en) for f in errors] == []


def test_an_exploration_can_be_stopped_early_and_says_so() -> None:
    procedure, _ = broken()
    assert not explore({procedure.id: procedure}, procedure, limit=2).complete
