"""Decides: first what fell due happens, then the act is judged. Pure: the same matter, act and law always give the same answer.

decide      somebody acts                    fire_due   time alone acts
hear_child  a child reports or ends          serve      a paper was served
"""

from dataclasses import replace
from datetime import date, datetime

from liandong.core.clock import earliest_due
from liandong.core.consequences import consequences
from liandong.core.fold import fold
from liandong.core.guard import Unset, Value
from liandong.core.law import Law
from liandong.core.matter import Act, ChildSignal, Event, ItemRow, Matter, Service
from liandong.core.procedure import Procedure, Step
from liandong.core.refusal import (
    ActRefused,
    AlreadyEnded,
    FactMissing,
    GuardError,
    GuardRefused,
    NoOpenChild,
    NoSuchAction,
    OnlyOnce,
    OutsideDivision,
    RoleNotFilled,
    SecondNeeded,
    UnknownFact,
    WrongItemStatus,
    WrongRole,
    WrongState,
    WrongValue,
)
from liandong.core.scope import Scope
from liandong.core.time_limit import BEIJING
from liandong.core.values import read_facts, read_plain

MAX_DUE = 1_000  # more clocks than this falling due at once is a fault of the law, not of the day


def decide(law: Law, procedure: Procedure, matter: Matter, act: Act) -> list[Event]:
    """Return the events that record this act, what fell due before it first; or refuse with code, sentence and articles."""
    due = fire_due(law, procedure, matter, at=act.at)
    return [*due, judge(law, procedure, fold(law, procedure, matter, due), act)]


def judge(law: Law, procedure: Procedure, matter: Matter, act: Act) -> Event:
    """Return the one event that records this act on a matter that is up to date, or refuse."""
    step = procedure.steps.get(act.action)
    if step is None:
        raise NoSuchAction(act.action)
    _check_state(procedure, matter, step)
    _check_actor(procedure, matter, step, act)
    act = replace(act, data=_check_facts(procedure, step, act))
    row = _check_item(procedure, matter, step, act)
    check_needs(procedure, matter, step, act, row)
    return consequences(law, procedure, matter, step, act, row)


def fire_due(law: Law, procedure: Procedure, matter: Matter, *, at: datetime) -> list[Event]:
    """Return the events of every clock that ran out at or before `at`, ordered by (due, clock)."""
    events: list[Event] = []
    while due := earliest_due(law, procedure, matter, at=at):
        when, run = due
        event = _expiry(law, procedure, matter, clock=run.clock, key=run.key, when=when, at=at)
        matter = fold(law, procedure, matter, [event])
        events.append(event)
        if len(events) > MAX_DUE:
            raise GuardError(run.clock)
    return events


def _expiry(law: Law, procedure: Procedure, matter: Matter, *, clock: str, key: int | None, when: datetime, at: datetime) -> Event:
    """Return what the clock does by itself, or the bare fact that it ran out."""
    on = when.astimezone(BEIJING).date()
    expired = Event(matter.seq + 1, "expire", "time", at, on, clock=(clock, key))
    does = procedure.clocks[clock].does
    if does is None:
        return expired
    step = procedure.steps[does]
    per_item = procedure.clocks[clock].per in procedure.file.items
    act = Act(does, "time", at, item=key if per_item else None, of=None if per_item else key, happened_on=on)
    try:
        _check_state(procedure, matter, step)
        row = _check_item(procedure, matter, step, act)
        check_needs(procedure, matter, step, act, row)
        return replace(consequences(law, procedure, matter, step, act, row), clock=(clock, key), on=on)
    except ActRefused:
        return expired


def hear_child(law: Law, procedure: Procedure, matter: Matter, signal: ChildSignal) -> list[Event]:
    """Return the events of a child's report or end: the first automatic action in file order whose guards hold, or the bare news."""
    due = fire_due(law, procedure, matter, at=signal.at)
    matter = fold(law, procedure, matter, due)
    child = next((c for c in matter.children if c.n == signal.n and c.open), None)
    if child is None:
        raise NoOpenChild
    kind = "report" if signal.event in procedure.file.children[child.name].reports else "outcome"
    silent = (
        matter if kind == "report" else replace(matter, children=tuple(c for c in matter.children if c.n != child.n))
    )  # it ends: nothing cancels it
    heard = (child.n, f"{kind}:{signal.event}")
    data = read_facts(procedure.facts, signal.data)
    news = f"{child.name}.{signal.event}"
    for step in () if procedure.states[matter.state].end else procedure.automatic:
        act = Act(step.id, "child", signal.at, data=data, of=child.of)
        if news in step.action.upon and matter.state in step.from_states and _holds(procedure, matter, step, act):
            return [*due, replace(consequences(law, procedure, silent, step, act, None), child=heard)]
    guarded = {id: value for id, value in data.items() if procedure.facts[id].guarded}
    known = tuple(id for id in data if id not in guarded)
    on = signal.at.astimezone(BEIJING).date()
    return [*due, Event(matter.seq + 1, "child", "child", signal.at, on, of=child.of, child=heard, facts=guarded, known=known)]


def serve(law: Law, procedure: Procedure, matter: Matter, service: Service) -> list[Event]:
    """Return the events of a paper's service on one holder of a role; the day may lie before today, never after."""
    if service.paper not in procedure.file.papers:
        raise UnknownFact(service.paper)
    due = fire_due(law, procedure, matter, at=service.at)
    today = service.at.astimezone(BEIJING).date()
    on = _not_later(service.happened_on, today)
    return [*due, Event(matter.seq + 1 + len(due), "serve", "system", service.at, on, of=service.n, served=(service.paper, service.to, service.n))]


def _not_later(happened_on: date | None, today: date) -> date:
    if happened_on is not None and happened_on > today:
        raise WrongValue("happened_on", "发生的日子不能晚于今天。", "The day it happened cannot be later than today.")
    return happened_on or today


def _holds(procedure: Procedure, matter: Matter, step: Step, act: Act) -> bool:
    try:
        check_needs(procedure, matter, step, act, None)
    except ActRefused:
        return False
    return True


def _check_state(procedure: Procedure, matter: Matter, step: Step) -> None:
    state = procedure.states.get(matter.state)
    if state is not None and state.end:
        raise AlreadyEnded(state.zh, state.en)
    if step.action.new != (state is None) or (state is not None and matter.state not in step.from_states):
        raise WrongState(*((state.zh, state.en) if state else ("尚未登记", "not filed yet")))
    if step.action.once and step.id in matter.done:
        raise OnlyOnce


def _check_actor(procedure: Procedure, matter: Matter, step: Step, act: Act) -> None:
    roles = procedure.file.roles
    if act.by not in step.by:
        named = [roles[id] for id in step.by if id in roles]
        raise WrongRole("、".join(role.zh for role in named) or "系统", ", ".join(role.en for role in named) or "the system")
    role = roles.get(act.by)
    holders = act.parties if step.action.new else matter.parties
    if role and role.party and not holders.get(act.by):
        raise RoleNotFilled(role.zh, role.en)
    if act.of is not None and procedure.each_role and act.of > len(holders.get(procedure.each_role, ())):
        raise RoleNotFilled(roles[procedure.each_role].zh, roles[procedure.each_role].en)
    if any(place is not None and not place.startswith(matter.division) for places in act.parties.values() for place in places):
        raise OutsideDivision
    if step.action.second and (not act.second or act.second == act.account):
        raise SecondNeeded(roles[step.action.second].zh, roles[step.action.second].en)
    _not_later(act.happened_on, act.at.astimezone(BEIJING).date())


def _check_facts(procedure: Procedure, step: Step, act: Act) -> dict[str, Value]:
    for id in step.required:
        if id not in act.data or act.data[id] == "":
            raise FactMissing(id, procedure.facts[id].zh, procedure.facts[id].en)
    allowed = {id: procedure.facts[id] for id in (*step.required, *step.optional)}
    return read_facts(allowed, act.data)


def _check_item(procedure: Procedure, matter: Matter, step: Step, act: Act) -> ItemRow | None:
    action = step.action
    if action.add:
        item = procedure.file.items[action.add]
        if not act.add:
            raise FactMissing(action.add, item.zh, item.en)
        for row in act.add:
            _read_row(procedure, action.add, row)
    if action.item is None or action.into is None:
        return None
    found = next((row for row in matter.rows(action.item) if row.n == act.item), None)
    if found is None or found.status not in action.into.from_:
        item = procedure.file.items[action.item]
        raise WrongItemStatus(item.zh, item.en)
    return found


def _read_row(procedure: Procedure, kind: str, row: object) -> dict[str, Value]:
    """Return the typed fields of one new item row; all of them must be there."""
    item = procedure.file.items[kind]
    fields = dict(row) if isinstance(row, dict) else {}
    for name in fields:
        if name not in item.fields:
            raise UnknownFact(name)
    found: dict[str, Value] = {}
    for name, type in item.fields.items():
        label = item.labels.get(name)
        zh, en = (label.zh, label.en) if label else (item.zh, item.en)
        if fields.get(name) in (None, ""):
            raise FactMissing(name, zh, en)
        found[name] = read_plain(name, type, fields[name], zh=zh, en=en)
        if type == "money" and isinstance(found[name], int) and not 0 < int(found[name]) <= 10**15:  # type: ignore[arg-type]
            raise WrongValue(name, f"“{zh}”要大于 0。", f"{en} must be more than 0.")
    return found


def check_needs(procedure: Procedure, matter: Matter, step: Step, act: Act, row: ItemRow | None) -> None:
    """Raise the refusal of the first guard that is not met; a guard that cannot be judged refuses too."""
    scope = Scope(procedure, matter, act, item=row)
    for need in step.needs:
        try:
            met = need.when.value(scope.read)
        except Unset:
            raise GuardError(f"{step.id}.{need.code}") from None
        if not met:
            raise GuardRefused(need.zh, need.en, code=need.code, cites=need.cites)
