"""Clocks: when one starts, starts anew, stops and runs out. A clock's end is always computed from its ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from liandong.core.law import Law
from liandong.core.matter import ClockRun, Event, ItemRow, Matter
from liandong.core.model import Clock
from liandong.core.procedure import Procedure
from liandong.core.time_limit import BEIJING, Deadline, Unit, deadline
from liandong.core.working_days import end_of_day


def advance_clocks(law: Law, procedure: Procedure, matter: Matter, event: Event, runs: tuple[ClockRun, ...]) -> tuple[ClockRun, ...]:
    """Return the clocks after this event: `matter` stands after the event, `runs` are the clocks before it."""
    found = [_stopped(procedure, matter, event, _expired(procedure, event, _recounted(event, run))) for run in runs]
    name = f"served.{event.served[0]}" if event.served else event.act
    for id, source in procedure.clock_sources.get(name, ()):
        for key, row in _keys(procedure, matter, event, procedure.clocks[id]):
            started = _start(law, procedure, matter, event, id, key, row, source)
            if started and matter.state in procedure.runs_in(id):
                found = _replace_run(procedure.clocks[id], found, started)
    return tuple(found)


def _recounted(event: Event, run: ClockRun) -> ClockRun:
    """Return the clock at the day where a changed calendar puts it."""
    for clock, key, _, day, provisional in event.recounted:
        if (clock, key) == (run.clock, run.key):
            last, expires_at = end_of_day(date.fromisoformat(day).toordinal())
            return replace(run, last_day=last, expires_at=expires_at, provisional=provisional)
    return run


def _expired(procedure: Procedure, event: Event, run: ClockRun) -> ClockRun:
    if event.clock != (run.clock, run.key) or not run.running:
        return run
    clock = procedure.clocks[run.clock]
    if clock.kind != "repeating":
        return replace(run, over=True)
    rounds = run.rounds + 1
    return replace(run, over=True, rounds=rounds, stopped_at=event.at if clock.times is not None and rounds >= clock.times else None)


def _stopped(procedure: Procedure, matter: Matter, event: Event, run: ClockRun) -> ClockRun:
    if run.stopped_at is not None:
        return run
    clock = procedure.clocks[run.clock]
    own = clock.per != procedure.each_role or event.of is None or run.key in (None, event.of)
    item = next((row for row in matter.rows(clock.per) if row.n == run.key), None) if clock.per in procedure.file.items else None
    gone = clock.per in procedure.file.items and (item is None or (clock.during and item.status not in clock.during))
    if (event.act in clock.stops and own) or matter.state not in procedure.runs_in(run.clock) or gone:
        return replace(run, stopped_at=event.at)
    return run


def _keys(procedure: Procedure, matter: Matter, event: Event, clock: Clock) -> Iterator[tuple[int | None, ItemRow | None]]:
    """Yield whom or what each started clock is for: each item, each holder of a role, or the matter as one."""
    if clock.per is None:
        yield None, None
    elif clock.per in procedure.file.items:
        yield from ((row.n, row) for row in matter.rows(clock.per) if not clock.during or row.status in clock.during)
    elif event.served and event.served[1] == clock.per:
        yield event.served[2], None
    elif event.of is not None:
        yield event.of, None
    else:
        yield from ((n, None) for n in range(1, len(matter.parties.get(clock.per, ())) + 1))


def _start(
    law: Law, procedure: Procedure, matter: Matter, event: Event, id: str, key: int | None, row: ItemRow | None, source: str
) -> ClockRun | None:
    clock = procedure.clocks[id]
    start = _source_day(matter, event, clock, row, source)
    if start is None:
        return None
    end = clock_deadline(law, procedure, matter, id, start)
    return ClockRun(id, key, event.act, event.seq, start, end.last_day, end.expires_at, end.provisional)


def _source_day(matter: Matter, event: Event, clock: Clock, row: ItemRow | None, source: str) -> date | datetime | None:
    group, _, rest = source.partition(".")
    value: object = None
    if source in ("itself", "parent.at") or group == "served":
        value = event.at if clock.unit in ("hour", "minute") else event.on
    elif group == "fact":
        value = matter.facts.get(rest)
    elif group == "this" and row is not None:
        value = row.fields.get(rest)
    elif group == "items":
        kind, end, name = rest.split(".")
        days = [day for row in matter.rows(kind) if isinstance(day := row.fields.get(name), date)]
        value = (max if end == "last" else min)(days) if days else None
    return value if isinstance(value, date) else None


def clock_deadline(law: Law, procedure: Procedure, matter: Matter, id: str, start: date | datetime, rounds: int = 1) -> Deadline:
    """Return when this clock ends, counted from `start` by the rule of the law it cites."""
    clock = procedure.clocks[id]
    rule = law.counting_rule(clock.cites, procedure.file.cites)
    day = start.astimezone(BEIJING).date() if isinstance(start, datetime) and clock.unit not in ("hour", "minute") else start
    return deadline(start=day, amount=clock_amount(clock, matter) * rounds, unit=Unit(clock.unit), rule=rule, days=law.days)


def clock_amount(clock: Clock, matter: Matter) -> int:
    """Return the amount of the limit: the number in the file, or the fact it names, kept inside its bounds."""
    if isinstance(clock.amount, int):
        return clock.amount
    value = int(matter.facts[clock.amount.removeprefix("fact.")])  # type: ignore[arg-type]
    low, high = clock.bounds or (0, 36_500)
    return min(max(value, low), high)


def _replace_run(clock: Clock, runs: list[ClockRun], started: ClockRun) -> list[ClockRun]:
    """Put the started clock in place of an earlier run of its own.

    A restart never brings a right's end forward, and a right that is over is not revived: what a later promise means is for a human.
    """
    for i, run in enumerate(runs):
        if (run.clock, run.key) == (started.clock, started.key):
            if clock.kind == "right" and (run.over or (run.stopped_at is None and started.expires_at <= run.expires_at)):
                return runs
            return [*runs[:i], started, *runs[i + 1 :]]
    return [*runs, started]


def next_expiry(law: Law, procedure: Procedure, matter: Matter, run: ClockRun) -> datetime | None:
    """Return when this clock next runs out, or None when it does not run."""
    if not run.running:
        return None
    if procedure.clocks[run.clock].kind != "repeating" or run.rounds == 0:
        return run.expires_at
    return clock_deadline(law, procedure, matter, run.clock, run.source, run.rounds + 1).expires_at


def earliest_due(law: Law, procedure: Procedure, matter: Matter, *, at: datetime) -> tuple[datetime, ClockRun] | None:
    """Return the clock that ran out first at or before `at`, in the order (due, clock, key)."""
    due = [(when, run.clock, run.key or 0, run) for run in matter.clocks if (when := next_expiry(law, procedure, matter, run)) and when <= at]
    if not due:
        return None
    when, _, _, run = min(due, key=lambda entry: entry[:3])
    return when, run
