"""A real Chromium against the real server on a county of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Make the demonstration county and serve it, as `make run` does."""
    home = tmp_path_factory.mktemp("home")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")} | {"LIANDONG_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "liandong", "init", "330522", "--demo"], env=environment, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with (Path(home) / "log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "liandong", "serve", "--port", port], env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/signin/")
        yield address
        server.terminate()
        server.wait(10)


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the server did not start")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody at a screen: signs in to a demonstration post with one click."""

    def __init__(self, chromium: Browser, site: str, *, phone: bool = False) -> None:
        size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
        self.context: BrowserContext = chromium.new_context(viewport=size, is_mobile=phone, has_touch=phone)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.site = site
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", lambda r: self.faults.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        self.page.on("console", lambda m: self.faults.append(m.text) if "Content Security Policy" in m.text else None)

    def enter(self, post: str) -> "Visitor":
        """Sign in to the first demonstration post whose button carries this text."""
        self.page.goto(f"{self.site}/signin/")
        self.page.locator("button.post", has_text=post).first.click()
        self.page.wait_for_url(f"{self.site}/")
        return self

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[object]:
    """Return a way to open screens; they all close after the test, and none may have met a fault."""
    opened: list[Visitor] = []

    def visit(post: str, *, phone: bool = False) -> Visitor:
        opened.append(Visitor(chromium, site, phone=phone).enter(post))
        return opened[-1]

    yield visit
    for visitor in opened:
        visitor.context.close()
    assert not [fault for visitor in opened for fault in visitor.faults]
