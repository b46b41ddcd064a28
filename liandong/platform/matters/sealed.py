"""Opening a sealed value: one slot, one purpose, fifteen minutes, and a line in the log of readings before it is opened."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.urls import reverse

from liandong.core.model import Block
from liandong.core.refusal import NotFound
from liandong.core.time_limit import BEIJING
from liandong.core.yaml_text import load_yaml
from liandong.platform.accounts.acting import Acting
from liandong.platform.accounts.models import Body, Post
from liandong.platform.catalogue.files import catalogue_dir, the_law
from liandong.platform.keys.vault import KeyGone
from liandong.platform.matters.models import Matter
from liandong.platform.record.models import Reading, Slot
from liandong.platform.record.writer import open_blob, open_slot

MINUTES = 15
LABELS = {"name": "姓名", "address": "地址", "phone": "电话", "number": "号码"}


@lru_cache(maxsize=1)
def purposes() -> dict[str, Block]:
    """Return the closed list of purposes, each with its articles, as `catalogue/shared/purposes.yaml` says."""
    path = catalogue_dir() / "shared" / "purposes.yaml"
    return {code: Block.model_validate(entry) for code, entry in load_yaml(path.read_bytes(), file=path.name).data.items()}


def _basis(purpose: Block) -> str:
    return "；".join(the_law().citation(cite) for cite in purpose.cites)


def ask(row: Matter, name: str, acting: Acting) -> dict[str, Any]:
    """Return the page that asks for a purpose; no purpose is chosen beforehand and no key is opened."""
    slot = _slot(row, name)
    return {
        "label": _label(row, name),
        "masked": slot.masked,
        "purposes": [(code, purpose.zh, _basis(purpose)) for code, purpose in purposes().items()],
        "value": None,
        "until": None,
        "back_url": reverse("matter", args=[row.public_id]),
        "title": row.title_zh,
    }


def reveal(row: Matter, name: str, acting: Acting, *, purpose: str, at: datetime) -> dict[str, Any]:
    """Write the reading down, then return the value with the time until which it stands."""
    page = ask(row, name, acting)
    if purpose not in purposes():
        return page | {"error": "选一个用途。本人会看到是谁、为什么看。"}
    slot = _slot(row, name)
    until = at + timedelta(minutes=MINUTES)
    Reading.objects.create(
        matter_id=row.id, n=uuid4().hex, name=name, account=acting.account, body=acting.body, post=acting.post,
        purpose=purpose, basis=_basis(purposes()[purpose]), at=at, until=until,
    )  # fmt: skip
    try:
        if slot.blob is not None:
            return page | {"file": (open_slot(slot), open_blob(slot))}
        value = str(open_slot(slot))
    except KeyGone:
        return page | {"error": "这项信息已依法删除，打不开了。"}
    return page | {"value": value, "until": f"{until.astimezone(BEIJING):%H:%M}"}


def _label(row: Matter, name: str) -> str:
    group, _, id = name.partition(".")
    facts = the_law().procedure(row.procedure).facts
    return facts[id].zh if group == "fact" and id in facts else LABELS.get(name.rsplit(".", 1)[-1], "内容")


def _slot(row: Matter, name: str) -> Slot:
    slot = Slot.objects.filter(matter_id=row.id, name=name).order_by("-seq").first()
    if slot is None:
        raise NotFound
    return slot


def readings(row: Matter) -> list[dict[str, str]]:
    """Return who opened which sealed value of this matter, for what (谁看过), newest first."""
    rows = list(Reading.objects.filter(matter_id=row.id).order_by("-at")[:200])
    bodies = dict(Body.objects.filter(code__in={r.body for r in rows}).values_list("code", "zh"))
    posts = dict(Post.objects.filter(code__in={r.post for r in rows}).values_list("code", "zh"))
    return [
        {
            "when": f"{r.at.astimezone(BEIJING):%m月%d日 %H:%M}",
            "who": f"{bodies.get(r.body, r.body)} {posts.get(r.post, r.post)}",
            "what": _label(row, r.name),
            "purpose": purposes()[r.purpose].zh if r.purpose in purposes() else r.purpose,
            "basis": r.basis,
        }
        for r in rows
    ]
