"""The rules over everything that can happen: E01, E02, E04 to E06, E10, E14, E20 and the half of W03 that exploration sees."""

from collections.abc import Callable, Iterable, Iterator

from liandong.core.law_check.exploration import LIMIT, QUIET, Edge, Exploration
from liandong.core.law_check.findings import bad
from liandong.core.law_check.moves import WATCHING
from liandong.core.refusal import BadLaw


def check_course(found: Exploration) -> list[BadLaw]:
    """Return the findings on what can happen to a matter; of a procedure that is too large only that."""
    if not found.complete:
        return [_too_large(found)]
    rules = (_unreached_states, _untaken_actions, _no_way_out, _silent_party, _nobody_can_act, _unwatched, _unset_facts, _guards_that_never_refuse)
    return [finding for rule in rules for finding in rule(found)]


def _too_large(found: Exploration) -> BadLaw:
    factors = found.factors()
    listed = "、".join(f"{name}×{n + 1}" for name, n in factors), ", ".join(f"{name}×{n + 1}" for name, n in factors)
    return bad(
        found.procedure, "E20", ("id",),
        (f"情形超过 {LIMIT:,} 种；最大的因素：{listed[0]}", f"more than {LIMIT:,} configurations; largest factors: {listed[1]}"),
        ("把有自己期限和文书的一段改成子事项，或者去掉没人看的判断", "make a stage with its own clock and paper a child, or drop conditions that nobody needs"),
    )  # fmt: skip


def _unreached_states(found: Exploration) -> Iterator[BadLaw]:
    reached = {configuration.state for configuration in found.configurations}
    for state in found.procedure.states:
        if state not in reached:
            says = f"状态 {state} 永远到不了", f"state {state} can never be reached"
            yield bad(
                found.procedure,
                "E01",
                ("states", state),
                says,
                (f"写一个去 {state} 的动作，或删去它", f"add an action that leads to {state}, or remove it"),
            )


def _untaken_actions(found: Exploration) -> Iterator[BadLaw]:
    """Yield the actions that nobody can ever take; those of a state that is never reached are that state's fault."""
    reached = {configuration.state for configuration in found.configurations}
    erring = {step for step, _, _ in found.notes.unset}
    for step in found.procedure.steps.values():
        if step.id in found.notes.taken or step.id in erring or not (step.action.new or reached & set(step.from_states)):
            continue
        codes = sorted(code for id, code in found.notes.refused if id == step.id)
        why = "、".join(codes) or "没有人或事引起它", ", ".join(codes) or "nobody and nothing takes it"
        says = f"动作 {step.id} 永远办不了；总是被拒：{why[0]}", f"action {step.id} can never be taken; always refused: {why[1]}"
        yield bad(
            found.procedure,
            "E02",
            ("actions", step.id),
            says,
            ("放宽条件、补上引起它的期限或子事项，或删去它", "loosen a guard, add the clock or child that takes it, or remove it"),
        )


def _ways_back(found: Exploration, allowed: Callable[[Edge], bool]) -> set[int]:
    """Return the configurations from which an end is reachable over the allowed edges."""
    before: dict[int, list[int]] = {}
    for i, edges in enumerate(found.edges):
        for edge in edges:
            if allowed(edge):
                before.setdefault(edge.to, []).append(i)
    reaching = {i for i, configuration in enumerate(found.configurations) if found.procedure.states[configuration.state].end}
    waiting = list(reaching)
    while waiting:
        for i in before.get(waiting.pop(), ()):
            if i not in reaching:
                reaching.add(i)
                waiting.append(i)
    return reaching


def _first_of_each_state(found: Exploration, indexes: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Yield each state once, with the configuration in it that was found first: the one with the shortest path."""
    seen: set[str] = set()
    for i in sorted(indexes):
        state = found.configurations[i].state
        if state not in seen:
            seen.add(state)
            yield state, i


def _stuck(found: Exploration) -> set[int]:
    """Return the configurations without any way to an end; that the asker may cancel is no way out."""
    return set(range(len(found.configurations))) - _ways_back(found, lambda edge: edge.actor != "parent")


def _no_way_out(found: Exploration) -> Iterator[BadLaw]:
    for state, i in _first_of_each_state(found, _stuck(found)):
        says = f"从 {state} 没有办法走到任何办结", f"{state}: no way to any end"
        yield bad(
            found.procedure,
            "E04",
            ("states", state),
            says,
            ("写一个通向办结的动作或期限", "add an action or a clock that leads to an end"),
            acts=found.path(i),
        )


def _silent_party(found: Exploration) -> Iterator[BadLaw]:
    """Yield the states that a party keeps open by doing nothing; all parties together where none does so alone."""
    stuck = _stuck(found)
    parties = [id for id, role in found.procedure.file.roles.items() if role.party]
    silences = [(party,) for party in parties] + ([tuple(parties)] if len(parties) > 1 else [])
    reported: set[str] = set()
    for silent in silences:
        held = set(range(len(found.configurations))) - _ways_back(found, lambda edge, silent=silent: edge.actor not in (*silent, "parent")) - stuck  # type: ignore[misc]
        for state, i in _first_of_each_state(found, held):
            if state not in reported:
                reported.add(state)
                who = "、".join(silent), " and ".join(silent)
                says = f"{who[0]} 一直不作声，{state} 就永远办不结", f"{state}: a silent {who[1]} keeps this open for ever"
                mend = "给时间或经办人一个不靠当事人的出口", "give time or an official a way on that needs no party"
                yield bad(found.procedure, "E05", ("states", state), says, mend, acts=found.path(i))


def _nobody_can_act(found: Exploration) -> Iterator[BadLaw]:
    for state, i in _first_of_each_state(found, set(range(len(found.configurations))) - _moving(found)):
        says = f"{state} 等的人一个也办不了", f"{state}: nobody it waits for can act"
        mend = (
            "把能办的角色写进 waits_for，或者写一个他们能办的动作",
            "name in waits_for the role that can act, or add an action for those it waits for",
        )
        yield bad(found.procedure, "E06", ("states", state), says, mend, acts=found.path(i))


def _moving(found: Exploration) -> set[int]:
    """Return the configurations where somebody waited for can act, a child is open or time acts; or will, once a day or a clock has run."""
    moving: set[int] = set()
    for i, configuration in enumerate(found.configurations):
        state = found.procedure.states[configuration.state]
        if state.end or any(edge.actor in (*state.waits_for, "time", "child") for edge in found.edges[i]):
            moving.add(i)
    while more := {i for i, edges in enumerate(found.edges) if i not in moving and any(e.actor == QUIET and e.to in moving for e in edges)}:
        moving |= more
    return moving


def _unwatched(found: Exploration) -> Iterator[BadLaw]:
    """Yield the open states that wait for an office while no clock watches over it."""
    roles, clocks = found.procedure.file.roles, found.procedure.clocks
    for state, i in _first_of_each_state(found, (i for i, c in enumerate(found.configurations) if not _watched(found, c.state, c.clocks))):
        office = next(role for role in found.procedure.states[state].waits_for if role in roles and not roles[role].party)
        says = f"{state} 等 {office}，却没有期限在走", f"{state} waits for {office} and no clock runs"
        near = next(iter(clocks), "")
        mend = (
            f"给它一个期限（如把 {near} 的 runs_in 加上 {state}），或写 no_limit 和理由",
            f"give it a clock (e.g. add {state} to runs_in of {near}), or no_limit with the reason",
        )
        yield bad(found.procedure, "E10", ("states", state), says, mend, acts=found.path(i))


def _watched(found: Exploration, state: str, clocks: frozenset[tuple[str, str]]) -> bool:
    block, roles = found.procedure.states[state], found.procedure.file.roles
    if block.end or block.no_limit or not any(role in roles and not roles[role].party for role in block.waits_for):
        return True
    return any(status in WATCHING and found.procedure.clocks[id].kind != "right" for id, status in clocks)


def _unset_facts(found: Exploration) -> Iterator[BadLaw]:
    for (step, place, fact), i in found.notes.unset.items():
        if fact not in given_facts(found):
            continue  # said once, where it is read: nothing ever gives it
        group, _, name = place.partition(" ")
        by_guard = not name and group != "to"
        where = {"clock": ("clocks", name), "ask": ("children", name)}.get(group) or (
            "actions",
            step,
            *(("needs", group) if by_guard else (group, name)),
        )
        what = (f"条件 {group}", f"guard {group}") if by_guard else (place, place)
        says = f"{step}：{what[0]} 读了还没有写上的事实 {fact}", f"{step}: {what[1]} reads {fact}, unset on this path"
        mend = f"在前面的动作里写 with: [{fact}]，或先判断 known.{fact}", f"require {fact} in an act before, or write known.{fact} && …"
        yield bad(found.procedure, "E14", where, says, mend, acts=(*found.path(i), step))


def given_facts(found: Exploration) -> set[str]:
    """Return the facts that some act or child can bring."""
    given = {fact for child in found.procedure.file.children.values() for fact in child.returns}
    for step in found.procedure.steps.values():
        given |= set(step.sets) | (set() if set(step.by) <= {"time", "child"} else {*step.required, *step.optional})
    return given


def _guards_that_never_refuse(found: Exploration) -> Iterator[BadLaw]:
    for step in found.procedure.steps.values():
        for need in step.needs if step.id in found.notes.taken else ():
            if (step.id, need.code) not in found.notes.refused:
                says = f"{step.id}：拒绝 {need.code} 永远不会出现", f"{step.id}: refusal {need.code} can never happen"
                mend = "查条件是不是写反、数错了，或删去它", "see whether the condition counts the wrong thing, or remove it"
                yield bad(found.procedure, "W03", ("actions", step.id, "needs", need.code), says, mend)
