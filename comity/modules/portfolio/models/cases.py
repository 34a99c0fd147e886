"""Business cases, and which form they need."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import Dated, code_validator

from ..flows import CaseFlow
from .initiatives import Initiative
from .words import CheckArea, Form

YEARS = (MinValueValidator(1990), MaxValueValidator(2100))
FIVE = ("strategic", "economic", "commercial", "financial", "management")
"""The parts of the five-case form."""
APPROVED = ("approved", "approved_with_conditions")
CONDITIONAL = "approved_with_conditions"
DELIVERED = ("delivering", "realising", "closed")
"""An initiative that is being delivered is ended by a decision on the portfolio, never by the clock."""
UNDER_WAY = ("draft", "in_review", "reviewed", "endorsed", "tabled")


class CaseForm(Dated, Tracked):
    """From which amount on a case needs which form; the strategies leave it to the organisation."""

    label_field = "code"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    form = models.CharField(_("form"), max_length=8, choices=Form)
    amount_from = MoneyField(_("from this amount"), default=Decimal(0))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("form of business cases")
        verbose_name_plural = _("forms of business cases")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.get_form_display()}"

    @classmethod
    def needed(cls, amount: Decimal, day: date | None = None) -> str:
        """Return the form that a case of this amount needs on a day."""
        rules = cls.objects.filter(Dated.current(day), amount_from__lte=amount).order_by(
            "-amount_from", "code"
        )
        found = rules.first()
        return found.form if found else Form.SHORT


class Case(Governed, Record):
    """One version of the business case for an initiative; once tabled it stays as it was."""

    prefix = "BC"
    flow = CaseFlow
    party_rights = {  # noqa: RUF012
        "sponsor": frozenset({"view", "propose", "change"}),
        "reviewer": frozenset({"view"}),
        "endorser": frozenset({"view"}),
    }
    WRITTEN = ("draft",)
    FIVE = FIVE
    CHECKS = CheckArea.choices

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name=_("initiative"), related_name="cases"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1, validators=[MinValueValidator(1)])
    form = models.CharField(_("form"), max_length=8, choices=Form, default=Form.SHORT)
    base_year = models.PositiveSmallIntegerField(
        _("first year"),
        validators=YEARS,
        help_text=_("Year 0 of the appraisal; prices are those of this year."),
    )
    policy = models.ForeignKey(
        "appraisal.DiscountPolicy", models.PROTECT, verbose_name=_("appraised with the policy"), related_name="+",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    appraised_on = models.DateField(_("appraised on"), null=True, blank=True, editable=False)
    summary = models.TextField(_("summary"))
    strategic = models.TextField(
        _("strategic case"), blank=True, help_text=_("Why it is needed, and what it serves.")
    )
    economic = models.TextField(_("economic case"), blank=True, help_text=_("Which option yields most."))
    commercial = models.TextField(_("commercial case"), blank=True, help_text=_("How it is procured."))
    financial = models.TextField(_("financial case"), blank=True, help_text=_("How it is paid for."))
    management = models.TextField(_("management case"), blank=True, help_text=_("How it is delivered."))
    sponsor = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("sponsor"), related_name="+")
    reviewer = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("reviewer"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    endorser = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("endorser"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    decider = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("decided alone by"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    lapses_at = models.DateTimeField(
        _("lapses unless its conditions are met"), null=True, blank=True, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = _("business case")
        verbose_name_plural = _("business cases")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="portfolio_case_number"),
            models.CheckConstraint(
                condition=~models.Q(sponsor=models.F("reviewer")), name="portfolio_sponsor_is_not_reviewer"
            ),
            models.CheckConstraint(
                condition=~models.Q(sponsor=models.F("endorser")), name="portfolio_sponsor_is_not_endorser"
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewer=models.F("endorser")), name="portfolio_reviewer_is_not_endorser"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "approved_with_conditions"])
                | models.Q(decision__isnull=False)
                | models.Q(decider__isnull=False),
                name="portfolio_approved_by_a_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["sponsor"]),
        ]

    @property
    def preferred(self) -> Any:
        """Return the option that is proposed, None while none is."""
        return self.options.filter(preferred=True).first()

    def total(self) -> Decimal:
        """Return what the preferred option costs over all years."""
        from .content import CostLine

        lines = CostLine.objects.filter(option__case=self, option__preferred=True)
        return lines.aggregate(sum=models.Sum("amount"))["sum"] or Decimal("0.00")

    def risk(self) -> int | None:
        """Return the highest level (0 to 4) among the risks that are open, None without any."""
        levels = [one.level for one in self.risks.all() if not one.resolved]
        return max(levels, default=None)

    def money_lines(self) -> list[tuple[UUID, int, Decimal]]:
        """Return (fund, year, amount) of the preferred option, added up and in order: what its approval reserves."""
        from .content import CostLine

        sums: dict[tuple[UUID, int], Decimal] = defaultdict(Decimal)
        for line in CostLine.objects.filter(option__case=self, option__preferred=True, amount__gt=0):
            sums[line.fund_id, line.year] += line.amount
        order = sorted(sums, key=lambda place: (place[1], str(place[0])))
        return [(fund, year, sums[fund, year]) for fund, year in order]

    def earlier(self) -> list["Case"]:
        """Return the approved versions whose place this one would take."""
        rows = Case.objects.filter(initiative=self.initiative_id, state__in=APPROVED)
        return list(rows.exclude(pk=self.pk).order_by("number"))

    def unmet(self) -> list[Any]:
        """Return the conditions of the approval that are not met, the earliest first."""
        decision = self.decision
        return (
            [] if decision is None else list(decision.conditions.exclude(state="met").order_by("due", "id"))
        )

    def last_moment(self) -> datetime | None:
        """Return when the approval lapses as things stand, None where the clock does not end it."""
        if self.state != CONDITIONAL or self.initiative.state in DELIVERED:
            return None
        return next((one.due_at for one in self.unmet()), None)

    def form_needed(self) -> str:
        """Return the form that a case of this cost needs today."""
        return CaseForm.needed(self.total())

    def facts(self) -> Facts:
        """Mandates compare the unit, the programme, the cost of the preferred option and the highest risk."""
        return Facts(self.unit, self.initiative.programme_id, self.total(), self.risk())

    def clean(self) -> None:
        """A new version is opened on an initiative that waits for one, while no other version is under way."""
        super().clean()
        if self.initiative_id is None or not self._state.adding:
            return
        one = self.initiative
        if one.state not in one.flow.OPENS_CASES:
            said = _("A case is opened when the initiative is rationalised; it is “%(state)s”.")
            raise ValidationError({"initiative": said % {"state": one.flow.states[one.state].label}})
        if one.merge_into_id is not None:
            said = _("It is proposed to merge this into %(other)s; that is decided first.")
            raise ValidationError({"initiative": said % {"other": one.merge_into}})
        other = Case.objects.filter(initiative=one, state__in=UNDER_WAY).first()
        if other:
            said = _("The version %(case)s is under way; it is decided or withdrawn first.")
            raise ValidationError({"initiative": said % {"case": other}})

    def too_late(self) -> str | Promise:
        """Say why nothing of this version is written any more."""
        return _(
            "This version of the case is “%(state)s” and stays as it is; open a new version to change it."
        ) % {"state": self.flow.states[self.state].label}
