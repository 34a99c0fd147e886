"""The queue on the table: asking for work, claiming it, ending it. Every step is one short transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from ..base.ids import uuid7
from ..base.moment import now
from ..people.models import Person
from .declare import Declared, declared
from .models import Job, State

LEASE = timedelta(seconds=60)  # a dead worker's jobs are taken over after at most this long
LIVES = 3  # so often may workers die over one job before it counts as failed


def enqueue(
    job: Declared | str,
    /,
    *,
    person: Person | None = None,
    key: str | None = None,
    after: datetime | timedelta | None = None,
    **arguments: Any,
) -> Job:
    """Ask for work in the transaction of the caller: if that is rolled back, nobody has asked.

    A job with the same `key`, waiting or long done, is returned instead of a second one. `after` is a
    moment or a wait. Arguments are JSON: keys and dates arrive as strings.
    """
    found = declared[job] if isinstance(job, str) else job
    moment = now()
    when = moment + after if isinstance(after, timedelta) else after or moment
    made = Job(
        id=uuid7(), name=found.name, arguments=arguments, key=key, person=person, run_after=when,
        max_tries=found.retry.times + 1, created_at=moment,
    )  # fmt: skip
    send = bool(settings.COMITY_BROKER_URL) and when <= moment
    made.sent_at = moment if send else None
    if key is None:
        made.save(force_insert=True)
    else:
        # No exception on a conflict, because on PostgreSQL it would spoil the caller's transaction.
        Job.objects.bulk_create([made], ignore_conflicts=True)
        there = Job.objects.get(key=key)
        if there.pk != made.pk:
            return there
    if send:
        from .broker import send_soon

        send_soon(made.pk)
    return made


def due(names: Collection[str]) -> Any:
    """Return the jobs that could be taken now, in the order in which they are."""
    rows = Job.objects.filter(state=State.WAITING, run_after__lte=now(), name__in=names)
    return rows.order_by("run_after", "id")


def claim(
    worker: str, names: Collection[str], only: UUID | None = None, lease: timedelta = LEASE
) -> Job | None:
    """Take the next job, or the job `only`, for `worker`; None when there is none to be had."""
    rows = due(names).filter(pk=only) if only else due(names)
    # Looking first is free; on SQLite the transaction below takes the one write lock.
    if not rows.exists():
        return None
    with transaction.atomic():
        found = rows.select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        moment = now()
        taken = Job.objects.filter(pk=found.pk, state=State.WAITING).update(
            state=State.RUNNING, worker=worker, lease_until=moment + lease, tries=F("tries") + 1,
            started_at=moment, ended_at=None, progressed_at=None, done=0, total=None, message="",
        )  # fmt: skip
    return (
        Job.objects.select_related("person__account", "person__station").get(pk=found.pk) if taken else None
    )


def held(job: Job) -> Any:
    """Return the row of a job as long as its holder still has it; the number of the try is the fence."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, tries=job.tries)


def renew(ids: Collection[UUID], worker: str, lease: timedelta = LEASE) -> int:
    """Say that the worker lives and still does these jobs; one statement."""
    rows = Job.objects.filter(pk__in=ids, state=State.RUNNING, worker=worker)
    return rows.update(lease_until=now() + lease)


def finish(job: Job, state: State, **values: Any) -> bool:
    """End a job; False when it was no longer this holder's to end."""
    return bool(held(job).update(state=state, ended_at=now(), lease_until=None, **values))


def put_back(job: Job, wait: timedelta = timedelta(), **values: Any) -> bool:
    """Let a held job wait again, for `wait` at least."""
    return bool(
        held(job).update(
            state=State.WAITING, run_after=now() + wait, lease_until=None, worker="", sent_at=None, **values
        )
    )


def recover(which: Q, mine: Collection[UUID] = ()) -> int:
    """Take back running jobs whose holder is gone; those that have used up their tries fail instead."""
    gone = Job.objects.filter(which, state=State.RUNNING).exclude(pk__in=list(mine))
    if not gone.exists():
        return 0
    said = {"lease_until": None, "trace": "The worker ended without finishing this job."}
    cancelled = gone.filter(cancel_asked=True).update(state=State.CANCELLED, ended_at=now(), **said)
    # A death is rarely the job's own fault, so even a job that is not retried gets three lives.
    spent = gone.filter(tries__gte=F("max_tries")).filter(tries__gte=LIVES)
    failed = spent.update(state=State.FAILED, ended_at=now(), **said)
    back = gone.update(state=State.WAITING, run_after=now(), worker="", sent_at=None, **said)
    return cancelled + failed + back
