"""Everything that changes a matter. Each function is one transaction: decide first, then record."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from liandong.core.consequences import resolve_body
from liandong.core.decide import decide, fire_due, serve
from liandong.core.matter import Act, Service
from liandong.core.procedure import Procedure, Step
from liandong.core.recount import recount
from liandong.core.refusal import NoSuchAction, NotFound, StalePage, WrongRole
from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.acting import Acting
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import models, numbers
from liandong.platform.matters.hands import official_roles
from liandong.platform.matters.people import Party
from liandong.platform.matters.work import Author, Held, Work, now
from liandong.platform.record.models import Event as EventRow
from liandong.platform.record.writer import Secret

log = logging.getLogger("liandong")


@dataclass(frozen=True)
class Wish:
    """An act that somebody asks for, as it was typed.

    `role` is the party on whose behalf the window enters it, with the way (`via`: window, phone, writing); empty for one's own act.
    `idem` makes a repetition harmless; `seen` is the number of the event that the page was made from.
    """

    action: str
    data: Mapping[str, Any] = field(default_factory=dict)
    add: Sequence[Mapping[str, Any]] = ()
    item: int | None = None
    of: int | None = None
    happened_on: date | None = None
    role: str = ""
    via: str = ""
    second: Acting | None = None
    idem: str | None = None
    seen: int | None = None
    files: Mapping[str, tuple[str, str, bytes]] = field(default_factory=dict)


def file_matter(procedure_id: str, wish: Wish, parties: list[Party], acting: Acting, *, at: datetime | None = None) -> models.Matter:
    """File a new matter and return its row; with an idempotency key a repetition returns the matter that stands already."""
    law = the_law()
    if procedure_id not in law.procedures:
        raise NotFound
    procedure = law.procedure(procedure_id)
    key = f"{acting.account}|{wish.idem}" if wish.idem else None
    moment = at or now()
    matter_id = numbers.new_id(moment, key=key)
    try:
        with transaction.atomic():
            work = Work(at=moment)
            held = work.begin(procedure, id=matter_id, division=acting.division, body=acting.body, parties=parties)
            step = _step(procedure, wish.action)
            places = {role: tuple(p.place for p in parties if p.role == role) for role in {p.role for p in parties}}
            act = _act(procedure, held, step, wish, acting, moment, places)
            hidden = (*_hidden(procedure, wish), *(secret for party in parties for secret in party.secrets()))
            work.take(held, decide(law, procedure, held.matter, act), Author(acting, idem=wish.idem, hidden=hidden))
            work.flush()
            return held.row
    except IntegrityError:
        if key and (row := models.Matter.objects.filter(pk=matter_id).first()):
            return row
        raise


def act(row: models.Matter, wish: Wish, acting: Acting, *, at: datetime | None = None) -> models.Matter:
    """Do an act on a matter; refuses with its reason, or with `StalePage` when somebody acted in between."""
    law = the_law()
    with transaction.atomic():
        work = Work(at=at or now())
        held = work.hold(row.id, row.parent_id)
        if wish.idem and held.row.seq != wish.seen and EventRow.objects.filter(matter_id=row.id, idem=wish.idem).exists():
            return held.row
        if wish.seen is not None and held.row.seq != wish.seen:
            raise _stale(held)
        step = _step(held.procedure, wish.action)
        act = _act(held.procedure, held, step, wish, acting, work.at)
        author = Author(acting, via=wish.via, idem=wish.idem, hidden=_hidden(held.procedure, wish))
        work.take(held, decide(law, held.procedure, held.matter, act), author)
        work.flush()
        return held.row


def record_service(row: models.Matter, service: Service, acting: Acting, *, at: datetime | None = None) -> models.Matter:
    """Record that a paper was served on a party (送达); only a post that takes part may."""
    with transaction.atomic():
        work = Work(at=at or now())
        held = work.hold(row.id, row.parent_id)
        if not held_roles(held, acting):
            raise NotFound
        events = serve(the_law(), held.procedure, held.matter, replace(service, at=work.at))
        work.take(held, events, Author(acting))
        work.flush()
        return held.row


def fire(matter_id: UUID, *, at: datetime | None = None) -> int:
    """Let time act on a matter; return how many clocks ran out. Two workers never fire one clock twice: the second finds nothing due."""
    with transaction.atomic():
        parent_id = models.Matter.objects.values_list("parent_id", flat=True).get(pk=matter_id)
        work = Work(at=at or now())
        held = work.hold(matter_id, parent_id)
        events = fire_due(the_law(), held.procedure, held.matter, at=work.at)
        if events:
            work.take(held, events)
            work.flush()
        return len(events)


def fire_all_due(*, at: datetime | None = None, limit: int = 500) -> int:
    """Let time act on every matter that is due: read without a lock, then claimed one by one."""
    moment = at or now()
    due = models.Matter.objects.filter(next_due__lte=moment).order_by("next_due").values_list("pk", flat=True)[:limit]
    fired = 0
    for id in list(due):
        try:
            fired += fire(id, at=at)
        except Exception:  # one matter that cannot be moved must not hold back the others; it stays due and is named in the log
            log.exception("time could not act on matter %s", id)
    return fired


def recount_all(*, at: datetime | None = None) -> int:
    """Move the clocks of all open matters to where the calendar now puts them; return how many matters moved."""
    moved = 0
    for id in list(models.Matter.objects.filter(next_due__isnull=False).values_list("pk", flat=True)):
        with transaction.atomic():
            parent_id = models.Matter.objects.values_list("parent_id", flat=True).get(pk=id)
            work = Work(at=at or now())
            held = work.hold(id, parent_id)
            if events := recount(work.law, held.procedure, held.matter, at=work.at):
                work.take(held, events)
                work.flush()
                moved += 1
    return moved


def seen(row: models.Matter, acting: Acting) -> None:
    """Put a matter off one's inbox after a look; no act, and nothing of it is on the record."""
    models.Hand.objects.filter(matter_id=row.id, body=acting.body, post=acting.post).update(turn=False)


def held_roles(held: Held, acting: Acting) -> list[str]:
    """Return the official roles that this person holds in this matter."""
    return roles_of(held.procedure, held.row.division, held.row.body, acting)


def roles_of(procedure: Procedure, division: str, own: str, acting: Acting) -> list[str]:
    """Return the official roles of the procedure that this person's post holds."""
    return [id for id, body, post in official_roles(procedure, division, own) if (body, post) == (acting.body, acting.post)]


def _step(procedure: Procedure, action: str) -> Step:
    step = procedure.steps.get(action)
    if step is None:
        raise NoSuchAction(action)
    return step


def _act(procedure: Procedure, held: Held, step: Step, wish: Wish, acting: Acting, at: datetime, places: Mapping[str, Any] | None = None) -> Act:
    roles = held_roles(held, acting)
    if not roles and not held.new:
        raise NotFound
    if wish.role and not procedure.file.roles[wish.role].party:
        raise WrongRole(procedure.file.roles[wish.role].zh, procedure.file.roles[wish.role].en)
    by = wish.role if wish.role else next((role for role in step.by if role in roles), "")
    return Act(
        step.id,
        by,
        at,
        data={**wish.data, **{id: name for id, (name, _, _) in wish.files.items()}},
        add=tuple(wish.add),
        item=wish.item,
        of=wish.of,
        happened_on=wish.happened_on,
        account=acting.account,
        body=acting.body,
        second=wish.second.account if wish.second and _may_second(procedure, held, step, wish.second) else "",
        parties=places or {},
    )


def _may_second(procedure: Procedure, held: Held, step: Step, second: Acting) -> bool:
    return step.action.second in roles_of(procedure, held.row.division, held.row.body, second)


def second_place(procedure: Procedure, row: models.Matter, step: Step) -> tuple[str, str]:
    """Return the body and post whose other holder must countersign this act."""
    role = procedure.file.roles[step.action.second or ""]
    return resolve_body(role.of or "own", row.division, row.body, None, {}) or row.body, role.post or ""


def _hidden(procedure: Procedure, wish: Wish) -> tuple[Secret, ...]:
    """Return the text, documents and sealed facts of an act, to be kept outside the chain."""
    found: list[Secret] = []
    for id, value in wish.data.items():
        fact = procedure.facts.get(id)
        if fact and not fact.guarded and id not in wish.files:
            found.append(Secret(f"fact.{id}", "matter", fact.sealed or "text", str(value)))
    for id, (name, type, content) in wish.files.items():
        found.append(_document(id, name, type, content, procedure))
    return tuple(found)


def _document(id: str, name: str, type: str, content: bytes, procedure: Procedure) -> Secret:
    value = {"h": hashlib.sha256(content).hexdigest(), "name": name, "size": len(content), "type": type}
    fact = procedure.facts.get(id)
    return Secret(f"fact.{id}", "matter", (fact.sealed if fact else None) or "document", value, masked=name[:200], blob=content)


def _stale(held: Held) -> StalePage:
    last = EventRow.objects.filter(matter_id=held.row.id, seq=held.row.seq).first()
    step = held.procedure.steps.get(last.act) if last else None
    zh, en = (step.action.zh, step.action.en) if step else ("时间到了", "a time limit ended")
    when = f"{last.at.astimezone(BEIJING):%m-%d %H:%M}" if last else ""
    return StalePage(who_zh="有人", who_en="Somebody", what_zh=zh, what_en=en, when=when)
