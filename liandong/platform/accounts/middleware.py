"""Finds the post for which a signed-in person acts, once for each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from liandong.platform.accounts.acting import postings

CHOSEN = "holding"


class ActingMiddleware:
    """Sets `request.acting` to the chosen post, or to the first; None for visitors and people without a post."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting, request.postings = None, []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            held = postings(request.user, on=timezone.localdate())  # type: ignore[arg-type]
            chosen = request.session.get(CHOSEN)
            request.postings = held  # type: ignore[attr-defined]
            request.acting = next((a for a in held if a.holding == chosen), held[0] if held else None)  # type: ignore[attr-defined]
        return self.get_response(request)
