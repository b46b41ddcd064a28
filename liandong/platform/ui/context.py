"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from liandong.platform.matters.models import Hand
from liandong.platform.ui.chips import WEEKDAYS


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return the frame: whether this is a demonstration, who acts, how much waits, the time in Beijing."""
    acting = getattr(request, "acting", None)
    moment = timezone.localtime()
    return {
        "demo": settings.DEPLOYMENT.demo,
        "deployment": settings.DEPLOYMENT,
        "acting": acting,
        "counts": {"inbox": Hand.objects.filter(body=acting.body, post=acting.post, turn=True).count() if acting else 0},
        "now_words": f"{moment.year}年{moment.month}月{moment.day}日（周{WEEKDAYS[moment.weekday()]}）{moment:%H:%M}",
        "elder": request.COOKIES.get("elder") == "1",
        "current": getattr(request, "current", ""),
    }
