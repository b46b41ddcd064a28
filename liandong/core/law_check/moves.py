"""What follows from an act in the abstract: the effects of `consequences.py`, `fold.py` and `clock.py` on a configuration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from liandong.core.law_check.configuration import BASE, OFF, OVER, ROUND_OVER, RUNNING, STOPPED_OVER, Configuration, Draft, Layer
from liandong.core.law_check.judging import Brought, Judge, View
from liandong.core.law_check.liveness import Reads, clock_facts, given
from liandong.core.law_check.names import ABSENT, Held
from liandong.core.procedure import Procedure, Step

WATCHING = frozenset({RUNNING, OVER, ROUND_OVER})


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens: an action, a child's news, a clock's end, a service, or several of them at once."""

    actor: str
    target: str
    step: Step | None = None
    brought: Mapping[str, Held] | None = None
    heard: tuple[str, str] | None = None
    fired: str | None = None
    served: str | None = None

    @property
    def event(self) -> str:
        return f"served.{self.served}" if self.served else self.step.id if self.step else ""


class Mover:
    """Applies happenings to configurations."""

    def __init__(self, procedures: Mapping[str, Procedure], procedure: Procedure, judge: Judge, live: Mapping[str, Reads]) -> None:
        self.procedures, self.procedure, self.judge, self.names = procedures, procedure, judge, judge.names
        self.order = {state: i for i, state in enumerate(procedure.states)}
        self.round_of: dict[str, Layer] = {}
        self.issuing = [step.id for step in procedure.steps.values() if self.names.awaited_papers & set(step.action.paper)]
        self.starts_on: dict[str, list[str]] = {}
        for id in self.names.kept:
            for event in procedure.clocks[id].from_:
                self.starts_on.setdefault(event, []).append(id)
        self.events = {event for id in self.names.kept for event in (*procedure.clocks[id].from_, *procedure.clocks[id].stops)}
        self.live = {state: {fact: (fact, True) in reads for fact, _ in reads} for state, reads in live.items()}

    def after(self, before: Configuration, happening: Happening) -> list[Configuration]:
        """Return the configurations in which the matter may stand afterwards; none where an open child forbids the end."""
        step, target = happening.step, happening.target
        if self.procedure.states[target].end:
            return [] if self._child_forbids(before, happening) else [Configuration(target)]
        if self._changes_nothing(before, happening):
            return [before]
        drafts = list(self._heard(Draft.of(before), happening.heard))
        layer = self.rounds(before.state) | self.rounds(target)
        for draft in drafts:
            draft.state = target
            self._write(draft, happening.brought or {}, layer)
        if step:
            drafts = [after for draft in drafts for after in self._effects(draft, before, step, happening, layer)]
        for draft in drafts:
            self._turn_rounds(draft, before.state)
            self._advance_clocks(draft, happening)
        return list(dict.fromkeys(draft.freeze(self.live[target]) for draft in drafts))

    def rounds(self, state: str) -> Layer:
        """Return the rounds in which this state lies."""
        if state not in self.round_of:
            self.round_of[state] = frozenset(id for id, round in self.procedure.file.rounds.items() if state in round.states)
        return self.round_of[state]

    def gathering(self, name: str, layer: Layer) -> Layer:
        """Return which of these rounds gather this fact, item or child, so that it lapses with them."""
        rounds, own = self.procedure.file.rounds, name.partition(".")[0]
        return frozenset(id for id in layer if not rounds[id].gathers or own in rounds[id].gathers)

    def _changes_nothing(self, before: Configuration, happening: Happening) -> bool:
        """Whether the act is only recorded and told, so that nothing later can notice it."""
        if happening.target != before.state or happening.heard or happening.fired or happening.event in self.events:
            return False
        action = happening.step.action if happening.step else None
        if action and (action.once or action.cancel or action.ask or action.add or action.item or action.set or happening.event in self.issuing):
            return False
        kept = self.live[before.state]
        return not any(value is not ABSENT and fact in kept for fact, value in (happening.brought or {}).items())

    def _child_forbids(self, before: Configuration, happening: Happening) -> bool:
        for name, child in self.procedure.file.children.items():
            own = 1 if happening.heard and happening.heard[0] == name else 0
            cancelled = happening.step is not None and name in happening.step.action.cancel
            if child.when_parent_ends == "forbid" and not cancelled and before.count(f"{name}.open") > own:
                if happening.step:
                    self.judge.notes.refuse(happening.step.id, "child_open")
                return True
        return False

    def _heard(self, draft: Draft, heard: tuple[str, str] | None) -> Iterator[Draft]:
        """Yield each way in which a child's news changes the counts of children."""
        if heard is None:
            yield draft
            return
        name, event = heard
        part, cap = f"{name}.{event}", self.names.caps.get(f"{name}.{event}")
        if event in self.procedure.file.children[name].outcomes:
            for after, layer in draft.less(f"{name}.open", self.names.caps[f"{name}.open"]):
                after.add(part, layer, cap)
                yield after
            return
        if cap is None or draft.count(part):
            yield draft.copy()
        if cap is not None:
            for layer in [layer for (counted, layer), n in draft.counts.items() if counted == f"{name}.open" and n]:
                after = draft.copy()
                after.add(part, layer, cap)
                yield after

    def _write(self, draft: Draft, brought: Brought, layer: Layer) -> None:
        for fact, value in brought.items():
            if value is not ABSENT:
                draft.facts[fact] = (value, layer)

    def _effects(self, draft: Draft, before: Configuration, step: Step, happening: Happening, layer: Layer) -> Iterator[Draft]:
        """Yield each way in which the action's own effects may fall out."""
        action, caps = step.action, self.names.caps
        if action.once:
            draft.marks.add(f"once.{step.id}")
        draft.marks |= {f"issued.{paper}" for paper in action.paper if paper in self.names.awaited_papers}
        for child in action.cancel:
            draft.add(f"{child}.cancelled", BASE, caps.get(f"{child}.cancelled"), draft.clear([f"{child}.open"]))
        drafts = [draft]
        if action.set:
            drafts = list(self._set(draft, View(before, happening.actor, happening.brought or {}), step, layer))
        if action.add or action.item:
            drafts = [after for each in drafts for after in self._items(each, step, layer)]
        for child in action.ask:
            drafts = [after for each in drafts for after in self._ask(each, step, child, layer)]
        yield from drafts

    def _set(self, draft: Draft, view: View, step: Step, layer: Layer) -> Iterator[Draft]:
        drafts = [draft]
        for fact, value in step.sets.items():
            values = self.judge.values(view, step, fact, value)
            drafts = [each.copy() for each in drafts for _ in values]
            for i, each in enumerate(drafts):
                each.facts[fact] = (values[i % len(values)], layer)
        yield from drafts

    def _items(self, draft: Draft, step: Step, layer: Layer) -> Iterator[Draft]:
        action, caps = step.action, self.names.caps
        added = [draft]
        if action.add:
            first = f"{action.add}.{self.procedure.file.items[action.add].status[0]}"
            most = max(caps.get(first, 1), caps.get(f"{action.add}.total", 1))
            added = [draft.copy() for _ in range(most)]
            for n, each in enumerate(added, 1):
                each.add(first, layer, caps.get(first), n)
                each.add(f"{action.add}.total", layer, caps.get(f"{action.add}.total"), n)
        for each in added:
            yield from self._moved(each, step)

    def _moved(self, draft: Draft, step: Step) -> Iterator[Draft]:
        kind, move = step.action.item, step.action.into
        if kind is None or move is None:
            yield draft
            return
        for status in move.from_:
            for after, layer in draft.less(f"{kind}.{status}", self.names.caps[f"{kind}.{status}"]):
                after.add(f"{kind}.{move.to}", layer, self.names.caps.get(f"{kind}.{move.to}"))
                yield after

    def _ask(self, draft: Draft, step: Step, child: str, layer: Layer) -> Iterator[Draft]:
        """Yield the draft with the child asked; where nobody may know the place yet, also with the child asked instead."""
        for fact in given(self.procedures, self.procedure, child):
            if fact not in draft.facts:
                self.judge.notes.miss(step.id, f"ask {child}", fact)
        for name in filter(None, (child, self.procedure.file.children[child].otherwise)):
            after = draft.copy()
            for part in ("open", "total"):
                after.add(f"{name}.{part}", layer, self.names.caps.get(f"{name}.{part}"))
            yield after

    def _turn_rounds(self, draft: Draft, before: str) -> None:
        for round in self.rounds(before) - self.rounds(draft.state):
            if self.order[draft.state] < self.order[self.procedure.file.rounds[round].states[0]]:
                draft.settle(self.gathering, self.names.caps)
                draft.lapse(round)
        going_on = self.rounds(draft.state)
        draft.settle(lambda name, layer: self.gathering(name, layer & going_on), self.names.caps)

    def _advance_clocks(self, draft: Draft, happening: Happening) -> None:
        started = self.starts_on.get(happening.event, ())
        for id in self.names.kept if started else list(draft.clocks):
            status = draft.clocks.get(id, OFF)
            if id == happening.fired:
                status = self._expired(draft, id, status)
            if status in WATCHING and self._stops(draft, id, happening.event):
                status = STOPPED_OVER if status != RUNNING and f"over.{id}" in self.names.read else OFF
            if id in started and self._starts(draft, id, happening.event):
                right_is_over = self.procedure.clocks[id].kind == "right" and status in (OVER, STOPPED_OVER)
                status = status if right_is_over else RUNNING
            draft.clocks[id] = status

    def _expired(self, draft: Draft, id: str, status: str) -> str:
        clock = self.procedure.clocks[id]
        goes_on = clock.kind == "repeating" or (clock.per in self.procedure.file.items and self._rows(draft, id))
        if goes_on:
            return ROUND_OVER if f"over.{id}" in self.names.read else status
        return OVER

    def _stops(self, draft: Draft, id: str, event: str) -> bool:
        gone = self.procedure.clocks[id].per in self.procedure.file.items and not self._rows(draft, id)
        return event in self.procedure.clocks[id].stops or draft.state not in self.procedure.runs_in(id) or gone

    def _starts(self, draft: Draft, id: str, event: str) -> bool:
        clock = self.procedure.clocks[id]
        for fact in clock_facts(self.procedure, id, clock.from_[event]):
            if fact not in draft.facts:
                self.judge.notes.miss(event, f"clock {id}", fact)
                return False
        return draft.state in self.procedure.runs_in(id) and not (clock.per in self.procedure.file.items and not self._rows(draft, id))

    def _rows(self, draft: Draft, id: str) -> int:
        clock = self.procedure.clocks[id]
        return sum(draft.count(f"{clock.per}.{status}") for status in self.names.rows_of(str(clock.per), clock.during))


def can_speak(children: Iterable[str], before: Configuration) -> list[str]:
    """Return the children of these that can still speak."""
    return [name for name in children if before.count(f"{name}.open")]
