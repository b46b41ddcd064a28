"""Checks that every name used in a procedure file is declared in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from liandong.core.model import ACTOR_CODES, GROUPS, Action, Clock, ProcedureFile
from liandong.core.yaml_text import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A name that is used and not declared, or a block that contradicts another."""

    path: Path
    zh: str
    en: str
    mend_zh: str
    mend_en: str


def check_references(model: ProcedureFile) -> list[Finding]:
    """Return every undeclared name, in file order of the blocks."""
    return [*_reserved(model), *_states(model), *_children(model), *_papers(model), *_clocks(model), *_actions(model), *_one_each(model)]


def _missing(path: Path, what: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    declared = list(known)
    for name in used:
        if name not in declared:
            near = get_close_matches(name, declared, n=1, cutoff=0.4)
            mend = (f"改成 {near[0]}", f"write {near[0]}") if near else (f"声明 {name}", f"declare {name}")
            yield Finding(path, f"{_dotted(path)} 用了没有声明的{what} {name}。", f"{_dotted(path)} uses {name}, which is not declared.", *mend)


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def _reserved(model: ProcedureFile) -> Iterator[Finding]:
    for id in set(model.roles) & (ACTOR_CODES | GROUPS):
        yield Finding(("roles", id), f"{id} 是保留词，不能作角色名。", f"{id} is reserved and cannot be a role.", "换一个名称", "choose another name")


def _one_each(model: ProcedureFile) -> Iterator[Finding]:
    several = [id for id, role in model.roles.items() if role.each]
    if len(several) > 1:
        yield Finding(("roles", several[1]), "只能有一个角色写 each。", "Only one role can say each.", "去掉一个 each", "remove one each")


def _states(model: ProcedureFile) -> Iterator[Finding]:
    for id, state in model.states.items():
        yield from _missing(("states", id, "waits_for"), "角色", state.waits_for, {*model.roles, "time", "child"})
    for id, round in model.rounds.items():
        yield from _missing(("rounds", id), "状态", round.states, model.states)
        yield from _missing(("rounds", id, "gathers"), "事实、项目或子事项", round.gathers, {*model.facts, *model.items, *model.children})


def _children(model: ProcedureFile) -> Iterator[Finding]:
    for id, child in model.children.items():
        at: Path = ("children", id)
        yield from _missing((*at, "gives"), "事实", child.gives, model.facts)
        yield from _missing((*at, "returns"), "事实", child.returns, model.facts)
        yield from _missing((*at, "otherwise"), "子事项", filter(None, [child.otherwise]), model.children)
        yield from _missing((*at, "each"), "角色", filter(None, [child.each]), (r for r, role in model.roles.items() if role.each))


def _papers(model: ProcedureFile) -> Iterator[Finding]:
    for id, paper in model.papers.items():
        yield from _missing(("papers", id, "slots"), "事实", paper.slots, {*model.facts, *model.ledger})
        yield from _missing(("papers", id, "to"), "收件人", (to for to in paper.to if "(" not in to), {*model.roles, "parties"})


def _clocks(model: ProcedureFile) -> Iterator[Finding]:
    events = {*model.actions, *(f"served.{id}" for id in model.papers)}
    for id, clock in model.clocks.items():
        at: Path = ("clocks", id)
        yield from _missing((*at, "from"), "事件", clock.from_, events)
        yield from _missing((*at, "from"), "起算点", (s for s in clock.from_.values() if s != "itself"), _sources(model, clock))
        if isinstance(clock.amount, str):
            whole = {f"fact.{name}" for name, fact in model.facts.items() if fact.type in ("int", "money")}
            yield from _missing((*at, "amount"), "事实", [clock.amount], whole)
        yield from _missing((*at, "stops"), "动作", clock.stops, model.actions)
        yield from _missing((*at, "runs_in"), "状态", clock.runs_in, model.states)
        yield from _missing((*at, "of"), "角色", filter(None, [clock.of]), model.roles)
        yield from _missing((*at, "per"), "项目或角色", filter(None, [clock.per]), {*model.items, *model.roles})
        yield from _missing((*at, "does"), "动作", filter(None, [clock.does]), model.actions)
        yield from _missing((*at, "opens"), "动作", filter(None, [clock.opens]), model.actions)
        if clock.per in model.items:
            yield from _missing((*at, "during"), "状态", clock.during, model.items[clock.per].status)


def _sources(model: ProcedureFile, clock: Clock) -> set[str]:
    """Return what a clock may count from: facts, dates of the item it is per, first and last dates among items, a paper's service."""
    days = {f"fact.{id}" for id, fact in model.facts.items() if fact.type in ("day", "instant")}
    for id, item in model.items.items():
        dates = [name for name, kind in item.fields.items() if kind in ("day", "instant")]
        days |= {f"items.{id}.{end}.{name}" for name in dates for end in ("first", "last")}
        if clock.per == id:
            days |= {f"this.{name}" for name in dates}
    return days | {f"served.{id}" for id in model.papers} | {"parent.at"}


def _actions(model: ProcedureFile) -> Iterator[Finding]:
    for id, action in model.actions.items():
        at: Path = ("actions", id)
        yield from _missing((*at, "by"), "角色", action.by, {*model.roles, *ACTOR_CODES})
        if action.from_ != ("open",):
            yield from _missing((*at, "from"), "状态", action.from_, model.states)
        yield from _missing((*at, "to"), "状态", (c.to for c in action.to), {*model.states, "stay"})
        if action.to and action.to[-1].when:
            yield Finding(
                (*at, "to"), f"{id}.to 的最后一项须是没有条件的否则。", f"{id}.to must end in an else.", "末尾加 {to: 状态}", "add a last {to: state}"
            )
        for key, names in (("with", action.with_), ("may", action.may), ("set", action.set)):
            yield from _missing((*at, key), "事实", names, model.facts)
        yield from _missing((*at, "post"), "账目", action.post, model.ledger)
        yield from _missing((*at, "second"), "角色", filter(None, [action.second]), model.roles)
        yield from _missing((*at, "paper"), "文书", action.paper, model.papers)
        for key, names in (("ask", action.ask), ("cancel", action.cancel)):
            yield from _missing((*at, key), "子事项", names, model.children)
        yield from _missing((*at, "tell"), "告知对象", (t for t in action.tell if "(" not in t), {*model.roles, *GROUPS})
        yield from _missing((*at, "upon"), "子事项结果", action.upon, _child_events(model))
        yield from _items(model, action, at)


def _items(model: ProcedureFile, action: Action, at: Path) -> Iterator[Finding]:
    yield from _missing((*at, "add"), "项目", filter(None, [action.add]), model.items)
    yield from _missing((*at, "item"), "项目", filter(None, [action.item]), model.items)
    if action.item in model.items and action.into:
        yield from _missing((*at, "into"), "状态", (action.into.to, *action.into.from_), model.items[action.item].status)
    yield from _missing((*at, "places"), "角色", action.places, model.roles)
    yield from _missing((*at, "places"), "事实", action.places.values(), model.facts)


def _child_events(model: ProcedureFile) -> set[str]:
    return {f"{id}.{event}" for id, child in model.children.items() for event in (*child.reports, *child.outcomes)}
