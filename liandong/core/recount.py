"""Moves running clocks to where a new or changed holiday notice puts them; a party's time is never shortened by it."""

from datetime import datetime

from liandong.core.clock import clock_deadline
from liandong.core.law import Law
from liandong.core.matter import Event, Matter
from liandong.core.procedure import Procedure
from liandong.core.time_limit import BEIJING


def recount(law: Law, procedure: Procedure, matter: Matter, *, at: datetime) -> list[Event]:
    """Return the event that moves this matter's clocks, with old and new days; none when every clock stands where it should."""
    moved: list[tuple[str, int | None, str, str, bool]] = []
    for run in matter.clocks:
        if not run.running or run.rounds or run.last_day is None:
            continue
        end = clock_deadline(law, procedure, matter, run.clock, run.source)
        new = end.last_day or run.last_day
        if procedure.clocks[run.clock].kind == "right" and new < run.last_day:
            new = run.last_day
        if (new, end.provisional) != (run.last_day, run.provisional):
            moved.append((run.clock, run.key, run.last_day.isoformat(), new.isoformat(), end.provisional))
    if not moved:
        return []
    told = tuple(procedure.file.roles) if any(old != new for _, _, old, new, _ in moved) else ()
    return [Event(matter.seq + 1, "recount", "system", at, at.astimezone(BEIJING).date(), recounted=tuple(moved), told=told)]
