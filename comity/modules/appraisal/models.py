"""Discount policies and their rates."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.flow.models import Governed

from .figures import Rates
from .figures import RateStep as Step
from .flows import PolicyFlow


class DiscountPolicy(Governed, Record):
    """By which rates what lies in the future counts less; a body adopts it (the strategies leave the rate open)."""

    prefix = "DIS"
    flow = PolicyFlow

    source = models.TextField(
        _("source"), help_text=_("Where the rates come from, and why they are right here.")
    )
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("discount policy")
        verbose_name_plural = _("discount policies")
        indexes = [models.Index(fields=["state", "starts"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="a_policy_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            )
        ]

    def rates(self) -> Rates:
        """Return what the sums need; refuses a policy whose steps do not begin at year 0."""
        steps = tuple(Step(one.from_year, one.rate) for one in self.steps.order_by("from_year"))
        return Rates(steps, self.title, self.source)


class RateStep(Tracked):
    """From this year on, this rate; it is read with its policy, and stays as it is once that is proposed."""

    unit_field = "unit"
    natural_key = ("policy", "from_year")
    label_field = "from_year"

    policy = models.ForeignKey(
        DiscountPolicy, models.PROTECT, verbose_name=_("discount policy"), related_name="steps"
    )
    from_year = models.PositiveSmallIntegerField(
        _("from year"),
        validators=[MaxValueValidator(1000)],
        help_text=_("Counted from the base year, which is year 0 and is not discounted."),
    )
    rate = models.DecimalField(
        _("rate (% a year)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(50))],
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False, blank=True
    )

    class Meta(Tracked.Meta):
        verbose_name = _("discount rate")
        verbose_name_plural = _("discount rates")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "from_year"],
                name="one_rate_for_each_year",
                violation_error_message=_("This policy already has a rate from this year on."),
            )
        ]
        indexes = [models.Index(fields=["from_year"]), models.Index(fields=["rate"])]

    def __str__(self) -> str:
        return f"{self.rate} %"

    def clean(self) -> None:
        """A step belongs where its policy does, and changes only while that is a draft."""
        if self.policy_id is None:
            return
        self.unit = self.policy.unit
        if self.policy.state != PolicyFlow.draft.name:
            raise ValidationError(_("The rates of a policy change only while it is a draft."))
