"""A demonstration county: a cast with one-click posts and synthetic matters in every state.

People, numbers and amounts are invented; identity numbers carry the unassigned province 99. Back-dated entries exist only here,
in global order of time, in a record whose name ends in /demonstration.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from liandong.core.divisions import Level
from liandong.core.matter import Service
from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.acting import Acting, postings
from liandong.platform.accounts.bodies import appoint
from liandong.platform.accounts.models import Person
from liandong.platform.catalogue.files import divisions
from liandong.platform.matters import models
from liandong.platform.matters.operations import Wish, act, file_matter, fire_all_due, record_service
from liandong.platform.matters.people import Party

FAMILY = "周孙吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
GIVEN = ("桂兰", "建明", "秀英", "志强", "雪梅", "国庆", "丽华", "海峰", "玉珍", "俊杰")
SPECIAL = {7: "阿依努尔·买买提", 19: "孙𬱖"}


@dataclass(frozen=True)
class Cast:
    """The people who act."""

    judge: Acting
    second: Acting
    filing: Acting
    coordinator: Acting
    towns: dict[str, Acting]
    villages: dict[str, Acting]
    home: list[str] = field(default_factory=list)
    """Villages in which the synthetic parties live, two in each staffed town."""


def build(*, say: Callable[[str], None]) -> None:
    """Fill an empty demonstration; a filled one is left as it is."""
    if models.Matter.objects.exists():
        say("已有演示数据，原样保留")
        return
    cast = make_cast()
    say(f"演示岗位 {4 + len(cast.towns) + len(cast.villages)} 个")
    count = play(cast, now=datetime.now(UTC), say=say)
    say(f"演示事项 {count} 件")


def make_cast() -> Cast:
    """Create the demonstration's people in their posts, in the first county below the deployment's root."""
    root = settings.DEPLOYMENT.division
    table = divisions(root)
    county = root if len(root) == 6 else next(d.code for d in table.children(root) if not d.statistical and len(table.children(d.code)) > 3)
    towns = [d.code for d in table.children(county) if d.level is Level.TOWN and table.children(d.code)]
    staffed = sorted(towns, key=lambda code: not table.names(code)[-1].endswith("镇"))[:5]
    home = [village.code for town in staffed for village in sorted(table.children(town), key=lambda v: not v.name.endswith("村委会"))[:2]]
    return Cast(
        judge=_post("judge", f"court.{county}", "trial_judge", "演示审判员甲"),
        second=_post("second", f"court.{county}", "trial_judge", "演示审判员乙"),
        filing=_post("filing", f"court.{county}", "filing_officer", "演示立案法官"),
        coordinator=_post("centre", f"county_centre.{county}", "county_coordinator", "演示调度员"),
        towns={code: _post(f"town-{i}", f"town.{code}", "town_liaison", f"演示联络员{i}") for i, code in enumerate(staffed, 1)},
        villages={code: _post(f"village-{i}", f"village.{code}", "village_worker", f"演示走访员{i}") for i, code in enumerate(home, 1)},
        home=home,
    )


def _post(name: str, body: str, post: str, shown: str) -> Acting:
    person, _ = Person.objects.get_or_create(username=f"demo-{name}", defaults={"first_name": shown})
    person.set_unusable_password()
    person.save()
    appoint(person, body=body, post=post, since=date(2020, 1, 1))
    return postings(person, on=timezone.localdate())[0]


Story = Callable[["Tale"], Iterator[timedelta]]


@dataclass
class Tale:
    """One synthetic matter being played: its steps yield how long they wait before the next."""

    cast: Cast
    n: int
    at: datetime
    row: models.Matter | None = None

    @property
    def village(self) -> str:
        return self.cast.home[self.n % len(self.cast.home)]

    @property
    def town(self) -> Acting:
        return self.cast.towns[self.village[:9]]

    def name(self, k: int) -> str:
        return SPECIAL.get(self.n + 100 * k, FAMILY[(self.n * 3 + k * 7) % len(FAMILY)] + GIVEN[(self.n + k * 4) % len(GIVEN)])

    def file(self, *, place: str | None = "", due_days: int = 20) -> None:
        amount = 200_000 + (self.n * 137_713) % 9_000_000 // 100 * 100
        facts = {
            "effective": True,
            "due_on": self.at.astimezone(BEIJING).date() - timedelta(days=due_days),
            "payable": True,
            "public_notice": False,
            "evading": False,
            "expired": False,
            "amount": amount,
        }
        spot = self.village if place == "" else place
        firm = self.n % 6 == 5
        obligor = Party(
            "obligor",
            1,
            "firm" if firm else "person",
            spot,
            {"name": f"演示{self.name(1)[0]}记建材有限公司" if firm else self.name(1), "phone": f"139000{self.n:05d}", "address": f"{self.n} 号"},
        )
        creditor = Party("creditor", 1, "person", None, {"name": self.name(0), "phone": f"138000{self.n:05d}"})
        basis = {"place_basis": "register"} if spot else {}
        self.row = file_matter("enforcement.urging", Wish("start", data=facts | basis), [creditor, obligor], self.cast.judge, at=self.at)

    def do(self, action: str, by: Acting | None = None, *, child: str = "", role: str = "", **wish: Any) -> None:
        row = self.find(child)
        act(row, Wish(action, role=role, via="window" if role else "", **wish), by or self.cast.judge, at=self.at)

    def find(self, child: str) -> models.Matter:
        """Return the matter itself, or its newest descendant of a procedure, fresh from the database."""
        assert self.row is not None
        if not child:
            return models.Matter.objects.get(pk=self.row.pk)
        family = {self.row.pk}
        rows = list(models.Matter.objects.exclude(parent_id=None).order_by("begun_at"))
        found = None
        for row in rows:
            if row.parent_id in family:
                family.add(row.pk)
                found = row if row.procedure == f"enforcement.{child}" else found
        assert found is not None, child
        return found

    def serve(self, paper: str) -> None:
        record_service(self.find(""), Service(paper, "obligor", self.at), self.cast.judge, at=self.at)

    def offer(self, first: int) -> list[dict[str, Any]]:
        """Return three instalments that add up to the claim, the first due in so many days."""
        amount = int(self.find("").snapshot["facts"]["amount"])
        day = self.at.astimezone(BEIJING).date()
        parts = [amount // 3, amount // 3, amount - 2 * (amount // 3)]
        return [{"due_on": day + timedelta(days=first + 10 * i), "amount": part} for i, part in enumerate(parts)]


def days(n: float) -> timedelta:
    return timedelta(days=n)


def fresh(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(1)


def unplaced(t: Tale) -> Iterator[timedelta]:
    t.file(place=None)
    yield days(1)


def placed(t: Tale) -> Iterator[timedelta]:
    t.file(place=None)
    yield days(1)
    t.do("place", t.cast.coordinator, child="placing", data={"home": f"town.{t.village[:9]}", "place_basis": "register"})
    yield days(1)


def at_village(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(0.3)
    t.do("ask_village", t.town, child="town_help", data={"village": f"village.{t.village}"})
    yield days(1)


def visited(t: Tale) -> Iterator[timedelta]:
    yield from at_village(t)
    t.do("report_visit", t.cast.villages[t.village], child="village_visit", data={"met": "met", "says": "instalments", "note": "每月能还三千元"})
    yield days(0.5)


def answered(t: Tale) -> Iterator[timedelta]:
    yield from visited(t)
    t.do("answer", t.town, child="town_help", data={"met": "met", "says": "instalments"})
    yield days(1)


def not_found(t: Tale) -> Iterator[timedelta]:
    yield from at_village(t)
    t.do("report_visit", t.cast.villages[t.village], child="village_visit", data={"met": "away"})
    yield days(1)
    t.do("answer", t.town, child="town_help", data={"met": "away"})
    yield days(1)


def sent_back(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(0.5)
    t.do("send_back", t.town, child="town_help", data={"sent_back_ground": "moved_registration"})
    yield days(1)


def declined(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(0.5)
    t.do("decline", t.town, child="town_help", data={"decline_ground": "conflict"})
    yield days(1)


def served(t: Tale) -> Iterator[timedelta]:
    yield from answered(t)
    t.serve("urging_notice")
    yield days(1)


def talk(t: Tale) -> Iterator[timedelta]:
    yield from answered(t)
    t.do("invite", add=[{"meet_on": t.at.astimezone(BEIJING).date() + timedelta(days=3)}])
    yield days(3)


def talked(t: Tale) -> Iterator[timedelta]:
    yield from talk(t)
    t.do("hold_talk", item=1, data={"attended_by": "self", "talk_result": "promised"})
    yield days(0.1)
    t.do("promise")
    yield days(1)


def proposed(t: Tale) -> Iterator[timedelta]:
    yield from answered(t)
    t.do("propose", role="obligor", add=t.offer(12))
    yield days(1)


def consented(t: Tale) -> Iterator[timedelta]:
    yield from proposed(t)
    t.do("consent", role="creditor", data={"waived": 0})
    yield days(0.5)


def agreed(t: Tale) -> Iterator[timedelta]:
    yield from consented(t)
    t.do("agree")
    yield days(1)


def one_paid(t: Tale) -> Iterator[timedelta]:
    yield from agreed(t)
    t.do("pay", role="creditor", item=1)
    yield days(1)


def paid_off(t: Tale) -> Iterator[timedelta]:
    yield from one_paid(t)
    t.do("pay", role="creditor", item=2)
    yield days(1)
    t.do("pay", role="creditor", item=3)
    yield days(1)
    t.do("perform_last", role="creditor")


def performed(t: Tale) -> Iterator[timedelta]:
    yield from answered(t)
    t.do("perform", role="creditor")


def insisted(t: Tale) -> Iterator[timedelta]:
    yield from answered(t)
    t.do("insist", role="creditor")
    yield days(1)


def filed(t: Tale) -> Iterator[timedelta]:
    yield from insisted(t)
    t.do("register", t.cast.filing, child="filing")


def referred(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(34)
    t.do("refer", data={"evading": False, "applied": True, "reasons": "督促期满，两次约谈后仍未履行，债权人已书面申请执行。"})
    yield days(2)


def ended(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(34)
    t.do("terminate", second=t.cast.second, data={"reasons": "督促期满未履行，债权人表示暂不申请执行，已告知仍可申请。"})


def withdrawn(t: Tale) -> Iterator[timedelta]:
    t.file()
    yield days(2)
    t.do("withdraw", role="creditor")


STORIES: tuple[tuple[Story, float], ...] = (
    (fresh, 0.2), (fresh, 1), (fresh, 4), (unplaced, 0.5), (unplaced, 6), (placed, 3), (placed, 5), (at_village, 1.5), (at_village, 3), (at_village, 9),
    (visited, 2), (visited, 5), (answered, 3), (answered, 8), (answered, 27), (not_found, 4), (not_found, 10), (sent_back, 2), (declined, 4), (served, 6),
    (talk, 3.5), (talk, 8), (talked, 12), (proposed, 4), (proposed, 9), (consented, 5), (agreed, 8), (agreed, 20), (one_paid, 18), (one_paid, 30),
    (one_paid, 45), (paid_off, 40), (performed, 14), (performed, 22), (insisted, 6), (insisted, 13), (filed, 20), (referred, 40), (referred, 52), (ended, 45), (withdrawn, 12), (fresh, 33),
)  # fmt: skip


def play(cast: Cast, *, now: datetime, say: Callable[[str], None]) -> int:
    """Play every story in the global order of time and return how many matters were filed."""
    queue: list[tuple[datetime, int, Tale, Iterator[timedelta]]] = []
    for n, (story, ago) in enumerate(STORIES):
        tale = Tale(cast, n, _working_hour(now - timedelta(days=ago), n))
        heapq.heappush(queue, (tale.at, n, tale, story(tale)))
    while queue:
        at, n, tale, steps = heapq.heappop(queue)
        _let_time_act(at)
        tale.at = at
        wait = next(steps, None)
        if wait is not None and (then := _office(at + wait)) < now:
            heapq.heappush(queue, (then, n, tale, steps))
    _let_time_act(now)
    return len(STORIES)


def _let_time_act(until: datetime) -> None:
    """Fire what fell due until then, each at its own moment, so that the record's time only goes forward."""
    while due := models.Matter.objects.filter(next_due__lte=until).aggregate(first=Min("next_due"))["first"]:
        fire_all_due(at=due)


def _office(at: datetime) -> datetime:
    """Return this moment, or the next morning when offices are closed."""
    local = at.astimezone(BEIJING)
    if 9 <= local.hour < 18:
        return at
    morning = local.replace(hour=9, minute=local.minute, second=0) + timedelta(days=local.hour >= 18)
    return morning.astimezone(UTC)


def _working_hour(at: datetime, n: int) -> datetime:
    """Return the same day at an hour when offices work, the more recent ones as they are."""
    return (
        at.replace(microsecond=0)
        if n < 1
        else at.astimezone(BEIJING).replace(hour=9 + n % 8, minute=n * 7 % 60, second=0, microsecond=0).astimezone(UTC)
    )
