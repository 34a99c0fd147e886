"""What a project commits and spends; the ledger of finance keeps the same against the reservation of the case."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.money import MoneyField

from .part import Part, same_project
from .plan import Task
from .project import Project


class OutlayKind(models.TextChoices):
    """What happens to the money."""

    COMMITMENT = "commitment", _("Commitment")
    EXPENDITURE = "expenditure", _("Expenditure")


class Outlay(Part):
    """Money promised to somebody, or spent. It is never changed: a mistake is told by a note and mended in finance."""

    label_field = "note"
    while_ = ("executing", "suspended", "closing")
    final_when = "TRUE"
    final_free = ("unit", "classification")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="outlays")
    kind = models.CharField(_("kind"), max_length=12, choices=OutlayKind, default=OutlayKind.EXPENDITURE)
    day = models.DateField(_("day"))
    fund = models.ForeignKey("finance.Fund", models.PROTECT, verbose_name=_("fund"), related_name="+")
    amount = MoneyField(_("amount (USD)"), validators=[MinValueValidator(Decimal("0.01"))])
    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("work item"), related_name="outlays", null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=250)

    class Meta(Part.Meta):
        verbose_name = _("outlay")
        verbose_name_plural = _("outlays")
        indexes = [models.Index(fields=["project", "day"])]

    def __str__(self) -> str:
        return self.note

    def clean(self) -> None:
        super().clean()
        if self.project_id:
            same_project(self, "task")
        if not self._state.adding:
            raise ValidationError(_("An outlay is never changed."))
