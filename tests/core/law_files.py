"""A small procedure and its child, and ways to break them, for the tests of `law check`."""

from liandong.core.examples import Result
from liandong.core.law_check import check_procedure
from liandong.core.procedure import Procedure, load_procedure
from liandong.core.refusal import BadLaw

FILE = "trial/loan/procedure.yaml"
LOAN = """\
id: trial.loan
zh: 借阅
en: Loan
cites: local
roles:
  clerk: {zh: 经办人, en: Clerk, post: clerk, of: own}
  asker: {zh: 申请人, en: Asker, party: true}
facts:
  fit: {zh: 符合条件, en: Fit, type: bool}
  asked_on: {zh: 申请日, en: Day asked, type: day}
children:
  opinion: {zh: 意见, en: Opinion, procedure: trial.opinion, to: council, gives: asked_on, returns: fit,
            reports: seen, outcomes: [given, cancelled], when_parent_ends: cancel}
states:
  filed: {zh: 待办, en: Filed, waits_for: clerk}
  asked: {zh: 征求意见, en: Asked, waits_for: [child, clerk]}
  granted: {zh: 准予, en: Granted, end: granted}
  refused: {zh: 不准, en: Refused, end: refused}
clocks:
  answer: {zh: 答复, en: Answer, kind: limit, amount: 10, unit: day, from: [file], flags: overdue, cites: local}
actions:
  file: {zh: 申请, en: File, new: true, by: asker, to: filed, with: asked_on,
         needs: {too_early: {when: fact.asked_on <= today, zh: 日期晚于今天。, en: The day lies after today.}}}
  ask: {zh: 征求, en: Ask, by: clerk, from: filed, to: asked, ask: opinion}
  answered: {zh: 有意见, en: Answered, by: child, upon: opinion.given, from: asked, to: filed}
  grant: {zh: 准予, en: Grant, by: clerk, from: filed, to: granted, with: fit,
          needs: {unfit: {when: fact.fit, zh: 不符合条件。, en: Not fit.}}}
  refuse: {zh: 不准, en: Refuse, by: clerk, from: open, to: refused, adverse: {remedy: {zh: 可申请复核, en: Ask for a second look}}}
"""
OPINION = """\
id: trial.opinion
zh: 意见
en: Opinion
cites: local
roles:
  adviser: {zh: 顾问, en: Adviser, post: adviser, of: own}
facts:
  fit: {zh: 符合条件, en: Fit, type: bool}
  asked_on: {zh: 申请日, en: Day asked, type: day}
states:
  open: {zh: 待提意见, en: Open, waits_for: adviser}
  given: {zh: 已提, en: Given, end: given}
  cancelled: {zh: 已收回, en: Cancelled, end: cancelled}
clocks:
  give: {zh: 提意见, en: Give it, kind: limit, amount: 5, unit: day, from: [receive], flags: overdue, cites: local}
actions:
  receive: {zh: 收到, en: Received, new: true, by: parent, to: open, with: asked_on}
  read: {zh: 看过, en: Read, by: adviser, from: open, report: seen}
  give: {zh: 提意见, en: Give, by: adviser, from: open, to: given, with: fit}
  cancel: {zh: 收回, en: Cancel, by: parent, from: open, to: cancelled}
"""


def broken(*changes: tuple[str, str], child: tuple[str, str] | None = None) -> tuple[Procedure, list[BadLaw]]:
    """Return the loan procedure after these replacements, and what `law check` finds in it; every example it needs is there."""
    procedure = load_procedure(replaced(LOAN, *changes), file=FILE)
    opinion = load_procedure(replaced(OPINION, *([child] if child else [])), file="trial/opinion/procedure.yaml")
    return procedure, check_procedure({procedure.id: procedure, opinion.id: opinion}, procedure, examples=all_examples(procedure))


def replaced(text: str, *changes: tuple[str, str]) -> bytes:
    """Return the text with each old part, which must be there once, replaced by the new one."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text.encode()


def after(line_starts: str, new: str) -> tuple[str, str]:
    """Return the change that puts new lines before the line that starts so."""
    return line_starts, new + line_starts


def all_examples(procedure: Procedure) -> list[Result]:
    """Return results as if examples had tried everything."""

    def result(**seen: object) -> Result:
        return Result("tried", procedure.id, "examples.yaml", 1, (), **seen)  # type: ignore[arg-type]

    refused = [result(refused=need.code, action=step.id) for step in procedure.steps.values() for need in step.needs]
    ended = [result(outcome=outcome) for outcome in procedure.outcomes]
    days = [result(edges=frozenset({(clock, "last_day"), (clock, "day_after")})) for clock in procedure.clocks]
    return [*refused, *ended, *days]


HEAD = after("facts:\n", "  head: {zh: 负责人, en: Head, post: head, of: own}\n")
END_STATES = "  granted: {zh: 准予, en: Granted, end: granted}\n"
CLOCK = "  answer: {zh: 答复, en: Answer, kind: limit, amount: 10, unit: day, from: [file], flags: overdue, cites: local}\n"


def state(id: str, waits_for: str) -> tuple[str, str]:
    """Return the change that adds an open state."""
    return after(END_STATES, f"  {id}: {{zh: 新状态, en: New state, waits_for: {waits_for}}}\n")


def action(text: str) -> tuple[str, str]:
    """Return the change that adds an action before `refuse`."""
    return after("  refuse: {zh", "".join(f"  {line}\n" for line in text.splitlines()))


def only(found: list[BadLaw], code: str) -> BadLaw:
    """Return the one finding, which must be of this rule and complete."""
    assert [finding.code for finding in found] == [code], [(f.code, f.en) for f in found]
    finding = found[0]
    assert finding.file == FILE
    assert finding.zh.endswith("。")
    assert finding.en.endswith(".")
    assert finding.mend_zh
    assert finding.mend_en
    return finding


def shown(procedure: Procedure, finding: BadLaw, *changes: tuple[str, str]) -> str:
    """Return the line of the broken file to which the finding points."""
    return replaced(LOAN, *changes).decode().splitlines()[finding.line - 1].strip()


def check(*changes: tuple[str, str], code: str, at: str, path: tuple[str, ...] = (), child: tuple[str, str] | None = None) -> BadLaw:
    """Break the loan procedure and return its one finding, which must stand at the line that starts so, after this path."""
    procedure, found = broken(*changes, child=child)
    finding = only(found, code)
    assert shown(procedure, finding, *changes).startswith(at)
    assert finding.path == path
    return finding
