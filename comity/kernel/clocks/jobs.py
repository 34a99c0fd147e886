"""Clocks by the clock: telling what is due, and computing again after a change of calendar."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ..base.models import Tracked
from ..jobs.declare import every, job
from ..jobs.progress import Progress
from ..jobs.queue import enqueue
from .calendars import changed
from .fire import fire_due, fire_timers
from .models import Calendar
from .recompute import recompute

# A Monday morning may bring thousands at once; a tick stays short all the same.
LIMIT, ROUNDS = 250, 4


@every(seconds=10, name="clocks.fire", alone=True)
def fire() -> None:
    """Tell which promises near or pass their end, and take the steps whose time has come."""
    for tell in (fire_due, fire_timers):
        for _round in range(ROUNDS):
            if tell(limit=LIMIT) < LIMIT:
                break


@job("clocks.recompute", title=_("Compute due times again after a change of calendar"), retry=3, long=True)
def recompute_one(progress: Progress, calendar: str) -> dict[str, int]:
    """Bring every clock of a calendar to its present edition; a second run finds nothing to do."""
    return {"clocks": recompute(Calendar.objects.get(pk=calendar), progress)}


@job(
    "clocks.check",
    title=_("Look for due times of an older calendar"),
    every=timedelta(days=1),
    offset=timedelta(hours=3, minutes=10),
    long=True,
)
def check(progress: Progress) -> dict[str, int]:
    """Catch the rare clock that began in the same moment in which its calendar changed."""
    return {"clocks": sum(recompute(calendar, progress) for calendar in Calendar.objects.all())}


def follow_calendar(records: Sequence[Tracked], verb: str) -> None:
    """After a change of calendars or exceptions: their next edition, and the computation asked for.

    Called by `kernel.actions` in the transaction of the change.
    """
    wanted = {getattr(record, "calendar_id", record.pk) for record in records if _matters(record, verb)}
    changed(wanted)
    for calendar in Calendar.objects.filter(pk__in=wanted, definitions__isnull=False).distinct():
        key = f"clocks.recompute:{calendar.pk}:{calendar.edition}"
        enqueue(recompute_one, key=key, calendar=str(calendar.pk))


def _matters(record: Tracked, verb: str) -> bool:
    """Say whether due times may move: not for a new calendar, nor when only what it is called changed."""
    if verb == "add":
        return not isinstance(record, Calendar)
    return verb == "remove" or bool(set(getattr(record, "was", ())) - {"code", "name"})
