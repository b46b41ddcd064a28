"""matters file|act|show: what the pages do, from the command line, in JSON."""

import argparse
import json
import sys
from typing import Any

from liandong.cli import django, fail


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", required=True)
    for task, help in (
        ("file", "file a matter from JSON on standard input"),
        ("act", "do an act from JSON on standard input"),
        ("show", "show a matter"),
    ):
        sub = tasks.add_parser(task, help=help)
        sub.add_argument("--as", dest="user", required=True, help="user name of the person who acts")
        sub.add_argument("--json", action="store_true")
        if task != "file":
            sub.add_argument("id", help="the matter's public id")


def matters(options: argparse.Namespace) -> int:
    """Run one of the three tasks in the first post of the person named."""
    django()
    from django.utils import timezone

    from liandong.platform.accounts.acting import postings
    from liandong.platform.accounts.models import Person

    person = Person.objects.filter(username=options.user).first()
    held = postings(person, on=timezone.localdate()) if person else []
    if not held:
        return fail(f"没有这个人，或没有岗位：{options.user}", f"No such person, or no post: {options.user}", options=options)
    print(json.dumps({"file": _file, "act": _act, "show": _show}[options.task](options, held[0]), ensure_ascii=False, indent=1))
    return 0


def _file(options: argparse.Namespace, acting: Any) -> dict[str, Any]:
    from liandong.platform.matters.operations import Wish, file_matter
    from liandong.platform.matters.people import Party

    given = json.load(sys.stdin)
    parties = [Party(p["role"], p.get("n", 1), p.get("kind", "person"), p.get("place"), p.get("parts", {})) for p in given.get("parties", [])]
    row = file_matter(given["procedure"], Wish(given["act"], data=given.get("with", {}), idem=given.get("idem")), parties, acting)
    return {"id": row.public_id, "number": row.number, "state": row.state}


def _act(options: argparse.Namespace, acting: Any) -> dict[str, Any]:
    from liandong.platform.matters.operations import Wish, act
    from liandong.platform.matters.queries import get_matter

    given = json.load(sys.stdin)
    wish = Wish(
        given["act"],
        data=given.get("with", {}),
        add=given.get("add", ()),
        item=given.get("item"),
        of=given.get("of"),
        idem=given.get("idem"),
        seen=given.get("seen"),
    )
    row = act(get_matter(acting, options.id), wish, acting)
    return {"id": row.public_id, "state": row.state, "seq": row.seq}


def _show(options: argparse.Namespace, acting: Any) -> dict[str, Any]:
    from liandong.platform.matters.queries import get_matter
    from liandong.platform.record.models import Event

    row = get_matter(acting, options.id)
    events = [json.loads(bytes(event.line)) for event in Event.objects.filter(matter_id=row.id).order_by("seq")]
    return {
        "id": row.public_id,
        "number": row.number,
        "title": row.title_zh,
        "procedure": row.procedure,
        "state": row.state,
        "outcome": row.outcome,
        "seq": row.seq,
        "events": events,
    }
