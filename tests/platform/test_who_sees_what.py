"""One predicate: list, search, count and page show a post what it takes part in, and nothing else."""

from datetime import date

import pytest

from liandong.platform.matters.models import Hand
from liandong.platform.record.models import Reading
from tests.platform.desk import Desk, child_of


@pytest.mark.guardrail
def test_guardrails_b2_names_are_masked_until_a_purpose_is_named() -> None:
    judge = Desk.of("judge")
    matter = judge.filed(p__obligor__1__name="孙建明")
    path = f"/matters/{matter.public_id}/sealed/obligor.1.name"
    for page in (f"/matters/{matter.public_id}", "/", "/matters/", path):
        assert "孙建明" not in judge.get(page).content.decode()
    assert judge.client.post(path, {}).status_code == 422
    assert Reading.objects.count() == 0
    shown = judge.client.post(path, {"purpose": "service"})
    assert "孙建明" in shown.content.decode()
    reading = Reading.objects.get()
    assert (reading.name, reading.purpose, reading.post) == ("obligor.1.name", "service", "trial_judge")
    assert "送达文书" in judge.get(f"/matters/{matter.public_id}/readings").content.decode()


def test_a_town_sees_its_task_and_neither_the_courts_matter_nor_another_towns() -> None:
    judge = Desk.of("judge")
    mine = judge.filed(p__obligor__1__place="330522101", p__obligor__1__place__text="")
    other = judge.filed(p__obligor__1__place="330522102", p__obligor__1__place__text="")
    town = Desk.of("town", body="330522101")
    listed = town.get("/matters/").content.decode()
    assert child_of(mine, "enforcement.town_help").public_id in listed
    for hidden in (mine, other, child_of(other, "enforcement.town_help")):
        assert hidden.public_id not in listed
        assert hidden.public_id not in town.get(f"/matters/?q={hidden.number}").content.decode()


def test_search_finds_a_whole_name_only_among_ones_own_matters() -> None:
    judge = Desk.of("judge")
    matter = judge.filed(p__obligor__1__name="欧阳查找")
    assert matter.public_id in judge.get("/matters/?q=欧阳查找").content.decode()
    assert matter.public_id not in judge.get("/matters/?q=欧阳").content.decode()
    assert matter.public_id not in Desk.of("centre").get("/matters/?q=欧阳查找").content.decode()


def test_the_inbox_count_is_the_inbox() -> None:
    judge = Desk.of("judge")
    judge.filed(p__obligor__1__place="330522101", p__obligor__1__place__text="")
    town = Desk.of("town", body="330522101")
    page = town.get("/").content.decode()
    assert page.count('class="it') == Hand.objects.filter(body="town.330522101", turn=True).count()


def test_a_visitor_signs_in_first() -> None:
    from django.test import Client

    for path in ("/", "/matters/", "/matters/new", "/matters/abc"):
        assert Client().get(path)["Location"].startswith("/signin/")


def test_the_law_is_open_to_everybody() -> None:
    from django.test import Client

    assert "申请执行时效" in Client().get("/procedures/enforcement.urging").content.decode()


def test_a_demonstration_says_so_on_every_page() -> None:
    from django.test import Client

    assert "演示环境" in Client().get("/signin/").content.decode()
    judge = Desk.of("judge")
    matter = judge.filed()
    for path in (
        "/",
        "/matters/",
        "/matters/new",
        "/procedures/",
        f"/matters/{matter.public_id}",
        f"/matters/{matter.public_id}/acts/promise",
        "/me",
    ):
        assert "演示环境" in judge.get(path).content.decode(), path


def test_a_demonstration_post_is_entered_with_one_click() -> None:
    from django.test import Client

    from liandong.platform.accounts.models import Holding

    client = Client()
    holding = Holding.objects.get(person__username="demo-judge")
    assert client.post("/demo/enter", {"post": str(holding.pk)})["Location"] == "/"
    assert client.post("/demo/enter", {"post": "x"}).status_code == 404
    assert "我的待办" in client.get("/").content.decode()


def test_a_person_signs_in_with_a_password_and_a_wrong_one_gets_a_sentence() -> None:
    from django.test import Client

    from liandong.platform.accounts.bodies import appoint
    from liandong.platform.accounts.models import Person

    person = Person.objects.create_user("zhang", password="correct horse battery")
    appoint(person, body="court.330522", post="trial_judge", since=date(2020, 1, 1))
    client = Client()
    wrong = client.post("/signin/", {"login": "zhang", "password": "wrong"})
    assert wrong.status_code == 200
    assert "没有登录成功" in wrong.content.decode()
    assert client.post("/signin/", {"login": "zhang", "password": "correct horse battery"}).status_code == 302
    assert "我的待办" in client.get("/").content.decode()


def test_one_person_with_two_posts_sees_each_posts_matters_apart() -> None:
    from liandong.platform.accounts.bodies import appoint
    from liandong.platform.accounts.models import Holding, Person

    judge = Desk.of("judge")
    matter = judge.filed()
    town = Desk.of("town", body="330522102")
    person = Person.objects.get(holdings__post__body="town.330522102")
    second = appoint(person, body="court.330522", post="trial_judge", since=date(2020, 1, 1))
    assert matter.public_id not in town.get("/matters/").content.decode()
    assert town.client.post("/me", {"id": str(second.pk)}).status_code == 302
    assert matter.public_id in town.get("/matters/").content.decode()
    Holding.objects.filter(pk=second.pk).update(until=date(2020, 2, 1))
    assert matter.public_id not in town.get("/matters/").content.decode()


@pytest.mark.guardrail
def test_guardrails_e3_nothing_stands_chosen_in_an_act_against_somebody() -> None:
    judge = Desk.of("judge")
    page = judge.get(f"/matters/{judge.filed().public_id}/acts/refer").content.decode()
    assert 'type="radio"' in page
    assert " checked" not in page
    assert "对当事人不利" in page


def test_a_post_reads_what_it_was_told_and_nobody_elses() -> None:
    judge = Desk.of("judge")
    matter = judge.filed(p__obligor__1__place="330522101", p__obligor__1__place__text="")
    task = child_of(matter, "enforcement.town_help")
    assert task.public_id in Desk.of("town", body="330522101").get("/notices").content.decode()
    assert task.public_id not in Desk.of("town", body="330522102").get("/notices").content.decode()


def test_guessing_a_password_is_slowed_and_the_office_is_not_locked_out() -> None:
    from django.test import Client

    from liandong.platform.accounts.models import Person

    Person.objects.create_user("li", password="correct horse battery")
    attacker, owner = Client(REMOTE_ADDR="10.0.0.9"), Client(REMOTE_ADDR="10.0.0.1")
    answers = [attacker.post("/signin/", {"login": "li", "password": f"guess {n}"}) for n in range(10)]
    assert {a.status_code for a in answers} <= {200, 429}
    assert answers[-1].status_code == 429
    assert "演示环境" in answers[-1].content.decode()
    assert owner.post("/signin/", {"login": "li", "password": "correct horse battery"}).status_code == 302


def test_signing_out_takes_a_press_and_no_foreign_account_pages_are_served() -> None:
    judge = Desk.of("judge")
    assert judge.get("/accounts/logout/").status_code == 405
    assert judge.get("/").status_code == 200
    for page in ("signup/", "login/", "password/reset/", "email/", "2fa/"):
        assert judge.get(f"/accounts/{page}").status_code == 404, page
    assert judge.client.post("/accounts/logout/").status_code == 302
    assert judge.get("/")["Location"].startswith("/signin/")
