"""Grants and shares: the register of who may do what."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.ids import uuid7
from ..base.models import Classification, Tracked
from ..people.models import Dated
from . import RIGHTS


def right_validator(value: str) -> None:
    """Refuse words that are no right."""
    if value != "*" and value not in RIGHTS:
        raise ValidationError(_("“%(word)s” is not a right."), params={"word": value})


class Grant(Dated, Tracked):
    """A right for a person, for the holders of a role, or for all who are appointed, at a unit.

    Without role and person it is everybody's. Without a unit, it holds where each one is appointed. `register` is a
    kind ("desk.ticket"), a module ("desk.*") or everything ("*"); `source` cites where it comes from.
    """

    unit_field = "unit"
    natural_key = ("role", "person", "right", "register", "unit", "starts")
    label_field = "source"

    role = models.ForeignKey(
        "people.Role", models.PROTECT, verbose_name=_("role"), null=True, blank=True, related_name="grants"
    )
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="grants",
    )
    right = models.CharField(_("right"), max_length=20, validators=[right_validator])
    register = models.CharField(_("register"), max_length=60)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), null=True, blank=True, related_name="+",
        help_text=_("Empty: the unit in which the role is held."),
    )  # fmt: skip
    below = models.BooleanField(_("with the units below"), default=True)
    ceiling = models.PositiveSmallIntegerField(
        _("up to classification"), choices=Classification, default=Classification.UNCLASSIFIED
    )
    source = models.CharField(
        _("source"), max_length=200, help_text=_("The decision or paragraph it comes from.")
    )
    granted_by = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("granted by"), null=True, blank=True, related_name="+"
    )
    delegated_from = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("delegated from"),
        null=True,
        blank=True,
        related_name="delegations",
    )

    class Meta(Tracked.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role=None) | models.Q(person=None), name="grant_to_role_or_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.right} {self.register} → {self.role or self.person or _('everybody')}"

    def clean(self) -> None:
        super().clean()
        if self.role_id and self.person_id:
            raise ValidationError({"role": _("Name either a role or a person.")})
        if self.person_id and not self.unit_id:
            raise ValidationError({"unit": _("A grant to a person names its unit.")})


class Share(Dated, Tracked):
    """One record opened to a person or to the members of a unit."""

    natural_key = ("kind_of", "object_id", "person", "unit", "right")

    kind_of = models.CharField(_("register"), max_length=60)
    object_id = models.UUIDField(_("record"))
    person = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), null=True, blank=True, related_name="+"
    )
    right = models.CharField(_("right"), max_length=20, default="view", validators=[right_validator])

    class Meta(Tracked.Meta):
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        indexes = [
            models.Index(fields=["person", "kind_of", "right"]),
            models.Index(fields=["unit", "kind_of", "right"]),
            models.Index(fields=["object_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit=None, person__isnull=False)
                | models.Q(unit__isnull=False, person=None),
                name="share_to_unit_or_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.right} {self.kind_of} → {self.person or self.unit}"


class Stamp(models.Model):
    """A number that is new whenever units, appointments, grants or shares change: scopes are kept by it.

    Not a counter: one that a rolled-back change had used would come again with another meaning.
    """

    number = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls, *_: Any) -> None:
        """Make every kept scope out of date, in the transaction of the change."""
        number = uuid7().int >> 65
        if not cls.objects.filter(pk=1).update(number=number):
            cls.objects.create(pk=1, number=number)
