"""An issued paper on screen, from what was frozen when it was issued."""

from typing import Any

from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.models import Body
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters.models import IssuedPaper, Matter, Party
from liandong.platform.matters.titles import yuan


def paper_page(row: Matter, issued: IssuedPaper) -> dict[str, Any]:
    """Return what the paper shows; names stay masked on the desk's screen."""
    procedure = the_law().procedure(row.procedure)
    block = procedure.file.papers[issued.paper]
    roles = [id for to in block.to for id, role in procedure.file.roles.items() if role.party and to in ("parties", id)]
    parties = [p for p in Party.objects.filter(matter_id=row.id) if p.role in roles]
    body = Body.objects.filter(code=row.body).first()
    when = issued.at.astimezone(BEIJING)
    return {
        "title": block.zh,
        "number": row.number,
        "body_zh": body.zh if body else "",
        "to": "、".join(p.masked for p in parties),
        "rows": [(procedure.facts[id].zh.split("（")[0], _shown(procedure.facts[id].type, value)) for id, value in issued.slots.items()],
        "issued": f"{when.year}年{when.month}月{when.day}日",
        "paragraphs": (),
    }


def _shown(kind: str, value: Any) -> str:
    if kind == "money":
        return f"{yuan(int(value))} 元"
    if kind == "day":
        year, month, day = str(value).split("-")
        return f"{year}年{int(month)}月{int(day)}日"
    return str(value)
