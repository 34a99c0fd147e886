"""Projects that others report to us: watched by the same measures, and authorised elsewhere."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.base.money import MoneyField
from comity.kernel.people.models import code_validator

from .status import RATINGS


class ReportedProject(Record):
    """A line of a list of investments from elsewhere. It is no project of ours: nobody here approved a case for it."""

    prefix = "RPT"
    natural_key = ("code",)
    label_field = "code"

    code = models.CharField(
        _("code"), max_length=60, unique=True, help_text=_("Its key in the list it comes from.")
    )
    group = models.CharField(_("investment"), max_length=250, blank=True)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    planned_cost = MoneyField(
        _("planned cost (USD)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    forecast_finish = models.DateField(_("forecast finish"), null=True, blank=True)
    forecast_cost = MoneyField(
        _("forecast cost (USD)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    completed = models.DateField(_("completed"), null=True, blank=True)
    actual_cost = MoneyField(_("actual cost (USD)"), null=True, blank=True, validators=[MinValueValidator(0)])
    declared = models.PositiveSmallIntegerField(_("declared rating"), choices=RATINGS, null=True, blank=True)
    rated = models.DateField(_("rated on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("project reported from elsewhere")
        verbose_name_plural = _("projects reported from elsewhere")
        indexes = [models.Index(fields=["unit", "id"]), models.Index(fields=["title", "id"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        super().clean()
        if self.planned_start and self.planned_finish and self.planned_finish < self.planned_start:
            raise ValidationError({"planned_finish": _("The last day comes before the first.")})


class InvestmentMapping(Tracked):
    """Which column of a foreign list says what.

    `columns` is {field: column}; `constants` are values for every line; `words` is {field: {their word: ours}};
    `factors` is {field: number} by which an amount is multiplied, so that a list in millions reads in dollars;
    `dates` names the form of its days, as strptime writes it.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=120)
    columns = models.JSONField(_("columns"), default=dict)
    constants = models.JSONField(_("for every line"), default=dict, blank=True)
    words = models.JSONField(_("words"), default=dict, blank=True)
    factors = models.JSONField(_("factors"), default=dict, blank=True)
    dates = models.CharField(_("form of the days"), max_length=20, default="%Y-%m-%d")

    class Meta(Tracked.Meta):
        verbose_name = _("mapping of a list of investments")
        verbose_name_plural = _("mappings of lists of investments")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        """Refuse what could not be followed when a list comes."""
        super().clean()
        wrong = {
            name: _("This is a list of pairs: {…}.")
            for name in ("columns", "constants", "words", "factors")
            if not isinstance(getattr(self, name), dict)
        }
        if not wrong and not all(isinstance(one, dict) for one in self.words.values()):
            wrong["words"] = _("For each field it says {their word: ours}.")
        if not wrong and not all(
            isinstance(one, int | float) and not isinstance(one, bool) for one in self.factors.values()
        ):
            wrong["factors"] = _("A factor is a number.")
        if wrong:
            raise ValidationError(wrong)
