"""Whatever people, children, papers and time do in whatever order, the engine keeps its promises.

A matter of any procedure of the catalogue is driven with random acts. Random acts are also held against `law check`: where a matter
really stands, exploration must have been.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from liandong.core.decide import decide, fire_due, hear_child, serve
from liandong.core.fold import fold
from liandong.core.law import Law
from liandong.core.law_check import explore
from liandong.core.law_check.liveness import live_facts
from liandong.core.law_check.names import Names
from liandong.core.matter import Act, ChildSignal, Event, Matter, Service
from liandong.core.model import Fact, FactType, Source
from liandong.core.procedure import Procedure, Step, load_procedure
from liandong.core.refusal import Refusal
from liandong.core.time_limit import BEIJING, WorkingDays
from liandong.core.yaml_text import load_yaml

CATALOGUE = Path(__file__).parents[2] / "catalogue"
BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
PLACES = [None, "330522104206", "330522105"]
JUNK = [None, "", -1, 10**20, True, "x\x07", [], "2026-02-30", 1.5]
BODIES = ["town.330522104", "village.330522104206", "town.110101001", "nowhere"]
STEPS = [
    timedelta(0),
    timedelta(0),
    timedelta(seconds=1),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=11),
    timedelta(days=31),
    timedelta(days=800),
]
Signature = tuple[object, ...]


def _data(pattern: str) -> list[object]:
    return [load_yaml(file.read_bytes(), file=str(file)).data for file in sorted(CATALOGUE.glob(pattern))]


@cache
def law() -> Law:
    """Return the catalogue as a law."""
    files = sorted(CATALOGUE.glob("*/*/procedure.yaml"))
    procedures = {p.id: p for p in (load_procedure(file.read_bytes(), file=str(file)) for file in files)}
    sources = {s.id: s for s in (Source.model_validate(data) for data in _data("sources/*.yaml"))}
    return Law(sources, procedures, WorkingDays.from_years(_data("calendar/*.yaml")))  # type: ignore[arg-type]


class Explored:
    """Every place in which `law check` has seen a matter of one procedure, told apart by what guards can see."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.names = procedure, Names(procedure)
        self.live = {state: sorted({fact for fact, _ in reads}) for state, reads in live_facts(law().procedures, procedure).items()}
        self.seen: set[Signature] = set()
        self.paths: dict[str, list[tuple[str, ...]]] = {}
        exploration = explore(law().procedures, procedure)
        for i, found in enumerate(exploration.configurations):
            self.paths.setdefault(found.state, []).append(exploration.path(i))
            known = {fact for fact, _, _ in found.facts}
            clocks = tuple((self._reads(clock) and found.clock(clock) in "osR", found.clock(clock) in "rR") for clock in sorted(self.names.split))
            counts = tuple(min(found.count(name), cap) for name, cap in sorted(self.names.caps.items()))
            self.seen.add(self._signature(found.state, counts, clocks, tuple(fact in known for fact in self.live[found.state])))

    def _signature(self, state: str, counts: tuple[int, ...], clocks: tuple[tuple[bool, bool], ...], known: tuple[bool, ...]) -> Signature:
        return (state,) if self.procedure.states[state].end else (state, counts, clocks, known)

    def has(self, matter: Matter) -> bool:
        """Whether exploration has been where this matter stands."""
        counts = tuple(min(self._count(matter, name), cap) for name, cap in sorted(self.names.caps.items()))
        over = {run.clock for run in matter.clocks if run.over}
        running = {run.clock for run in matter.clocks if run.running}
        clocks = tuple((self._reads(clock) and clock in over, clock in running) for clock in sorted(self.names.split))
        known = tuple(fact in matter.facts or fact in matter.known for fact in self.live[matter.state])
        return self._signature(matter.state, counts, clocks, known) in self.seen

    def _reads(self, clock: str) -> bool:
        """Whether a guard reads that this clock is over: only then is it kept once the clock has stopped."""
        return f"over.{clock}" in self.names.read

    def _count(self, matter: Matter, name: str) -> int:
        kind, _, part = name.partition(".")
        if kind in self.procedure.file.items:
            return sum(part in ("total", row.status) for row in matter.rows(kind))
        children = [child for child in matter.children if child.name == kind and not child.lapsed]
        return sum(part == "total" or (part == "open" and child.open) or part in (child.outcome, *child.reports) for child in children)


@cache
def explored(procedure: str) -> Explored:
    """Return what `law check` has seen of a procedure."""
    return Explored(law().procedures[procedure])


def values(fact: Fact, today: date) -> st.SearchStrategy[object]:
    """Return values of a fact: mostly such as belong there."""
    days = st.sampled_from([-800, -30, -1, 0, 1, 30]).map(lambda n: (today + timedelta(days=n)).isoformat())
    fitting: dict[FactType, st.SearchStrategy[object]] = {
        FactType.BOOL: st.booleans(),
        FactType.INT: st.integers(0, 3),
        FactType.MONEY: st.sampled_from([300, 200, 100, 300, 200, 100, 0]),
        FactType.DAY: days,
        FactType.INSTANT: days,
        FactType.ENUM: st.sampled_from(sorted(fact.of or {"-": None})),
        FactType.BODY: st.sampled_from(BODIES[:2]),
    }
    fit = fitting.get(fact.type, st.just("说明"))
    return st.integers(0, 19).flatmap(lambda n: st.sampled_from([*JUNK, *BODIES]) if n == 0 else fit)


class RandomActs(RuleBasedStateMachine):
    """One matter, and everything that may happen to it."""

    @initialize(data=st.data(), id=st.sampled_from([*law().procedures, *["enforcement.urging"] * 4]), holders=st.sampled_from([1, 1, 2]))
    def begin(self, data: st.DataObject, id: str, holders: int) -> None:
        self.procedure, self.at, self.holders = law().procedures[id], BEGIN, holders
        self.empty = self.matter = Matter(id, "330522", body="own.330522")
        self.events: list[Event] = []
        parties = {}
        for role, block in self.procedure.file.roles.items():
            if block.party:
                places = [data.draw(st.sampled_from(PLACES)) if block.places else None for _ in range(holders if block.each else 1)]
                parties[role] = tuple(places)
        self.parties = parties
        if data.draw(st.integers(0, 9)):
            paths = explored(id).paths
            goal = data.draw(st.sampled_from([*sorted(paths), *self.procedure.open_states * 4]))
            self._walk(data.draw(st.sampled_from(paths[goal])))

    def _walk(self, path: tuple[str, ...]) -> None:
        """Follow a path that `law check` found, as far as it goes with likely facts: to come at random where it leads would be rare."""
        for label in path:
            step = self.procedure.steps.get(label)
            if step is not None and not {"time", "child"} & set(step.by):
                self._try(step)
            elif label.startswith("over.") or (step is not None and "time" in step.by):
                due = [run.expires_at for run in self.matter.clocks if run.running and run.expires_at > self.at]
                if due:
                    wait = min(due) - self.at
                    self._happen(wait, lambda at=self.at + wait: fire_due(law(), self.procedure, self.matter, at=at))
            else:
                self._hear(step.action.upon if step else (label,))

    def _hear(self, news: tuple[str, ...]) -> None:
        """Let an open child say the first of these."""
        said = [(child.n, event) for child in self.matter.children if child.open for event in news if event.startswith(f"{child.name}.")]
        if said:
            signal = ChildSignal(said[0][0], said[0][1].partition(".")[2], self.at)
            self._happen(timedelta(0), lambda: hear_child(law(), self.procedure, self.matter, signal))

    def _try(self, step: Step) -> None:
        """Take a step with the first likely facts and actor that its guards let pass."""
        today = self.at.astimezone(BEIJING).date()
        fitting = {
            FactType.BOOL: [True, False],
            FactType.MONEY: [300, 0],
            FactType.DAY: [today - timedelta(days=1), today + timedelta(days=9)],
            FactType.BODY: BODIES[1:2],
        }
        facts = [self.procedure.facts[fact] for fact in step.required]
        choices = [sorted(fact.of) if fact.of else fitting.get(fact.type, ["x"]) for fact in facts]
        fields = self.procedure.file.items[step.action.add].fields if step.action.add else {}
        row = {name: fitting.get(kind, ["x"])[-1 if kind is FactType.DAY else 0] for name, kind in fields.items()}
        kinds = [item for item in self.matter.items if item.kind == step.action.item]
        before = self.matter.seq
        for by, item, *picked in product(step.by, [row.n for row in kinds] or [None], *choices):
            values = dict(zip(step.required, picked, strict=True))
            act = Act(step.id, by, self.at, data=values, add=(row,) if row else (), item=item, account="first", second="second", parties=self.parties)
            self._happen(timedelta(0), lambda act=act: decide(law(), self.procedure, self.matter, act))
            if self.matter.seq > before:
                return

    @rule(data=st.data(), wait=st.sampled_from(STEPS))
    def somebody_acts(self, data: st.DataObject, wait: timedelta) -> None:
        step = data.draw(st.sampled_from(self._likely(data.draw(st.integers(0, 15)))))
        today = (self.at + wait).astimezone(BEIJING).date()
        roles = step.by if data.draw(st.integers(0, 7)) else [*self.procedure.file.roles, *step.by, "nobody"]
        brought = [*step.required, *(fact for fact in step.optional if data.draw(st.booleans()))]
        fields = self.procedure.file.items[step.action.add].fields if step.action.add else {}
        row = {name: data.draw(values(Fact(zh="", en="", type=kind), today)) for name, kind in fields.items()}
        act = Act(
            step.id,
            data.draw(st.sampled_from(roles)),
            self.at + wait,
            data={fact: data.draw(values(self.procedure.facts[fact], today)) for fact in brought},
            add=(row,) * data.draw(st.integers(1, 2)) if fields else (),
            item=data.draw(st.integers(0, 3)),
            of=data.draw(st.sampled_from([None, 1, 2])),
            happened_on=today - timedelta(days=data.draw(st.sampled_from([-1, 0, 3]))) if not data.draw(st.integers(0, 5)) else None,
            account="first",
            second=data.draw(st.sampled_from(["", "first", "second", "second", "second"])),
            parties=self.parties if step.action.new else {},
        )
        self._happen(wait, lambda: decide(law(), self.procedure, self.matter, act))

    def _likely(self, chance: int) -> list[Step]:
        """Return the actions to choose from: mostly those that fit and do not end the matter, sometimes any."""
        steps = list(self.procedure.steps.values())
        fitting = [step for step in steps if self.matter.state in step.from_states or (step.action.new and not self.matter.state)]
        going_on = [step for step in fitting if not any(branch.to != "stay" and self.procedure.states[branch.to].end for branch in step.branches)]
        return steps if chance == 0 or not fitting else fitting if chance < 3 or not going_on else going_on

    @precondition(lambda self: any(child.open for child in self.matter.children))
    @rule(data=st.data(), wait=st.sampled_from(STEPS))
    def a_child_speaks(self, data: st.DataObject, wait: timedelta) -> None:
        child = data.draw(st.sampled_from([child for child in self.matter.children if child.open]))
        block = self.procedure.file.children[child.name]
        event = data.draw(st.sampled_from([*block.reports, *(outcome for outcome in block.outcomes if outcome != "cancelled")]))
        other = law().procedures[block.procedure]
        brought = {fact: data.draw(values(other.facts[fact], self.at.date())) for fact in block.returns if event in block.outcomes}
        signal = ChildSignal(child.n, event, self.at + wait, data={fact: value for fact, value in brought.items() if value not in JUNK})
        self._happen(wait, lambda: hear_child(law(), self.procedure, self.matter, signal))

    @precondition(lambda self: self.matter.state and self.procedure.file.papers and self.matter.parties)
    @rule(data=st.data(), wait=st.sampled_from(STEPS))
    def a_paper_is_served(self, data: st.DataObject, wait: timedelta) -> None:
        paper = data.draw(st.sampled_from(sorted(self.procedure.file.papers)))
        role = data.draw(st.sampled_from(sorted(self.matter.parties)))
        n = data.draw(st.integers(1, len(self.matter.parties[role])))
        service = Service(paper, role, self.at + wait, n=n)
        self._happen(wait, lambda: serve(law(), self.procedure, self.matter, service))

    @precondition(lambda self: self.matter.state)
    @rule(wait=st.sampled_from(STEPS))
    def time_passes(self, wait: timedelta) -> None:
        self._happen(wait, lambda: fire_due(law(), self.procedure, self.matter, at=self.at + wait))

    def _happen(self, wait: timedelta, decision: object) -> None:
        """Take the events of a decision, or its refusal; anything else that is raised fails the test."""
        try:
            events = decision()  # type: ignore[operator]
        except Refusal:
            return
        self.at += wait
        self.matter = fold(law(), self.procedure, self.matter, events)
        self.events += events

    @invariant()
    def the_state_is_one_of_the_procedure(self) -> None:
        assert self.matter.state in {"", *self.procedure.states}

    @invariant()
    def the_events_are_numbered_without_a_gap(self) -> None:
        assert [event.seq for event in self.events] == list(range(1, self.matter.seq + 1))

    @invariant()
    def a_clock_runs_at_most_once_for_each_key(self) -> None:
        running = [(run.clock, run.key) for run in self.matter.clocks if run.running]
        assert len(running) == len(set(running))

    @invariant()
    def an_ended_matter_has_no_running_clock_but_rights(self) -> None:
        if self.matter.state and self.procedure.states[self.matter.state].end:
            kinds = {self.procedure.clocks[run.clock].kind for run in self.matter.clocks if run.running}
            assert kinds <= {"right"}

    @invariant()
    def every_adverse_act_was_done_by_a_human_role(self) -> None:
        for event in self.events:
            step = self.procedure.steps.get(event.act)
            if step and step.action.adverse:
                assert event.by in self.procedure.file.roles
                assert "reasons" in event.known

    @invariant()
    def nobody_pays_less_than_nothing_or_more_than_is_owed(self) -> None:
        assert self.matter.balance("paid") >= 0
        if "claim" in self.procedure.file.ledger:
            assert self.matter.balance("paid") <= self.matter.balance("claim")

    @invariant()
    def a_replay_of_the_events_gives_the_same_matter(self) -> None:
        assert fold(law(), self.procedure, self.empty, self.events) == self.matter

    @invariant()
    def law_check_has_been_where_the_matter_stands(self) -> None:
        if self.matter.state and self.holders == 1:
            assert explored(self.procedure.id).has(self.matter), self.matter


RandomActs.TestCase.settings = settings(
    max_examples=50, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TestRandomActs = RandomActs.TestCase
