"""What the law allows now and what it does not, with the reason: the procedure judged without an act being done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from liandong.core.guard import Unset
from liandong.core.law import Law
from liandong.core.matter import Act, ItemRow, Matter
from liandong.core.model import FactType
from liandong.core.procedure import Need, Procedure, Step
from liandong.core.scope import Scope
from liandong.platform.matters.models import Matter as Row
from liandong.platform.matters.pages import Hindered, Offer


def offers(
    law: Law, procedure: Procedure, row: Row, matter: Matter, roles: Sequence[str], *, at: datetime
) -> tuple[list[Offer], list[Offer], list[Hindered]]:
    """Return one's own acts, the acts that the window may enter for a party, and what is hindered now."""
    own: list[Offer] = []
    party: list[Offer] = []
    hindered: list[Hindered] = []
    if procedure.states[matter.state].end:
        return own, party, hindered
    for step in procedure.steps.values():
        mine = [role for role in roles if role in step.by]
        parties = [role for role in step.by if (block := procedure.file.roles.get(role)) and block.party]
        for role in (*mine[:1], *parties) if matter.state in step.from_states else ():
            for offer in _offers(law, procedure, row, matter, step, role):
                blocked = _blocked(law, procedure, matter, step, Act(step.id, role, at, of=offer.of), offer.zh)
                if blocked is None:
                    (own if role in mine else party).append(offer)
                elif role in mine:
                    hindered.append(blocked)
    own.sort(key=lambda offer: offer.adverse)
    return own, [replace(o, party=procedure.file.roles[o.party].zh) for o in party], hindered


def _offers(law: Law, procedure: Procedure, row: Row, matter: Matter, step: Step, role: str) -> Iterator[Offer]:
    """Yield the act once for each row of an item, and for each holder of the several-party role, that it may be about."""
    cites = tuple(law.citation(cite) for cite in (step.action.cites or step.cites[:1]))
    base = Offer(step.id, step.action.zh, effect(procedure, step), cites, step.action.adverse is not None, set(step.cites) == {"local"})
    url = reverse("act", args=[row.public_id, step.id])
    is_party = procedure.file.roles[role].party
    query = [f"role={role}"] if is_party else []
    for item in _items(procedure, matter, step):
        for of in [item.of] if item and item.of else _holders(procedure, matter, step, role):
            parts = [*query, *([f"item={item.n}"] if item else []), *([f"of={of}"] if of else [])]
            what = _which(procedure, item, of, len(matter.parties.get(procedure.each_role or "", ())))
            yield replace(
                base,
                zh=base.zh + what,
                party=role if is_party else "",
                item=item.n if item else None,
                of=of,
                url=url + ("?" + "&".join(parts) if parts else ""),
            )


def _items(procedure: Procedure, matter: Matter, step: Step) -> list[ItemRow] | list[None]:
    """Return the rows that the act may move: of a series of payments the next one, of other items each."""
    if step.action.item is None or step.action.into is None:
        return [None]
    rows = [row for row in matter.rows(step.action.item) if row.status in step.action.into.from_]
    return rows[:1] if FactType.MONEY in procedure.file.items[step.action.item].fields.values() else rows


def _holders(procedure: Procedure, matter: Matter, step: Step, role: str) -> list[int | None]:
    """Return the holders between whom the act must choose; most acts need none."""
    each = procedure.each_role
    count = len(matter.parties.get(each, ())) if each else 0
    asks_each = any(procedure.file.children[name].each for name in step.action.ask)
    about_one = bool(asks_each or step.action.places or step.action.add or role == each)
    return list(range(1, count + 1)) if count > 1 and about_one else [None]


def _which(procedure: Procedure, item: ItemRow | None, of: int | None, count: int) -> str:
    if item is not None and "amount" in item.fields:
        return f"（第 {item.n} 期）"
    return f"（{procedure.file.roles[procedure.each_role].zh} {of}）" if of and count > 1 and procedure.each_role else ""


def effect(procedure: Procedure, step: Step) -> str:
    """Say in words what the act does: where it leads, what it issues, whom it asks and tells."""
    file, action = procedure.file, step.action
    parts: list[str] = []
    ends = [procedure.states[b.to] for b in step.branches if b.to != "stay"]
    if ends:
        parts.append("转到“" + "”或“".join(dict.fromkeys(state.zh for state in ends)) + "”")
    if action.paper:
        parts.append("签发" + "、".join(file.papers[id].zh for id in action.paper))
    if action.ask:
        parts.append("请求" + "、".join(file.children[id].zh for id in action.ask))
    if action.cancel:
        parts.append("收回" + "、".join(file.children[id].zh for id in action.cancel))
    told = ["双方" if t == "parties" else file.roles[t].zh for t in action.tell if t == "parties" or t in file.roles]
    if told:
        parts.append("告知" + "、".join(told))
    if action.second:
        parts.append(f"须另一名{file.roles[action.second].zh}会签")
    return "；".join(parts) + "。" if parts else "记入经过。"


def _blocked(law: Law, procedure: Procedure, matter: Matter, step: Step, act: Act, zh: str) -> Hindered | None:
    """Return why this act cannot be done now, as far as that is known before its facts are typed."""
    asked = {*step.required, *step.optional}
    for need in step.needs:
        if not _reads_typed(need, asked) and not _met(procedure, matter, need, act):
            return Hindered(zh, need.zh, tuple(law.citation(cite) for cite in need.cites), need.code)
    return None


def _reads_typed(need: Need, asked: set[str]) -> bool:
    return any(
        (name.startswith(("fact.", "known.", "brought.")) and name.split(".")[1] in asked) or name.startswith("this.") for name in need.when.names
    )


def _met(procedure: Procedure, matter: Matter, need: Need, act: Act) -> bool:
    try:
        return bool(need.when.value(Scope(procedure, matter, act).read))
    except Unset:
        return True
