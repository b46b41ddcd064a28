"""Every kind of page: no axe violation, nothing wider than the screen, at desk and phone width and in large text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def to_matter(page: Page) -> None:
    page.locator("a.do").first.click()


def to_adverse(page: Page) -> None:
    to_matter(page)
    page.get_by_role("link", name=re.compile("转立案执行|终止督促")).first.click()


def to_errors(page: Page) -> None:
    page.goto(page.url.rstrip("/") + "/matters/new/enforcement.urging")
    page.get_by_role("button", name="检查并发起督促").click()
    page.get_by_role("alert").wait_for()


def to_sealed(page: Page) -> None:
    to_matter(page)
    page.locator(".seal a").first.click()


PAGES: dict[str, str | Callable[[Page], None]] = {
    "inbox": "", "list": "matters/", "search without result": "matters/?q=没有这样的事", "new": "matters/new", "filing": "matters/new/enforcement.urging",
    "errors": to_errors, "matter": to_matter, "adverse act": to_adverse, "sealed": to_sealed, "notices": "notices", "me": "me",
    "catalogue": "procedures/", "procedure": "procedures/enforcement.urging", "not found": "matters/aaaaaaaaaaaaaaaa",
}  # fmt: skip


def faults(page: Page) -> list[str]:
    result = Axe().run(page, options=RULES)
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in result.response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"wider than the screen by {wide}"] if wide > 0 else [])


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_page_is_accessible_and_fits(visit: Any, phone: bool) -> None:
    page = visit("审判员", phone=phone).page
    home = page.url
    wrong: dict[str, list[str]] = {}
    for large in (False, True):
        for name, way in PAGES.items():
            page.goto(home + (way if isinstance(way, str) else ""))
            if callable(way):
                way(page)
            if found := faults(page):
                wrong[f"{name}{' large' if large else ''}"] = found
        page.goto(home)
        page.get_by_role("button", name=re.compile("大字|标准字")).click()
    assert not wrong


def test_signing_in_is_accessible_and_fits(chromium: Any, site: str) -> None:
    for width in (320, 390, 1366):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(f"{site}/signin/")
        assert faults(page) == []
        context.close()
