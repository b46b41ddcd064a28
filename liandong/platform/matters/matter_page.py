"""Builds the matter page: where it stands, whose turn it is, until when and why; then everything below."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from liandong.core.clock import clock_deadline, next_expiry
from liandong.core.decide import fire_due
from liandong.core.fold import fold
from liandong.core.matter import ClockRun, Matter
from liandong.core.procedure import Procedure
from liandong.core.snapshot import load
from liandong.core.time_limit import BEIJING, explain
from liandong.platform.accounts.acting import Acting
from liandong.platform.accounts.bodies import body_types
from liandong.platform.accounts.models import Body
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import models, places
from liandong.platform.matters.course import course
from liandong.platform.matters.hands import official_roles, pressing_clock
from liandong.platform.matters.offers import offers
from liandong.platform.matters.operations import roles_of
from liandong.platform.matters.pages import HandCard, ItemCard, Limit, MatterPage, PaperCard, PartyCard, Sealed, WhyRow
from liandong.platform.matters.titles import yuan
from liandong.platform.record.models import Slot
from liandong.platform.ui.chips import Chip, day_words, deadline_chip

WHY_HEADS = {"amount": "期限", "pause": "变动", "extension": "变动", "provisional": "暂定"}


def current(row: models.Matter, *, at: datetime) -> tuple[Procedure, Matter]:
    """Return the matter as it stands at this moment: what fell due since the last event is reckoned in, though not yet written."""
    law = the_law()
    procedure = law.procedure(row.procedure)
    matter = load(procedure, row.snapshot, division=row.division, body=row.body, state=row.state, seq=row.seq)
    return procedure, fold(law, procedure, matter, fire_due(law, procedure, matter, at=at))


def build(row: models.Matter, acting: Acting, *, at: datetime, refusal: Any = None) -> MatterPage:
    """Return the page of this matter for this post."""
    law = the_law()
    procedure, matter = current(row, at=at)
    roles = roles_of(procedure, row.division, row.body, acting)
    own, party, hindered = offers(law, procedure, row, matter, roles, at=at)
    state = procedure.states[matter.state]
    limits = tuple(_limits(procedure, matter, at))
    pressing = pressing_clock(law, procedure, matter)
    deadline = next((limit for limit in limits if pressing and limit.id == _limit_id(pressing)), None) if not state.end else None
    hands = _hands(procedure, matter, row, acting, at)
    mine = procedure.file.roles[roles[0]] if roles else None
    slots = list(Slot.objects.filter(matter_id=row.id).order_by("seq"))
    turn, turn_mine = _turn(procedure, state, row, roles)
    return MatterPage(
        public_id=row.public_id,
        seq=row.seq,
        title=row.title_zh,
        procedure=procedure.id,
        procedure_zh=procedure.file.zh,
        state_zh=state.zh,
        ended=bool(state.end),
        number=row.number,
        stands=state.zh,
        stands_note=_news(procedure, matter),
        turn=turn,
        turn_mine=turn_mine,
        turn_note=_others(procedure, state, roles),
        deadline=deadline,
        deadline_words=_until(pressing, deadline) if deadline and pressing else ("办结" if state.end else "这一步没有期限"),
        offers=tuple(own),
        party_offers=tuple(party),
        hindered=tuple(hindered),
        allowed=tuple(label.zh for label in (mine.allowed if mine else ())),
        forbidden=tuple(label.zh for label in (mine.forbidden if mine else ())),
        limits=limits,
        course=course(
            procedure,
            row,
            at=at,
            ended=bool(state.end),
            turn=turn,
            deadline=deadline,
            until=_until(pressing, deadline) if pressing and deadline else "",
        ),
        parties=tuple(_parties(procedure, row, matter, slots)),
        papers=tuple(_papers(procedure, row)),
        hands=hands,
        items=tuple(_items(procedure, matter)),
        ledger=tuple((account.zh, f"{yuan(matter.balance(id))} 元") for id, account in procedure.file.ledger.items()),
        refusal=refusal,
        kept=tuple(_kept(procedure, row, slots)),
        told=_told(row, acting, roles, state),
    )


def _told(row: models.Matter, acting: Acting, roles: list[str], state: Any) -> bool:
    """Say whether the matter is in the inbox only because of news, so that a look is enough."""
    hand = models.Hand.objects.filter(matter_id=row.id, body=acting.body, post=acting.post).first()
    return bool(hand and hand.turn and not state.end and state.waits_for[0] not in roles)


def _limit_id(run: ClockRun) -> str:
    return f"{run.clock}.{run.key}" if run.key else run.clock


def _until(run: ClockRun, limit: Limit) -> str:
    if run.last_day and not run.rounds:
        return f"{day_words(run.last_day, today=datetime.now(BEIJING).date())}24:00"
    return f"{run.expires_at.astimezone(BEIJING):%m月%d日 %H:%M}" if not run.last_day else limit.chip.words


def _turn(procedure: Procedure, state: Any, row: models.Matter, roles: list[str]) -> tuple[str, bool]:
    if state.end:
        return "已办结", False
    first = state.waits_for[0]
    mine = any(role in state.waits_for for role in roles)
    if first in ("child", "time"):
        return ("等其他单位反馈" if first == "child" else "等时间"), False
    return procedure.file.roles[first].zh, mine and first in roles


def _others(procedure: Procedure, state: Any, roles: list[str]) -> str:
    others = [procedure.file.roles[id].zh for id in state.waits_for[1:] if id in procedure.file.roles]
    return "也可以办：" + "、".join(others) if others else ""


def _news(procedure: Procedure, matter: Matter) -> str:
    """Say in one sentence what the others have done so far."""
    parts: list[str] = []
    for child in matter.children:
        block = procedure.file.children[child.name]
        if child.open:
            parts.append(f"{block.zh}：{'已签收，办理中' if child.reports else '已请求'}")
    for id, item in procedure.file.items.items():
        for status in item.status[1:]:
            count = sum(row.status == status for row in matter.rows(id))
            if count:
                label = item.labels.get(status)
                parts.append(f"{item.zh}{label.zh if label else status} {count} 项")
    return "；".join(parts) + "。" if parts else ""


def _limits(procedure: Procedure, matter: Matter, at: datetime) -> Iterator[Limit]:
    law = the_law()
    pressing = pressing_clock(law, procedure, matter)
    shown = [run for run in matter.clocks if run.stopped_at is None or procedure.clocks[run.clock].per not in procedure.file.items]
    order = sorted(shown, key=lambda run: (run.stopped_at is not None, run.expires_at))
    for run in order[:12]:
        clock = procedure.clocks[run.clock]
        chip = _clock_chip(procedure, matter, run, at)
        which = f"（第 {run.key} 期）" if run.key and clock.per in procedure.file.items else ""
        yield Limit(
            id=_limit_id(run),
            zh=clock.zh + which,
            chip=chip,
            local=clock.is_target,
            right_of=procedure.file.roles[clock.of].zh if clock.of else "",
            unverified=clock.confidence == "unverified",
            open=run is pressing or chip.state in ("soon", "today", "over"),
            why=tuple(_why(procedure, matter, run)),
            note=_clock_note(procedure, run),
        )


def _clock_note(procedure: Procedure, run: ClockRun) -> str:
    clock = procedure.clocks[run.clock]
    if clock.kind == "right":
        return "这是当事人的权利，到期只作提示，不会自动失去。"
    if clock.does:
        return f"到期由时间办“{procedure.steps[clock.does].action.zh}”，不损害当事人。"
    return "到期只提醒，不会自动作出对当事人不利的处理。"


def _clock_chip(procedure: Procedure, matter: Matter, run: ClockRun, at: datetime) -> Chip:
    clock = procedure.clocks[run.clock]
    if run.stopped_at is not None:
        word = "已过期后停止" if run.over and clock.kind == "limit" and not clock.does else "已停止"
        return Chip("done", word, f"{clock.zh}，{word}", clock.is_target)
    law = the_law()
    due = next_expiry(law, procedure, matter, run) or run.expires_at
    last = run.last_day if due == run.expires_at else _day_before(due)
    left = (
        law.days.count_working_days(after=at.astimezone(BEIJING).date(), through=last) if clock.unit == "working_day" and last and due > at else None
    )
    return deadline_chip(
        last_day=last,
        expires_at=due,
        now=at,
        local=clock.is_target,
        provisional=run.provisional,
        warn=clock.warn[0] if clock.warn else None,
        unit=clock.unit,
        left=left,
    )


def _day_before(due: datetime) -> date:
    return due.astimezone(BEIJING).date().fromordinal(due.astimezone(BEIJING).date().toordinal() - 1)


def _why(procedure: Procedure, matter: Matter, run: ClockRun) -> Iterator[WhyRow]:
    law = the_law()
    clock = procedure.clocks[run.clock]
    end = clock_deadline(law, procedure, matter, run.clock, run.source, max(1, run.rounds + 1) if clock.kind == "repeating" else 1)
    for line in explain(end, start_zh=_start_words(procedure, run), start_en="The limit starts", cites=clock.cites):
        yield WhyRow(
            day_words(line.on).split("（")[0] if line.on else WHY_HEADS.get(line.kind, ""), line.zh, tuple(law.citation(cite) for cite in line.cites)
        )


def _start_words(procedure: Procedure, run: ClockRun) -> str:
    if run.event == "serve":
        return "文书送达"
    step = procedure.steps.get(run.event)
    source = procedure.clocks[run.clock].from_.get(run.event, "itself")
    group, _, rest = source.partition(".")
    if group == "fact":
        return procedure.facts[rest].zh
    return {"items": "最后一期到期", "this": "这一期到期"}.get(group, step.action.zh if step else "起算")


def _parties(procedure: Procedure, row: models.Matter, matter: Matter, slots: list[Slot]) -> Iterator[PartyCard]:
    labels = {"name": "姓名", "address": "地址", "phone": "电话", "number": "号码"}
    parties = models.Party.objects.filter(matter_id=row.id)
    order = {id: i for i, id in enumerate(procedure.file.roles)}
    for party in sorted(parties, key=lambda p: (order.get(p.role, 9), p.n)):
        role = procedure.file.roles[party.role]
        sealed = tuple(
            Sealed(labels.get(slot.name.rsplit(".", 1)[1], ""), slot.masked, reverse("sealed", args=[row.public_id, slot.name]))
            for slot in slots
            if slot.subject == f"{party.role}.{party.n}" and not (slot.name.endswith(".name") and party.kind == "firm")
        )
        several = len(matter.parties.get(party.role, ())) > 1
        place = places.names(party.place) if party.place else ("待查明" if role.places else "")
        yield PartyCard(role.zh + (f" {party.n}" if several else ""), party.masked, "单位" if party.kind == "firm" else "自然人", place, sealed)


def _kept(procedure: Procedure, row: models.Matter, slots: list[Slot]) -> Iterator[Sealed]:
    newest = {slot.name: slot for slot in slots if slot.name.startswith("fact.")}
    for name, slot in newest.items():
        fact = procedure.facts.get(name.removeprefix("fact."))
        yield Sealed(fact.zh if fact else name, slot.masked or "文字已遮", reverse("sealed", args=[row.public_id, name]))


def _papers(procedure: Procedure, row: models.Matter) -> Iterator[PaperCard]:
    for paper in models.IssuedPaper.objects.filter(matter_id=row.id).order_by("-seq"):
        block = procedure.file.papers[paper.paper]
        served = [day for key, day in row.snapshot["served"].items() if key.startswith(f"{paper.paper}.")]
        state = f"{_month_day(max(served))}送达" if served else f"{paper.at.astimezone(BEIJING):%m月%d日}签发，待送达"
        parties = [id for id, role in procedure.file.roles.items() if role.party and (id in block.to or "parties" in block.to)]
        yield PaperCard(
            block.zh[0],
            block.zh,
            state,
            reverse("paper", args=[row.public_id, paper.seq, paper.paper]),
            serve_url=reverse("serve", args=[row.public_id, paper.paper]),
            serve_to=tuple((id, procedure.file.roles[id].zh) for id in parties),
        )


def _month_day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"


def _hands(procedure: Procedure, matter: Matter, row: models.Matter, acting: Acting, at: datetime) -> tuple[HandCard, ...]:
    codes = {child.to for child in matter.children} | {body for _, body, _ in official_roles(procedure, row.division, row.body)}
    names = {body.code: body.zh for body in Body.objects.filter(code__in=codes)}
    cards = [
        HandCard(_glyph(body), f"{names.get(body, body)} {procedure.file.roles[id].zh}", "", body == acting.body)
        for id, body, _ in official_roles(procedure, row.division, row.body)
    ]
    for child in matter.children:
        block = procedure.file.children[child.name]
        contract = the_law().procedures.get(block.procedure)
        if child.open:
            state, chip = "办理中" if child.reports else "待签收", None
        else:
            end = next((s.zh for s in contract.states.values() if s.end == child.outcome), child.outcome or "") if contract else child.outcome or ""
            when = child.ended_at.astimezone(BEIJING) if child.ended_at else None
            state, chip = end, Chip("done", f"{when:%m月%d日} {end}" if when else end, end, True)
        lines = _returned(procedure, matter) if child.outcome in ("contacted", "not_found", "visited") else ()
        cards.append(HandCard(_glyph(child.to), f"{names.get(child.to, child.to)} · {block.zh}", state, child.to == acting.body, chip, lines))
    return tuple(cards)


def _returned(procedure: Procedure, matter: Matter) -> tuple[str, ...]:
    names = {id for child in procedure.file.children.values() for id in child.returns if id in matter.facts}
    return tuple(f"{procedure.facts[id].zh}：{_value_words(procedure, id, matter.facts[id])}" for id in procedure.facts if id in names)


def _value_words(procedure: Procedure, id: str, value: Any) -> str:
    fact = procedure.facts[id]
    if fact.of and value in fact.of:
        return fact.of[value].zh
    return places.names(str(value).partition(".")[2]) if fact.type == "body" else str(value)


def _glyph(body: str) -> str:
    return str(body_types().get(body.partition(".")[0], {}).get("glyph", "办"))


def _items(procedure: Procedure, matter: Matter) -> Iterator[ItemCard]:
    for id, item in procedure.file.items.items():
        rows = matter.rows(id)
        for row in rows:
            label = item.labels.get(row.status)
            fields = tuple(
                (item.labels[name].zh if name in item.labels else name, _cell(value, item.fields[name])) for name, value in row.fields.items()
            )
            yield ItemCard(f"{item.zh} {row.n}" if len(rows) > 1 else item.zh, row.status, label.zh if label else row.status, fields)


def _cell(value: Any, kind: str) -> str:
    if kind == "money":
        return f"{yuan(int(value))} 元"
    return day_words(value) if isinstance(value, date) else str(value)
