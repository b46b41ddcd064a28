"""A procedure ready to run: loaded, every reference checked, every guard compiled.

`load_procedure` turns a file's text into a `Procedure` or refuses it with file, line and mend.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from liandong.core.guard import BadFormula, Environment, Formula
from liandong.core.model import ACTOR_CODES, Action, Choice, Clock, Fact, FactType, Guard, ProcedureFile, State
from liandong.core.references import Finding, check_references
from liandong.core.refusal import BadLaw
from liandong.core.yaml_text import Path, Text, load_yaml

REASONS = Fact(zh="理由", en="Reasons", type=FactType.TEXT)
CEL_TYPES = {
    FactType.BOOL: "bool", FactType.INT: "int", FactType.MONEY: "int", FactType.DAY: "time",
    FactType.INSTANT: "time", FactType.ENUM: "text", FactType.BODY: "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """A compiled guard: its condition and the refusal when it is not met."""

    code: str
    when: Formula
    zh: str
    en: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of an action; the last has no condition."""

    to: str
    when: Formula | None


@dataclass(frozen=True)
class Step:
    """An action with its formulas compiled and its articles filled in from the blocks around it."""

    id: str
    action: Action
    from_states: tuple[str, ...]
    needs: tuple[Need, ...]
    branches: tuple[Branch, ...]
    sets: Mapping[str, Formula | bool | int]
    posts: Mapping[str, Formula | int]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    cites: tuple[str, ...]

    @property
    def by(self) -> tuple[str, ...]:
        return self.action.by

    @property
    def by_human(self) -> bool:
        return not set(self.action.by) & ACTOR_CODES


@dataclass(frozen=True, eq=False)
class Procedure:
    """A procedure that loads. `version` is the short hash of its file: what a matter was begun under."""

    file: ProcedureFile
    text: Text = field(repr=False)
    version: str
    facts: Mapping[str, Fact]
    steps: Mapping[str, Step]

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def states(self) -> Mapping[str, State]:
        return self.file.states

    @property
    def clocks(self) -> Mapping[str, Clock]:
        return self.file.clocks

    @cached_property
    def open_states(self) -> tuple[str, ...]:
        return tuple(id for id, state in self.states.items() if not state.end)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        return frozenset(state.end for state in self.states.values() if state.end)

    @cached_property
    def each_role(self) -> str | None:
        """The party role that has several holders, each with placement, children and ledger of its own."""
        return next((id for id, role in self.file.roles.items() if role.each), None)

    @cached_property
    def automatic(self) -> tuple[Step, ...]:
        """The actions that a child's report or end takes, in file order."""
        return tuple(step for step in self.steps.values() if "child" in step.by)

    @cached_property
    def clock_sources(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Event (an action, or `served.<paper>`) to the clocks it starts and what each counts from."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id, clock in self.clocks.items():
            for event, source in clock.from_.items():
                found.setdefault(event, []).append((id, source))
        return {event: tuple(pairs) for event, pairs in found.items()}

    def runs_in(self, clock: str) -> tuple[str, ...]:
        """Return the states in which this clock runs: as declared, else all open states, and for a right also the ends."""
        block = self.clocks[clock]
        return block.runs_in or (tuple(self.states) if block.kind == "right" else self.open_states)


def load_procedure(text: bytes, *, file: str, shared_refusals: Mapping[str, Guard] | None = None) -> Procedure:
    """Return the procedure in this file, or refuse it with the line of its first fault."""
    loaded = load_yaml(text, file=file)
    if not isinstance(loaded.data, dict):
        raise BadLaw(
            "E00",
            "文件应是键和值。",
            "The file must be a map of keys and values.",
            file=file,
            line=1,
            mend_zh="从 id: 写起",
            mend_en="start with id:",
        )
    try:
        model = ProcedureFile.model_validate(loaded.data)
    except ValidationError as error:
        raise _first_fault(error, loaded) from None
    if findings := check_references(model):
        raise _as_bad_law(findings[0], loaded)
    return _compile(model, loaded, hashlib.sha256(text).hexdigest()[:12], shared_refusals or {})


def _compile(model: ProcedureFile, text: Text, version: str, shared: Mapping[str, Guard]) -> Procedure:
    facts = dict(model.facts)
    if any(action.adverse for action in model.actions.values()):
        facts.setdefault("reasons", REASONS)
    enums = {f"fact.{id}": frozenset(fact.of) for id, fact in facts.items() if fact.of} | {"by": frozenset(model.roles) | ACTOR_CODES}
    compiler = _Compiler(model, text, Environment(guard_names(model, facts), enums=enums), dict(shared))
    steps = {id: compiler.step(id, action) for id, action in model.actions.items()}
    return Procedure(model, text, version, facts, steps)


class _Compiler:
    """Compiles the formulas of one file; `seen` lets a refusal used before be named by its code alone."""

    def __init__(self, model: ProcedureFile, text: Text, environment: Environment, seen: dict[str, Guard]) -> None:
        self.model, self.text, self.environment, self.seen = model, text, environment, seen

    def step(self, id: str, action: Action) -> Step:
        at: Path = ("actions", id)
        cites = action.cites or self.model.cites
        required = tuple(dict.fromkeys((*action.with_, *(("reasons",) if action.adverse else ()))))
        return Step(
            id=id,
            action=action,
            from_states=tuple(self.model_open()) if action.from_ == ("open",) else action.from_,
            needs=tuple(self._need(code, guard, cites, (*at, "needs", code)) for code, guard in action.needs.items()),
            branches=tuple(self._branch(choice, (*at, "to")) for choice in action.to),
            sets={name: self._value(value, (*at, "set", name)) for name, value in action.set.items()},
            posts={name: self._amount(value, (*at, "post", name)) for name, value in action.post.items()},
            required=required,
            optional=tuple(name for name in action.may if name not in required),
            cites=cites,
        )

    def model_open(self) -> Iterator[str]:
        return (id for id, state in self.model.states.items() if not state.end)

    def _need(self, code: str, guard: Guard | str, cites: tuple[str, ...], path: Path) -> Need:
        if isinstance(guard, str):
            if code not in self.seen:
                raise self._fault(
                    f"拒绝代码 {code} 没有写过中英文句子。",
                    f"The refusal {code} has no sentence yet.",
                    path,
                    "写成 {when, zh, en}",
                    "write {when, zh, en}",
                )
            guard = self.seen[code].model_copy(update={"when": guard})
        self.seen.setdefault(code, guard)
        return Need(code, self._formula(guard.when, "bool", path), guard.zh, guard.en, guard.cites or cites)

    def _branch(self, choice: Choice, path: Path) -> Branch:
        return Branch(choice.to, self._formula(choice.when, "bool", path) if choice.when else None)

    def _value(self, value: bool | int | str, path: Path) -> Formula | bool | int:
        return self._formula(value, "any", path) if isinstance(value, str) else value

    def _amount(self, value: int | str, path: Path) -> Formula | int:
        return self._formula(value, "int", path) if isinstance(value, str) else value

    def _formula(self, cel: str, expect: str, path: Path) -> Formula:
        try:
            return self.environment.compile(cel, expect=expect)
        except BadFormula as error:
            raise self._fault(error.zh, error.en, path, "改成声明过的名称和类型", "use declared names and types") from None

    def _fault(self, zh: str, en: str, path: Path, mend_zh: str, mend_en: str) -> BadLaw:
        place = ".".join(str(part) for part in path)
        return BadLaw("E03", f"{place}：{zh}", f"{place}: {en}", file=self.text.file, line=self.text.line(path), mend_zh=mend_zh, mend_en=mend_en)


def guard_names(model: ProcedureFile, facts: Mapping[str, Fact]) -> dict[str, str]:
    """Return every name that a guard of this procedure may read, with its type (bool, int, text, time)."""
    names = {"today": "time", "at": "time", "by": "text"}
    for id, fact in facts.items():
        names |= {f"known.{id}": "bool", f"brought.{id}": "bool"}
        if fact.guarded:
            names[f"fact.{id}"] = CEL_TYPES[fact.type]
    for id in model.clocks:
        names |= {f"over.{id}": "bool", f"runs.{id}": "bool"}
    for id, item in model.items.items():
        for status in (*item.status, "total"):
            names |= {f"n.{id}.{status}": "int", f"here.{id}.{status}": "int"}
        for name, kind in item.fields.items():
            if kind in CEL_TYPES:
                names[f"this.{name}"] = CEL_TYPES[kind]
            if kind in (FactType.INT, FactType.MONEY):
                names[f"items.{id}.sum.{name}"] = "int"
    for id, child in model.children.items():
        for part in ("open", "total", *child.reports, *child.outcomes):
            names |= {f"kids.{id}.{part}": "int", f"here.{id}.{part}": "int"}
    return names | {f"ledger.{id}": "int" for id in model.ledger}


def _as_bad_law(finding: Finding, text: Text) -> BadLaw:
    return BadLaw("E00", finding.zh, finding.en, file=text.file, line=text.line(finding.path), mend_zh=finding.mend_zh, mend_en=finding.mend_en)


def _first_fault(error: ValidationError, text: Text) -> BadLaw:
    """Turn pydantic's first complaint into a sentence with a line; an unknown key names the nearest known one."""
    fault = min(error.errors(), key=lambda e: (text.line(_real_path(e["loc"], text)), len(e["loc"])))
    path = _real_path(fault["loc"], text)
    place = ".".join(str(part) for part in path) or "file"
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        near = get_close_matches(key, _known_keys(), n=1, cutoff=0.5)
        zh, en = f"{place}：没有“{key}”这个键", f"{place}: unknown key “{key}”"
        hint_zh, hint_en = (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("。", ".")
        mend = (f"改成 {near[0]}", f"write {near[0]}") if near else ("删去", "remove it")
        return BadLaw("E00", zh + hint_zh, en + hint_en, file=text.file, line=text.line(path), mend_zh=mend[0], mend_en=mend[1])
    key = str(fault["loc"][-1])
    if fault["type"] == "missing":
        zh, en = f"{place} 缺“{key}”。", f"{place} lacks “{key}”."
        return BadLaw("E00", zh, en, file=text.file, line=text.line(path), mend_zh=f"写上 {key}", mend_en=f"add {key}")
    message = fault["msg"].removeprefix("Value error, ")
    return BadLaw(
        "E00", f"{place}：{message}", f"{place}: {message}", file=text.file, line=text.line(path), mend_zh="按格式改正", mend_en="correct the value"
    )


def _real_path(loc: tuple[Any, ...], text: Text) -> Path:
    """Drop the parts that pydantic adds for unions, keep what stands in the file."""
    path: Path = ()
    for part in loc:
        if (*path, part) in text.lines:
            path = (*path, part)
    return path


def _known_keys() -> frozenset[str]:
    from liandong.core import model

    blocks = [block for block in vars(model).values() if isinstance(block, type) and issubclass(block, model.Strict)]
    return frozenset(info.alias or name for block in blocks for name, info in block.model_fields.items())
