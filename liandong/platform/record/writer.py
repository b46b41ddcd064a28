"""Writes events into the record and seals what must not stand there."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.core import record
from liandong.core.matter import Event
from liandong.platform.keys import vault
from liandong.platform.record.models import Event as EventRow
from liandong.platform.record.models import Slot


@dataclass(frozen=True, slots=True)
class Secret:
    """A value to be sealed: whose it is (`subject`), what kind, and the masked form that lists may show."""

    name: str
    subject: str
    kind: str
    value: Any
    masked: str = ""
    blob: bytes | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One event as it will be stored, with its slots."""

    row: EventRow
    slots: tuple[Slot, ...]


def write_event(
    event: Event,
    *,
    matter_id: UUID,
    public_id: str,
    log: str,
    prev: str,
    proc: str,
    actor: record.Actor,
    hidden: Sequence[Secret],
    extra: Mapping[str, Any],
    idem: str | None,
) -> Written:
    """Return the stored form of an event that follows `prev` in its matter's chain; nothing touches the database but the keys."""
    keys = vault.keys_for((matter_id, item.subject) for item in hidden) if hidden else {}
    seal: dict[str, str] = {}
    slots: list[Slot] = []
    for item in hidden:
        salt, key = secrets.token_bytes(32), keys[matter_id, item.subject]
        seal[item.name] = record.commitment(salt, item.value)
        plain = json.dumps({"salt": salt.hex(), "value": item.value}, ensure_ascii=False).encode()
        blob = vault.seal(key, item.blob) if item.blob is not None else None
        slots.append(
            Slot(
                matter_id=matter_id,
                seq=event.seq,
                name=item.name,
                subject=item.subject,
                kind=item.kind,
                sealed=vault.seal(key, plain),
                blob=blob,
                masked=item.masked,
            )
        )
    nonce = secrets.token_hex(16)
    line = record.event_line(event, log=log, matter=public_id, prev=prev, proc=proc, actor=actor, seal=seal, nonce=nonce, extra=extra)
    who = f"{actor.org}/{actor.role}" if actor.org else actor.role
    row = EventRow(matter_id=matter_id, seq=event.seq, line=line, leaf=record.leaf(line), at=event.at, act=event.act, actor=who, idem=idem)
    return Written(row, tuple(slots))


def open_slot(slot: Slot) -> Any:
    """Return a sealed value; raises `KeyGone` when its key was erased. Callers log the reading first."""
    key = vault.key_of(slot.matter_id, slot.subject)
    return json.loads(vault.open_sealed(key, bytes(slot.sealed)))["value"]


def open_blob(slot: Slot) -> bytes:
    """Return a sealed document's bytes."""
    if slot.blob is None:
        return b""
    return vault.open_sealed(vault.key_of(slot.matter_id, slot.subject), bytes(slot.blob))
