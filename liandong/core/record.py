"""The record `ldlog/1`: the bytes of an event, its leaf, the commitments of its sealed values.

One line is one event in narrowed RFC 8785 JSON. A leaf is H(0x00 ‖ line); a sealed value is committed to by H(0x02 ‖ salt ‖ JSON(value)).
No personal data and no free text ever stand in a line: `body` holds codes, dates, integers and booleans.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from liandong.core.matter import Event

FORMAT = 1
FIRST = "0" * 64
MAX_LINE = 65_536
MAX_DEPTH = 8
MAX_INTEGER = 2**53 - 1
KEY = re.compile(r"[a-z][a-z0-9_.]*\Z")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+@-]{0,79}\Z")


class NotForTheRecord(ValueError):
    """The value cannot stand in a line: free text, a decimal, a key or a depth outside the format."""


def canonical(value: Any) -> bytes:
    """Return the canonical JSON bytes of plain data; raises `NotForTheRecord` for what the format does not allow."""
    _check(value, 0)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotForTheRecord("nested deeper than 8")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not KEY.match(key):
                raise NotForTheRecord(f"key {key!r}")
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_INTEGER):
        raise NotForTheRecord(f"number {value!r}")
    elif not (value is None or isinstance(value, str | int)):
        raise NotForTheRecord(f"type {type(value).__name__}")


def leaf(line: bytes) -> str:
    """Return the leaf hash of a line, in hex."""
    return hashlib.sha256(b"\x00" + line).hexdigest()


def commitment(salt: bytes, value: Any) -> str:
    """Return the commitment to a sealed value, in hex; the salt is 32 random bytes kept only beside the value."""
    return hashlib.sha256(b"\x02" + salt + canonical(value)).hexdigest()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted, in codes. A party, time, child, parent or system has only a role."""

    role: str
    acct: str = ""
    org: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"acct": self.acct, "org": self.org, "role": self.role}


def event_line(
    event: Event,
    *,
    log: str,
    matter: str,
    prev: str,
    proc: str,
    actor: Actor,
    seal: Mapping[str, str],
    nonce: str,
    extra: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the line that records this event; `seal` maps slot names to commitments, `extra` adds codes to its body."""
    body = event_body(event) | dict(extra or {})
    _check_codes(body)
    line = canonical(
        {
            "v": FORMAT,
            "log": log,
            "matter": matter,
            "seq": event.seq,
            "prev": prev,
            "at": stamp(event.at),
            "act": event.act,
            "proc": proc,
            "actor": actor.as_dict(),
            "body": body,
            "seal": dict(seal),
            "nonce": nonce,
        }
    )
    if len(line) > MAX_LINE:
        raise NotForTheRecord(f"a line of {len(line)} bytes; the limit is {MAX_LINE}")
    return line


def stamp(at: datetime) -> str:
    """Return the moment as the record writes it: UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check_codes(value: Any) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _check_codes(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_codes(inner)
    elif isinstance(value, str) and value and not CODE.match(value):
        raise NotForTheRecord("free text belongs in a sealed slot")


def event_body(event: Event) -> dict[str, Any]:
    """Return the body of an event's line: only what the event carries, in codes, dates and integers."""
    body: dict[str, Any] = {
        "of": event.of,
        "state": event.state,
        "facts": {id: plain(value) for id, value in event.facts.items()},
        "known": list(event.known),
        "parties": {role: list(places) for role, places in event.parties.items()},
        "places": dict(event.places),
        "added": [{"kind": row.kind, "n": row.n, "fields": {k: plain(v) for k, v in row.fields.items()}} for row in event.added],
        "moved": list(event.moved) if event.moved else None,
        "posted": [[account, amount] for account, amount in event.posted],
        "asked": [{"name": child.name, "n": child.n, "of": child.of, "to": child.to} for child in event.asked],
        "cancelled": list(event.cancelled),
        "child": list(event.child) if event.child else None,
        "clock": list(event.clock) if event.clock else None,
        "served": list(event.served) if event.served else None,
        "recounted": [list(moved) for moved in event.recounted],
        "papers": list(event.papers),
        "told": list(event.told),
        "report": event.report,
        "second": event.second or None,
        "on": event.on.isoformat(),
        "by": event.by,
    }
    return {key: value for key, value in body.items() if value not in (None, [], {})}


def plain(value: object) -> Any:
    """Return a fact's value as it stands in JSON."""
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if isinstance(value, date) else value
