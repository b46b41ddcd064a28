"""Runs examples: the acceptance language in which jurists say what a procedure must do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from liandong.core.decide import decide, fire_due, hear_child, serve
from liandong.core.fold import fold
from liandong.core.law import Law
from liandong.core.matter import Act, ChildSignal, Event, Matter, Place, Service
from liandong.core.procedure import Procedure
from liandong.core.refusal import BadLaw, Refusal
from liandong.core.time_limit import BEIJING
from liandong.core.yaml_text import Path, Text, load_yaml

DIVISION = "330522"
PLACE: Place = "330522104206"
SPANS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
EXAMPLE_KEYS = {"name", "procedure", "parties", "given", "when", "then"}
STEP_KEYS = {"act", "by", "child", "served", "to", "at", "with", "add", "item", "of", "happened_on", "second"}
THEN_KEYS = {
    "refused", "state", "outcome", "waits_for", "deadlines", "over", "asks", "told", "not_told", "papers", "items", "ledger", "why", "placed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """How one example went: `faults` is empty when it passed; `refused` is the code that its last step met.

    `edges` names the clocks on whose `last_day` (still running) or `day_after` (run out) that step lies.
    """

    name: str
    procedure: str
    file: str
    line: int
    faults: tuple[str, ...]
    refused: str | None = None
    action: str | None = None
    outcome: str | None = None
    edges: frozenset[tuple[str, str]] = frozenset()

    @property
    def passed(self) -> bool:
        return not self.faults


def load_examples(text: bytes, *, file: str) -> Text:
    """Return the examples of a file; unknown keys are refused with the nearest known one."""
    loaded = load_yaml(text, file=file)
    if not isinstance(loaded.data, list):
        raise BadLaw(
            "E00", "示例文件应是一个列表。", "An examples file is a list.", file=file, line=1, mend_zh="以 - name: 开头", mend_en="start with - name:"
        )
    for i, example in enumerate(loaded.data):
        _check_keys(loaded, (i,), example, EXAMPLE_KEYS, required={"name", "procedure", "when", "then"})
        for j, step in enumerate(example.get("given") or []):
            _check_keys(loaded, (i, "given", j), step, STEP_KEYS, required={"at"})
        _check_keys(loaded, (i, "when"), example["when"], STEP_KEYS, required={"at"})
        _check_keys(loaded, (i, "then"), example["then"], THEN_KEYS, required=set())
    return loaded


def _check_keys(text: Text, path: Path, data: Any, known: set[str], *, required: set[str]) -> None:
    line = text.line(path)
    if not isinstance(data, dict):
        raise BadLaw(
            "E00", "这里应是键和值。", "Here belongs a map.", file=text.file, line=line, mend_zh="写成 {键: 值}", mend_en="write {key: value}"
        )
    for key in data:
        if key not in known:
            near = get_close_matches(key, known, n=1) or ["-"]
            at = text.line((*path, key))
            raise BadLaw(
                "E00",
                f"没有“{key}”这个键；是不是 {near[0]}？",
                f"unknown key “{key}”; did you mean {near[0]}?",
                file=text.file,
                line=at,
                mend_zh=f"改成 {near[0]}",
                mend_en=f"write {near[0]}",
            )
    for key in required - set(data):
        raise BadLaw("E00", f"缺“{key}”。", f"“{key}” is missing.", file=text.file, line=line, mend_zh=f"写上 {key}", mend_en=f"add {key}")


def run_examples(law: Law, text: Text) -> Iterator[Result]:
    """Run each example of a loaded file against the procedures of the law."""
    for i, example in enumerate(text.data):
        id = str(example["procedure"])
        if id not in law.procedures:
            yield Result(example["name"], id, text.file, text.line((i,)), (f"no procedure {id}",))
        else:
            yield _Run(law, law.procedures[id], example).result(text.file, text.line((i,)))


@dataclass
class _Run:
    """One example being played."""

    law: Law
    procedure: Procedure
    example: Mapping[str, Any]
    matter: Matter = field(init=False)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.matter = Matter(self.procedure.id, DIVISION, body=f"own.{DIVISION}")

    def result(self, file: str, line: int) -> Result:
        then, when = self.example["then"], self.example["when"]
        refused: str | None = None
        faults: list[str] = []
        edges: frozenset[tuple[str, str]] = frozenset()
        try:
            for step in self.example.get("given") or []:
                self._play(step)
        except Refusal as refusal:
            faults.append(f"given: refused with {refusal.code}: {refusal.en}")
        if not faults:
            edges = clock_edges(self.law, self.procedure, self.matter, read_moment(str(when["at"])))
            try:
                self._play(when)
            except Refusal as refusal:
                refused = refusal.code
            faults = self._compare(then, refused)
        name, end = str(self.example["name"]), self.procedure.states.get(self.matter.state)
        return Result(name, self.procedure.id, file, line, tuple(faults), refused, when.get("act"), end.end if end else None, edges)

    def _play(self, step: Mapping[str, Any]) -> None:
        at = read_moment(str(step["at"]))
        self.events = self._decide(step, at)
        self.matter = fold(self.law, self.procedure, self.matter, self.events)

    def _decide(self, step: Mapping[str, Any], at: datetime) -> list[Event]:
        of = step.get("of")
        happened = date.fromisoformat(step["happened_on"]) if "happened_on" in step else None
        if "child" in step:
            name, _, event = str(step["child"]).partition(".")
            found = [c for c in self.matter.children if c.name == name and c.open and of in (None, c.of)]
            if not found:
                raise Refusal(f"没有未办结的 {name}", f"no open child {name}", code="no_open_child")
            return hear_child(self.law, self.procedure, self.matter, ChildSignal(found[0].n, event, at, data=step.get("with") or {}))
        if "served" in step:
            return serve(self.law, self.procedure, self.matter, Service(step["served"], step.get("to", ""), at, n=of or 1, happened_on=happened))
        return decide(self.law, self.procedure, self.matter, self._act(step, at, of, happened))

    def _act(self, step: Mapping[str, Any], at: datetime, of: int | None, happened: date | None) -> Act:
        action = self.procedure.steps.get(step["act"])
        parties = self._parties() if action and action.action.new else {}
        return Act(
            step["act"],
            step.get("by", ""),
            at,
            data=step.get("with") or {},
            add=tuple(step.get("add") or ()),
            item=step.get("item"),
            of=of,
            happened_on=happened,
            account="first",
            second="second" if step.get("second") else "",
            parties=parties,
        )

    def _parties(self) -> dict[str, tuple[Place, ...]]:
        given = self.example.get("parties") or {}
        found: dict[str, tuple[Place, ...]] = {}
        for id, role in self.procedure.file.roles.items():
            if role.party:
                holders = given.get(id, 1)
                places = [None if p in (None, "unknown") else str(p) for p in holders] if isinstance(holders, list) else [PLACE] * holders
                found[id] = tuple(places if role.places else [None] * len(places))
        return found

    def _compare(self, then: Mapping[str, Any], refused: str | None) -> list[str]:
        if "refused" in then or refused:
            wanted = then.get("refused")
            return [] if wanted == refused else [f"refused: wanted {wanted}, got {refused}"]
        seen = self._seen(then)
        faults = [f"{key}: wanted {_show(then[key])}, got {_show(seen[key])}" for key in then if key in seen and not _same(key, then[key], seen[key])]
        return faults + [f"told {role}, though it must not be" for role in then.get("not_told", []) if role in seen["told"]]

    def _seen(self, then: Mapping[str, Any]) -> dict[str, Any]:
        matter, state = self.matter, self.procedure.states[self.matter.state]
        runs = [run for run in matter.clocks if run.stopped_at is None and not run.over]
        last = self.events[-1] if self.events else None
        return {
            "state": matter.state,
            "outcome": state.end,
            "waits_for": list(state.waits_for),
            "deadlines": {id: [str(r.last_day or r.expires_at) for r in runs if r.clock == id] for id in then.get("deadlines", {})},
            "over": sorted({run.clock for run in matter.clocks if run.over}),
            "asks": sorted(child.name for child in last.asked) if last else [],
            "told": list(last.told) if last else [],
            "papers": list(last.papers) if last else [],
            "items": {kind: {s: sum(r.status == s for r in matter.rows(kind)) for s in want} for kind, want in then.get("items", {}).items()},
            "ledger": {account: matter.balance(account) for account in then.get("ledger", {})},
            "placed": {role: list(places) for role, places in matter.parties.items() if role in then.get("placed", {})},
            "why": {id: list(self.procedure.clocks[id].cites) for id in then.get("why", {}) if id in self.procedure.clocks},
        }


def clock_edges(law: Law, procedure: Procedure, matter: Matter, at: datetime) -> frozenset[tuple[str, str]]:
    """Return the clocks on whose last day, or on whose first day after, this moment lies: each with `last_day` or `day_after`."""
    try:
        caught_up = fold(law, procedure, matter, fire_due(law, procedure, matter, at=at))
    except Refusal:
        return frozenset()
    over = {(run.clock, run.key) for run in caught_up.clocks if run.over}
    found: set[tuple[str, str]] = set()
    for run in matter.clocks:
        unit = SPANS.get(procedure.clocks[run.clock].unit, timedelta(days=1))
        if run.running and run.expires_at - unit <= at < run.expires_at:
            found.add((run.clock, "last_day"))
        if run.stopped_at is None and (run.clock, run.key) in over and run.expires_at <= at < run.expires_at + unit:
            found.add((run.clock, "day_after"))
    return frozenset(found)


def _same(key: str, wanted: Any, got: Any) -> bool:
    if key == "deadlines":
        return all([str(day)] == got[id] or str(day) in got[id] for id, day in wanted.items())
    if key in ("asks", "over"):
        return bool(sorted(wanted) == got)
    if key == "why":
        return all(set(_listed(cites)) <= set(got.get(id, ())) for id, cites in wanted.items())
    return bool(_listed(wanted) == got if isinstance(got, list) else wanted == got)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _show(value: Any) -> str:
    return str(value).replace("'", "")


def read_moment(text: str) -> datetime:
    """Return the moment written in an example: Beijing time; a day alone is its start."""
    value = datetime.fromisoformat(text)
    return (value if value.tzinfo else value.replace(tzinfo=BEIJING)).astimezone(UTC)
