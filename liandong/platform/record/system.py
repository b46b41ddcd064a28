"""Events that belong to no matter stand in one system matter of the deployment."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liandong.core.law import Law
from liandong.core.matter import Event
from liandong.core.record import FIRST, Actor
from liandong.core.time_limit import BEIJING
from liandong.platform.record.models import Event as EventRow
from liandong.platform.record.writer import write_event

SYSTEM = UUID(int=0)


def enter_law(law: Law, *, at: datetime | None = None) -> tuple[int, int]:
    """Record each procedure and each calendar year that this deployment now runs on, once for each version.

    Return how many procedures and how many years were new or changed: after a changed year the clocks must be recounted.
    """
    moment = at or datetime.now(UTC)
    procedures = [("load_procedure", f"{p.id}@{p.version}", {"procedure": p.id, "hash": p.version}) for p in law.procedures.values()]
    years = [("load_calendar", f"calendar.{year}@{hash}", {"year": year, "hash": hash}) for year, hash in law.days.versions().items()]
    with transaction.atomic():
        rows = list(EventRow.objects.filter(matter_id=SYSTEM).order_by("seq"))
        known = {row.idem for row in rows}
        seq, prev = (rows[-1].seq, rows[-1].leaf) if rows else (0, FIRST)
        fresh = [entry for entry in (*procedures, *years) if entry[1] not in known]
        for act, key, extra in fresh:
            seq += 1
            event = Event(seq, act, "system", moment, moment.astimezone(BEIJING).date())
            written = write_event(
                event,
                matter_id=SYSTEM,
                public_id="system",
                log=settings.DEPLOYMENT.log,
                prev=prev,
                proc=key,
                actor=Actor("system"),
                hidden=(),
                extra=extra,
                idem=key,
            )
            written.row.save(force_insert=True)
            prev = written.row.leaf
    return sum(act == "load_procedure" for act, _, _ in fresh), sum(act == "load_calendar" for act, _, _ in fresh)
