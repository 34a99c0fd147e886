"""What is to be measured of a promise, and what was measured."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.base.moment import now
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from .flows import MeasurementFlow

TENTH = Decimal("0.1")
OPEN = ("due", "returned")


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
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+", editable=False
    )
    size = models.CharField(_("size"), max_length=8, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=BenefitKind, editable=False)
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
