"""The rules that can be read off a procedure's own file: E03, E07, E08, E09, E12, E14 (never given), W13."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from liandong.core.law_check.findings import bad
from liandong.core.law_check.names import formulas
from liandong.core.model import Clock
from liandong.core.procedure import CEL_TYPES, Procedure, Step
from liandong.core.refusal import BadLaw
from liandong.core.yaml_text import Path

MACHINES = frozenset({"time", "child", "parent", "system"})
SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def check_text(procedures: Mapping[str, Procedure], procedure: Procedure, *, sources: Collection[str] | None = None) -> list[BadLaw]:
    """Return the findings that need no exploration; with `sources`, also every article of a source that nobody entered."""
    found = [*_amounts(procedure), *_citations(procedure, sources)]
    for step in procedure.steps.values():
        found += _adverse(procedures, procedure, step)
    for id, clock in procedure.clocks.items():
        found += [*_does(procedure, id, clock), *_one_consequence(procedure, id, clock)]
    return [*found, *_never_given(procedure), *_never_used(procedure)]


def _amounts(procedure: Procedure) -> Iterator[BadLaw]:
    for id, clock in procedure.clocks.items():
        fact = procedure.facts.get(str(clock.amount).removeprefix("fact."))
        if isinstance(clock.amount, str) and (not clock.amount.startswith("fact.") or fact is None or CEL_TYPES.get(fact.type) != "int"):
            says = (
                f"期限 {id} 的时长“{clock.amount}”不是数字，也不是整数类型的事实",
                f"clock {id}: amount «{clock.amount}» is neither a number nor an int fact",
            )
            yield bad(procedure, "E03", ("clocks", id, "amount"), says, ("写数字，或写 fact.某个整数事实", "write a number, or fact.x of type int"))


def _citations(procedure: Procedure, sources: Collection[str] | None) -> Iterator[BadLaw]:
    blocks: list[tuple[Path, str, tuple[str, ...]]] = [((), procedure.id, procedure.file.cites)]
    blocks += [(("clocks", id), id, clock.cites) for id, clock in procedure.clocks.items()]
    for step in procedure.steps.values():
        blocks.append((("actions", step.id), step.id, step.cites))
        blocks += [(("actions", step.id, "needs", need.code), f"{step.id}.{need.code}", need.cites) for need in step.needs]
    for path, name, cites in blocks:
        if not cites and (len(path) < 2 or path[0] == "clocks"):
            says = f"{name} 没有写依据", f"{name} cites nothing"
            yield bad(
                procedure,
                "E07",
                (*path, "cites"),
                says,
                ("写上条文，如 cites: cpl 250；没有条文的写 cites: local", "cite the article, e.g. cites: cpl 250; local practice is cites: local"),
            )
        own = [cite for cite in cites if sources is not None and cite.split(" ")[0] not in {"local", *sources}]
        if own and (not path or cites != procedure.file.cites):
            says = f"{name} 的依据 {own[0]} 没有录入的法律文件", f"{name} cites {own[0]}, a source that nobody entered"
            yield bad(
                procedure,
                "E07",
                (*path, "cites"),
                says,
                ("录入 catalogue/sources/ 下的文件，或改正代码", "enter the source under catalogue/sources/, or correct its id"),
            )


def _adverse(procedures: Mapping[str, Procedure], procedure: Procedure, step: Step) -> Iterator[BadLaw]:
    if step.action.adverse is None:
        return
    path: Path = ("actions", step.id, "adverse")
    for actor in [actor for actor in step.by if actor in MACHINES]:
        says = f"不利动作 {step.id} 由 {actor} 来办：必须由人决定", f"adverse action {step.id} is done by {actor}: a human must decide"
        yield bad(procedure, "E08", ("actions", step.id, "by"), says, ("by 改成一个岗位", "let by name a role held by a person"))
    remedy = step.action.adverse.remedy
    if not isinstance(remedy, str) and not (remedy.zh.strip() and remedy.en.strip()):
        says = f"不利动作 {step.id} 没有写救济", f"adverse action {step.id} names no remedy"
        yield bad(procedure, "E08", path, says, ("写上当事人能向谁、依哪条提出", "say what the person can do, and by which article"))
    if isinstance(remedy, str) and remedy not in procedures:
        says = f"不利动作 {step.id} 的救济程序 {remedy} 不存在", f"adverse action {step.id}: its remedy {remedy} is no procedure here"
        yield bad(
            procedure,
            "E08",
            path,
            says,
            ("改成有的程序，或用文字写 {zh, en, cites}", "name a procedure that exists, or say it in words {zh, en, cites}"),
        )


def _does(procedure: Procedure, id: str, clock: Clock) -> Iterator[BadLaw]:
    if clock.does is None:
        return
    path: Path = ("clocks", id, "does")
    step = procedure.steps[clock.does]
    if step.action.adverse:
        says = f"期限 {id} 会自动损害当事人（{step.id} 是不利动作）", f"clock {id} would harm a party by itself ({step.id} is adverse)"
        yield bad(procedure, "E09", path, says, (f"改成 opens: {step.id}，由人来办", f"write opens: {step.id}, so that a human decides"))
    role = procedure.file.roles.get(clock.favours or "")
    if role is None or not role.party:
        says = f"期限 {id} 没有说自动办的这一步对哪一方有利", f"clock {id} does not say which party its act favours"
        yield bad(procedure, "E09", path, says, ("写 favours: 当事人角色", "write favours: a party role"))
    if "time" not in step.by:
        says = f"期限 {id} 自动办 {step.id}，但 {step.id} 不由 time 办", f"clock {id} does {step.id}, which is not by time"
        yield bad(procedure, "E12", path, says, (f"{step.id} 写 by: time，或改用 opens", f"let {step.id} be by: time, or use opens"))


def _one_consequence(procedure: Procedure, id: str, clock: Clock) -> Iterator[BadLaw]:
    path: Path = ("clocks", id)
    said = [key for key in ("flags", "opens", "does") if getattr(clock, key)]
    if len(said) != 1:
        says = (
            (f"期限 {id} 没有后果", f"clock {id} has no consequence")
            if not said
            else (f"期限 {id} 有两种后果", f"clock {id} has {len(said)} consequences")
        )
        yield bad(procedure, "E12", path, says, ("flags、opens、does 写一个", "write exactly one of flags, opens, does"))
    if clock.opens is None:
        return
    step = procedure.steps[clock.opens]
    if not any(f"over.{id}" in need.when.names for need in step.needs):
        says = (
            f"期限 {id} 到期才能办 {step.id}，但 {step.id} 的条件都不看 over.{id}",
            f"clock {id} opens {step.id}, but no guard of {step.id} reads over.{id}",
        )
        yield bad(
            procedure,
            "E12",
            (*path, "opens"),
            says,
            (f"给 {step.id} 写一个看 over.{id} 的条件，或改用 flags", f"give {step.id} a guard that reads over.{id}, or use flags"),
        )
    if set(step.by) & MACHINES:
        says = f"期限 {id} 打开的 {step.id} 不由人来办", f"clock {id} opens {step.id}, which no human takes"
        yield bad(procedure, "E12", (*path, "opens"), says, (f"{step.id} 写岗位或当事人，或改用 does", f"let a role take {step.id}, or use does"))


def _never_given(procedure: Procedure) -> Iterator[BadLaw]:
    """Yield the facts that something reads and nothing ever brings."""
    given = {fact for child in procedure.file.children.values() for fact in child.returns}
    for step in procedure.steps.values():
        given |= set(step.sets) | (set() if set(step.by) <= {"time", "child"} else {*step.required, *step.optional})
    said: set[str] = set()
    for path, fact in _reads(procedure):
        if fact in procedure.facts and fact not in given | said:
            said.add(fact)
            says = (
                f"{'.'.join(map(str, path[1:]))} 读事实 {fact}，但没有一步写它",
                f"{'.'.join(map(str, path[1:]))} reads {fact}, which no act ever brings",
            )
            yield bad(procedure, "E14", path, says, (f"在某个动作里写 with: [{fact}]", f"bring it in an action: with: [{fact}]"))


def _reads(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    for step in procedure.steps.values():
        at: Path = ("actions", step.id)
        for need in step.needs:
            yield from (
                ((*at, "needs", need.code), name.partition(".")[2]) for name in need.when.names if name.startswith(("fact.", "known.", "brought."))
            )
        for formula in formulas(step):
            yield from ((at, name.removeprefix("fact.")) for name in formula.names if name.startswith("fact."))
        yield from (((*at, "places"), fact) for fact in step.action.places.values())
    for id, clock in procedure.clocks.items():
        names = (*clock.from_.values(), str(clock.amount))
        yield from ((("clocks", id), name.removeprefix("fact.")) for name in names if name.startswith("fact."))
    for id, child in procedure.file.children.items():
        yield from ((("children", id, "gives"), fact) for fact in child.gives)
    for id, paper in procedure.file.papers.items():
        yield from ((("papers", id, "slots"), slot) for slot in paper.slots)


def _never_used(procedure: Procedure) -> Iterator[BadLaw]:
    kinds: tuple[tuple[str, str, str, Callable[[Procedure], set[str]]], ...] = (
        ("roles", "角色", "role", _used_roles),
        ("facts", "事实", "fact", _used_facts),
        ("items", "项目", "item", lambda p: {step.action.add or "" for step in p.steps.values()}),
        ("ledger", "账目", "account", lambda p: {account for step in p.steps.values() for account in step.posts}),
        ("papers", "文书", "paper", lambda p: {paper for step in p.steps.values() for paper in step.action.paper}),
    )
    for group, zh, en, used in kinds:
        for id in getattr(procedure.file, group):
            if id not in used(procedure):
                yield bad(
                    procedure,
                    "W13",
                    (group, id),
                    (f"{zh} {id} 没有用到", f"{en} {id} is never used"),
                    ("删去它，或在该用的地方写上", "remove it, or use it where it belongs"),
                )


def _used_roles(procedure: Procedure) -> set[str]:
    model = procedure.file
    used = {role for state in model.states.values() for role in state.waits_for} | _titles(procedure)
    for action in model.actions.values():
        used |= {*action.by, *action.tell, *action.places, action.second or ""}
    used |= {role for clock in model.clocks.values() for role in (clock.of, clock.per, clock.favours) if role}
    used |= {child.each for child in model.children.values() if child.each} | {to for paper in model.papers.values() for to in paper.to}
    return used | {account.per for account in model.ledger.values() if account.per}


def _used_facts(procedure: Procedure) -> set[str]:
    used = {fact for _, fact in _reads(procedure)} | _titles(procedure)
    for step in procedure.steps.values():
        used |= {*step.required, *step.optional, *step.sets}
    return used | {fact for child in procedure.file.children.values() for fact in child.returns}


def _titles(procedure: Procedure) -> set[str]:
    model = procedure.file
    return {name for text in (model.number, model.title_zh, model.title_en) if text for name in SLOT.findall(text)}
