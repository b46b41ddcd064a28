"""Renders every page with invented content into var/gallery and photographs it, so that a designer can look at all states at once.

python tools/gallery.py             write the pages
python tools/gallery.py --shoot     write them, photograph them at 390 and 1366, and check them with axe
"""

import argparse
import functools
import http.server
import sys
import threading
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "gallery"
APPS = ("ui", "matters", "catalogue", "accounts")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'"
WIDTHS = {"desk": 1366, "phone": 390}


def _nowhere(request: HttpRequest, **_: Any) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("matters/<str:public_id>", _nowhere, name="matter"),
    path("matters/<str:public_id>/acts/<str:action_id>", _nowhere, name="act"),
    path("matters/<str:public_id>/readings", _nowhere, name="readings"),
    path("matters/<str:public_id>/seen", _nowhere, name="seen"),
    path("countersign/<str:draft_id>", _nowhere, name="countersign"),
    path("accounts/logout/", _nowhere, name="account_logout"),
    path("procedures/<str:procedure_id>", _nowhere, name="procedure"),
]


def set_up() -> None:
    """Configure Django with nothing but the templates."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    settings.configure(
        ROOT_URLCONF="gallery",
        STATIC_URL="/static/",
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
        SECRET_KEY="gallery",
        INSTALLED_APPS=["django.contrib.staticfiles", "liandong.platform.ui"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "liandong" / "platform" / app / "templates" for app in APPS],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"], "string_if_invalid": ""},
            }
        ],
    )
    django.setup()


def write() -> list[str]:
    """Render every page; return their names."""
    from gallery_content import FRAME
    from gallery_forms import pages

    (OUT / "static").mkdir(parents=True, exist_ok=True)
    link = OUT / "static" / "ui"
    if not link.is_symlink():
        link.symlink_to(ROOT / "liandong" / "platform" / "ui" / "static" / "ui")
    names = []
    for name, (template, context) in pages().items():
        request = RequestFactory().get("/")
        html = render_to_string(template, {**FRAME, **context}, request=request)
        (OUT / f"{name}.html").write_text(html, encoding="utf-8")
        if not template.rpartition("/")[2].startswith("_"):  # a fragment is no page
            names.append(name)
    return names


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the gallery under the product's own content policy, so that an inline style would show itself here."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: only the pictures matter."""


def shoot(names: list[str], *, chromium: str, only: str, axe: bool) -> int:
    """Photograph the pages at both widths; return how many faults were found."""
    from playwright.sync_api import sync_playwright

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(OUT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium or None, args=["--no-sandbox", "--disable-gpu"])
        for kind, width in WIDTHS.items():
            page = browser.new_page(
                viewport={"width": width, "height": 844 if kind == "phone" else 768}, device_scale_factor=2 if kind == "phone" else 1
            )
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
            for name in names:
                if only and only not in name:
                    continue
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                page.wait_for_timeout(60)
                page.screenshot(path=str(OUT / f"{name}-{kind}.png"), full_page=True)
                found = [f"console: {text}" for text in said] + _wide(page) + (_axe(page) if axe else [])
                said.clear()
                faults += len(found)
                for line in found:
                    print(f"{name} {kind}: {line}")
            page.close()
        browser.close()
    server.shutdown()
    return faults


def _wide(page: Any) -> list[str]:
    """Return what makes the page scroll sideways, and on phones the targets that are too small for a thumb."""
    script = """() => {
      const out = [], width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > width) out.push('scrolls sideways');
      if (width < 768) document.querySelectorAll('a,button,summary,input:not([type=hidden]),select,textarea').forEach(el => {
        const box = (el.closest('label') && /radio|checkbox/.test(el.type) ? el.closest('label') : el).getBoundingClientRect();
        if (!box.width || el.matches('.skip,.cite,.do,p a,h2 a,.esum a')) return;
        if (box.height < 47.5) out.push('small target ' + Math.round(box.height) + ' ' + (el.textContent.trim().slice(0, 20) || el.id));
      });
      return out;
    }"""
    return list(page.evaluate(script))


def _axe(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.context.add_init_script("")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"axe {v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found]


def main() -> int:
    """Write the gallery and, if asked, photograph it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shoot", action="store_true", help="photograph every page")
    parser.add_argument("--axe", action="store_true", help="check accessibility with axe too")
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser; empty for Playwright's own")
    wanted = parser.parse_args()
    set_up()
    names = write()
    print(f"{len(names)} pages in {OUT.relative_to(ROOT)}")
    return 1 if wanted.shoot and shoot(names, chromium=wanted.chromium, only=wanted.only, axe=wanted.axe) else 0


if __name__ == "__main__":
    raise SystemExit(main())
