"""What is to be measured of a promise, and what was measured."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.base.moment import now
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from .flows import MeasurementFlow

TENTH = Decimal("0.1")
OPEN, FINAL = ("due", "returned"), ("verified", "given_up")


class BenefitKind(models.TextChoices):
    """What kind of gain was promised; a qualitative one has no number."""

    CASH = "cash", _("Cash-releasing")
    QUANTIFIED = "quantified", _("Quantified")
    QUALITATIVE = "qualitative", _("Qualitative")


class BenefitMeasurement(Governed, Record):
    """One entry of the benefit calendar. What was promised is copied when it opens, so that nobody lowers it later.

    `promised` and `realised` are USD until `due`; `baseline`, `target` and `value` are in the words of `measure`.
    """

    prefix = "BEN"
    flow = MeasurementFlow
    final_when = "OLD.state IN ('verified', 'given_up')"
    final_free = ("unit", "classification")
    party_rights = {"owner": frozenset({"view", "propose", "note"})}  # noqa: RUF012

    benefit = models.ForeignKey(
        "portfolio.CaseBenefit",
        models.PROTECT,
        verbose_name=_("promised benefit"),
        related_name="measurements",
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="benefit_measurements"
    )
    programme = models.ForeignKey(
        "governance.Programme",
        models.PROTECT,
        verbose_name=_("programme"),
        related_name="+",
        editable=False,
        blank=True,
    )
    size = models.CharField(_("size"), max_length=8, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=BenefitKind, editable=False, blank=True)
    owner = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+")
    due = models.DateField(_("due"))
    measure = models.CharField(_("measure"), max_length=200, blank=True, editable=False)
    baseline = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=2, null=True, blank=True, editable=False
    )
    target = models.DecimalField(
        _("target"), max_digits=16, decimal_places=2, null=True, blank=True, editable=False
    )
    promised = MoneyField(_("promised (USD)"), default=Decimal("0.00"), editable=False)
    value = models.DecimalField(_("measured value"), max_digits=16, decimal_places=2, null=True, blank=True)
    realised = MoneyField(_("realised (USD)"), null=True, blank=True)
    measured_on = models.DateField(_("measured on"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    submitter = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("submitter"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    verifier = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("verifier"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("measurement of a benefit")
        verbose_name_plural = _("measurements of benefits")
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "due"],
                name="benefits_once_a_day",
                violation_error_message=_("This benefit is to be measured on this day already."),
            )
        ]
        indexes = [
            models.Index(fields=["state", "due"]),
            models.Index(fields=["due", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["programme", "size"]),
            models.Index(fields=["owner"]),
        ]

    def clean(self) -> None:
        """Copy what was promised when an entry is opened; what is verified or given up stays as it is."""
        if self._state.adding and self.benefit_id and self.project_id:
            self.copy_the_promise()
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        if stored and stored.state in FINAL and stored.said() != self.said():
            raise ValidationError(_("This entry is closed and stays as it is."))

    def said(self) -> tuple[Any, ...]:
        """Return what an entry promises, and by whom and when it is measured."""
        return self.title, self.benefit_id, self.project_id, self.owner_id, self.due

    def copy_the_promise(self) -> None:
        """Take from the case what it promised: its money of the years since the entry before this one."""
        one: Any = self.benefit
        project: Any = self.project
        if one.case.initiative_id != project.initiative_id:
            raise ValidationError({"benefit": _("This benefit was promised by another initiative.")})
        self.programme_id, self.size, self.kind = project.programme_id, project.initiative.size, one.kind
        self.measure, self.baseline, self.target = one.measure, one.baseline, one.target
        earlier = (
            type(self).objects.filter(benefit=one, due__lt=self.due).order_by("-due").first()
            if self.due
            else None
        )
        since = earlier.due.year if earlier else 0
        years = [
            value.amount for value in one.values.all() if self.due and since < value.year <= self.due.year
        ]
        self.promised = sum(years, Decimal("0.00"))

    def facts(self) -> Facts:
        return Facts(self.unit, self.programme_id, self.promised)

    def overdue(self, day: date | None = None) -> bool:
        """Say whether it should have been measured by now."""
        return self.state in OPEN and self.due < (day or now().date())

    @property
    def share(self) -> Decimal | None:
        """Return what was realised of the promise, in per cent: in money where money was promised, else in the measure."""
        if self.promised and self.realised is not None:
            return _share(self.realised, self.promised)
        if self.value is None or self.target is None or self.baseline in (None, self.target):
            return None
        assert self.baseline is not None
        return _share(self.value - self.baseline, self.target - self.baseline)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(TENTH, ROUND_HALF_UP)
