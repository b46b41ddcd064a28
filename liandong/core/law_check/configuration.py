"""One abstract configuration of a matter: a state, and the little of everything else that a later act can notice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from liandong.core.law_check.names import KNOWN, Held

Layer = frozenset[str]  # the rounds in which a thing was gathered: it lapses with any of them
BASE: Layer = frozenset()
OFF, RUNNING, OVER, STOPPED_OVER, ROUND_OVER = "-", "r", "o", "s", "R"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where a matter may stand. An ended matter is its state alone."""

    state: str
    facts: frozenset[tuple[str, Held, Layer]] = frozenset()
    counts: frozenset[tuple[str, Layer, int]] = frozenset()
    clocks: frozenset[tuple[str, str]] = frozenset()
    marks: frozenset[str] = frozenset()

    def count(self, name: str) -> int:
        """Return how many there are of `item.status` or `child.part`."""
        return sum(n for counted, _, n in self.counts if counted == name)

    def clock(self, id: str) -> str:
        """Return the clock's letter."""
        return next((status for clock, status in self.clocks if clock == id), OFF)

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield each part and its value, to say what makes an exploration large."""
        yield "state", self.state
        yield from ((f"fact.{id}", value) for id, value, _ in self.facts)
        yield from ((name, n) for name, _, n in self.counts)
        yield from ((f"clock.{id}", status) for id, status in self.clocks)
        yield from ((mark, True) for mark in self.marks)


@dataclass(slots=True)
class Draft:
    """A configuration being changed by one act."""

    state: str
    facts: dict[str, tuple[Held, Layer]] = field(default_factory=dict)
    counts: dict[tuple[str, Layer], int] = field(default_factory=dict)
    clocks: dict[str, str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, configuration: Configuration) -> "Draft":
        """Return a draft to change."""
        return cls(
            configuration.state,
            {id: (value, layer) for id, value, layer in configuration.facts},
            {(name, layer): n for name, layer, n in configuration.counts},
            dict(configuration.clocks),
            set(configuration.marks),
        )

    def copy(self) -> "Draft":
        """Return a draft that changes apart from this one."""
        return Draft(self.state, dict(self.facts), dict(self.counts), dict(self.clocks), set(self.marks))

    def count(self, name: str) -> int:
        """Return how many there are of `item.status` or `child.part`."""
        return sum(n for (counted, _), n in self.counts.items() if counted == name)

    def add(self, name: str, layer: Layer, cap: int | None, n: int = 1) -> None:
        """Add to a count, which stops at its cap; a count without a cap is not kept."""
        if cap is not None and n:
            self.counts[name, layer] = min(cap, self.counts.get((name, layer), 0) + n)

    def less(self, name: str, cap: int) -> Iterator[tuple["Draft", Layer]]:
        """Yield each way of taking one away; a count at its cap may stay there or fall."""
        for (counted, layer), n in list(self.counts.items()):
            if counted == name and n:
                for rest in (n - 1, n) if n >= cap else (n - 1,):
                    draft = self.copy()
                    draft.counts[name, layer] = rest
                    yield draft, layer

    def clear(self, names: Iterable[str]) -> int:
        """Set these counts to nothing and return how many there were."""
        gone = [key for key in self.counts if key[0] in set(names)]
        return sum(self.counts.pop(key) for key in gone)

    def lapse(self, round: str) -> None:
        """Let everything gathered in this round lapse; a child that is still open goes on."""
        self.facts = {id: held for id, held in self.facts.items() if round not in held[1]}
        self.counts = {(name, layer): n for (name, layer), n in self.counts.items() if round not in layer or name.endswith(".open")}

    def settle(self, lying_in: Callable[[str, Layer], Layer], caps: dict[str, int]) -> None:
        """Forget in which rounds things were gathered, but for the rounds that go on and gather them."""
        if not any(layer for _, layer in self.counts) and not any(layer for _, layer in self.facts.values()):
            return
        self.facts = {id: (value, lying_in(id, layer)) for id, (value, layer) in self.facts.items()}
        counts, self.counts = self.counts, {}
        for (name, layer), n in counts.items():
            self.add(name, lying_in(name, layer), caps.get(name, 1), n)

    def freeze(self, live: dict[str, bool]) -> Configuration:
        """Return the configuration, with the facts that still matter: by value, or only as known."""
        return Configuration(
            self.state,
            frozenset((id, value if live[id] else KNOWN, layer) for id, (value, layer) in self.facts.items() if id in live),
            frozenset((name, layer, n) for (name, layer), n in self.counts.items() if n),
            frozenset((id, status) for id, status in self.clocks.items() if status != OFF),
            frozenset(self.marks),
        )
