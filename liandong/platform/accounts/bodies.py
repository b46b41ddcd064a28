"""Makes the bodies and posts that a division's tree gives rise to."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from liandong.core.divisions import Division, Divisions, Level
from liandong.core.yaml_text import load_yaml
from liandong.platform.accounts.models import Body, Holding, Person, Post
from liandong.platform.catalogue.files import catalogue_dir


@lru_cache(maxsize=1)
def body_types() -> dict[str, Any]:
    """Return the kinds of bodies and their posts, as `catalogue/shared/bodies.yaml` says."""
    path = catalogue_dir() / "shared" / "bodies.yaml"
    types: dict[str, Any] = load_yaml(path.read_bytes(), file=path.name).data["types"]
    return types


@lru_cache(maxsize=1)
def province_letters() -> dict[str, str]:
    """Return each province's short name, as court numbers carry it (浙)."""
    path = catalogue_dir() / "shared" / "bodies.yaml"
    letters: dict[str, str] = load_yaml(path.read_bytes(), file=path.name).data["provinces"]
    return letters


def court_code(division: str) -> str:
    """Return the court's letters in running numbers, e.g. 浙0522 for 330522."""
    return province_letters().get(division[:2], "") + division[2:6].ljust(4, "0")


def make_bodies(table: Divisions, root: str) -> int:
    """Create every body and post below `root` that does not exist yet; return how many bodies there are."""
    bodies: list[Body] = []
    posts: list[Post] = []
    for division in _below(table, root):
        for type, kind in body_types().items():
            if division.level == kind["level"] or (division.code == root and kind["level"] == Level.COUNTY):
                body = Body(code=f"{type}.{division.code}", type=type, division=division.code, zh=kind["zh"].format(name=division.name))
                bodies.append(body)
                posts.extend(Post(body=body, code=code, zh=zh) for code, zh in kind["posts"].items())
    Body.objects.bulk_create(bodies, ignore_conflicts=True, batch_size=500)
    Post.objects.bulk_create(posts, ignore_conflicts=True, batch_size=500)
    return len(bodies)


def _below(table: Divisions, root: str) -> Iterable[Division]:
    pending = [table.get(root)]
    while pending:
        division = pending.pop()
        if division is not None and not division.statistical:
            yield division
            pending.extend(table.children(division.code))


def appoint(person: Person, *, body: str, post: str, since: date) -> Holding:
    """Let this person hold this post."""
    row = Post.objects.get(body_id=body, code=post)
    return Holding.objects.get_or_create(person=person, post=row, defaults={"since": since})[0]
