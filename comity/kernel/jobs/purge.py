"""What is done is kept for a while, then removed; a failure is kept longer, a key longest."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..base.moment import now
from ..people.devices import tidy
from .declare import job
from .models import Job, State
from .progress import Progress

DONE = timedelta(days=14)
FAILED = timedelta(days=90)
KEYED = timedelta(days=400)  # as long as its row is there, a key prevents a second job
PART = 1_000  # rows a transaction


def out_of_date() -> "QuerySet[Job]":
    """Return the jobs that the policy no longer keeps."""
    moment = now()
    quiet = Job.objects.filter(state__in=(State.DONE, State.CANCELLED), key=None, ended_at__lt=moment - DONE)
    scheduled = Job.objects.filter(state=State.DONE, key__contains="@", ended_at__lt=moment - DONE)
    failed = Job.objects.filter(state=State.FAILED, key=None, ended_at__lt=moment - FAILED)
    keyed = Job.objects.filter(
        state__in=(State.DONE, State.CANCELLED, State.FAILED), ended_at__lt=moment - KEYED
    )
    return quiet | scheduled | failed | keyed


@job(
    "jobs.purge",
    title=_("Remove old jobs from the list"),
    every=timedelta(days=1),
    offset=timedelta(hours=2, minutes=20),
)
def purge(progress: Progress) -> dict[str, int]:
    """Remove what the policy no longer keeps, in short transactions."""
    count = 0
    while ids := list(out_of_date().values_list("pk", flat=True)[:PART]):
        Job.objects.filter(pk__in=ids).delete()
        count += len(ids)
        progress(count)
    return {"removed": count}


@job(
    "people.tidy",
    title=_("Forget sessions that are over"),
    every=timedelta(days=1),
    offset=timedelta(hours=2, minutes=40),
)
def forget_sessions(progress: Progress) -> dict[str, int]:
    """Remove sessions past their end; people stand below jobs, so the clock reaches down to them."""
    return {"removed": tidy()}
