"""W03 in the examples: what no example has tried yet."""

from collections.abc import Iterator, Sequence

from liandong.core.examples import Result
from liandong.core.law_check.exploration import Exploration
from liandong.core.law_check.findings import bad
from liandong.core.refusal import BadLaw

SILENT = frozenset({"time", "child"})


def check_coverage(found: Exploration, examples: Sequence[Result]) -> list[BadLaw]:
    """Return each refusal, outcome, last day and first day after that no passing example of this procedure shows."""
    passed = [example for example in examples if example.procedure == found.procedure.id and example.passed]
    return [*_refusals(found, passed), *_outcomes(found, passed), *_days(found, passed)]


def _refusals(found: Exploration, passed: list[Result]) -> Iterator[BadLaw]:
    """Yield the guards that refuse in no example; the acts of time and children are not refused, they do not happen."""
    met = {(example.action, example.refused) for example in passed}
    for step in found.procedure.steps.values():
        for need in step.needs if not set(step.by) <= SILENT else ():
            if (step.id, need.code) in found.notes.refused and (step.id, need.code) not in met:
                says = f"没有示例试过 {step.id} 被 {need.code} 拒绝", f"no example shows {step.id} refused with {need.code}"
                yield bad(
                    found.procedure,
                    "W03",
                    ("actions", step.id, "needs", need.code),
                    says,
                    (f"写一个 then: {{refused: {need.code}}} 的示例", f"add an example with then: {{refused: {need.code}}}"),
                )


def _outcomes(found: Exploration, passed: list[Result]) -> Iterator[BadLaw]:
    seen = {example.outcome for example in passed}
    for state in dict.fromkeys(c.state for c in found.configurations):
        outcome = found.procedure.states[state].end
        if outcome and outcome not in seen:
            seen.add(outcome)
            says = f"没有示例走到办结结果 {outcome}", f"no example ends as {outcome}"
            yield bad(
                found.procedure,
                "W03",
                ("states", state),
                says,
                (f"写一个 then: {{outcome: {outcome}}} 的示例", f"add an example with then: {{outcome: {outcome}}}"),
            )


def _days(found: Exploration, passed: list[Result]) -> Iterator[BadLaw]:
    tried = {edge for example in passed for edge in example.edges}
    names = {"last_day": ("最后一日", "on its last day"), "day_after": ("期满次日", "on the first day after it")}
    for id in found.procedure.clocks:
        for day, (zh, en) in names.items():
            if (id, day) not in tried:
                says = f"期限 {id} 的{zh}没有示例", f"clock {id}: no example stands {en}"
                yield bad(found.procedure, "W03", ("clocks", id), says, (f"写一个 when 在 {id} {zh}的示例", f"add an example whose when lies {en}"))
