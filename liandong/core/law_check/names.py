"""What the formulas of a procedure read, and into how few values each name can be folded without a formula noticing.

Numbers stand for literal-1, literal, literal+1; enum values that no formula names are one; days are before, on or after today;
counts stop at the largest literal they are compared with, plus one. What no formula reads is not kept at all.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from liandong.core.guard import STRING, Formula, Value
from liandong.core.model import FactType
from liandong.core.procedure import Procedure, Step

NUMBER = re.compile(r"(?<![\w.])-?\d+")
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
SUMS = ("ledger.", "items.", "this.")
SMALL = frozenset({0, 1, 2})
COUNTABLE = 10
OTHER = "other_value"
DAYS = (-1, 0, 1)


class Known:
    """Stands for a fact that is set, where nothing reads its value; and for a fact that an act did not bring."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


KNOWN, ABSENT = Known("known"), Known("absent")
Held = Value | Known


def formulas(step: Step) -> Iterator[Formula]:
    """Yield every formula of an action: its guards, branches, facts it sets and sums it posts."""
    yield from (need.when for need in step.needs)
    yield from (branch.when for branch in step.branches if branch.when)
    yield from (value for value in (*step.sets.values(), *step.posts.values()) if isinstance(value, Formula))


def over_sums(formula: Formula) -> bool:
    """Whether the formula reads a sum, a balance or a row's own field: exploration then takes both answers."""
    return any(name.startswith(SUMS) for name in formula.names)


def compared_with(formula: Formula, name: str) -> frozenset[int]:
    """Return the numbers with which the formula compares this name; every number in it, and a few small ones, where it does more than that."""
    bare = STRING.sub("''", formula.text)
    word = rf"(?<![\w.]){re.escape(name)}(?![\w.])"
    direct = re.findall(rf"{word}\s*(?:==|!=|<=|>=|<|>)\s*(-?\d+)(?!\s*[-+*/%])", bare)
    direct += re.findall(rf"(?<![-+*/%\w.])\s*(-?\d+)\s*(?:==|!=|<=|>=|<|>)\s*{word}(?!\s*[-+*/%])", bare)
    if len(direct) == len(re.findall(word, bare)):
        return frozenset(map(int, direct))
    return SMALL | {int(number) for number in NUMBER.findall(bare)}


class Names:
    """What one procedure reads: the values of each fact and the caps of each count."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.formulas = tuple(dict.fromkeys(formula for step in procedure.steps.values() for formula in formulas(step)))
        self.read = frozenset(name for formula in self.formulas for name in formula.names)
        self._domains: dict[str, tuple[Value, ...]] = {}

    def values_read(self, step: Step) -> frozenset[str]:
        """Return the facts whose value, and not only whether they are known, an action's formulas read."""
        read = [formula for formula in formulas(step) if not over_sums(formula) and formula not in step.posts.values()]
        names = {name for formula in read for name in formula.names}
        return frozenset(name.removeprefix("fact.") for name in names if name.startswith("fact."))

    def facts_read(self, step: Step) -> frozenset[str]:
        """Return the facts that an action's formulas read, by value or only as known."""
        names = {name for formula in formulas(step) for name in formula.names}
        return frozenset(name.partition(".")[2] for name in names if name.startswith(("fact.", "known.", "brought.")))

    def domain(self, fact: str) -> tuple[Value, ...]:
        """Return the few values that stand for all values of a fact."""
        if fact not in self._domains:
            self._domains[fact] = tuple(self._values(fact))
        return self._domains[fact]

    def _values(self, id: str) -> list[Value]:
        fact = self.procedure.facts[id]
        if fact.type is FactType.BOOL:
            return [False, True]
        if fact.type in (FactType.DAY, FactType.INSTANT):
            return list(DAYS)
        if fact.type in (FactType.INT, FactType.MONEY):
            low = fact.min if fact.min is not None else (0 if fact.type is FactType.MONEY else None)
            return list(self._numbers(id, low, fact.max))
        return list(self._words(id, tuple(fact.of or ())))

    def _numbers(self, id: str, low: int | None, high: int | None) -> list[int]:
        literals = {n for formula in self._reading(f"fact.{id}") for n in compared_with(formula, f"fact.{id}")} or {1}
        if any(id in step.sets for step in self.procedure.steps.values()) and max(literals) - min(literals) < COUNTABLE:
            literals = set(range(min(literals), max(literals) + 1))
        near = {n + d for n in literals for d in (-1, 0, 1)}
        inside = {n for n in near if (low is None or n >= low) and (high is None or n <= high)}
        return sorted(inside | {n for n in (low, high) if n is not None and min(near) <= n <= max(near)}) or [low or high or 0]

    def _words(self, id: str, values: tuple[str, ...]) -> list[str]:
        named = {a or b for formula in self._reading(f"fact.{id}") for a, b in QUOTED.findall(formula.text)}
        if not values:
            return [*sorted(named), OTHER]
        rest = [value for value in values if value not in named]
        return [*(value for value in values if value in named), *rest[:1]]

    def _reading(self, name: str) -> list[Formula]:
        return [formula for formula in self.formulas if name in formula.names and not over_sums(formula)]

    @cached_property
    def aging(self) -> frozenset[str]:
        """The days and moments that some formula compares with today: they come nearer while nobody acts."""
        dated = [formula for formula in self.formulas if {"today", "at"} & set(formula.names)]
        days = {id for id, fact in self.procedure.facts.items() if fact.type in (FactType.DAY, FactType.INSTANT)}
        return frozenset(id for id in days if any(f"fact.{id}" in formula.names for formula in dated))

    @cached_property
    def caps(self) -> dict[str, int]:
        """Return each count that matters, and where it stops: `item.status` or `child.part`."""
        caps = dict.fromkeys(self._counts_that_move(), 1)
        for formula in self.formulas:
            for name in formula.names:
                group, _, count = name.partition(".")
                if group in ("n", "here", "kids"):
                    caps[count] = max(caps.get(count, 1), max(compared_with(formula, name)) + 1)
        return caps

    def _counts_that_move(self) -> Iterator[str]:
        """Yield the counts without which it could not be said which act is possible."""
        yield from (f"{child}.open" for child in self.procedure.file.children)
        for step in self.procedure.steps.values():
            if step.action.item and step.action.into:
                yield from (f"{step.action.item}.{status}" for status in step.action.into.from_)
        for clock in self.procedure.clocks.values():
            if clock.per in self.procedure.file.items:
                yield from (f"{clock.per}.{status}" for status in self.rows_of(clock.per, clock.during))

    def rows_of(self, item: str, during: tuple[str, ...]) -> tuple[str, ...]:
        """Return the statuses in which a clock of this item runs."""
        return during or self.procedure.file.items[item].status

    @cached_property
    def split(self) -> frozenset[str]:
        """The clocks whose end somebody or something waits for; the others only flag."""
        read = {name.partition(".")[2] for name in self.read if name.startswith(("over.", "runs."))}
        return frozenset(id for id, clock in self.procedure.clocks.items() if clock.does or id in read)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The clocks that exploration follows: those that are split, and those that watch over an office."""
        return tuple(id for id, clock in self.procedure.clocks.items() if id in self.split or clock.kind != "right")

    @cached_property
    def awaited_papers(self) -> frozenset[str]:
        """The papers whose service starts a clock that is followed."""
        events = {event for id in self.kept for event in self.procedure.clocks[id].from_}
        return frozenset(event.removeprefix("served.") for event in events if event.startswith("served."))
