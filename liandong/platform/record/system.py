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


def enter_procedures(law: Law, *, at: datetime | None = None) -> int:
    """Record each procedure that this deployment now runs on, once for each version; return how many were new."""
    moment = at or datetime.now(UTC)
    with transaction.atomic():
        rows = list(EventRow.objects.filter(matter_id=SYSTEM).order_by("seq"))
        known = {row.idem for row in rows}
        seq, prev = (rows[-1].seq, rows[-1].leaf) if rows else (0, FIRST)
        for procedure in law.procedures.values():
            key = f"{procedure.id}@{procedure.version}"
            if key in known:
                continue
            seq += 1
            event = Event(seq, "load_procedure", "system", moment, moment.astimezone(BEIJING).date())
            extra = {"procedure": procedure.id, "sha256": procedure.version}
            written = write_event(
                event, matter_id=SYSTEM, public_id="system", log=settings.DEPLOYMENT.log, prev=prev, proc=key, actor=Actor("system"), hidden=(), extra=extra, idem=key
            )  # fmt: skip
            written.row.save(force_insert=True)
            prev = written.row.leaf
        return seq - len(rows)
