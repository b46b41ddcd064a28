"""What every page is protected by: a strict content policy, and a sentence instead of a stack trace."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liandong.core.refusal import GuardError, NotFound, Refusal

log = logging.getLogger("liandong")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"


class SafetyMiddleware:
    """Adds the content policy, and turns a refusal that no view caught into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show what may not be seen and what is not there in the same words; name any other refusal."""
        request.current = ""  # type: ignore[attr-defined]
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(exception, GuardError):
            log.error("guard could not be judged: %s", exception.data)
        if isinstance(exception, Refusal):
            return render(request, "refused.html", {"refusal": exception}, status=422)
        return None
