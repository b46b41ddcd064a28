"""A matter as JSON and back: what the database keeps so that no request folds a whole history."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from liandong.core.guard import Value
from liandong.core.matter import ChildRun, ClockRun, Entry, ItemRow, Matter
from liandong.core.model import Fact, FactType
from liandong.core.procedure import Procedure


def dump(matter: Matter) -> dict[str, Any]:
    """Return the matter as plain JSON data."""
    return {
        "at": _out(matter.at),
        "parties": {role: list(places) for role, places in matter.parties.items()},
        "facts": {id: _out(value) for id, value in matter.facts.items()},
        "known": sorted(matter.known),
        "done": sorted(matter.done),
        "fact_seq": dict(matter.fact_seq),
        "rounds": dict(matter.rounds),
        "served": {key: day.isoformat() for key, day in matter.served.items()},
        "items": [_plain(asdict(row)) for row in matter.items],
        "children": [_plain(asdict(child)) for child in matter.children],
        "clocks": [_plain(asdict(run)) for run in matter.clocks],
        "ledger": [list(asdict(entry).values()) for entry in matter.ledger],
    }


def load(procedure: Procedure, data: Mapping[str, Any], *, division: str, body: str, state: str, seq: int) -> Matter:
    """Return the matter that `dump` wrote."""
    return Matter(
        procedure=procedure.id,
        division=division,
        body=body,
        state=state,
        seq=seq,
        at=datetime.fromisoformat(data["at"]) if data["at"] else None,
        parties={role: tuple(places) for role, places in data["parties"].items()},
        facts={id: read_fact(procedure.facts[id], value) for id, value in data["facts"].items()},
        known=frozenset(data["known"]),
        done=frozenset(data["done"]),
        fact_seq=data["fact_seq"],
        rounds=data["rounds"],
        served={key: date.fromisoformat(day) for key, day in data["served"].items()},
        items=tuple(_row(procedure, row) for row in data["items"]),
        children=tuple(_child(child) for child in data["children"]),
        clocks=tuple(_run(run) for run in data["clocks"]),
        ledger=tuple(Entry(*entry) for entry in data["ledger"]),
    )


def _out(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else _out(data)


def read_fact(fact: Fact, value: Any) -> Value:
    """Return a fact's value from its JSON form."""
    return read_typed(fact.type, value)


def read_typed(kind: FactType, value: Any) -> Value:
    """Return a value of this type from its JSON form."""
    if kind is FactType.DAY:
        return date.fromisoformat(value)
    if kind is FactType.INSTANT:
        return datetime.fromisoformat(value)
    plain: Value = value
    return plain


def _row(procedure: Procedure, data: Mapping[str, Any]) -> ItemRow:
    kinds = procedure.file.items[data["kind"]].fields
    return ItemRow(**{**data, "fields": {name: read_typed(kinds[name], value) for name, value in data["fields"].items()}})


def _child(data: Mapping[str, Any]) -> ChildRun:
    ended = data["ended_at"]
    changed = {
        "asked_at": datetime.fromisoformat(data["asked_at"]),
        "ended_at": datetime.fromisoformat(ended) if ended else None,
        "reports": tuple(data["reports"]),
    }
    return ChildRun(**{**data, **changed})


def _run(data: Mapping[str, Any]) -> ClockRun:
    source = data["source"]
    stopped, last = data["stopped_at"], data["last_day"]
    changed = {
        "source": datetime.fromisoformat(source) if "T" in source else date.fromisoformat(source),
        "expires_at": datetime.fromisoformat(data["expires_at"]),
        "last_day": date.fromisoformat(last) if last else None,
        "stopped_at": datetime.fromisoformat(stopped) if stopped else None,
    }
    return ClockRun(**{**data, **changed})
