"""Ids and running numbers. A number comes from a locked counter row, so no two matters ever share one."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db.models import F

from liandong.core.procedure import Procedure
from liandong.core.time_limit import BEIJING
from liandong.platform.accounts.bodies import court_code
from liandong.platform.matters.models import Counter


def new_id(at: datetime, *, key: str | None = None) -> UUID:
    """Return a UUIDv7; with an idempotency key always the same one, so that a repeated filing meets its own primary key."""
    if key is not None:
        random = hashlib.sha256(key.encode()).digest()
        stamp = random[16:22]
    else:
        random, stamp = secrets.token_bytes(16), int(at.timestamp() * 1000).to_bytes(6, "big")
    raw = bytearray(stamp + random[:10])
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))


def draw(procedure: Procedure, *, division: str, at: datetime) -> str:
    """Return the next number of the procedure's series in this division and year; empty when it has none."""
    series = procedure.file.number
    if series is None:
        return ""
    year = at.astimezone(BEIJING).year
    key = f"{series}|{division}|{year}"
    if not Counter.objects.filter(key=key).update(n=F("n") + 1):
        Counter.objects.bulk_create([Counter(key=key, n=0)], ignore_conflicts=True)
        Counter.objects.filter(key=key).update(n=F("n") + 1)
    n = Counter.objects.values_list("n", flat=True).get(key=key)  # the row stays locked until this transaction ends
    return series.format(year=year, court=court_code(division), n=n)
