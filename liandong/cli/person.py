"""person NAME --body … --post …: give somebody an account and a post."""

import argparse
import json
import secrets

from liandong.cli import django, fail


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="user name")
    parser.add_argument("--body", required=True, help="e.g. court.330522, town.330522101")
    parser.add_argument("--post", required=True, help="e.g. trial_judge, town_liaison")
    parser.add_argument("--shown", default="", help="the name shown to others")


def person(options: argparse.Namespace) -> int:
    """Create the account if it is new, with a password that is printed once, and let it hold the post from today."""
    django()
    from django.utils import timezone

    from liandong.platform.accounts.bodies import appoint
    from liandong.platform.accounts.models import Person, Post

    if not Post.objects.filter(body_id=options.body, code=options.post).exists():
        known = ", ".join(f"{body}/{code}" for body, code in Post.objects.filter(body_id=options.body).values_list("body_id", "code")[:8])
        return fail(
            f"没有这个岗位：{options.body} {options.post}；有：{known}", f"No such post; known here: {known or 'no such body'}", options=options
        )
    row, new = Person.objects.get_or_create(username=options.name, defaults={"first_name": options.shown})
    password = secrets.token_urlsafe(15) if new else None
    if password:
        row.set_password(password)
        row.save()
    appoint(row, body=options.body, post=options.post, since=timezone.localdate())
    print(json.dumps({"name": options.name, "body": options.body, "post": options.post, "password": password}, ensure_ascii=False))
    return 0
