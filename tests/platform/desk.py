"""A desk in a test: somebody signed in to a post, doing what a browser does."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from liandong.platform.accounts.models import Holding
from liandong.platform.matters.models import Matter

FILING = {
    "f.effective": "true", "f.due_on": "2026-10-30", "f.payable": "true", "f.public_notice": "false", "f.evading": "false", "f.expired": "false",
    "f.amount": "80,000.00", "f.place_basis": "register", "p.creditor.1.kind": "person", "p.creditor.1.name": "周桂兰", "p.creditor.1.phone": "13800002210",
    "p.obligor.1.kind": "person", "p.obligor.1.name": "孙建明", "p.obligor.1.place.text": "长兴洪桥镇 18 号", "p.obligor.1.number": "990101198001010014",
}  # fmt: skip
HIDDEN = re.compile(r'name="(seen|idem)" value="([^"]*)"')


@dataclass
class Desk:
    """One signed-in person. `name` is the demonstration's user name without `demo-`."""

    client: Client

    @classmethod
    def of(cls, name: str, *, body: str = "") -> "Desk":
        rows = Holding.objects.filter(person__username__startswith=f"demo-{name}", post__body__code__contains=body).select_related("person")
        holding = rows.order_by("pk")[0]
        client = Client()
        client.force_login(holding.person, backend="django.contrib.auth.backends.ModelBackend")
        return cls(client)

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def file(self, **changes: Any) -> HttpResponse:
        """Submit the filing form; `changes` overrides fields, with `__` for the dots in their names and None to leave one out."""
        fields = FILING | {"f.due_on": (date.today() - timedelta(days=20)).isoformat()} | {k.replace("__", "."): v for k, v in changes.items()}
        return self.client.post("/matters/new/enforcement.urging", {k: v for k, v in fields.items() if v is not None})

    def filed(self, **changes: Any) -> Matter:
        """File and return the matter."""
        response = self.file(**changes)
        assert response.status_code == 302, errors(response)
        return Matter.objects.get(public_id=response["Location"].rsplit("/", 1)[1])

    def act(self, matter: Matter, action: str, *, seen: int | None = None, query: str = "", **fields: Any) -> HttpResponse:
        """Open the act's page and submit it, as a browser does; `seen` plays a page that was opened earlier."""
        path = f"/matters/{matter.public_id}/acts/{action}"
        page = self.client.get(f"{path}{query}")
        hidden = dict(HIDDEN.findall(page.content.decode()))
        asked = dict(part.split("=") for part in query.lstrip("?").split("&") if part)
        data = hidden | asked | ({"via": "window"} if "role" in asked else {}) | {k.replace("__", "."): v for k, v in fields.items()}
        if seen is not None:
            data["seen"] = str(seen)
        return self.client.post(path, data)

    def did(self, matter: Matter, action: str, *, query: str = "", **fields: Any) -> Matter:
        """Act and return the matter as it stands then."""
        response = self.act(matter, action, query=query, **fields)
        assert response.status_code == 302, (response.status_code, errors(response))
        return Matter.objects.get(pk=matter.pk)


def errors(response: HttpResponse) -> list[str]:
    """Return the sentences that a page shows as wrong."""
    text = response.content.decode()
    return re.findall(r'class="msg err"[^>]*>(?:<svg.*?</svg>)?\s*(.*?)</', text, re.S) + re.findall(
        r'class="refuse.*?<h2[^>]*>(.*?)</h2>', text, re.S
    )


def child_of(matter: Matter, procedure: str) -> Matter:
    """Return the newest child, or grandchild, of this procedure."""
    direct = Matter.objects.filter(parent_id=matter.pk)
    found = direct.filter(procedure=procedure).order_by("-begun_at").first()
    return found or child_of(direct.order_by("-begun_at")[0], procedure)
