"""What people may do with jobs: see, cancel, try again. Their own, or all with the right to administer."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from ..access.scope import Scope
from ..audit import journal
from ..base.errors import Refused
from ..base.moment import now
from ..people.models import Person
from .declare import declared
from .models import Job, State

KIND = "jobs.job"


def sees_all(scope: Scope) -> bool:
    """Say whether the reader administers jobs."""
    return scope.holds("administer", KIND) is not None


def visible(person: Person | None, scope: Scope) -> "QuerySet[Job]":
    """Return the jobs that a person may see: all for administrators, one's own for everybody else."""
    if person is None:
        return Job.objects.none()
    rows = Job.objects.select_related("person")
    return rows if sees_all(scope) else rows.filter(person=person)


def cancel(person: Person, job: Job) -> None:
    """End a waiting job at once; ask a running one to end at its next step."""
    with journal.writing(person):
        _note(job.pk, "cancel", job.name)
        waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
        if waiting.update(state=State.CANCELLED, ended_at=now(), cancel_asked=True):
            return
        if not Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True):
            raise Refused(_("This job has already ended, so there is nothing to cancel."))


def again(person: Person, job: Job) -> None:
    """Let a failed or cancelled job wait anew, with as many tries as a new one has."""
    found = declared.get(job.name)
    if found is None:
        raise Refused(_("This kind of work no longer exists, so it cannot be tried again."))
    with journal.writing(person):
        _note(job.pk, "again", job.name)
        ended = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED))
        fresh: dict[str, Any] = {"run_after": now(), "ended_at": None, "cancel_asked": False, "sent_at": None}
        # Tries are never counted back: their number is what fences off an earlier holder.
        tries = F("tries") + found.retry.times + 1
        if not ended.update(state=State.WAITING, error="", trace="", worker="", max_tries=tries, **fresh):
            raise Refused(_("Only a job that failed or was cancelled can be tried again."))


def _note(id: UUID, verb: str, name: str) -> None:
    journal.record(KIND, id, verb, after={"name": name})
