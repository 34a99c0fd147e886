"""Where money comes from, for what it may be used, and what becomes of it at the end of a year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Tracked
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField


class Source(models.TextChoices):
    """Kinds of financing (A/62/793 para 19: all ICT budgets, whatever the source)."""

    REGULAR = "regular", _("Regular budget")
    PEACEKEEPING = "peacekeeping", _("Peacekeeping budgets")
    SUPPORT = "support", _("Support account for peacekeeping operations")
    TRUST = "trust", _("Trust funds and other voluntary contributions")
    SUPPORT_COSTS = "support_costs", _("Programme support costs")
    RECOVERY = "recovery", _("Cost recovery")


class Period(models.TextChoices):
    """For how long money may be used."""

    ANNUAL = "annual", _("Calendar year")
    JULY = "july", _("July to June")
    OPEN = "open", _("Several years")


class Fund(Tracked):
    """A source of money with rules of its own. `code` is what files and cost lines name."""

    unit_field = None

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    source = models.CharField(_("kind of financing"), max_length=15, choices=Source, db_index=True)
    period = models.CharField(_("period"), max_length=8, choices=Period, default=Period.ANNUAL)
    carries_forward = models.BooleanField(
        _("promises may be carried forward"), default=False,
        help_text=_("At the end of a year, what is reserved may be charged to the envelope of the next year."),
    )  # fmt: skip
    first_year = models.PositiveSmallIntegerField(_("first year"), default=2000)
    last_year = models.PositiveSmallIntegerField(_("last year"), default=2100)
    purpose = TranslatedField(_("what it is for"), blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        super().clean()
        if self.first_year > self.last_year:
            raise ValidationError({"last_year": _("The last year is before the first.")})


class Earmark(Tracked):
    """A use to which a fund is bound: a programme, a unit with all below it, or both. A fund without any serves all."""

    unit_field = None
    natural_key = ("fund", "programme", "unit")

    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fund"), related_name="earmarks")
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+", null=True, blank=True
    )  # fmt: skip
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("earmark")
        verbose_name_plural = _("earmarks")
        constraints = [
            models.UniqueConstraint(fields=["fund", "programme", "unit"], name="one_earmark"),
            models.UniqueConstraint(fields=["fund", "programme"], condition=Q(unit=None), name="one_earmark_of_a_programme"),
            models.UniqueConstraint(fields=["fund", "unit"], condition=Q(programme=None), name="one_earmark_of_a_unit"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.fund.code, self.programme, self.unit) if part)

    def clean(self) -> None:
        super().clean()
        if self.programme_id is None and self.unit_id is None:
            raise ValidationError(_("Say for which programme or unit the money is."))
