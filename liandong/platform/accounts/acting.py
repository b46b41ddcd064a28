"""For whom a person acts just now: one post in one body. Everything that may be seen or done follows from it."""

from dataclasses import dataclass
from datetime import date

from liandong.platform.accounts.models import Holding, Person


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting in a post."""

    account: str
    holding: int
    post: str
    body: str
    division: str
    post_zh: str
    body_zh: str

    @property
    def words(self) -> str:
        return f"{self.body_zh} {self.post_zh}"


def postings(person: Person, *, on: date) -> list[Acting]:
    """Return the posts that this person holds on this day, in the order in which they were given."""
    rows = Holding.objects.filter(person=person, since__lte=on).select_related("post__body").order_by("pk")
    return [_acting(person, row) for row in rows if row.until is None or row.until >= on]


def _acting(person: Person, row: Holding) -> Acting:
    post, body = row.post, row.post.body
    return Acting(person.account, row.pk, post.code, body.code, body.division, post.zh, body.zh)
