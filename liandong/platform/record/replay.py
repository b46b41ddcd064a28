"""Reads an event back from its line, so that the record alone can rebuild a matter."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from liandong.core.matter import ChildRun, Event, ItemRow
from liandong.core.procedure import Procedure
from liandong.core.snapshot import read_fact, read_typed


def read_event(procedure: Procedure, line: Mapping[str, Any]) -> Event:
    """Return the event that a line records."""
    body, at, seq = line["body"], datetime.fromisoformat(line["at"]), line["seq"]
    added = tuple(_row(procedure, row, of=body.get("of"), seq=seq) for row in body.get("added", ()))
    return Event(
        seq=seq,
        act=line["act"],
        by=body["by"],
        at=at,
        on=date.fromisoformat(body["on"]),
        of=body.get("of"),
        state=body.get("state"),
        facts={id: read_fact(procedure.facts[id], value) for id, value in body.get("facts", {}).items()},
        known=tuple(body.get("known", ())),
        parties={role: tuple(places) for role, places in body.get("parties", {}).items()},
        places=body.get("places", {}),
        added=added,
        moved=_pair(body, "moved"),
        posted=tuple((account, amount) for account, amount in body.get("posted", ())),
        asked=tuple(ChildRun(child["name"], child["n"], child["of"], child["to"], at, seq=seq) for child in body.get("asked", ())),
        cancelled=tuple(body.get("cancelled", ())),
        child=_pair(body, "child"),
        clock=_pair(body, "clock"),
        served=_pair(body, "served"),
        recounted=tuple(tuple(moved) for moved in body.get("recounted", ())),
        papers=tuple(body.get("papers", ())),
        told=tuple(body.get("told", ())),
        report=body.get("report"),
        second=body.get("second", ""),
    )


def _pair(body: Mapping[str, Any], key: str) -> Any:
    return tuple(body[key]) if key in body else None


def _row(procedure: Procedure, data: Mapping[str, Any], *, of: int | None, seq: int) -> ItemRow:
    item = procedure.file.items[data["kind"]]
    fields = {name: read_typed(item.fields[name], value) for name, value in data["fields"].items()}
    return ItemRow(data["kind"], data["n"], item.status[0], fields, of=of if procedure.each_role else None, seq=seq)
