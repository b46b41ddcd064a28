"""The pages of a matter as plain data. `queries.py` fills them, templates lay them out; nothing here decides anything."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from liandong.platform.ui.chips import Chip


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One thing to do: what, whose matter, until when."""

    public_id: str
    do: str
    what: str
    who: str
    number: str
    chip: Chip
    quick: str = ""
    """The one act that a phone offers straight from the row: an action id, or empty."""
    quick_zh: str = ""


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """Rows that share an urgency: 已过期, 今天到期, 本周, 以后."""

    key: str
    title: str
    note: str
    rows: tuple[InboxRow, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """我的待办."""

    groups: tuple[InboxGroup, ...]
    total: int
    over: int
    today: int
    waiting: int
    """How many of the post's open matters wait for somebody else."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that may be done now, with its law beside it."""

    action: str
    zh: str
    effect: str
    cites: tuple[str, ...]
    adverse: bool
    local: bool
    party: str = ""
    """The party on whose behalf the window enters it (债权人, 义务人), or empty for one's own act."""
    item: int | None = None
    of: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hindered:
    """An act that cannot be done now, and why."""

    zh: str
    reason: str
    cites: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One line of why a deadline is that day."""

    when: str
    words: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit on the matter page."""

    id: str
    zh: str
    chip: Chip
    local: bool
    right_of: str
    unverified: bool
    open: bool
    why: tuple[WhyRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One event of the course, newest first; `kind` is court, other, now or future."""

    kind: str
    when: str
    what: str
    by: str
    detail: str
    cites: tuple[str, ...] = ()
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value: masked, with where to ask for it."""

    label: str
    masked: str
    url: str


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party, masked."""

    role: str
    name: str
    kind: str
    place: str
    sealed: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper that an act issued."""

    glyph: str
    zh: str
    state: str
    url: str
    serve_url: str = ""
    serve_to: tuple[tuple[str, str], ...] = ()
    """Whom it can be served on: role and its name."""


@dataclass(frozen=True, slots=True)
class HandCard:
    """A body at work on the matter; `chip` is its deadline or when it finished."""

    glyph: str
    name: str
    state: str
    mine: bool
    chip: Chip | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One row of an item: an instalment, a talk."""

    title: str
    status: str
    status_zh: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """Everything the matter page shows."""

    public_id: str
    seq: int
    title: str
    procedure: str
    procedure_zh: str
    state_zh: str
    ended: bool
    number: str
    stands: str
    stands_note: str
    turn: str
    turn_mine: bool
    turn_note: str
    deadline: Limit | None
    deadline_words: str
    offers: tuple[Offer, ...]
    party_offers: tuple[Offer, ...]
    hindered: tuple[Hindered, ...]
    allowed: tuple[str, ...]
    forbidden: tuple[str, ...]
    limits: tuple[Limit, ...]
    course: tuple[CourseRow, ...]
    parties: tuple[PartyCard, ...]
    papers: tuple[PaperCard, ...]
    hands: tuple[HandCard, ...]
    items: tuple[ItemCard, ...]
    ledger: tuple[tuple[str, str], ...]
    refusal: Any = None
    kept: tuple[Sealed, ...] = ()
    """What was written or attached with the acts, sealed: reasons, notes, proofs."""
    told: bool = False
    """Whether it waits in the inbox only because of news: a look is enough."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    zh: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind`: yes_no, day, money, text, long, choice, select, place, file, number, name."""

    name: str
    label: str
    kind: str
    hint: str = ""
    value: str = ""
    required: bool = True
    error: str = ""
    error_note: str = ""
    error_cites: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    live: str = ""
    only_if: str = ""
    """The answer that makes this question arise, as `field=value`; empty for a question that always stands."""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together, e.g. one party or one instalment."""

    title: str
    fields: tuple[Field, ...]
    key: str = ""
    can_add: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that takes an act: filing or a later one. Errors are listed on top and repeated at the field."""

    title: str
    lead: str
    action: str
    submit: str
    groups: tuple[FieldGroup, ...]
    adverse: bool
    remedy: str
    second: str
    after: tuple[str, ...]
    seen_by: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    back_url: str
    back_zh: str
    refusal: Any = None
    stale: Any = None
    draft_at: datetime | None = None
    draft_url: str = ""
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Field, ...]:
        """The fields that need attention."""
        return tuple(f for group in self.groups for f in group.fields if f.error)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One matter in a list."""

    public_id: str
    title: str
    procedure_zh: str
    state_zh: str
    ended: bool
    number: str
    place: str
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """经手事项 or a search result."""

    rows: tuple[ListRow, ...]
    total: int
    query: str
    page: int
    pages: int
    filters: tuple[tuple[str, str, int], ...] = field(default=())
