"""What somebody is typing, kept sealed; and acts that wait for a second person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone

from liandong.core.refusal import NotFound
from liandong.platform.accounts.acting import Acting, postings
from liandong.platform.accounts.models import Person
from liandong.platform.catalogue.files import the_law
from liandong.platform.deployment import secret
from liandong.platform.keys.vault import KeyGone, open_sealed, seal
from liandong.platform.matters.models import Draft, Matter
from liandong.platform.matters.typed import Typed
from liandong.platform.ui.chips import day_words

SKIP = ("csrfmiddlewaretoken", "seen", "idem")
MOST = 100_000


@dataclass
class DraftTyped(Typed):
    """A saved draft, as the form reads it."""

    saved_at: datetime | None = None


@dataclass(frozen=True)
class Countersign:
    """An act that waits for a second person."""

    id: str
    matter: Matter
    action: str
    post: QueryDict
    first: Acting
    saved_at: datetime = field(compare=False)
    words: str = ""

    @property
    def zh(self) -> str:
        return the_law().procedure(self.matter.procedure).steps[self.action].action.zh


def save(acting: Acting, page: str, post: Mapping[str, str], *, at: datetime) -> None:
    """Keep what is typed on a page for this person in this post; anything too large is left out rather than kept in part."""
    data = {key: value for key, value in post.items() if key not in SKIP}
    plain = json.dumps(data, ensure_ascii=False).encode()
    if len(plain) <= MOST:
        mine = {"account": acting.account, "body": acting.body, "post": acting.post, "page": page}
        row = Draft(id=uuid4(), **mine, sealed=seal(secret("drafts"), plain), saved_at=at)
        Draft.objects.bulk_create([row], update_conflicts=True, unique_fields=list(mine), update_fields=["sealed", "saved_at"])


def load(acting: Acting, page: str) -> Typed:
    """Return what was typed on this page before, or nothing."""
    row = Draft.objects.filter(account=acting.account, body=acting.body, post=acting.post, page=page, second_post="").first()
    try:
        return DraftTyped(_open(row), saved_at=row.saved_at) if row else Typed({})
    except KeyGone:
        return Typed({})


def drop(acting: Acting, page: str) -> None:
    """Forget a draft once it was submitted."""
    Draft.objects.filter(account=acting.account, body=acting.body, post=acting.post, page=page).delete()


def _open(row: Draft) -> dict[str, str]:
    data: dict[str, str] = json.loads(open_sealed(secret("drafts"), bytes(row.sealed)))
    return data


def ask_second(acting: Acting, matter: Matter, action: str, typed: QueryDict, *, body: str, post: str) -> None:
    """Put an act before another holder of the post that must countersign it; nothing happens until then."""
    page = f"second/{matter.public_id}/{action}"
    save(acting, page, typed, at=datetime.now(UTC))
    Draft.objects.filter(account=acting.account, body=acting.body, post=acting.post, page=page).update(
        matter_id=matter.id, second_body=body, second_post=post
    )


def to_countersign(acting: Acting) -> list[Countersign]:
    """Return the acts that wait for this person: of the same post, never one's own."""
    rows = Draft.objects.filter(second_body=acting.body, second_post=acting.post).exclude(account=acting.account).order_by("saved_at")
    return [found for row in rows if (found := _countersign(row))]


def get_countersign(acting: Acting, id: str) -> Countersign:
    """Return one act that waits for this person; what is not for them looks like what is not there."""
    found = next((c for c in to_countersign(acting) if c.id == id), None)
    if found is None:
        raise NotFound
    return found


def finish(waiting: Countersign) -> None:
    """Forget an act that was done."""
    Draft.objects.filter(pk=UUID(waiting.id)).delete()


def _countersign(row: Draft) -> Countersign | None:
    matter = Matter.objects.filter(pk=row.matter_id, outcome="").first()
    person = Person.objects.filter(pk=row.account.removeprefix("a")).first()
    first = next((a for a in postings(person, on=timezone.localdate()) if (a.body, a.post) == (row.body, row.post)), None) if person else None
    if matter is None or first is None:
        return None
    post = QueryDict(mutable=True)
    post.update(_open(row))
    return Countersign(str(row.pk), matter, row.page.rsplit("/", 1)[1], post, first, row.saved_at, day_words(row.saved_at.date()))
