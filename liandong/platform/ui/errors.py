"""The pages for what cannot be shown: plain sentences, no trace, no hint of what exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=400)


def our_fault(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
