"""Folds events into a matter. Judges nothing: the same events always give the same matter."""

from collections.abc import Iterable
from dataclasses import replace

from liandong.core.clock import advance_clocks
from liandong.core.law import Law
from liandong.core.matter import ChildRun, Entry, Event, ItemRow, Matter, Place
from liandong.core.procedure import Procedure


def fold(law: Law, procedure: Procedure, matter: Matter, events: Iterable[Event]) -> Matter:
    """Return the matter after these events."""
    for event in events:
        matter = apply(law, procedure, matter, event)
    return matter


def apply(law: Law, procedure: Procedure, matter: Matter, event: Event) -> Matter:
    """Return the matter after this event."""
    if event.seq != matter.seq + 1:
        raise ValueError(f"event {event.seq} does not follow event {matter.seq}")
    state = event.state or matter.state
    after = replace(
        matter,
        seq=event.seq,
        at=event.at,
        state=state,
        parties=_parties(matter, event),
        facts={**matter.facts, **event.facts},
        known=matter.known | set(event.known),
        fact_seq={**matter.fact_seq, **dict.fromkeys((*event.facts, *event.known), event.seq)},
        done=matter.done | {event.act},
        items=_items(matter, event),
        children=_children(matter, event),
        ledger=(*matter.ledger, *_entries(procedure, event)),
        served={**matter.served, **({".".join(map(str, event.served)): event.on} if event.served else {})},
    )
    after = _turn_rounds(procedure, matter, after, event)
    return replace(after, clocks=advance_clocks(law, procedure, after, event, matter.clocks))


def _parties(matter: Matter, event: Event) -> dict[str, tuple[Place, ...]]:
    parties = {**matter.parties, **event.parties}
    for key, place in event.places.items():
        role, _, n = key.partition(".")
        holders = list(parties[role])
        holders[int(n) - 1] = place
        parties[role] = tuple(holders)
    return parties


def _items(matter: Matter, event: Event) -> tuple[ItemRow, ...]:
    items = (*matter.items, *event.added)
    if event.moved is None:
        return items
    kind, n, status = event.moved
    return tuple(replace(row, status=status) if (row.kind, row.n) == (kind, n) else row for row in items)


def _children(matter: Matter, event: Event) -> tuple[ChildRun, ...]:
    children = [*matter.children, *event.asked]
    for i, child in enumerate(children):
        if child.n in event.cancelled:
            children[i] = replace(child, outcome="cancelled", ended_at=event.at)
        elif event.child and event.child[0] == child.n:
            children[i] = _heard(child, event)
    return tuple(children)


def _heard(child: ChildRun, event: Event) -> ChildRun:
    n_and_kind = event.child
    assert n_and_kind is not None
    kind, _, name = n_and_kind[1].partition(":")
    if kind == "report":
        return replace(child, reports=(*child.reports, name))
    return replace(child, outcome=name, ended_at=event.at)


def _entries(procedure: Procedure, event: Event) -> list[Entry]:
    return [Entry(account, amount, event.of if procedure.file.ledger[account].per else None, event.seq) for account, amount in event.posted]


def _turn_rounds(procedure: Procedure, before: Matter, after: Matter, event: Event) -> Matter:
    """Enter, leave or turn back the rounds: what a round gathered lapses when the matter goes back above it."""
    if before.state == after.state:
        return after
    order = list(procedure.states)
    rounds = dict(after.rounds)
    for id, round in procedure.file.rounds.items():
        was_in, is_in = before.state in round.states, after.state in round.states
        if is_in and not was_in:
            rounds[id] = event.seq
        elif was_in and not is_in:
            entered = rounds.pop(id, event.seq)
            if order.index(after.state) < order.index(round.states[0]):
                after = _lapse(after, round.gathers, since=entered)
    return replace(after, rounds=rounds)


def _lapse(matter: Matter, gathers: tuple[str, ...], *, since: int) -> Matter:
    """Let what was gathered since then lapse; a child that is still at work goes on and is heard."""

    def gathered(name: str, seq: int) -> bool:
        return seq >= since and (not gathers or name in gathers)

    gone = {id for id, seq in matter.fact_seq.items() if gathered(id, seq)}
    return replace(
        matter,
        facts={id: value for id, value in matter.facts.items() if id not in gone},
        known=matter.known - gone,
        items=tuple(replace(row, lapsed=True) if gathered(row.kind, row.seq) else row for row in matter.items),
        children=tuple(replace(child, lapsed=True) if gathered(child.name, child.seq) and not child.open else child for child in matter.children),
    )
