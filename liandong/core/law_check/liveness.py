"""Which facts still matter in a state: those that some later act reads before another act surely writes them anew."""

from collections.abc import Iterable, Iterator, Mapping

from liandong.core.law_check.names import formulas, over_sums
from liandong.core.model import FactType
from liandong.core.procedure import Procedure, Step

Reads = frozenset[tuple[str, bool]]  # a fact, and whether its value is read (or only whether it is known)


def brings(procedures: Mapping[str, Procedure], procedure: Procedure, step: Step, upon: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts that an act of this action surely brings, and those that it may bring; `upon` is the child's event that takes it."""
    if upon is not None:
        return returned(procedures, procedure, upon)
    if "time" in step.by:
        return (), ()
    return step.required, step.optional


def returned(procedures: Mapping[str, Procedure], procedure: Procedure, event: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts that a child surely brings with this event, and those that it may bring."""
    name, _, outcome = event.partition(".")
    child = procedure.file.children[name]
    if outcome not in child.outcomes:
        return (), ()
    other = procedures.get(child.procedure)
    ends = [step for step in other.steps.values() if _ends(other, step, outcome)] if other else []
    sure = tuple(fact for fact in child.returns if ends and all(fact in (*step.required, *step.sets) for step in ends))
    return sure, tuple(fact for fact in child.returns if fact not in sure)


def _ends(procedure: Procedure, step: Step, outcome: str) -> bool:
    return any(branch.to != "stay" and procedure.states[branch.to].end == outcome for branch in step.branches)


def targets(step: Step, state: str) -> tuple[str, ...]:
    """Return the states in which an act taken in this state may end."""
    return tuple(dict.fromkeys(state if branch.to == "stay" else branch.to for branch in step.branches)) or (state,)


def live_facts(procedures: Mapping[str, Procedure], procedure: Procedure) -> dict[str, Reads]:
    """Return for each state the facts that must be kept in it."""
    uses = {step.id: _uses(procedures, procedure, step) for step in procedure.steps.values()}
    served = _reads_of_clocks(procedure, [f"served.{paper}" for paper in procedure.file.papers])
    live: dict[str, Reads] = {state: served if state in procedure.open_states else frozenset() for state in procedure.states}
    changed = True
    while changed:
        changed = False
        for step in procedure.steps.values():
            reads, writes = uses[step.id]
            for state in step.from_states:
                after = frozenset().union(*(live[target] for target in targets(step, state)))
                grown = live[state] | reads | {read for read in after if read[0] not in writes}
                if grown != live[state]:
                    live[state], changed = grown, True
    return live


def _uses(procedures: Mapping[str, Procedure], procedure: Procedure, step: Step) -> tuple[Reads, frozenset[str]]:
    """Return what an action reads of the facts that stand, and which facts it surely writes."""
    sure = [set(brings(procedures, procedure, step, event)[0]) for event in step.action.upon or (None,)]
    brought = frozenset(set.intersection(*sure))
    written = brought | set(step.sets)
    before = {read for read in _reads(step) if read[0] not in brought}
    after = {*_reads_of_clocks(procedure, [step.id]), *((fact, False) for child in step.action.ask for fact in given(procedures, procedure, child))}
    return frozenset(before | {read for read in after if read[0] not in written}), written


def given(procedures: Mapping[str, Procedure], procedure: Procedure, child: str) -> tuple[str, ...]:
    """Return the facts without which the child's procedure cannot begin."""
    block = procedure.file.children[child]
    other = procedures.get(block.procedure)
    needed = {fact for step in other.steps.values() if step.action.new and "parent" in step.by for fact in step.required} if other else set()
    return tuple(fact for fact in block.gives if fact in needed)


def _reads(step: Step) -> Iterator[tuple[str, bool]]:
    posted = step.posts.values()  # balances are not followed: it only matters that the sum can be computed
    for formula in formulas(step):
        for name in formula.names:
            group, _, fact = name.partition(".")
            if group in ("fact", "known"):
                yield fact, group == "fact" and not over_sums(formula) and formula not in posted


def _reads_of_clocks(procedure: Procedure, events: Iterable[str]) -> Reads:
    found: set[tuple[str, bool]] = set()
    for event in events:
        for id, source in procedure.clock_sources.get(event, ()):
            found |= {(fact, False) for fact in clock_facts(procedure, id, source)}
    return frozenset(found)


def clock_facts(procedure: Procedure, clock: str, source: str) -> list[str]:
    """Return the facts without which a clock cannot start: what it counts from, and its amount where a fact gives it."""
    days = [source.removeprefix("fact.")] if source.startswith("fact.") else []
    amount = str(procedure.clocks[clock].amount).removeprefix("fact.")
    whole = amount in procedure.facts and procedure.facts[amount].type in (FactType.INT, FactType.MONEY)
    return [*days, *([amount] if whole else [])]
