"""What a case holds: options, cost lines, benefits, risks and checks."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.money import MoneyField

from .cases import YEARS, Case
from .part import Part
from .words import (
    SCALE,
    BenefitKind,
    CheckArea,
    OptionKind,
    Phase,
    Pool,
    RiskArea,
    StaffCategory,
    Verdict,
)

AT_LEAST_ZERO = MinValueValidator(Decimal(0))


class CaseOption(Part):
    """One way to meet the need; the preferred one is what is decided on."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("business case"), related_name="options")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=OptionKind, default=OptionKind.FULL)
    description = models.TextField(_("description"), blank=True)
    preferred = models.BooleanField(_("preferred"), default=False)
    share = models.PositiveSmallIntegerField(
        _("share of the benefits (%)"), default=100, validators=[MaxValueValidator(200)],
        help_text=_("How much of the benefits of the case this option reaches; 0 for doing nothing."),
    )  # fmt: skip

    class Meta(Part.Meta):
        verbose_name = _("option of a case")
        verbose_name_plural = _("options of cases")
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="portfolio_option_name"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(preferred=True), name="portfolio_one_preferred"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CostLine(Part):
    """What an option costs in a year, in a phase, for a pool, from a fund (USD, prices of the first year)."""

    within = "option__case"
    label_field = "pk"

    option = models.ForeignKey(CaseOption, models.PROTECT, verbose_name=_("option"), related_name="costs")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    phase = models.CharField(_("phase"), max_length=6, choices=Phase)
    pool = models.CharField(_("cost pool"), max_length=12, choices=Pool)
    fund = models.ForeignKey("finance.Fund", models.PROTECT, verbose_name=_("fund"), related_name="+")
    amount = MoneyField(_("amount"), validators=[AT_LEAST_ZERO])
    low = MoneyField(_("at least"), null=True, blank=True, validators=[AT_LEAST_ZERO])
    high = MoneyField(_("at most"), null=True, blank=True, validators=[AT_LEAST_ZERO])

    class Meta(Part.Meta):
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")
        constraints = [
            models.UniqueConstraint(
                fields=["option", "year", "phase", "pool", "fund"], name="portfolio_cost_once"
            )
        ]
        indexes = [models.Index(fields=["option", "year"]), models.Index(fields=["year", "id"])]

    def __str__(self) -> str:
        return f"{self.option} · {self.year} · {self.get_phase_display()} · {self.get_pool_display()}"

    def clean(self) -> None:
        super().clean()
        if self.amount is None:
            return
        if self.low is not None and self.low > self.amount:
            raise ValidationError({"low": _("The lowest amount is above the expected one.")})
        if self.high is not None and self.high < self.amount:
            raise ValidationError({"high": _("The highest amount is below the expected one.")})


class StaffLine(Part):
    """How much time of own staff an option takes in a year, by category (A/62/793 para 49(k)); money is a cost line."""

    within = "option__case"
    label_field = "pk"

    option = models.ForeignKey(CaseOption, models.PROTECT, verbose_name=_("option"), related_name="staff")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    category = models.CharField(_("category of staff"), max_length=12, choices=StaffCategory)
    months = models.DecimalField(
        _("person-months"), max_digits=8, decimal_places=2, validators=[AT_LEAST_ZERO],
        help_text=_("One person for the whole year is 12."),
    )  # fmt: skip

    class Meta(Part.Meta):
        verbose_name = _("staff line")
        verbose_name_plural = _("staff lines")
        constraints = [
            models.UniqueConstraint(fields=["option", "year", "category"], name="portfolio_staff_once")
        ]
        indexes = [models.Index(fields=["year", "id"])]

    def __str__(self) -> str:
        return f"{self.option} · {self.year} · {self.get_category_display()}"


class CaseBenefit(Part):
    """What changes, for whom, by how much, by when, and who in the business answers for it."""

    party_rights = {"owner": frozenset({"view"})}  # noqa: RUF012

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("business case"), related_name="benefits")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=BenefitKind)
    description = models.TextField(_("what changes, and for whom"), blank=True)
    owner = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("benefit owner"),
        related_name="+",
        null=True,
        blank=True,
    )
    measure = models.CharField(_("measure"), max_length=200, blank=True)
    indicator = models.ForeignKey(
        "results.Indicator",
        models.PROTECT,
        verbose_name=_("indicator"),
        related_name="+",
        null=True,
        blank=True,
    )
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("promised benefit")
        verbose_name_plural = _("promised benefits")
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="portfolio_benefit_name")]

    def __str__(self) -> str:
        return self.name


class BenefitValue(Part):
    """What a benefit is worth in a year (USD, prices of the first year)."""

    within = "benefit__case"
    label_field = "pk"

    benefit = models.ForeignKey(
        CaseBenefit, models.PROTECT, verbose_name=_("promised benefit"), related_name="values"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    amount = MoneyField(_("amount"), validators=[AT_LEAST_ZERO])

    class Meta(Part.Meta):
        verbose_name = _("value of a benefit")
        verbose_name_plural = _("values of benefits")
        constraints = [models.UniqueConstraint(fields=["benefit", "year"], name="portfolio_value_once")]

    def __str__(self) -> str:
        return f"{self.benefit} · {self.year}"

    def clean(self) -> None:
        super().clean()
        if self.benefit_id and self.benefit.kind == BenefitKind.QUALITATIVE:
            raise ValidationError({"benefit": _("A qualitative benefit has no value in money.")})


class CaseRisk(Part):
    """What may go wrong, how likely and how badly, and what is done about it."""

    late = ("in_review",)
    label_field = "pk"

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("business case"), related_name="risks")
    area = models.CharField(_("risk area"), max_length=14, choices=RiskArea)
    text = models.TextField(_("what may happen"))
    probability = models.PositiveSmallIntegerField(_("probability"), choices=SCALE)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=SCALE)
    mitigation = models.TextField(_("what is done about it"), blank=True)
    blocking = models.BooleanField(
        _("blocking"), default=False, help_text=_("No decision to go on while this risk is open.")
    )
    resolved = models.BooleanField(_("resolved"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("risk of a case")
        verbose_name_plural = _("risks of cases")

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.text[:60]}"

    @property
    def level(self) -> int:
        """Return 0 (very low) to 4 (very high), of probability times impact."""
        product = self.probability * self.impact
        return sum(product > edge for edge in (3, 6, 10, 16))


class CaseCheck(Part):
    """What a check against the norms found, in words; written with the case or in its review."""

    late = ("in_review",)
    label_field = "pk"

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("business case"), related_name="checks")
    area = models.CharField(_("check"), max_length=18, choices=CheckArea)
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict)
    text = models.TextField(_("finding"))

    class Meta(Part.Meta):
        verbose_name = _("check of a case")
        verbose_name_plural = _("checks of cases")
        constraints = [models.UniqueConstraint(fields=["case", "area"], name="portfolio_check_once")]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_verdict_display()}"

    def clean(self) -> None:
        super().clean()
        if self.area in (CheckArea.SECURITY, CheckArea.PRIVACY) and self.verdict == Verdict.NOT_CONCERNED:
            raise ValidationError({"verdict": _("Security and privacy concern every case.")})
