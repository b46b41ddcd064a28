"""One transaction's work: matters locked from the root down, events taken in, everything written in one go at the end.

Whoever acts on a child locks its ancestors first, so two acts on one family of matters never wait for each other in a circle.
"""

import base64
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from liandong.core.clock import next_expiry
from liandong.core.decide import decide, hear_child
from liandong.core.fold import apply
from liandong.core.law import Law
from liandong.core.matter import Act, ChildRun, ChildSignal, Event, Matter
from liandong.core.procedure import Procedure, Step
from liandong.core.record import FIRST, Actor
from liandong.core.snapshot import dump, load
from liandong.platform.accounts.acting import Acting
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import hands, models, numbers, titles
from liandong.platform.matters.people import PARTY_PARTS, Party, party_rows
from liandong.platform.record.models import Event as EventRow
from liandong.platform.record.models import Slot
from liandong.platform.record.writer import Secret, open_slot, write_event


@dataclass
class Held:
    """A matter held in this transaction: its row, its procedure and where it stands after the events taken so far."""

    row: models.Matter
    procedure: Procedure
    matter: Matter
    new: bool = False
    parties: list[Party] = field(default_factory=list)
    secrets: dict[str, Secret] = field(default_factory=dict)
    acted: dict[tuple[str, str], int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True)
class Author:
    """Who stands behind the last event: an official, perhaps entering a party's act at the window (`via`)."""

    acting: Acting | None = None
    via: str = ""
    idem: str | None = None
    hidden: tuple[Secret, ...] = ()


NOBODY = Author()


class Work:
    """Collects what one transaction writes; `flush` writes it, table by table."""

    def __init__(self, *, at: datetime) -> None:
        self.law: Law = the_law()
        self.at = at
        self.held: dict[UUID, Held] = {}
        self.events: list[EventRow] = []
        self.slots: list[Slot] = []
        self.papers: list[models.IssuedPaper] = []
        self.notices: list[models.Notice] = []

    # -- holding matters

    def hold(self, matter_id: UUID, parent_id: UUID | None) -> Held:
        """Lock a matter and all its ancestors, the root first, and return it."""
        chain = [matter_id]
        while parent_id is not None:
            chain.insert(0, parent_id)
            parent_id = models.Matter.objects.values_list("parent_id", flat=True).get(pk=parent_id)
        for id in chain:
            self._lock(id)
        return self.held[matter_id]

    def _lock(self, id: UUID) -> Held:
        if id not in self.held:
            row = models.Matter.objects.select_for_update().get(pk=id)
            procedure = self.law.procedure(row.procedure)
            matter = load(procedure, row.snapshot, division=row.division, body=row.body, state=row.state, seq=row.seq)
            self.held[id] = Held(row, procedure, matter)
            self.at = max(self.at, matter.at or self.at)
        return self.held[id]

    def begin(
        self, procedure: Procedure, *, id: UUID, division: str, body: str, parties: list[Party], parent: tuple[UUID, int] | None = None
    ) -> Held:
        """Hold a matter that does not exist yet."""
        public_id = base64.b32encode(secrets.token_bytes(10)).decode().lower()
        row = models.Matter(
            id=id, public_id=public_id, procedure=procedure.id, version=procedure.version, division=division, body=body, state="", seq=0, head=FIRST,
            begun_at=self.at, parent_id=parent[0] if parent else None, parent_n=parent[1] if parent else None,
        )  # fmt: skip
        held = Held(row, procedure, Matter(procedure.id, division, body=body), new=True, parties=parties)
        self.held[id] = held
        return held

    # -- taking events in

    def take(self, held: Held, events: Sequence[Event], author: Author = NOBODY) -> None:
        """Record these events, the last by `author`, with everything that follows from them in other matters."""
        for event in events:
            last = event is events[-1]
            self._record(held, event, author if last else NOBODY)
            before, held.matter = held.matter, apply(self.law, held.procedure, held.matter, event)
            held.events.append(event)
            if last and author.acting and not author.via:
                held.acted[author.acting.body, author.acting.post] = event.seq
            for child in event.asked:
                self._ask(held, child)
            for n in event.cancelled:
                self._cancel(held, n)
            self._tell_parent(held, event, ended=before.state != held.matter.state)

    def _record(self, held: Held, event: Event, author: Author) -> None:
        row = held.row
        extra = {"via": author.via, "for": event.by} if author.via else {}
        written = write_event(
            event, matter_id=row.id, public_id=row.public_id, log=settings.DEPLOYMENT.log, prev=row.head, proc=f"{row.procedure}@{held.procedure.version}",
            actor=_actor(event, author), hidden=author.hidden, extra=extra, idem=author.idem,
        )  # fmt: skip
        row.head = written.row.leaf
        held.secrets |= {item.name: item for item in author.hidden}
        self.events.append(written.row)
        self.slots.extend(written.slots)
        self._issue(held, event)
        self._notify(held, event)

    def _issue(self, held: Held, event: Event) -> None:
        facts = {**held.matter.facts, **event.facts}
        for id in event.papers:
            slots = {
                name: facts[name] if not hasattr(facts[name], "isoformat") else facts[name].isoformat()
                for name in held.procedure.file.papers[id].slots
                if name in facts
            }  # type: ignore[union-attr]
            self.papers.append(models.IssuedPaper(matter_id=held.row.id, seq=event.seq, paper=id, of=event.of, slots=slots, at=event.at))

    def _notify(self, held: Held, event: Event) -> None:
        places = hands.addressees(held.procedure, held.row.division, held.row.body, event.told)
        for n, (body, post, role) in enumerate(places):
            self.notices.append(models.Notice(matter_id=held.row.id, seq=event.seq, n=n, body=body, post=post, role=role, at=event.at))

    # -- other matters

    def _ask(self, held: Held, child: ChildRun) -> None:
        """Begin the matter that another body is asked to run, with only what the contract gives and the parties it concerns."""
        block = held.procedure.file.children[child.name]
        procedure = self.law.procedure(block.procedure)
        step = _step_of_parent(procedure, new=True)
        parties = self._parties_for(held, procedure, block.each, child.of)
        begun = self.begin(
            procedure, id=numbers.new_id(self.at), division=held.row.division, body=child.to, parties=parties, parent=(held.row.id, child.n)
        )
        data = {id: held.matter.facts[id] for id in block.gives if id in held.matter.facts}
        places = {role: tuple(p.place for p in parties if p.role == role) for role in {p.role for p in parties}}
        act = Act(step.id, "parent", self.at, data=data, parties=places)
        hidden = tuple(secret for party in parties for secret in party.secrets())
        self.take(begun, decide(self.law, procedure, begun.matter, act), Author(hidden=hidden))

    def _parties_for(self, held: Held, procedure: Procedure, each: str | None, of: int | None) -> list[Party]:
        wanted = {id for id, role in procedure.file.roles.items() if role.party}
        known = self._known_parties(held)
        found = [p for p in known if p.role in wanted and (p.role != each or of is None or p.n == of)]
        return [p.without_numbers(n=1 if p.role == each and of is not None else p.n, place=self._place(held, p)) for p in found]

    def _place(self, held: Held, party: Party) -> str | None:
        places = held.matter.parties.get(party.role, ())
        return places[party.n - 1] if party.n <= len(places) else party.place

    def _known_parties(self, held: Held) -> list[Party]:
        """Return the matter's parties with their particulars, opened from their slots once."""
        if not held.parties:
            slots = Slot.objects.filter(matter_id=held.row.id, kind="party").order_by("seq")
            values = {slot.name: open_slot(slot) for slot in slots if slot.name.rsplit(".", 1)[1] in PARTY_PARTS}
            rows = models.Party.objects.filter(matter_id=held.row.id)
            held.parties = [Party.from_slots(row.role, row.n, row.kind, row.place or None, values) for row in rows]
        return held.parties

    def _cancel(self, held: Held, n: int) -> None:
        id = models.Matter.objects.filter(parent_id=held.row.id, parent_n=n).values_list("pk", flat=True).first()
        if id is None:
            return
        child = self._lock(id)
        state = child.procedure.states[child.matter.state]
        if not state.end:
            step = _step_of_parent(child.procedure, new=False)
            self.take(child, decide(self.law, child.procedure, child.matter, Act(step.id, "parent", self.at)))

    def _tell_parent(self, held: Held, event: Event, *, ended: bool) -> None:
        """Carry a milestone or the end to the parent, with only the facts that the contract returns."""
        if held.row.parent_id is None:
            return
        end = held.procedure.states[held.matter.state].end if ended else None
        parent = self._lock(held.row.parent_id)
        run = next(child for child in parent.matter.children if child.n == held.row.parent_n)
        for news in filter(None, (event.report, end)):
            if run.open and news != "cancelled" and self._expected(parent, run, news):
                data, hidden = self._returned(held, parent.procedure.file.children[run.name].returns if news == end else ())
                signal = ChildSignal(run.n, news, self.at, data=data)
                self.take(parent, hear_child(self.law, parent.procedure, parent.matter, signal), Author(hidden=hidden))

    def _expected(self, parent: Held, run: ChildRun, news: str) -> bool:
        block = parent.procedure.file.children[run.name]
        return news in block.outcomes or (news in block.reports and news not in run.reports)

    def _returned(self, held: Held, names: Iterable[str]) -> tuple[dict[str, Any], tuple[Secret, ...]]:
        data: dict[str, Any] = {}
        hidden: list[Secret] = []
        for id in names:
            if id in held.matter.facts:
                data[id] = held.matter.facts[id]
            elif id in held.matter.known and (secret := self._secret(held, f"fact.{id}")):
                data[id] = secret.value
                hidden.append(secret)
        return data, tuple(hidden)

    def _secret(self, held: Held, name: str) -> Secret | None:
        """Return a sealed fact of this matter, from this transaction or from its slot."""
        if name in held.secrets:
            return replace(held.secrets[name], subject="matter")
        slot = Slot.objects.filter(matter_id=held.row.id, name=name).order_by("-seq").first()
        return Secret(name, "matter", slot.kind, open_slot(slot), slot.masked) if slot else None

    # -- writing

    def flush(self) -> None:
        """Write everything: new matters first, then their events, slots, papers and notices, then who has what to do."""
        fresh = [held for held in self.held.values() if held.new]
        changed = [held for held in self.held.values() if held.events]
        for held in changed:
            self._finish(held)
        models.Matter.objects.bulk_create([held.row for held in fresh])
        for held in changed:
            if not held.new:
                held.row.save(
                    update_fields=["state", "outcome", "number", "title_zh", "title_en", "seq", "head", "snapshot", "touched_at", "next_due"]
                )
        EventRow.objects.bulk_create(self.events)
        Slot.objects.bulk_create(self.slots)
        models.IssuedPaper.objects.bulk_create(self.papers)
        models.Notice.objects.bulk_create(self.notices)
        models.Party.objects.bulk_create([row for held in fresh for row in party_rows(held.row.id, held.parties)])
        self._move_places(changed)
        hands.refresh(self.law, changed, at=self.at)

    def _finish(self, held: Held) -> None:
        row, matter = held.row, held.matter
        row.state, row.seq, row.touched_at = matter.state, matter.seq, self.at
        row.outcome = held.procedure.states[matter.state].end or ""
        row.snapshot = dump(matter)
        row.next_due = min((due for run in matter.clocks if (due := next_expiry(self.law, held.procedure, matter, run))), default=None)
        if held.new:
            row.number = numbers.draw(held.procedure, division=row.division, at=self.at)
            row.title_zh, row.title_en = titles.compose(held.procedure, held.parties, matter.facts)

    def _move_places(self, changed: Iterable[Held]) -> None:
        for held in changed:
            for event in held.events:
                for key, place in event.places.items():
                    role, _, n = key.partition(".")
                    models.Party.objects.filter(matter_id=held.row.id, role=role, n=int(n)).update(place=place or "")


def _actor(event: Event, author: Author) -> Actor:
    if author.acting is None:
        return Actor(role=event.by if event.by in ("time", "child", "parent", "system") else "party")
    return Actor(role=author.acting.post, acct=author.acting.account, org=author.acting.body)


def _step_of_parent(procedure: Procedure, *, new: bool) -> Step:
    return next(step for step in procedure.steps.values() if "parent" in step.by and step.action.new == new)


def now() -> datetime:
    """Return this moment to the millisecond, as the record writes it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
