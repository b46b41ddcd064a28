"""Judges guards on abstract values: every way in which an act may be allowed, and every refusal it may meet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from liandong.core.guard import Formula, Unset, Value
from liandong.core.law_check.configuration import OVER, ROUND_OVER, RUNNING, STOPPED_OVER, Configuration
from liandong.core.law_check.liveness import Reads
from liandong.core.law_check.names import ABSENT, KNOWN, SUMS, Held, Known, Names, formulas, over_sums
from liandong.core.model import FactType
from liandong.core.procedure import Procedure, Step
from liandong.core.time_limit import BEIJING

TODAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, tzinfo=BEIJING)
ERROR = Known("error")
Brought = Mapping[str, Held]
Verdicts = frozenset[Held]
SAMPLE: Mapping[FactType, Value] = {FactType.BOOL: True, FactType.INT: 1, FactType.MONEY: 1, FactType.DAY: 0, FactType.INSTANT: 0}


@dataclass(slots=True)
class Notes:
    """What exploration met, each with the configuration where it was met first; `here` is the one being left now."""

    here: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    unset: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def refuse(self, step: str, code: str) -> None:
        """Note that an action was refused."""
        self.refused.setdefault((step, code), self.here)

    def miss(self, step: str, place: str, fact: str) -> None:
        """Note that a block of an action read a fact that was not set."""
        self.unset.setdefault((step, place, fact), self.here)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an act may bring, and which of it is told apart by value."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    by_value: frozenset[str]


@dataclass(frozen=True, slots=True)
class View:
    """What a guard sees of one act on one configuration."""

    configuration: Configuration
    actor: str
    brought: Brought

    def held(self, fact: str) -> Held | None:
        """Return a fact as the act brings it, else as it stands; None when it is not set."""
        value = self.brought.get(fact, ABSENT)
        if value is not ABSENT:
            return value
        return next((held for id, held, _ in self.configuration.facts if id == fact), None)

    def get(self, name: str) -> Held | None:
        """Return the abstract value of a name; None when it is not set."""
        group, _, rest = name.partition(".")
        if group == "fact":
            return self.held(rest)
        if group == "brought":
            return self.brought.get(rest, ABSENT) is not ABSENT
        if group == "known":
            return self.held(rest) is not None
        if group in ("over", "runs"):
            return self.configuration.clock(rest) in ((OVER, STOPPED_OVER, ROUND_OVER) if group == "over" else (RUNNING, ROUND_OVER))
        if group in ("n", "here", "kids"):
            return self.configuration.count(rest)
        return self.actor if name == "by" else 0 if name in ("today", "at") else 1


class Judge:
    """Takes each act in every way that its guards allow."""

    def __init__(self, procedure: Procedure, names: Names, live: Mapping[str, Reads], notes: Notes) -> None:
        self.procedure, self.names, self.live, self.notes = procedure, names, live, notes
        self.live_names = {state: list(dict.fromkeys(fact for fact, _ in sorted(reads))) for state, reads in live.items()}
        self.later: dict[str, list[str]] = {}
        self.cache: dict[tuple[str, tuple[Held | None, ...]], Verdicts] = {}

    def ways(self, configuration: Configuration, step: Step, actor: str, offer: Offer, brought: Brought) -> Iterator[tuple[dict[str, Held], str]]:
        """Yield what the act brought and where it went, for every way past the guards."""
        for past in self._past_guards(View(configuration, actor, brought), step, offer, 0):
            for full in self.expand(offer, self._read_later(step), past):
                view = View(configuration, actor, full)
                self._note_sums(view, step)
                for target in self._targets(view, step):
                    live = self.live_names[target]
                    yield from ((complete, target) for complete in self.expand(offer, live, full))

    def _read_later(self, step: Step) -> list[str]:
        """Return the facts that an action's branches, sets and posts read, after its guards."""
        if step.id not in self.later:
            guards = {need.when for need in step.needs}
            self.later[step.id] = _facts_of(name for formula in formulas(step) if formula not in guards for name in formula.names)
        return self.later[step.id]

    def may_fail(self, view: View, step: Step) -> bool:
        """Whether some guard of this action may refuse here."""
        return any(self.verdicts(need.when, view) != {True} for need in step.needs)

    def expand(self, offer: Offer, facts: Iterable[str], brought: Brought) -> Iterator[dict[str, Held]]:
        """Yield what is brought with every choice made for the facts named that are still open."""
        open = [fact for fact in dict.fromkeys(facts) if fact not in brought and fact in (*offer.required, *offer.optional)]
        if not open:
            yield dict(brought)
            return
        fact = open[0]
        values: tuple[Held, ...] = self.names.domain(fact) if fact in offer.by_value else (KNOWN,)
        for value in values if fact in offer.required else (ABSENT, *values):
            yield from self.expand(offer, open[1:], {**brought, fact: value})

    def _past_guards(self, view: View, step: Step, offer: Offer, i: int) -> Iterator[Brought]:
        if i == len(step.needs):
            yield view.brought
            return
        need = step.needs[i]
        for brought in self.expand(offer, _facts_of(need.when.names), view.brought):
            seen = View(view.configuration, view.actor, brought)
            for verdict in self.verdicts(need.when, seen):
                if verdict is True:
                    yield from self._past_guards(seen, step, offer, i + 1)
                elif verdict is ERROR:
                    self._note_unset(seen, step, need.code, need.when)
                else:
                    self.notes.refuse(step.id, need.code)

    def _targets(self, view: View, step: Step) -> list[str]:
        found: list[str] = []
        for branch in step.branches:
            verdicts = self.verdicts(branch.when, view) if branch.when else frozenset({True})
            if branch.when and ERROR in verdicts:
                self._note_unset(view, step, "to", branch.when)
                return found
            if True in verdicts:
                found.append(view.configuration.state if branch.to == "stay" else branch.to)
            if False not in verdicts:
                return found
        return found or [view.configuration.state]

    def values(self, view: View, step: Step, fact: str, value: Formula | bool | int) -> tuple[Held, ...]:
        """Return what an action may set a fact to."""
        if not isinstance(value, Formula):
            return (self._fold(fact, value),)
        if over_sums(value):
            return self.names.domain(fact)
        verdicts = self.verdicts(value, view)
        if ERROR in verdicts:
            self._note_unset(view, step, f"set {fact}", value)
        return tuple(self._fold(fact, v) for v in verdicts if v is not ERROR)

    def _fold(self, fact: str, value: Held) -> Held:
        """Return the value of the fact's domain that stands for this one."""
        domain = self.names.domain(fact)
        if value in domain or isinstance(value, Known):
            return value
        numbers = [n for n in domain if isinstance(n, int)]
        return min(numbers, key=lambda n: abs(n - value)) if isinstance(value, int) and numbers else domain[-1]

    def _note_sums(self, view: View, step: Step) -> None:
        for account, amount in step.posts.items():
            if isinstance(amount, Formula) and ERROR in self.verdicts(amount, view):
                self._note_unset(view, step, f"post {account}", amount)

    def _note_unset(self, view: View, step: Step, place: str, formula: Formula) -> None:
        self.notes.refuse(step.id, "guard_error")
        for name in formula.names:
            if name.startswith("fact.") and view.get(name) is None:
                self.notes.miss(step.id, place, name.removeprefix("fact."))

    def verdicts(self, formula: Formula, view: View) -> Verdicts:
        """Return the values that a formula may have here; cached by the values it reads."""
        key = formula.text, tuple(view.get(name) for name in formula.names)
        if key not in self.cache:
            self.cache[key] = self._evaluate(formula, dict(zip(formula.names, key[1], strict=True)))
        return self.cache[key]

    def _evaluate(self, formula: Formula, values: Mapping[str, Held | None]) -> Verdicts:
        try:
            value = formula.value(lambda name: self._concrete(name, values[name]))
        except Unset:
            return frozenset({ERROR})
        return frozenset({True, False}) if over_sums(formula) and formula.type == "bool" else frozenset({value})

    def _concrete(self, name: str, value: Held | None) -> Value:
        """Return a real value for an abstract one."""
        if value is None:
            raise Unset(name)
        if name.startswith(SUMS):
            return self._row_field(name)
        kind = self.procedure.facts[name.removeprefix("fact.")].type if name.startswith("fact.") else None
        if isinstance(value, Known):
            value = SAMPLE.get(kind, "") if kind else True
        if isinstance(value, int) and (name == "today" or kind is FactType.DAY):
            return TODAY + timedelta(days=value)
        if isinstance(value, int) and (name == "at" or kind is FactType.INSTANT):
            return NOW + timedelta(days=value)
        return value

    def _row_field(self, name: str) -> Value:
        kinds = {f"this.{field}": kind for item in self.procedure.file.items.values() for field, kind in item.fields.items()}
        kind = kinds.get(name, FactType.MONEY)
        return {FactType.DAY: TODAY, FactType.INSTANT: NOW}.get(kind) or SAMPLE.get(kind, "")


def _facts_of(names: Iterable[str]) -> list[str]:
    return [name.partition(".")[2] for name in names if name.startswith(("fact.", "known.", "brought."))]
