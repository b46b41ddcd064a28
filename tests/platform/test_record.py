"""Every act is an event in the record's own form; the chain holds and the database refuses to rewrite it."""

import json

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from liandong.core import record
from liandong.core.record import FIRST, leaf
from liandong.platform.matters.models import Matter
from liandong.platform.record.models import Event, Slot
from liandong.platform.record.writer import open_slot
from tests.platform.desk import Desk, child_of

VECTORS = [
    (
        '{"act":"register","actor":{"acct":"a47","org":"o1","role":"handler"},"at":"2026-03-04T00:00:00.000Z","body":{"channel":"12345"},"log":"log.example/vec-sha256","matter":"M-A","nonce":"6d2d3cadb3669cbd50e165e434249d8b","prev":"0000000000000000000000000000000000000000000000000000000000000000","proc":"petition@3","seal":{"petitioner.name":"f8bb09e71cbe631170e93c344ee7415bf4247b1d5556069999b165de2786c3b1"},"seq":1,"v":1}',
        "7f923396c736b107438161db9f190b37bcbaface20dec066b895af38cf7a2ee3",
    ),
]


@pytest.mark.parametrize(("line", "expected"), VECTORS)
def test_a_leaf_is_the_one_of_the_published_vector(line: str, expected: str) -> None:
    assert leaf(line.encode()) == expected
    assert record.canonical(json.loads(line)) == line.encode()


def test_a_commitment_is_the_one_of_the_published_vector() -> None:
    salt = bytes.fromhex("9d79b1a37f31801cd11a6706fb40d6bd57526846903bb13ede562439e9c1b823")
    assert record.commitment(salt, "阿依努尔·𬱖") == "f8bb09e71cbe631170e93c344ee7415bf4247b1d5556069999b165de2786c3b1"


def lines(matter: Matter) -> list[dict]:
    return [json.loads(bytes(event.line)) for event in Event.objects.filter(matter_id=matter.pk).order_by("seq")]


def test_each_event_names_the_one_before_it() -> None:
    judge = Desk.of("judge")
    matter = judge.did(judge.filed(), "promise")
    events = list(Event.objects.filter(matter_id=matter.pk).order_by("seq"))
    prev = FIRST
    for n, event in enumerate(events, 1):
        line = json.loads(bytes(event.line))
        assert (line["seq"], line["prev"]) == (n, prev)
        assert set(line) == {"v", "log", "matter", "seq", "prev", "at", "act", "proc", "actor", "body", "seal", "nonce"}
        assert line["log"] == settings.DEPLOYMENT.log
        prev = leaf(bytes(event.line))
        assert prev == event.leaf
    assert matter.head == prev


def test_nobody_can_rewrite_or_delete_an_event() -> None:
    matter = Desk.of("judge").filed()
    for change in (lambda: Event.objects.filter(matter_id=matter.pk).update(act="other"), lambda: Event.objects.filter(matter_id=matter.pk).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.guardrail
def test_no_personal_data_and_no_free_text_stands_in_the_record_or_in_a_row() -> None:
    judge = Desk.of("judge")
    matter = judge.filed(p__obligor__1__name="孙标记甲乙", p__creditor__1__phone="13877776666", p__obligor__1__place__text="长兴县洪桥镇标记路 77 号")
    rows = [matter, child_of(matter, "enforcement.town_help")]
    for row in rows:
        stored = json.dumps([lines(row), row.snapshot, row.title_zh, row.title_en], ensure_ascii=False)
        for secret in ("孙标记甲乙", "13877776666", "标记路", "990101198001010014"):
            assert secret not in stored
        for slot in Slot.objects.filter(matter_id=row.pk):
            assert "孙标记甲乙".encode() not in bytes(slot.sealed)


def test_a_sealed_value_opens_with_its_key_and_matches_its_commitment() -> None:
    matter = Desk.of("judge").filed(p__obligor__1__name="阿依努尔·买买提")
    slot = Slot.objects.get(matter_id=matter.pk, name="obligor.1.name")
    assert open_slot(slot) == "阿依努尔·买买提"
    assert slot.masked != "阿依努尔·买买提"


def test_the_town_gets_no_identity_number() -> None:
    matter = Desk.of("judge").filed()
    town = child_of(matter, "enforcement.town_help")
    names = set(Slot.objects.filter(matter_id=town.pk).values_list("name", flat=True))
    assert names == {"obligor.1.name", "obligor.1.address"}


def test_a_value_cannot_stand_in_a_line_when_it_is_free_text() -> None:
    with pytest.raises(record.NotForTheRecord):
        record._check_codes({"note": "他说下个月还"})
