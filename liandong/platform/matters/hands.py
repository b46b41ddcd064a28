"""Who has a hand in a matter and whose turn it is: derived from the procedure and the matter, in the same transaction as the act."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from liandong.core.clock import next_expiry
from liandong.core.consequences import resolve_body
from liandong.core.law import Law
from liandong.core.matter import ClockRun, Event, Matter
from liandong.core.procedure import Procedure
from liandong.platform.matters import models

if TYPE_CHECKING:
    from liandong.platform.matters.work import Held


def official_roles(procedure: Procedure, division: str, own: str) -> Iterator[tuple[str, str, str]]:
    """Yield each official role of the procedure with the body and post that hold it in this matter."""
    for id, role in procedure.file.roles.items():
        if role.post and role.of and (body := resolve_body(role.of, division, own, None, {})):
            yield id, body, role.post


def addressees(procedure: Procedure, division: str, own: str, told: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return whom `tell` means: (body, post, "") for officials, ("", "", role) for parties."""
    officials = {id: (body, post) for id, body, post in official_roles(procedure, division, own)}
    found: list[tuple[str, str, str]] = []
    for name in told:
        if name in officials:
            found.append((*officials[name], ""))
        elif name == "parties":
            found.extend(("", "", id) for id, role in procedure.file.roles.items() if role.party)
        elif name in procedure.file.roles:
            found.append(("", "", name))
    return found


def refresh(law: Law, changed: Iterable["Held"], *, at: datetime) -> None:
    """Rewrite the hands of these matters: one row for each post that takes part."""
    helds = list(changed)
    known = {
        (row.matter_id, row.body, row.post): row for row in models.Hand.objects.filter(matter_id__in=[held.row.id for held in helds if not held.new])
    }
    rows = [
        _hand(law, held, id, body, post, known.get((held.row.id, body, post)), at)
        for held in helds
        for id, body, post in official_roles(held.procedure, held.row.division, held.row.body)
    ]
    models.Hand.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["matter", "body", "post"],
        update_fields=["turn", "do_zh", "clock", "due_at", "last_day", "local", "provisional"],
    )


def _hand(law: Law, held: "Held", role: str, body: str, post: str, known: models.Hand | None, at: datetime) -> models.Hand:
    do = whose_turn(held, role, (body, post), known)
    run = pressing_clock(law, held.procedure, held.matter)
    row = models.Hand(matter_id=held.row.id, body=body, post=post, turn=bool(do), do_zh=do, since=known.since if known else at)
    if run is not None and not held.row.outcome:
        row.clock, row.due_at, row.last_day, row.provisional = (
            run.clock,
            next_expiry(law, held.procedure, held.matter, run) or run.expires_at,
            run.last_day,
            run.provisional,
        )
        row.local = held.procedure.clocks[run.clock].is_target
        if run.rounds and row.due_at != run.expires_at:
            row.last_day = None
    return row


def whose_turn(held: "Held", role: str, place: tuple[str, str], known: models.Hand | None) -> str:
    """Return what this post should do now, verb first; empty when it is not its turn.

    It is a post's turn when the state waits for it before all others, or when it was told of something since it last acted.
    """
    state = held.procedure.states[held.matter.state]
    if state.end or role not in state.waits_for:
        return ""
    mine = held.acted.get(place, 0)
    first = state.waits_for[0] == role
    news = [event for event in held.events if event.seq > max(mine, 1) and (role in event.told or (event.act == "expire" and not first))]
    if news:
        return _look_at(held.procedure, news[-1])
    if first:
        return _first_act(held.procedure, held.matter, role)
    return known.do_zh if known and known.turn and place not in held.acted else ""


def _first_act(procedure: Procedure, matter: Matter, role: str) -> str:
    steps = (step for step in procedure.steps.values() if role in step.by and matter.state in step.from_states and not step.action.adverse)
    return next((step.action.zh for step in steps), procedure.states[matter.state].zh)


def _look_at(procedure: Procedure, event: Event) -> str:
    if event.act == "expire" and event.clock:
        return f"“{procedure.clocks[event.clock[0]].zh}”到了，决定下一步"
    if event.act == "recount":
        return "看重算后的期限"
    return f"看“{procedure.steps[event.act].action.zh}”，决定下一步"


def pressing_clock(law: Law, procedure: Procedure, matter: Matter) -> ClockRun | None:
    """Return the clock that presses most: the earliest limit that runs or has run out, a party's right only when nothing else runs."""
    live = [run for run in matter.clocks if run.stopped_at is None]
    limits = [run for run in live if procedure.clocks[run.clock].kind != "right"]
    return min(
        limits or [run for run in live if not run.over],
        key=lambda run: (next_expiry(law, procedure, matter, run) or run.expires_at, run.clock),
        default=None,
    )
