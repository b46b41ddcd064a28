"""Bad input: each a clear sentence, nothing typed is lost, nothing stored, never a 500."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from liandong.platform.matters.models import Matter
from liandong.platform.record.models import Event
from tests.platform.desk import Desk, child_of

TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

VARYING = re.compile(r'name="(csrfmiddlewaretoken|back)" value="[^"]*"|\d\d:\d\d')

CASES = [
    ("30 February", {"f__due_on": "2026-02-30"}, "没有 2026年2月30日 这一天"),
    ("a day in words", {"f__due_on": "上个月底"}, "请写成 2026-01-05"),
    ("a judgment whose time to pay ends tomorrow", {"f__due_on": TOMORROW}, "履行期限还没有过，现在不能发起督促"),
    ("an address in another county", {"p__obligor__1__place__text": "安吉县递铺街道"}, "不在长兴县"),
    ("an address with no town", {"p__obligor__1__place__text": "长兴县"}, "请写上镇（街道）和村"),
    ("an address nobody knows", {"p__obligor__1__place__text": "桃花源里"}, "没有认出这个地方"),
    ("no address", {"p__obligor__1__place__text": ""}, "写上户籍地或登记地"),
    ("a negative amount", {"f__amount": "-1"}, "不能是负数"),
    ("an amount in floating point", {"f__amount": "1e30"}, "请写成数字"),
    ("an amount beyond reason", {"f__amount": "9" * 18}, "太大了"),
    ("no amount", {"f__amount": ""}, "写上“债权数额”"),
    ("control characters", {"p__obligor__1__name": "孙\x07建明"}, "看不见的控制字符，已替您去掉"),
    ("a NUL", {"p__obligor__1__name": "孙\x00建明"}, "看不见的控制字符"),
    ("a name of two lines", {"p__obligor__1__name": "孙\n建明"}, "只能写一行"),
    ("a name of 300 characters", {"p__obligor__1__name": "孙" * 300}, "最多 200 字"),
    ("no name", {"p__obligor__1__name": ""}, "写上义务人姓名或名称"),
    ("a wrong check character", {"p__obligor__1__number": "990101198001010015"}, "18"),
    ("an old number of 15 digits", {"p__obligor__1__number": "990101800101001"}, "15"),
    ("not chosen", {"f__effective": None}, "选一下“文书已生效”"),
    ("a choice that does not exist", {"f__place_basis": "rumour"}, "要从这些里选"),
]


@pytest.mark.parametrize(("name", "change", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_a_clear_sentence_and_nothing_lost(name: str, change: dict[str, str | None], sentence: str) -> None:
    before = Matter.objects.count()
    response = Desk.of("judge").file(**change)
    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert "周桂兰" in text
    assert 'role="alert"' in text
    assert Matter.objects.count() == before


def test_two_faults_are_shown_at_once() -> None:
    text = Desk.of("judge").file(f__due_on=TOMORROW, p__obligor__1__place__text="桃花源里").content.decode()
    assert "履行期限还没有过" in text
    assert "没有认出这个地方" in text
    assert "最早可以在" in text


@pytest.mark.parametrize("name", ["孙𬱖", "阿依努尔·买买提", "䶮", "O'Brien <b>&amp;", "‮反向"])
def test_rare_and_foreign_names_are_kept_as_typed(name: str) -> None:
    from liandong.platform.record.models import Slot
    from liandong.platform.record.writer import open_slot

    matter = Desk.of("judge").filed(p__obligor__1__name=name)
    assert open_slot(Slot.objects.get(matter_id=matter.pk, name="obligor.1.name")) == name
    assert Desk.of("judge").get(f"/matters/{matter.public_id}").status_code == 200


def test_somebody_elses_matter_looks_like_none() -> None:
    matter = Desk.of("judge").filed(p__obligor__1__place="330522101")
    stranger = Desk.of("town", body="330522102")
    town = child_of(matter, "enforcement.town_help")
    bodies = []
    for public_id in (matter.public_id, town.public_id, "a" * 16, str(uuid.uuid4())):
        for path in ("", "/acts/answer", "/readings", "/sealed/obligor.1.name"):
            response = stranger.get(f"/matters/{public_id}{path}")
            assert response.status_code == 404
            bodies.append(VARYING.sub("", response.content.decode()))
    assert len(set(bodies)) == 1


def test_a_stale_page_gets_409_and_keeps_what_was_typed() -> None:
    judge, second = Desk.of("judge"), Desk.of("second")
    matter = judge.filed()
    judge.did(matter, "promise")
    response = second.act(matter, "refer", seen=1, f__reasons="义务人正在转让名下车辆，有登记为证。", f__evading="true", f__applied="true")
    text = response.content.decode()
    assert response.status_code == 409
    assert "义务人正在转让名下车辆，有登记为证。" in text
    assert "刚办了“承诺履行”" in text
    assert Event.objects.filter(matter_id=matter.pk).count() == 2
    fresh = second.act(matter, "refer", f__reasons="义务人正在转让名下车辆，有登记为证。", f__evading="true", f__applied="true")
    assert fresh.status_code == 302


def test_a_repeated_submission_is_one_matter() -> None:
    judge = Desk.of("judge")
    first, again = judge.file(idem="k" * 32), judge.file(idem="k" * 32)
    assert first["Location"] == again["Location"]


def test_a_repeated_act_is_one_event() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    for _ in range(2):
        assert judge.act(matter, "promise", seen=1, idem="same" * 8).status_code == 302
    assert Event.objects.filter(matter_id=matter.pk, act="promise").count() == 1


def test_a_refused_act_keeps_the_form_and_names_the_reason() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    response = judge.act(matter, "refer", f__reasons="债权人催得急，想早点立案处理。", f__evading="false", f__applied="true")
    text = response.content.decode()
    assert response.status_code == 422
    assert "督促期没有满" in text
    assert "债权人催得急" in text


def test_an_unknown_act_is_a_sentence() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    response = judge.get(f"/matters/{matter.public_id}/acts/list_dishonest")
    assert response.status_code == 422
    assert "没有“list_dishonest”这一步" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/matters/new/no.such",
        "/procedures/no.such",
        "/matters/?page=-1",
        "/matters/?page=²",
        "/matters/?q=%00",
        "/place?q=%00",
        "/place",
        "/countersign/x",
    ],
)
def test_odd_addresses_never_end_in_500(path: str) -> None:
    assert Desk.of("judge").get(path).status_code in (200, 404, 422)


def test_a_draft_comes_back_and_is_sealed() -> None:
    from liandong.platform.matters.models import Draft

    judge = Desk.of("judge")
    judge.client.post("/drafts?page=file/enforcement.urging", {"p.obligor.1.name": "草稿里的人", "f.amount": "123"})
    assert "草稿里的人" in judge.get("/matters/new/enforcement.urging").content.decode()
    assert "草稿里的人" not in Desk.of("second").get("/matters/new/enforcement.urging").content.decode()
    assert all("草稿里的人".encode() not in bytes(row.sealed) for row in Draft.objects.all())


def test_today_is_not_yet_due() -> None:
    assert "履行期限还没有过" in Desk.of("judge").file(f__due_on=date.today().isoformat()).content.decode()
