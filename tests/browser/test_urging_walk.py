"""Judge, town and village walk one matter through the browser, the village on a phone of 390 pixels."""

import contextlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def day(n: int) -> str:
    return (date.today() + timedelta(days=n)).isoformat()


def choose(page: Page, question: str, answer: str) -> None:
    page.locator("fieldset.q", has=page.locator("legend", has_text=question)).locator("label.opt", has_text=re.compile(rf"^\s*{answer}")).click()


def file_urging(page: Page, place: str, *, scripts: bool = True) -> str:
    """Fill the filing form as a judge does and return the matter's address."""
    page.get_by_role("link", name="登记新事项").first.click()
    page.get_by_role("link", name="执前督促").first.click()
    page.locator('[name="p.creditor.1.name"]').fill("周桂兰")
    page.locator('[name="p.obligor.1.name"]').fill("孙𬱖")
    page.locator('[name="p.obligor.1.place.text"]').fill(place)
    with page.expect_response(re.compile("/place")) if scripts else contextlib.nullcontext():
        page.locator('[name="f.amount"]').fill("80,000")
    page.locator('[name="f.due_on"]').fill(day(-20))
    for question, answer in (("文书已生效", "是"), ("有给付内容", "是"), ("公告送达", "否"), ("正在转移财产", "否"), ("二年申请执行时效已过", "否")):
        choose(page, question, answer)
    choose(page, "户籍地（登记地）依据", "户籍或登记机关")
    page.get_by_role("button", name="检查并发起督促").click()
    page.wait_for_url(re.compile(r"/matters/[a-z2-7]{16}$"))
    return page.url


def submit(page: Page) -> None:
    """Press the form's button and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name="提交").click()


def party_act(page: Page, matter: str, act: str) -> None:
    page.goto(matter)
    page.locator("summary", has_text="当事人在窗口、电话办的").click()
    page.locator("details").get_by_role("link", name=act, exact=True).first.click()


def test_from_judgment_to_village_and_back_until_performed(visit: Visit) -> None:
    judge = visit("审判员").page
    matter = file_urging(judge, "长兴洪桥 洪桥村 18号")
    expect(judge.locator("body")).to_contain_text("孙*")
    expect(judge.locator("body")).to_contain_text("洪桥镇 洪桥村委会")

    town = visit("洪桥镇").page
    town.locator("a.do").filter(has_text="签收").last.click()
    expect(town.locator("body")).to_contain_text("本地目标")
    town.get_by_role("link", name="请村里走访").first.click()
    assert town.locator('[name="f.village"]').input_value() == "village.330522101201"
    submit(town)
    expect(town.locator("body")).to_contain_text("村里走访中")

    village = visit("洪桥村委会", phone=True).page
    before = village.locator("a.quick").count()
    village.locator("a.quick", has_text="写走访结果").last.click()  # four taps: write, met, what was said, send
    village.locator("label.opt", has_text="见到了").click()
    village.locator("label.opt", has_text="愿分期还").click()
    submit(village)
    expect(village.locator("body")).to_contain_text("已办：写走访结果")
    assert village.evaluate("document.documentElement.scrollWidth") <= 390
    village.goto(village.url.split("/matters/")[0] + "/")
    assert village.locator("a.quick").count() == before - 1

    town.goto(town.url.split("/matters/")[0] + "/")
    town.locator("a.do").filter(has_text="村里反馈").last.click()
    town.get_by_role("link", name="反馈法院").first.click()
    submit(town)
    expect(town.locator("body")).to_contain_text("已联系上")

    judge.goto(matter)
    expect(judge.locator("body")).to_contain_text("愿分期还")
    party_act(judge, matter, "提出分期")
    for n, amount in ((1, "30,000"), (2, "30,000"), (3, "20,000")):
        judge.locator(f'[name="i.{n}.due_on"]').fill(day(-20 if n == 3 else 10 * n))  # the third fell due before it was agreed: late at once
        judge.locator(f'[name="i.{n}.amount"]').fill(amount)
    submit(judge)
    party_act(judge, matter, "同意分期")
    judge.locator('[name="f.waived"]').fill("0")
    submit(judge)
    judge.goto(matter)
    judge.get_by_role("link", name="记录分期协议").first.click()
    submit(judge)
    for n in (1, 2, 3):
        party_act(judge, matter, f"一期已付（第 {n} 期）")
        if n == 3:
            expect(judge.locator("body")).to_contain_text("一期已付")
        submit(judge)
        expect(judge.locator("body")).to_contain_text("已办：一期已付")
    expect(judge.locator("body")).to_contain_text("标记到期未付")
    party_act(judge, matter, "分期履行完毕")
    submit(judge)
    expect(judge.locator("body")).to_contain_text("已履行")


def test_the_creditor_insists_and_urging_gives_way(visit: Visit) -> None:
    judge = visit("审判员").page
    matter = file_urging(judge, "李家巷镇")
    party_act(judge, matter, "坚持申请执行")
    submit(judge)
    expect(judge.locator("body")).to_contain_text("已转立案执行")
    filing = visit("立案法官").page
    filing.locator("a.do", has_text="立案").last.click()
    filing.locator(".act a.btn", has_text="立案").click()
    submit(filing)
    expect(filing.locator("body")).to_contain_text("已立案执行")


def test_two_people_on_one_matter_the_second_keeps_what_was_typed(visit: Visit) -> None:
    judge, second = visit("审判员甲").page, visit("审判员乙").page
    matter = file_urging(judge, "夹浦镇")
    second.goto(f"{matter}/acts/refer")
    second.locator('[name="f.reasons"]').fill("义务人正在转让名下车辆，有登记为证。")
    choose(second, "正在转移财产", "是")
    choose(second, "债权人已申请执行", "是")
    judge.goto(f"{matter}/acts/promise")
    submit(judge)
    submit(second)
    expect(second.locator("body")).to_contain_text("刚办了“承诺履行”")
    assert second.locator('[name="f.reasons"]').input_value() == "义务人正在转让名下车辆，有登记为证。"
    submit(second)
    expect(second.locator("body")).to_contain_text("已转立案执行")


def test_wrong_input_is_listed_on_top_and_nothing_is_lost(visit: Visit) -> None:
    page = visit("审判员").page
    page.goto(page.url + "matters/new/enforcement.urging")
    page.locator('[name="p.creditor.1.name"]').fill("阿依努尔·买买提")
    page.locator('[name="p.obligor.1.place.text"]').fill("安吉县递铺街道")
    page.locator('[name="f.due_on"]').fill("2026-02-30")
    page.get_by_role("button", name="检查并发起督促").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("没有 2026年2月30日 这一天")
    expect(summary).to_contain_text("不在长兴县")
    assert page.locator('[name="p.creditor.1.name"]').input_value() == "阿依努尔·买买提"
    assert page.title().startswith("问题")


def test_everything_works_before_any_script(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/signin/")
    page.locator("button.post", has_text="审判员").first.click()
    assert file_urging(page, "林城镇", scripts=False).startswith(site)
    context.close()
