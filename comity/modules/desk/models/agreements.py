"""What is promised: agreements, and the times in them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.clocks.models import PromiseKind
from comity.kernel.people.models import Dated, code_validator
from comity.kernel.tongues.text import TranslatedField


class Agreement(Dated, Tracked):
    """Times agreed for an offering, a service or everything, in editions, from a day until a day.

    The most particular agreement that holds on the day of asking decides: one for the offering before
    one for its service before a general one; for groups (an OLA), one of the group before a general one.
    """

    unit_field = "unit"
    natural_key = ("code", "edition")

    code = models.CharField(_("code"), max_length=30, validators=[code_validator])
    edition = models.PositiveIntegerField(_("edition"), default=1)
    name = TranslatedField(_("name"))
    kind = models.CharField(_("kind"), max_length=12, choices=PromiseKind, default=PromiseKind.SLA)
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    service = models.ForeignKey(
        "desk.Service",
        models.PROTECT,
        verbose_name=_("service"),
        related_name="agreements",
        null=True,
        blank=True,
    )
    offering = models.ForeignKey(
        "desk.Offering",
        models.PROTECT,
        verbose_name=_("offering"),
        related_name="agreements",
        null=True,
        blank=True,
    )
    group = models.ForeignKey(
        "desk.Group",
        models.PROTECT,
        verbose_name=_("group"),
        related_name="agreements",
        null=True,
        blank=True,
    )
    ticket_type = models.CharField(
        _("for"), max_length=8, blank=True,
        choices=[("incident", _("Incidents")), ("request", _("Requests"))],
        help_text=_("Empty: incidents and requests."),
    )  # fmt: skip

    class Meta(Tracked.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("code", "edition")
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="desk_one_agreement_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class Target(Tracked):
    """A time in an agreement: for one priority or for all, measured by a clock's definition."""

    natural_key = ("agreement", "priority", "definition")
    label_field = "id"

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("agreement"), related_name="targets"
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Empty: every priority."),
    )  # fmt: skip
    definition = models.ForeignKey(
        "clocks.ClockDefinition", models.PROTECT, verbose_name=_("promise of time"), related_name="+"
    )

    class Meta(Tracked.Meta):
        verbose_name = _("agreed time")
        verbose_name_plural = _("agreed times")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "priority", "definition"], name="desk_one_target_a_priority"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} {self.priority or '*'}: {self.definition}"
