"""Reads. One predicate says what a post may see; the inbox, lists, search, counts and the matter page all go through it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandong.core.procedure import Procedure
from liandong.core.refusal import NotFound
from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.acting import Acting
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters.models import Hand, Matter, Notice, Party
from liandong.platform.matters.pages import Inbox, InboxGroup, InboxRow, ListPage, ListRow
from liandong.platform.matters.people import name_key
from liandong.platform.record.models import Event
from liandong.platform.ui.chips import Chip, deadline_chip

PER_PAGE = 20
GROUPS = (
    ("over", "已过期", "到期不会替当事人作不利处理"),
    ("today", "今天到期", "以服务器 24:00 前收到为准"),
    ("week", "本周", ""),
    ("later", "以后", ""),
)


def hands_of(acting: Acting) -> QuerySet[Hand]:
    """Return the hands of this post: the one predicate of what it may see."""
    return Hand.objects.filter(body=acting.body, post=acting.post)


def matters_of(acting: Acting) -> QuerySet[Matter]:
    """Return the matters in which this post takes part, and no others."""
    return Matter.objects.filter(Exists(hands_of(acting).filter(matter_id=OuterRef("pk"))))


def get_matter(acting: Acting | None, public_id: str) -> Matter:
    """Return a matter that this post may see; what may not be seen looks like what is not there."""
    row = matters_of(acting).filter(public_id=public_id).first() if acting and public_id.isalnum() else None
    if row is None:
        raise NotFound
    return row


def inbox(acting: Acting, *, now: datetime) -> Inbox:
    """Return what this post has to do, by deadline."""
    hands = list(hands_of(acting).filter(turn=True).select_related("matter").order_by("due_at", "since")[:200])
    groups: dict[str, list[InboxRow]] = {key: [] for key, _, _ in GROUPS}
    for hand in hands:
        chip = hand_chip(hand, now=now)
        groups[_group(hand, chip, now)].append(_inbox_row(hand, chip))
    return Inbox(
        groups=tuple(InboxGroup(key, title, note, tuple(groups[key])) for key, title, note in GROUPS if groups[key]),
        total=len(hands),
        over=len(groups["over"]),
        today=len(groups["today"]),
        waiting=hands_of(acting).filter(turn=False, matter__outcome="").count(),
    )


def _group(hand: Hand, chip: Chip, now: datetime) -> str:
    if chip.state in ("over", "today"):
        return chip.state
    if hand.due_at is None or hand.due_at > _end_of_week(now):
        return "later"
    return "week"


def _end_of_week(now: datetime) -> datetime:
    today = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday())


def hand_chip(hand: Hand, *, now: datetime) -> Chip:
    """Return the chip of what presses most in this matter; without a clock, a plain word."""
    if hand.due_at is None:
        return Chip("none", "没有期限", "这一步没有期限", True)
    procedure = the_law().procedure(hand.matter.procedure)
    clock = procedure.clocks.get(hand.clock)
    left = None
    if clock is not None and clock.unit == "working_day" and hand.last_day:
        left = the_law().days.count_working_days(after=now.astimezone(BEIJING).date(), through=hand.last_day)
    return deadline_chip(
        last_day=hand.last_day, expires_at=hand.due_at, now=now, local=hand.local, provisional=hand.provisional,
        warn=clock.warn[0] if clock and clock.warn else None, unit=clock.unit if clock else "day", left=left,
    )  # fmt: skip


def _inbox_row(hand: Hand, chip: Chip) -> InboxRow:
    matter = hand.matter
    procedure = the_law().procedure(matter.procedure)
    state = procedure.states[matter.state]
    role = next((id for id, r in procedure.file.roles.items() if r.post == hand.post), "")
    mine = [s for s in procedure.steps.values() if role in s.by and matter.state in s.from_states]
    quick = mine[0].id if mine and state.waits_for == (role,) else ""
    return InboxRow(
        public_id=matter.public_id,
        do=hand.do_zh,
        what=f"{matter.title_zh} · {procedure.file.zh}",
        who=state.zh,
        number=matter.number,
        chip=chip,
        quick=quick,
        quick_zh=procedure.steps[quick].action.zh if quick else "",
    )


def notices(acting: Acting) -> list[tuple[str, str, Matter]]:
    """Return what this post was told of, newest first: when, which act, which matter."""
    found = Notice.objects.filter(body=acting.body, post=acting.post).select_related("matter").order_by("-at")[:50]
    acts = {(e.matter_id, e.seq): e.act for e in Event.objects.filter(matter_id__in={n.matter_id for n in found}, seq__in={n.seq for n in found})}
    return [(moment_words(n.at), act_words(the_law().procedure(n.matter.procedure), acts.get((n.matter_id, n.seq), "")), n.matter) for n in found]


def act_words(procedure: Procedure, act: str) -> str:
    """Return an act's name as people read it."""
    step = procedure.steps.get(act)
    return step.action.zh if step else "期限重算"


def moment_words(at: datetime) -> str:
    """Return a moment in Beijing: 11月27日 09:40."""
    local = at.astimezone(BEIJING)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def listing(acting: Acting, *, query: str, page: int, now: datetime, only_open: bool = False) -> ListPage:
    """Return the matters of this post that fit the search: a number, a title, a place, or a party's full name."""
    hands = hands_of(acting).select_related("matter")
    if query:
        hands = hands.filter(_search(query))
    if only_open:
        hands = hands.filter(matter__outcome="")
    total = hands.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    found = list(hands.order_by("-matter__touched_at")[(page - 1) * PER_PAGE : page * PER_PAGE])
    places = _places([hand.matter_id for hand in found])
    rows = tuple(_list_row(hand, places.get(hand.matter_id, ""), now) for hand in found)
    return ListPage(rows, total, query, page, pages)


def _search(query: str) -> Q:
    """Return the condition of a search; a name is found only whole, by its keyed hash, and only among what the post sees anyway."""
    text = query.strip()[:80]
    named = Party.objects.filter(matter_id=OuterRef("matter_id"), name_key=name_key(text))
    placed = _divisions_named(text)
    there = Party.objects.filter(matter_id=OuterRef("matter_id"), place__in=placed) if placed else Party.objects.none()
    return Q(matter__number__icontains=text.replace(" ", "")) | Q(matter__title_zh__icontains=text) | Q(Exists(named)) | Q(Exists(there))


def _divisions_named(text: str) -> list[str]:
    from liandong.platform.matters.places import divisions, root

    if not text or not root():
        return []
    return [d.code for d in divisions(root()) if len(d.code) > 6 and text in d.name][:400]


def _places(ids: Iterable[object]) -> dict[object, str]:
    from liandong.platform.matters.places import names

    found: dict[object, str] = {}
    for id, place in Party.objects.filter(matter_id__in=list(ids)).exclude(place="").values_list("matter_id", "place"):
        found.setdefault(id, names(place))
    return found


def _list_row(hand: Hand, place: str, now: datetime) -> ListRow:
    matter = hand.matter
    procedure = the_law().procedure(matter.procedure)
    state = procedure.states[matter.state]
    chip = None if state.end or hand.due_at is None else hand_chip(hand, now=now)
    return ListRow(matter.public_id, matter.title_zh, procedure.file.zh, state.zh, bool(state.end), matter.number, place, chip)
