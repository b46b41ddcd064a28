"""The course of a matter: its events in words, newest first, read from the record itself."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from liandong.core.procedure import Procedure
from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.models import Body, Post
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters import models, places
from liandong.platform.matters.pages import CourseRow, Limit
from liandong.platform.matters.titles import yuan
from liandong.platform.record.models import Event
from liandong.platform.ui.chips import day_words

VIA = {"window": "窗口代登", "phone": "电话代登", "writing": "书面代登"}


def course(
    procedure: Procedure, row: models.Matter, *, at: datetime, ended: bool, turn: str, deadline: Limit | None, until: str
) -> tuple[CourseRow, ...]:
    """Return the course: the next deadline in dashes, now, then what happened."""
    events = list(Event.objects.filter(matter_id=row.id).order_by("-seq"))
    lines = [json.loads(bytes(event.line)) for event in events]
    names = _Names(lines)
    ahead = (
        [CourseRow("future", until, f"{deadline.zh}到期。到期只提醒，不会自动作出不利处理", "", "")]
        if deadline and not ended and deadline.chip.state != "over"
        else []
    )
    present = [] if ended else [CourseRow("now", "现在", f"等{turn}", "", "")]
    return (*ahead, *present, *(_row(procedure, line, event.leaf, names) for line, event in zip(lines, events, strict=True)))


class _Names:
    """The names of the bodies and posts that acted, read once."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        codes = {line["actor"]["org"] for line in lines} | {asked["to"] for line in lines for asked in line["body"].get("asked", [])}
        self.bodies = {body.code: body.zh for body in Body.objects.filter(code__in=codes - {""})}
        self.posts = dict(Post.objects.filter(body_id__in=codes - {""}).values_list("code", "zh"))


def _row(procedure: Procedure, line: dict[str, Any], leaf: str, names: _Names) -> CourseRow:
    body, actor = line["body"], line["actor"]
    step = procedure.steps.get(line["act"])
    when = datetime.fromisoformat(line["at"]).astimezone(BEIJING)
    cites = tuple(the_law().citation(cite) for cite in step.cites if cite != "local")[:1] if step and step.action.cites else ()
    kind = "court" if actor["org"].startswith("court.") else "other"
    return CourseRow(
        kind,
        f"{when.month}月{when.day}日 {when:%H:%M}",
        _what(procedure, line),
        _who(procedure, body, actor, names),
        "；".join(_details(procedure, body, when.date(), names)),
        cites,
        f"{leaf[:4]}…{leaf[-2:]}",
    )


def _what(procedure: Procedure, line: dict[str, Any]) -> str:
    body = line["body"]
    if line["act"] == "expire":
        return f"“{procedure.clocks[body['clock'][0]].zh}”到期"
    if line["act"] == "recount":
        return "放假安排有变，期限重算"
    if line["act"] == "serve":
        return f"送达{procedure.file.papers[body['served'][0]].zh}"
    if line["act"] == "child":
        return "协办单位有进展"
    return procedure.steps[line["act"]].action.zh if line["act"] in procedure.steps else str(line["act"])


def _who(procedure: Procedure, body: dict[str, Any], actor: dict[str, str], names: _Names) -> str:
    by = procedure.file.roles.get(body.get("by", ""))
    if body.get("via"):
        return f"{by.zh if by else ''} · {VIA.get(body['via'], '代登')} · {names.bodies.get(actor['org'], '')}"
    if actor["org"]:
        return f"{names.bodies.get(actor['org'], '')} {names.posts.get(actor['role'], '')}".strip()
    return {"time": "时间", "child": "协办单位", "parent": "请求单位", "system": "系统"}.get(actor["role"], by.zh if by else "当事人")


def _details(procedure: Procedure, body: dict[str, Any], day: date, names: _Names) -> Iterator[str]:
    if body.get("on") and date.fromisoformat(body["on"]) != day and "clock" not in body:
        yield f"发生在 {body['on']}"
    for clock, _, old, new, _ in body.get("recounted", []):
        yield f"{procedure.clocks[clock].zh} {old} → {new}" if old != new else f"{procedure.clocks[clock].zh} 仍是 {new}，不再暂定"
    for id, value in body.get("facts", {}).items():
        fact = procedure.facts.get(id)
        if fact is None or fact.type == "bool":
            continue
        yield f"{fact.zh.split('（')[0]} {_value(fact, value)}"
    for added in body.get("added", []):
        item = procedure.file.items[added["kind"]]
        yield f"{item.zh} {added['n']}：" + "，".join(
            f"{yuan(v)} 元" if item.fields[k] == "money" else day_words(date.fromisoformat(v)).split("（")[0] for k, v in added["fields"].items()
        )
    brought = body.get("facts", {}).values()
    for account, amount in body.get("posted", []):
        if amount in brought:
            continue
        yield f"{procedure.file.ledger[account].zh} {yuan(amount)} 元"
    for asked in body.get("asked", []):
        yield f"请 {names.bodies.get(asked['to'], asked['to'])} {procedure.file.children[asked['name']].zh}"
    for paper in body.get("papers", []):
        yield f"签发{procedure.file.papers[paper].zh}"


def _value(fact: Any, value: Any) -> str:
    if fact.of and value in fact.of:
        return str(fact.of[value].zh)
    if fact.type == "money":
        return f"{yuan(value)} 元"
    if fact.type == "day":
        return day_words(date.fromisoformat(value)).split("（")[0]
    return places.names(str(value).partition(".")[2]) if fact.type == "body" else str(value)
