"""The ledger: movements that are only added, and what each record holds in each envelope."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Classification, Tracked
from comity.kernel.base.money import MoneyField

from . import folding
from .envelopes import Envelope


class Kind(models.TextChoices):
    """What a movement does; `folding` says to which balances."""

    ALLOCATION = "allocation", _("Allotment")
    RESERVATION = "reservation", _("Reservation")
    RELEASE = "release", _("Release")
    COMMITMENT = "commitment", _("Commitment")
    EXPENDITURE = "expenditure", _("Expenditure")
    REFUND = "refund", _("Refund")


POSITIVE = (Kind.RESERVATION, Kind.COMMITMENT, Kind.EXPENDITURE)
NEGATIVE = (Kind.RELEASE, Kind.REFUND)


class Movement(Tracked):
    """One line of the ledger: never changed, never removed; a mistake is reversed by another line.

    `key` is the caller's name for the deed: the same key posts once. `number` counts the movements of an envelope.
    The classification is that of the record it is for, so that a confidential promise stays hidden here too.
    """

    unit_field = "unit"
    natural_key = ("key",)
    label_field = "number"
    append_only = True
    refusals = folding.MOVEMENT

    key = models.CharField(_("key"), max_length=120, unique=True, editable=False)
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name=_("envelope"), related_name="movements", editable=False
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    amount = MoneyField(_("amount (USD)"), editable=False)
    kind_of = models.CharField(_("register"), max_length=60, editable=False)
    object_id = models.UUIDField(_("record"), db_index=True, editable=False)
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("reverses"), related_name="reversed_by", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=250, blank=True, editable=False)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False
    )
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED, editable=False
    )

    class Meta(Tracked.Meta):
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.UniqueConstraint(fields=["envelope", "number"], name="movements_are_counted"),
            models.UniqueConstraint(
                fields=["object_id", "envelope"], condition=Q(kind="allocation"), name="one_allotment_of_a_proposal"
            ),
            models.CheckConstraint(
                condition=Q(kind="allocation", amount__gt=0)
                | Q(kind="allocation", amount__lt=0)
                | Q(kind__in=POSITIVE, reverses=None, amount__gt=0)
                | Q(kind__in=NEGATIVE, reverses=None, amount__lt=0)
                | Q(kind__in=POSITIVE, reverses__isnull=False)
                | Q(kind__in=NEGATIVE, reverses__isnull=False),
                name="movement_has_its_sign",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.envelope} · {self.number}"

    def clean(self) -> None:
        super().clean()
        if self.envelope_id is None or self.unit_id is None:
            raise ValidationError(_("A movement follows from a deed; it is not written by hand."))


class Holding(models.Model):
    """What one record holds in one envelope: folded from its movements by the same trigger, and never below zero."""

    refusals: ClassVar[Any] = folding.HOLDING

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="holdings")
    kind_of = models.CharField(max_length=60)
    object_id = models.UUIDField()
    reserved = MoneyField(default=0)
    committed = MoneyField(default=0)
    spent = MoneyField(default=0)
    moved = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["object_id"])]
        constraints = [
            models.UniqueConstraint(fields=["envelope", "object_id"], name="one_holding"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, committed__gte=0), name="holding_parts_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.envelope_id} {self.object_id}"
