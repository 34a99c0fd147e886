"""The tables of work: jobs, schedules and effects. Derived and operational, so not in the journal."""

from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.moment import now


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """One piece of work. `lease_until` and `worker` say who holds it; `tries` fences off an earlier holder.

    `done` and `total` are in units of the job's own choosing; `error` is for people, `trace` for
    administrators. `sent_at` is when a message about it last went to the broker.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("work"), max_length=80)
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=200, null=True, unique=True)
    person = models.ForeignKey(
        "people.Person", models.SET_NULL, verbose_name=_("asked by"), null=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    run_after = models.DateTimeField(_("not before"), default=now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    max_tries = models.PositiveSmallIntegerField(default=1)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=160, blank=True, default="")
    cancel_asked = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    message = models.CharField(max_length=250, blank=True, default="")
    progressed_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    error = models.TextField(blank=True, default="")
    trace = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(_("asked"), default=now)
    started_at = models.DateTimeField(_("started"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            # What waits and what runs are few beside what is done: both indexes stay small for ever.
            models.Index(
                fields=["run_after", "id"], name="jobs_waiting", condition=models.Q(state=State.WAITING)
            ),
            models.Index(
                fields=["lease_until"], name="jobs_running", condition=models.Q(state=State.RUNNING)
            ),
            models.Index(fields=["state", "ended_at"], name="jobs_ended"),
            models.Index(fields=["person", "state", "id"], name="jobs_of_person"),
            models.Index(fields=["name", "state"], name="jobs_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def title(self) -> str:
        """Name the work in the reader's language."""
        from .declare import declared

        found = declared.get(self.name)
        return str(found.title) if found else self.name

    @property
    def page(self) -> str:
        """Return where its person reads what came of it; empty where nothing is to be read."""
        from .declare import declared

        found = declared.get(self.name)
        return found.page(self) if found and found.page else ""

    @property
    def meaning(self) -> str:
        """Return which of the five meanings of the house the state has."""
        meanings = {State.WAITING: "waiting", State.RUNNING: "well", State.FAILED: "needs"}
        return meanings.get(State(self.state), "closed")

    @property
    def share(self) -> int | None:
        """Return how much is done, in per cent, where the whole is known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def time_left(self) -> timedelta | None:
        """Estimate the time left from the pace so far; None when there is no pace to go by."""
        if self.state != State.RUNNING or not (
            self.total and self.done and self.started_at and self.progressed_at
        ):
            return None
        return (self.progressed_at - self.started_at) * (max(0, self.total - self.done) / self.done)

    @property
    def eta(self) -> datetime | None:
        """Estimate when it will be done."""
        left = self.time_left
        return self.progressed_at + left if left is not None and self.progressed_at else None

    @property
    def ended(self) -> bool:
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)


class Schedule(models.Model):
    """When the next job of a scheduled declaration (or the next run of a lone ticker) is due."""

    name = models.CharField(max_length=80, primary_key=True)
    every = models.DurationField()
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.next_at}"


class Effect(models.Model):
    """Something that has happened and must not happen again; its key is kept with it (see `effects.once`)."""

    key = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
