"""Walks through everything that can happen to a matter of one procedure, breadth first, so that every path shown is a shortest one.

Clocks may run out in any order while they run, and a child may answer at any time: more than can really happen, never less.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from liandong.core.law_check.configuration import ROUND_OVER, RUNNING, Configuration
from liandong.core.law_check.judging import Brought, Judge, Notes, Offer, View
from liandong.core.law_check.liveness import brings, live_facts, returned, targets
from liandong.core.law_check.moves import Happening, Mover, can_speak
from liandong.core.law_check.names import Names
from liandong.core.procedure import Procedure, Step

LIMIT = 5_000
BEGIN = Configuration("")
QUIET = "quiet"  # days pass, a clock runs out and nothing else happens, a paper is served


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing that can happen, by whom, and where it leads."""

    actor: str
    label: str
    to: int


@dataclass(slots=True)
class Exploration:
    """Every configuration that can be reached, in the order in which they were found, and what was met on the way."""

    procedure: Procedure
    notes: Notes
    configurations: list[Configuration] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    parents: list[tuple[int, str]] = field(default_factory=list)
    complete: bool = True

    def path(self, i: int) -> tuple[str, ...]:
        """Return the shortest series of acts that leads to the i-th configuration."""
        labels: list[str] = []
        while i >= 0:
            i, label = self.parents[i]
            labels.append(label)
        return tuple(reversed(labels))

    def factors(self) -> list[tuple[str, int]]:
        """Return the parts of configurations that take the most values, largest first."""
        values = {part for configuration in self.configurations for part in configuration.parts()}
        counted = Counter(name for name, _ in values if name != "state")
        return sorted(counted.items(), key=lambda factor: (-factor[1], factor[0]))[:3]


def explore(procedures: Mapping[str, Procedure], procedure: Procedure, *, limit: int = LIMIT) -> Exploration:
    """Return all configurations of a procedure, or the first `limit` and one with `complete` false."""
    return _Explorer(procedures, procedure).run(limit)


@dataclass(frozen=True, slots=True)
class News:
    """What a child may say in a state, the automatic actions that listen in file order, and the facts it brings."""

    child: str
    event: str
    steps: tuple[str, ...]
    offer: Offer


class _Explorer:
    def __init__(self, procedures: Mapping[str, Procedure], procedure: Procedure) -> None:
        self.procedures, self.procedure, self.names = procedures, procedure, Names(procedure)
        self.live = live_facts(procedures, procedure)
        self.notes = Notes(here=-1)
        self.judge = Judge(procedure, self.names, {**self.live, "": frozenset()}, self.notes)
        self.mover = Mover(procedures, procedure, self.judge, self.live)
        self.values_read = {step.id: self.names.values_read(step) for step in procedure.steps.values()}
        self.offers: dict[tuple[str, str, str | None], Offer] = {}
        self.news: dict[tuple[str, str], tuple[News, ...]] = {}

    def run(self, limit: int) -> Exploration:
        found = Exploration(self.procedure, self.notes)
        index: dict[Configuration, int] = {}
        self._visit(found, index, -1, BEGIN)
        i = 0
        while i < len(found.configurations):
            if len(found.configurations) > limit:
                found.complete = False
                break
            found.edges.append(self._visit(found, index, i, found.configurations[i]))
            i += 1
        return found

    def _visit(self, found: Exploration, index: dict[Configuration, int], i: int, configuration: Configuration) -> list[Edge]:
        """Put every successor in its place and return the edges that lead there."""
        self.notes.here = i
        edges: dict[Edge, None] = {}
        for actor, label, after in self._successors(configuration):
            if after not in index:
                index[after] = len(found.configurations)
                found.configurations.append(after)
                found.parents.append((i, label))
            edges[Edge(actor, label, index[after])] = None
        return list(edges)

    def _successors(self, configuration: Configuration) -> Iterator[tuple[str, str, Configuration]]:
        state = self.procedure.states.get(configuration.state)
        if state is not None and state.end:
            return
        for step in self.procedure.steps.values():
            if configuration.state in step.from_states or (state is None and step.action.new):
                yield from self._act(configuration, step)
        if state is not None:
            yield from self._expire(configuration)
            for child in can_speak(self.procedure.file.children, configuration):
                for news in self._news(configuration.state, child):
                    yield from self._hear(configuration, news)
            yield from self._serve(configuration)
            yield from self._next_day(configuration)

    def _act(self, configuration: Configuration, step: Step) -> Iterator[tuple[str, str, Configuration]]:
        if step.action.once and f"once.{step.id}" in configuration.marks:
            self.notes.refuse(step.id, "only_once")
            return
        if not self._item_there(configuration, step):
            return
        for actor in step.by:
            if actor not in ("time", "child"):
                yield from self._take(configuration, step, Happening(actor, configuration.state, step), {})

    def _item_there(self, configuration: Configuration, step: Step) -> bool:
        kind, move = step.action.item, step.action.into
        if kind and move and not any(configuration.count(f"{kind}.{status}") for status in move.from_):
            self.notes.refuse(step.id, "wrong_item_status")
            return False
        return True

    def _take(self, configuration: Configuration, step: Step, seed: Happening, brought: Brought) -> Iterator[tuple[str, str, Configuration]]:
        """Yield every way in which this action succeeds."""
        offer = self._offer(step, configuration.state, f"{seed.heard[0]}.{seed.heard[1]}" if seed.heard else None)
        for full, target in self.judge.ways(configuration, step, seed.actor, offer, brought):
            for after in self.mover.after(configuration, Happening(seed.actor, target, step, full, seed.heard, seed.fired)):
                self.notes.taken.setdefault(step.id, self.notes.here)
                yield seed.actor, step.id, after

    def _offer(self, step: Step, state: str, upon: str | None) -> Offer:
        key = step.id, state, upon
        if key not in self.offers:
            sure, maybe = brings(self.procedures, self.procedure, step, upon)
            self.offers[key] = Offer(sure, maybe, self.values_read[step.id] | self._kept_values(step, state))
        return self.offers[key]

    def _kept_values(self, step: Step, state: str) -> frozenset[str]:
        goals = {state if branch.to == "stay" else branch.to for branch in step.branches} or {state}
        return frozenset(fact for goal in goals if goal for fact, by_value in self.live[goal] if by_value)

    def _expire(self, configuration: Configuration) -> Iterator[tuple[str, str, Configuration]]:
        """Yield what happens when a running clock that something depends on runs out."""
        for id, status in sorted(configuration.clocks):
            if id not in self.names.split or status not in (RUNNING, ROUND_OVER):
                continue
            does = self.procedure.clocks[id].does
            step = self.procedure.steps[does] if does else None
            possible = step is not None and configuration.state in step.from_states and self._item_there(configuration, step)
            taken = list(self._take(configuration, step, Happening("time", configuration.state, step, fired=id), {})) if step and possible else []
            yield from taken
            if step is None or not taken or self.judge.may_fail(View(configuration, "time", {}), step):
                for after in self.mover.after(configuration, Happening("time", configuration.state, fired=id)):
                    yield QUIET, f"over.{id}", after

    def _news(self, state: str, child: str) -> tuple["News", ...]:
        """Return what this child may say in this state; events that nothing here tells apart are one."""
        if (state, child) not in self.news:
            block = self.procedure.file.children[child]
            events = (*block.reports, *(outcome for outcome in block.outcomes if outcome != "cancelled"))
            found = [self._read_news(state, child, event) for event in events]
            alike = {
                (n.steps, n.offer, n.event in block.reports, n.event if f"{child}.{n.event}" in self.names.caps else ""): n for n in reversed(found)
            }
            self.news[state, child] = tuple(reversed(alike.values()))
        return self.news[state, child]

    def _read_news(self, state: str, child: str, event: str) -> "News":
        steps = tuple(step.id for step in self.procedure.automatic if f"{child}.{event}" in step.action.upon and state in step.from_states)
        sure, maybe = returned(self.procedures, self.procedure, f"{child}.{event}")
        goals = {state, *(goal for id in steps for goal in targets(self.procedure.steps[id], state))}
        kept = {fact: by_value for goal in goals for fact, by_value in sorted(self.live[goal])}
        read = {fact for id in steps for fact in self.names.facts_read(self.procedure.steps[id])}
        by_value = frozenset({fact for fact, value in kept.items() if value}.union(*(self.values_read[id] for id in steps)))
        wanted = {*kept, *read}
        return News(child, event, steps, Offer(tuple(f for f in sure if f in wanted), tuple(f for f in maybe if f in wanted), by_value))

    def _hear(self, configuration: Configuration, news: "News") -> Iterator[tuple[str, str, Configuration]]:
        steps = [self.procedure.steps[id] for id in news.steps]
        for brought in self.judge.expand(news.offer, (*news.offer.required, *news.offer.optional), {}):
            yield from self._first_match(configuration, steps, brought, (news.child, news.event))

    def _first_match(
        self, configuration: Configuration, steps: list[Step], brought: Brought, heard: tuple[str, str]
    ) -> Iterator[tuple[str, str, Configuration]]:
        """Yield the first automatic action whose guards hold; the bare news where none does."""
        for step in steps:
            yield from self._take(configuration, step, Happening("child", configuration.state, step, heard=heard), brought)
            if not self.judge.may_fail(View(configuration, "child", brought), step):
                return
        for after in self.mover.after(configuration, Happening("child", configuration.state, None, brought, heard)):
            yield "child", f"{heard[0]}.{heard[1]}", after

    def _serve(self, configuration: Configuration) -> Iterator[tuple[str, str, Configuration]]:
        for mark in sorted(configuration.marks):
            if mark.startswith("issued."):
                paper = mark.removeprefix("issued.")
                for after in self.mover.after(configuration, Happening("system", configuration.state, served=paper)):
                    yield QUIET, f"served.{paper}", after

    def _next_day(self, configuration: Configuration) -> Iterator[tuple[str, str, Configuration]]:
        """Yield the configuration a day later, where a day that guards compare with today comes nearer."""
        aged = frozenset(
            (id, value - 1 if id in self.names.aging and isinstance(value, int) and value > -1 else value, layer)
            for id, value, layer in configuration.facts
        )
        if aged != configuration.facts:
            yield QUIET, "next_day", Configuration(configuration.state, aged, configuration.counts, configuration.clocks, configuration.marks)
