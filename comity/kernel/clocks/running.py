"""The tables of running clocks: derived or append-only, so not in the journal."""

from django.db import models

from ..base.ids import uuid7
from .ledger import Stage, What


class Clock(models.Model):
    """One promise measured for one record. Every column after `definition` is derived from the events.

    `elapsed` (open seconds) is as at the last event; while paused, `due_at` is as if resumed at
    `paused_at` and `reason` says what is waited for; `edition` is the edition of the calendar it was
    computed with. No index but the two that are needed: a million rows are computed again in a minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField()
    definition = models.ForeignKey(
        "clocks.ClockDefinition", models.PROTECT, related_name="clocks", db_index=False
    )
    stage = models.CharField(max_length=9, choices=[(s.value, s.value) for s in Stage], default=Stage.IDLE)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    elapsed = models.PositiveIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["object_id", "definition"], name="clocks_one_clock_a_promise"),
        ]
        indexes = [models.Index(fields=["definition", "id"], name="clocks_by_definition")]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.stage}"


class ClockEvent(models.Model):
    """What happened to a clock: the only source of truth. The database refuses changes."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="events", db_index=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=6, choices=[(w.value, w.value) for w in What])
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["clock", "at"], name="clocks_events_in_order")]

    def __str__(self) -> str:
        return f"{self.at} {self.what}"


class Threshold(models.Model):
    """A share of a promise at which somebody is told. An unfired row exists only while its clock runs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="thresholds", db_index=False)
    share = models.PositiveSmallIntegerField()
    fires_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["clock", "share"], name="clocks_one_threshold_a_share")
        ]
        indexes = [
            # Holds only what is still to come, so finding what is due is a walk to its first entries.
            models.Index(
                fields=["fires_at"], name="clocks_thresholds_due", condition=models.Q(fired_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.share} % {self.fires_at}"


class Timer(models.Model):
    """A moment at which a record takes a step by itself, if nobody did so before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField()
    step = models.CharField(max_length=40)
    fires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["object_id", "step"], name="clocks_one_timer_a_step")]
        indexes = [
            models.Index(
                fields=["fires_at"], name="clocks_timers_due", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.step} {self.fires_at}"
