"""What follows from an act that was allowed, in a fixed order: facts, items, ledger, asks, cancels, state. No effect sees another's result."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from liandong.core.guard import Formula, Unset, Value
from liandong.core.law import Law
from liandong.core.matter import Act, ChildRun, Event, ItemRow, Matter, Place
from liandong.core.model import FactType
from liandong.core.procedure import Procedure, Step
from liandong.core.refusal import ChildOpen, GuardError, OutsideDivision, RoleNotFilled
from liandong.core.scope import Scope
from liandong.core.time_limit import BEIJING
from liandong.core.values import read_plain


def consequences(law: Law, procedure: Procedure, matter: Matter, step: Step, act: Act, row: ItemRow | None) -> Event:
    """Return the event of this act with all its effects."""
    scope = Scope(procedure, matter, act, item=row)
    data = {**act.data, **{id: _computed(step, value, scope) for id, value in step.sets.items()}}
    guarded = {id: value for id, value in data.items() if procedure.facts[id].guarded}
    placed = _placed(matter, step, act)
    event = Event(
        seq=matter.seq + 1,
        act=step.id,
        by=act.by,
        at=act.at,
        on=act.happened_on or act.at.astimezone(BEIJING).date(),
        of=act.of,
        state=_target(step, scope),
        facts=guarded,
        known=tuple(id for id in data if id not in guarded),
        parties=act.parties if step.action.new else {},
        places=placed,
        added=tuple(_added(procedure, matter, step, act)),
        moved=(row.kind, row.n, step.action.into.to) if row and step.action.into else None,
        posted=tuple((account, int(_computed(step, amount, scope))) for account, amount in step.posts.items()),
        asked=tuple(_asked(procedure, matter, step, act, placed)),
        papers=step.action.paper,
        told=step.action.tell,
        report=step.action.report,
        second=act.second,
    )
    return replace(event, cancelled=_cancelled(procedure, matter, step, event))


def _computed(step: Step, value: Formula | bool | int, scope: Scope) -> bool | int | str:
    try:
        return value.value(scope.read) if isinstance(value, Formula) else value
    except Unset:
        raise GuardError(step.id) from None


def _target(step: Step, scope: Scope) -> str | None:
    for branch in step.branches:
        if branch.when is None or _computed(step, branch.when, scope):
            return None if branch.to == "stay" else branch.to
    return None


def _placed(matter: Matter, step: Step, act: Act) -> dict[str, Place]:
    """Return where the act places the party it names: a body code such as `town.330522104` holds its division."""
    found: dict[str, Place] = {}
    for role, fact in step.action.places.items():
        value = act.data.get(fact, matter.facts.get(fact))
        if value is not None:
            division = str(value).partition(".")[2]
            if not division.startswith(matter.division):
                raise OutsideDivision
            found[f"{role}.{act.of or 1}"] = division
    return found


def _added(procedure: Procedure, matter: Matter, step: Step, act: Act) -> Iterator[ItemRow]:
    kind = step.action.add
    if kind is None:
        return
    item = procedure.file.items[kind]
    first = 1 + sum(1 for row in matter.items if row.kind == kind)
    for n, row in enumerate(act.add, first):
        fields: dict[str, Value] = {}
        for name, type in item.fields.items():
            if type in (FactType.TEXT, FactType.REF):
                continue
            fields[name] = read_plain(name, type, row[name], zh=item.zh, en=item.en)
        yield ItemRow(kind, n, item.status[0], fields, of=act.of if procedure.each_role else None, seq=matter.seq + 1)


def _asked(procedure: Procedure, matter: Matter, step: Step, act: Act, placed: Mapping[str, Place]) -> Iterator[ChildRun]:
    n = len(matter.children)
    for name in step.action.ask:
        each = procedure.file.children[name].each
        holders = (act.parties if step.action.new else matter.parties).get(each, ()) if each else ()
        for of in range(1, len(holders) + 1) if each else (None,):
            if of is not None and act.of is not None and of != act.of:
                continue
            n += 1
            place = placed.get(f"{each}.{of}", holders[of - 1]) if of is not None else None
            yield _child(procedure, matter, name, n, of, place, act)


def _child(procedure: Procedure, matter: Matter, name: str, n: int, of: int | None, place: Place, act: Act) -> ChildRun:
    """Return the child asked; a holder whom nobody has placed yet goes to the child named under `otherwise`."""
    block = procedure.file.children[name]
    to = resolve_body(block.to, matter.division, matter.body, place, act.data)
    if to is None and block.otherwise:
        name, block = block.otherwise, procedure.file.children[block.otherwise]
        to = resolve_body(block.to, matter.division, matter.body, place, act.data)
    if to is None:
        raise RoleNotFilled(block.zh, block.en)
    return ChildRun(name, n, of, to, act.at, seq=matter.seq + 1)


LEVELS = {"county": 6, "town": 9, "village": 12}


def resolve_body(rule: str, division: str, own: str, place: Place, data: Mapping[str, Value]) -> str | None:
    """Return the code of the body that a rule names: `own`, `court`, `town_of(obligor)` by placement, `chosen(village)` from the act."""
    if rule == "own":
        return own
    if not rule.endswith(")"):
        return f"{rule}.{division}"
    kind, _, argument = rule.rstrip(")").partition("(")
    if kind == "chosen":
        return next((str(v) for v in data.values() if isinstance(v, str) and v.startswith(f"{argument}.")), None)
    level = kind.removesuffix("_of")
    size = LEVELS[level]
    return f"{level}.{place[:size]}" if place and len(place) >= size else None


def _cancelled(procedure: Procedure, matter: Matter, step: Step, event: Event) -> tuple[int, ...]:
    """Return the children that end with this act, or refuse where one must be finished first."""
    ends = bool(event.state and procedure.states[event.state].end)
    found: list[int] = []
    for child in matter.children:
        if not child.open:
            continue
        block = procedure.file.children[child.name]
        here = child.of is None or event.of is None or child.of == event.of
        if (child.name in step.action.cancel and here) or (ends and block.when_parent_ends == "cancel"):
            found.append(child.n)
        elif ends and block.when_parent_ends == "forbid":
            raise ChildOpen(block.zh, block.en)
    return tuple(found)
