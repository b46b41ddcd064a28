"""Urging from judgment to village and back, through the pages."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from liandong.core.fold import fold
from liandong.core.matter import Matter as Core
from liandong.core.snapshot import dump
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters.models import Hand, Matter
from liandong.platform.matters.operations import fire_all_due
from liandong.platform.record.models import Event
from tests.platform.desk import Desk, child_of


def instalments(*days: int, amount: str = "20,000") -> dict[str, str]:
    """Return the fields of instalments due in so many days; the last takes what is left of 80,000."""
    fields = {}
    for n, day in enumerate(days, 1):
        fields[f"i__{n}__due_on"] = (date.today() + timedelta(days=day)).isoformat()
        fields[f"i__{n}__amount"] = amount if n < len(days) else f"{80_000 - 20_000 * (len(days) - 1)}"
    return fields


def to_the_village(judge: Desk) -> tuple[Matter, Matter, Matter]:
    """File, and let the town ask its village."""
    matter = judge.filed(p__obligor__1__place="330522101201")
    town = child_of(matter, "enforcement.town_help")
    Desk.of("town", body="330522101").did(town, "ask_village", f__village="village.330522101201")
    return matter, town, child_of(matter, "enforcement.village_visit")


def test_an_address_typed_loosely_is_gathered_to_its_town() -> None:
    matter = Desk.of("judge").filed(p__obligor__1__place__text="长兴洪桥 18号")
    town = child_of(matter, "enforcement.town_help")
    assert town.body == "town.330522101"
    assert Hand.objects.get(matter_id=town.pk).turn


def test_town_and_village_have_it_in_their_inboxes_with_their_clocks() -> None:
    _, town, village = to_the_village(Desk.of("judge"))
    hand = Hand.objects.get(matter_id=village.pk)
    assert (hand.body, hand.post, hand.do_zh, hand.local) == ("village.330522101201", "village_worker", "写走访结果", True)
    assert hand.due_at > datetime.now(UTC)
    assert not Hand.objects.get(matter_id=town.pk).turn


def test_the_village_reports_and_the_answer_comes_back_to_the_court() -> None:
    judge = Desk.of("judge")
    matter, town, village = to_the_village(judge)
    Desk.of("village", body="330522101201").did(village, "report_visit", f__met="met", f__says="instalments", f__note="每月能还两万")
    Desk.of("town", body="330522101").did(town, "answer", f__met="met", f__says="instalments")
    page = judge.get(f"/matters/{matter.public_id}").content.decode()
    assert "愿分期还" in page
    assert Hand.objects.get(matter_id=matter.pk).turn


def test_instalments_agreed_two_paid_the_third_late_then_paid_closes_as_performed() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    judge.did(matter, "propose", query="?role=obligor", **instalments(1, 2, 3))
    judge.did(matter, "consent", query="?role=creditor", f__waived="0")
    judge.did(matter, "agree")
    judge.did(matter, "pay", query="?role=creditor&item=1")
    judge.did(matter, "pay", query="?role=creditor&item=2")
    fire_all_due(at=datetime.now(UTC) + timedelta(days=15))
    row = Matter.objects.get(pk=matter.pk)
    assert [item["status"] for item in row.snapshot["items"]] == ["paid", "paid", "late"]
    assert "标记到期未付" in Hand.objects.get(matter_id=matter.pk).do_zh


def test_three_instalments_paid_close_as_performed() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    judge.did(matter, "propose", query="?role=obligor", **instalments(10, 20, 30))
    judge.did(matter, "consent", query="?role=creditor", f__waived="0")
    judge.did(matter, "agree")
    for item in (1, 2, 3):
        judge.did(matter, "pay", query=f"?role=creditor&item={item}")
    row = judge.did(matter, "perform_last", query="?role=creditor")
    assert (row.state, row.outcome) == ("performed", "performed")


def test_the_creditor_insists_and_the_filing_judge_files_for_enforcement() -> None:
    judge = Desk.of("judge")
    matter = judge.did(judge.filed(), "insist", query="?role=creditor")
    assert matter.outcome == "unfulfilled"
    filing = child_of(matter, "enforcement.filing")
    assert Desk.of("filing").did(filing, "register").state == "filed"
    assert child_of(matter, "enforcement.town_help").state == "cancelled"


def test_an_unknown_place_goes_to_the_county_centre_and_from_there_to_the_town() -> None:
    matter = Desk.of("judge").filed(p__obligor__1__place="unknown", p__obligor__1__place__text="", f__place_basis=None)
    placing = child_of(matter, "enforcement.placing")
    assert placing.body == "county_centre.330522"
    Desk.of("centre").did(placing, "place", **{"f__home.text": "洪桥镇", "f__place_basis": "register"})
    assert child_of(matter, "enforcement.town_help").body == "town.330522101"


def test_a_corrected_placement_takes_the_matter_from_the_old_town_at_once() -> None:
    judge = Desk.of("judge")
    matter, old, _ = to_the_village(judge)
    judge.did(matter, "correct_place", **{"f__home.text": "李家巷镇", "f__place_basis": "register"})
    assert Matter.objects.get(pk=old.pk).state == "cancelled"
    assert child_of(matter, "enforcement.town_help").body == "town.330522102"


def test_ending_urging_takes_a_second_judge() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    row = Matter.objects.get(pk=matter.pk)
    fire_all_due(at=row.next_due + timedelta(days=40))
    response = judge.act(Matter.objects.get(pk=matter.pk), "terminate", f__reasons="督促期满未履行，债权人表示暂不申请执行，已告知权利。")
    assert response.status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == "urging"
    assert "/countersign/" not in judge.get("/").content.decode()
    second = Desk.of("second")
    page = second.get("/").content.decode()
    link = page[page.index("/countersign/") :].split('"')[0]
    assert second.client.post(link).status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == "closed"


@pytest.mark.parametrize("steps", [("promise",), ("insist",), ("demand", "promise")])
def test_the_events_alone_rebuild_what_is_stored(steps: tuple[str, ...]) -> None:
    from liandong.core.record import event_body
    from liandong.platform.record.replay import read_event

    judge = Desk.of("judge")
    matter = judge.filed()
    for step in steps:
        judge.did(matter, step, query="?role=creditor" if step in ("insist", "demand") else "")
    row = Matter.objects.get(pk=matter.pk)
    procedure = the_law().procedure(row.procedure)
    lines = [json.loads(bytes(event.line)) for event in Event.objects.filter(matter_id=row.pk).order_by("seq")]
    events = [read_event(procedure, line) for line in lines]
    assert [{k: v for k, v in line["body"].items() if k not in ("via", "for")} for line in lines] == [event_body(event) for event in events]
    rebuilt = fold(the_law(), procedure, Core(row.procedure, row.division, body=row.body), events)
    assert dump(rebuilt) == row.snapshot


def test_what_the_window_enters_for_a_party_says_so_on_the_record() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    judge.did(matter, "demand", query="?role=creditor", via="phone")
    line = json.loads(bytes(Event.objects.get(matter_id=matter.pk, act="demand").line))
    assert line["actor"]["role"] == "trial_judge"
    assert (line["body"]["by"], line["body"]["for"], line["body"]["via"]) == ("creditor", "creditor", "phone")
    assert "债权人 · 电话代登" in judge.get(f"/matters/{matter.public_id}").content.decode()
    refused = judge.act(matter, "demand", query="?role=creditor", via="pigeon")
    assert refused.status_code == 422
    assert "到窗口、来电话还是书面" in refused.content.decode()


def test_nobody_acts_in_an_officials_role_by_naming_it() -> None:
    town = Desk.of("town", body="330522101")
    matter = Desk.of("judge").filed(p__obligor__1__place="330522101", p__obligor__1__place__text="")
    task = child_of(matter, "enforcement.town_help")
    assert town.act(task, "cancel", query="?role=parent").status_code in (404, 422)
    assert Matter.objects.get(pk=task.pk).state == "offered"


def test_each_of_two_obligors_is_gathered_to_its_own_town_and_asked_about_apart() -> None:
    judge = Desk.of("judge")
    second = {"p__obligor__2__kind": "firm", "p__obligor__2__name": "演示乙公司", "p__obligor__2__place__text": "李家巷镇"}
    matter = judge.filed(**second)
    assert {row.body for row in Matter.objects.filter(parent_id=matter.pk)} == {"town.330522101", "town.330522102"}
    other = Desk.of("town", body="330522102")
    task = Matter.objects.get(parent_id=matter.pk, body="town.330522102")
    page = other.get(f"/matters/{task.public_id}").content.decode()
    assert "演示乙公司" in page
    assert "孙*" not in page
    other.did(task, "decline", f__decline_ground="conflict")
    page = judge.get(f"/matters/{matter.public_id}").content.decode()
    assert "acts/ask_town?of=2" in page
    judge.did(matter, "ask_town", query="?of=2", of="2")
    assert Matter.objects.filter(parent_id=matter.pk, body="town.330522102").count() == 2
    refused = judge.act(matter, "ask_town", query="?of=1", of="1")
    assert refused.status_code == 422
    assert "还没有反馈" in refused.content.decode()


def test_the_judge_records_a_payment_on_proof_which_is_kept_sealed() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from liandong.platform.record.models import Slot
    from liandong.platform.record.writer import open_blob

    judge = Desk.of("judge")
    matter = judge.filed()
    judge.did(matter, "propose", query="?role=obligor", **instalments(10, 20, 30))
    judge.did(matter, "consent", query="?role=creditor", f__waived="0")
    judge.did(matter, "agree")
    without = judge.act(matter, "pay", query="?item=1")
    assert "要附付款凭证" in without.content.decode()
    wrong = judge.act(matter, "pay", query="?item=1", f__proof=SimpleUploadedFile("proof.exe", b"MZ..."))
    assert "只收 PDF、JPG、PNG" in wrong.content.decode()
    row = judge.did(matter, "pay", query="?item=1", f__proof=SimpleUploadedFile("回单.pdf", b"%PDF-1.7 paid"))
    assert [item["status"] for item in row.snapshot["items"]] == ["paid", "pending", "pending"]
    slot = Slot.objects.get(matter_id=matter.pk, name="fact.proof")
    assert open_blob(slot) == b"%PDF-1.7 paid"
    assert b"paid" not in bytes(slot.blob)
    assert "付款凭证" in judge.get(f"/matters/{matter.public_id}").content.decode()
    path = f"/matters/{matter.public_id}/sealed/fact.proof"
    assert judge.client.post(path, {}).status_code == 422
    opened = judge.client.post(path, {"purpose": "handle"})
    assert b"".join(opened.streaming_content) == b"%PDF-1.7 paid"
    assert opened["Content-Disposition"].startswith("attachment")
