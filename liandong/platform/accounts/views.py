"""Signing in to a post: the demonstration's one-click posts, and changing between one's own posts."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from liandong.core.refusal import NotFound
from liandong.platform.accounts.acting import postings
from liandong.platform.accounts.bodies import body_types
from liandong.platform.accounts.middleware import CHOSEN
from liandong.platform.accounts.models import Holding

GROUPS = (("法院和县中心", ("court", "county_centre")), ("镇（街道）", ("town",)), ("村（社区）", ("village",)))


def demo_posts() -> list[dict[str, object]]:
    """Return the demonstration's posts by kind of body, for the sign-in page; none in a real deployment."""
    if not settings.DEPLOYMENT.demo:
        return []
    rows = list(Holding.objects.filter(person__username__startswith="demo-").select_related("post__body", "person").order_by("pk"))
    return [
        {
            "title": title,
            "posts": [
                {
                    "id": row.pk,
                    "glyph": body_types()[row.post.body.type]["glyph"],
                    "zh": row.post.zh,
                    "note": f"{row.post.body.zh} · {row.person.first_name.removeprefix('演示')}",
                }
                for row in rows
                if row.post.body.type in types
            ],
        }
        for title, types in GROUPS
    ]


@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in to a post of the demonstration with one click."""
    id = request.POST.get("post", "")
    row = Holding.objects.filter(pk=id, person__username__startswith="demo-").select_related("person").first() if id.isdigit() else None
    if not settings.DEPLOYMENT.demo or row is None:
        raise NotFound
    login(request, row.person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[CHOSEN] = row.pk
    return redirect("inbox")


def me(request: HttpRequest) -> HttpResponse:
    """Show one's posts, and change to another."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    held = postings(request.user, on=timezone.localdate())  # type: ignore[arg-type]
    if request.method == "POST":
        chosen = next((a for a in held if str(a.holding) == request.POST.get("id")), None)
        if chosen is None:
            raise NotFound
        request.session[CHOSEN] = chosen.holding
        return redirect("inbox")
    return render(request, "accounts/me.html", {"posts": held})


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Turn large text on or off, remembered in a cookie."""
    back = request.POST.get("back", "")
    response = redirect(back if back.startswith("/") and not back.startswith("//") else reverse("inbox"))
    response.set_cookie("elder", "" if request.COOKIES.get("elder") == "1" else "1", max_age=31_536_000, samesite="Lax")
    return response
