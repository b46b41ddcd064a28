"""The rules between a procedure and those of its children: E16, E17, and E21 for automatic acts."""

from collections.abc import Iterator, Mapping

from liandong.core.law_check.findings import bad
from liandong.core.law_check.liveness import targets
from liandong.core.model import Child, Fact
from liandong.core.procedure import Procedure, Step
from liandong.core.refusal import BadLaw
from liandong.core.yaml_text import Path

MACHINES = frozenset({"time", "child", "parent"})


def check_children(procedures: Mapping[str, Procedure], procedure: Procedure) -> list[BadLaw]:
    """Return the findings on what is asked of other bodies and on acts that no human takes."""
    found: list[BadLaw] = []
    for id, child in procedure.file.children.items():
        found += [*_asked(procedure, id), *_contract(procedures, procedure, id, child), *_looked_at(procedure, id, child)]
    return [*found, *_cycles(procedures, procedure)]


def _asked(procedure: Procedure, id: str) -> Iterator[BadLaw]:
    asked = {name for step in procedure.steps.values() for name in step.action.ask}
    asked |= {child.otherwise for name, child in procedure.file.children.items() if name in asked and child.otherwise}
    if id not in asked:
        yield bad(
            procedure,
            "E16",
            ("children", id),
            (f"子事项 {id} 没有一步去请", f"child {id} is never asked"),
            (f"在某个动作里写 ask: {id}", f"write ask: {id} in an action"),
        )


def _contract(procedures: Mapping[str, Procedure], procedure: Procedure, id: str, child: Child) -> Iterator[BadLaw]:
    """Yield every difference between what is expected of the child and what its procedure offers."""
    at: Path = ("children", id)
    other = procedures.get(child.procedure)
    if other is None:
        says = f"子事项 {id} 的程序 {child.procedure} 不存在", f"child {id}: there is no procedure {child.procedure}"
        yield bad(procedure, "E16", (*at, "procedure"), says, ("改成有的程序，或先写那个程序", "name a procedure that exists, or write it first"))
        return
    reports = {step.action.report for step in other.steps.values() if step.action.report}
    for key, wanted, offered in (("reports", set(child.reports), reports), ("outcomes", set(child.outcomes), _offered_outcomes(other))):
        for name in sorted(wanted - offered):
            says = f"子事项 {id} 等着 {name}，但 {other.id} 从来没有", f"child {id} expects {name}, which {other.id} never has"
            yield bad(
                procedure, "E16", (*at, key), says, (f"从 {key} 里去掉，或在 {other.id} 里写上", f"remove it from {key}, or offer it in {other.id}")
            )
        for name in sorted(offered - wanted):
            says = f"{other.id} 会给出 {name}，子事项 {id} 没有写", f"{other.id} offers {name}, which child {id} does not expect"
            yield bad(procedure, "E16", (*at, key), says, (f"写进 {key}", f"add it to {key}"))
    cancels = child.when_parent_ends == "cancel" or any(id in step.action.cancel for step in procedure.steps.values())
    if cancels and "cancelled" not in {*child.outcomes, *_offered_outcomes(other)}:
        says = (
            f"子事项 {id} 会被收回，但 {other.id} 没有由 parent 办的收回",
            f"child {id} may be cancelled, but {other.id} has no action by parent that ends it",
        )
        yield bad(
            procedure,
            "E16",
            at,
            says,
            (f"在 {other.id} 里写 by: parent、到 end: cancelled 的动作", f"add to {other.id} an action by: parent to an end: cancelled"),
        )
    yield from _handed_down(procedure, other, id, child)
    yield from _brought_up(procedure, other, id, child)


def _offered_outcomes(other: Procedure) -> set[str]:
    """Return the outcomes of a procedure; `cancelled` only where the parent can bring it about."""
    cancelled = any("parent" in step.by and "cancelled" in _ends(other, step) for step in other.steps.values())
    return {outcome for outcome in other.outcomes if outcome != "cancelled" or cancelled}


def _ends(procedure: Procedure, step: Step) -> set[str]:
    return {procedure.states[branch.to].end or "" for branch in step.branches if branch.to != "stay"}


def _handed_down(procedure: Procedure, other: Procedure, id: str, child: Child) -> Iterator[BadLaw]:
    at: Path = ("children", id, "gives")
    begin = next((step for step in other.steps.values() if step.action.new and "parent" in step.by), None)
    if begin is None:
        says = f"{other.id} 没有由 parent 发起的动作", f"{other.id} cannot be begun by a parent"
        yield bad(
            procedure,
            "E16",
            ("children", id, "procedure"),
            says,
            (f"在 {other.id} 里写 new: true、by: parent 的动作", f"add to {other.id} an action new: true, by: parent"),
        )
        return
    for fact in begin.required:
        if fact not in child.gives:
            says = f"子事项 {id} 没有给 {other.id} 要的 {fact}", f"child {id} is not given {fact}, which {other.id} needs"
            yield bad(procedure, "E16", at, says, (f"写进 gives: {fact}", f"add {fact} to gives"))
    for fact in child.gives:
        if fact not in (*begin.required, *begin.optional):
            says = f"子事项 {id} 给了 {fact}，{other.id} 不收", f"child {id} is given {fact}, which {other.id} does not take"
            yield bad(procedure, "E16", at, says, (f"从 gives 里去掉 {fact}", f"remove {fact} from gives"))
        elif not _fits(procedure.facts[fact], other.facts[fact]):
            yield _other_type(procedure, other, at, id, fact)


def _brought_up(procedure: Procedure, other: Procedure, id: str, child: Child) -> Iterator[BadLaw]:
    at: Path = ("children", id, "returns")
    for fact in child.returns:
        if fact not in other.facts:
            says = f"子事项 {id} 要带回 {fact}，{other.id} 没有这个事实", f"child {id} returns {fact}, which is no fact of {other.id}"
            yield bad(
                procedure, "E16", at, says, (f"从 returns 里去掉，或在 {other.id} 里写上", f"remove it from returns, or declare it in {other.id}")
            )
        elif not _fits(other.facts[fact], procedure.facts[fact]):
            yield _other_type(procedure, other, at, id, fact)


def _fits(source: Fact, goal: Fact) -> bool:
    """Whether every value of one fact is a value of the other, and nothing sealed comes out open."""
    return source.type is goal.type and set(source.of or ()) <= set(goal.of or ()) and (source.sealed is None or source.sealed == goal.sealed)


def _other_type(procedure: Procedure, other: Procedure, at: Path, id: str, fact: str) -> BadLaw:
    says = (
        f"子事项 {id} 的 {fact} 与 {other.id} 的类型、取值或密级不同",
        f"child {id}: {fact} differs from that of {other.id} in type, values or seal",
    )
    return bad(procedure, "E16", at, says, ("两边写成一样", "declare it alike on both sides"))


def _looked_at(procedure: Procedure, id: str, child: Child) -> Iterator[BadLaw]:
    if child.any_outcome:
        return
    upon = {event for step in procedure.steps.values() for event in step.action.upon}
    read = {
        name.partition(".")[2]
        for step in procedure.steps.values()
        for need in step.needs
        for name in need.when.names
        if name.startswith(("kids.", "here."))
    }
    for outcome in child.outcomes:
        if outcome != "cancelled" and f"{id}.{outcome}" not in upon | read:
            says = f"子事项 {id} 可能以 {outcome} 结束，这里没有人看", f"child {id} may end as {outcome} and nothing here looks at it"
            mend = f"写 upon: {id}.{outcome} 的动作，或写 any_outcome: true", f"add an action upon: {id}.{outcome}, or any_outcome: true"
            yield bad(procedure, "E17", ("children", id, "outcomes"), says, mend)


def _cycles(procedures: Mapping[str, Procedure], procedure: Procedure) -> Iterator[BadLaw]:
    """Yield each pair of acts that start one another for ever without any human in between."""
    machine = [step for step in procedure.steps.values() if set(step.by) & {"time", "child"}]
    leads = {a.id: {b.id for b in machine if _triggers(procedures, procedure, a, b)} for a in machine}
    reported: set[str] = set()
    for step in machine:
        reached = _reached(leads, step.id)
        if step.id in reached and step.id not in reported:
            ring = [other.id for other in machine if other.id in reached and step.id in _reached(leads, other.id)]
            reported |= set(ring)
            one, two = step.id, next((id for id in ring if id != step.id), step.id)
            says = f"{one} 和 {two} 会互相引起，没完没了", f"{one} and {two} can trigger each other"
            yield bad(procedure, "E21", ("actions", one), says, ("让其中一步由人来办", "let a human take one of them"))


def _reached(leads: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(leads[start])
    while waiting:
        if (id := waiting.pop()) not in found:
            found.add(id)
            waiting.extend(leads[id])
    return found


def _triggers(procedures: Mapping[str, Procedure], procedure: Procedure, one: Step, two: Step) -> bool:
    """Whether the first act can bring about the second with time and children alone."""
    for id, clock in procedure.clocks.items():
        goals = {goal for state in one.from_states for goal in targets(one, state)}
        if (
            clock.does == two.id
            and one.id in clock.from_
            and goals & set(procedure.runs_in(id))
            and set(two.from_states) & set(procedure.runs_in(id))
        ):
            return True
    for name in one.action.ask:
        for child in filter(None, (name, procedure.file.children[name].otherwise)):
            if any(event.startswith(f"{child}.") and _by_itself(procedures, procedure, event) for event in two.action.upon):
                return True
    return False


def _by_itself(procedures: Mapping[str, Procedure], procedure: Procedure, event: str) -> bool:
    """Whether a child can come to this event without any human act in its own procedure."""
    name, _, part = event.partition(".")
    other = procedures.get(procedure.file.children[name].procedure)
    if other is None:
        return False
    states: set[str] = set()
    steps = [step for step in other.steps.values() if set(step.by) & MACHINES]
    while True:
        taken = [step for step in steps if step.action.new or states & set(step.from_states)]
        more = {goal for step in taken for state in (step.from_states or ("",)) for goal in targets(step, state)} - states
        if not more:
            return any(step.action.report == part or part in _ends(other, step) for step in taken if part != "cancelled")
        states |= more
