"""What is counted of promises as they end: derived from clocks, and made anew from them at any time."""

from uuid import UUID

from django.db import models

from comity.kernel.base.ids import uuid7

# The cell of tickets without a group: a null would not be one cell, because nulls are all different.
NOBODY = UUID(int=0)


class Outcome(models.Model):
    """How one clock of a ticket ended and where it was counted, so that a reopened ticket is counted back."""

    clock_id = models.UUIDField(primary_key=True)
    ticket_id = models.UUIDField(db_index=True)
    month = models.DateField()
    day = models.DateField()
    kind = models.CharField(max_length=12)
    measure = models.CharField(max_length=20)
    ticket_type = models.CharField(max_length=8)
    priority = models.PositiveSmallIntegerField()
    group_id = models.UUIDField(null=True)
    offering_id = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    classification = models.PositiveSmallIntegerField(default=0)
    kept = models.BooleanField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.clock_id} {'kept' if self.kept else 'missed'}"


class Attainment(models.Model):
    """Promises kept and missed in a month (UTC), by kind, measure, type, priority and group.

    Unit and classification are cells too, so that nobody is told a number of what they may not see.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField()
    kind = models.CharField(max_length=12)
    measure = models.CharField(max_length=20)
    ticket_type = models.CharField(max_length=8)
    priority = models.PositiveSmallIntegerField()
    group_id = models.UUIDField(default=NOBODY)
    unit_id = models.UUIDField()
    classification = models.PositiveSmallIntegerField(default=0)
    kept = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "month",
                    "unit_id",
                    "classification",
                    "kind",
                    "measure",
                    "ticket_type",
                    "priority",
                    "group_id",
                ],
                name="desk_one_attainment_a_cell",
            )  # fmt: skip
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.kind} {self.measure}"


class OfferingDay(models.Model):
    """Promises to requesters kept and missed for an offering on a day: the record on its page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offering_id = models.UUIDField()
    day = models.DateField()
    kept = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["offering_id", "day"], name="desk_one_row_an_offering_day")
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} {self.day}"
