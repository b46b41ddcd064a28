"""A matter as the law sees it, the acts people do on it and the events that record them. Plain, frozen data.

Where it stands, what is known, who takes part, its items, children, clocks and ledger: nothing personal stands here.
Text and sealed facts are only *known*; their values lie in slots outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from liandong.core.guard import Value

Place = str | None  # a division code, or None while nobody knows where the party belongs


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row of an item: the n-th of its kind, counted from 1; `of` is the holder whom the act named."""

    kind: str
    n: int
    status: str
    fields: Mapping[str, Value]
    of: int | None = None
    seq: int = 0
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class ChildRun:
    """One matter asked of another body, as the parent knows it: its reports so far and its outcome."""

    name: str
    n: int
    of: int | None
    to: str
    asked_at: datetime
    seq: int = 0
    reports: tuple[str, ...] = ()
    outcome: str | None = None
    ended_at: datetime | None = None
    lapsed: bool = False

    @property
    def open(self) -> bool:
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class ClockRun:
    """A clock's ledger: when and from what it started, what its end is now, and what became of it."""

    clock: str
    key: int | None
    event: str
    seq: int
    source: date | datetime
    last_day: date | None
    expires_at: datetime
    provisional: bool
    rounds: int = 0
    over: bool = False
    stopped_at: datetime | None = None

    @property
    def running(self) -> bool:
        return self.stopped_at is None and not (self.over and self.rounds == 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A signed ledger entry in 分."""

    account: str
    amount: int
    of: int | None
    seq: int


@dataclass(frozen=True)
class Matter:
    """Where a matter stands after its events. Built only by `fold.apply`."""

    procedure: str
    division: str
    body: str = ""
    state: str = ""
    seq: int = 0
    at: datetime | None = None
    parties: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    items: tuple[ItemRow, ...] = ()
    children: tuple[ChildRun, ...] = ()
    clocks: tuple[ClockRun, ...] = ()
    ledger: tuple[Entry, ...] = ()
    rounds: Mapping[str, int] = field(default_factory=dict)
    fact_seq: Mapping[str, int] = field(default_factory=dict)
    served: Mapping[str, date] = field(default_factory=dict)

    def rows(self, kind: str) -> tuple[ItemRow, ...]:
        """Return the rows of one kind that have not lapsed."""
        return tuple(row for row in self.items if row.kind == kind and not row.lapsed)

    def balance(self, account: str) -> int:
        """Return the account's balance in 分."""
        return sum(entry.amount for entry in self.ledger if entry.account == account)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants to do. `at` is the moment the server received it; `of` is the n-th holder of the several-party role."""

    action: str
    by: str
    at: datetime
    data: Mapping[str, Value] = field(default_factory=dict)
    add: tuple[Mapping[str, Value], ...] = ()
    item: int | None = None
    of: int | None = None
    happened_on: date | None = None
    account: str = ""
    body: str = ""
    second: str = ""
    parties: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildSignal:
    """A child reported a milestone or ended; `data` are the facts that it returns."""

    n: int
    event: str
    at: datetime
    data: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """A paper was served on the n-th holder of a role (送达)."""

    paper: str
    to: str
    at: datetime
    n: int = 1
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, once and for ever: enough to rebuild the matter without judging anything again.

    `act` is an action of the procedure, or `expire` (a clock ran out), `serve` (a paper was served), `child` (a child spoke and no action
    followed), `recount` (the calendar changed: clock, key, old last day, new last day, provisional).
    """

    seq: int
    act: str
    by: str
    at: datetime
    on: date
    of: int | None = None
    state: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    parties: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    added: tuple[ItemRow, ...] = ()
    moved: tuple[str, int, str] | None = None
    posted: tuple[tuple[str, int], ...] = ()
    asked: tuple[ChildRun, ...] = ()
    cancelled: tuple[int, ...] = ()
    child: tuple[int, str] | None = None
    clock: tuple[str, int | None] | None = None
    served: tuple[str, str, int] | None = None
    recounted: tuple[tuple[str, int | None, str, str, bool], ...] = ()
    papers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    report: str | None = None
    second: str = ""
