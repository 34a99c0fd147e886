"""Discount policies and their rates."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.flow.models import Governed

from .figures import Rates
from .figures import RateStep as Step
from .flows import PolicyFlow

ADOPTED = _("An adopted policy stays as it is; propose another one to replace it.")


class DiscountPolicy(Governed, Record):
    """By which rates what lies in the future counts less; a body adopts it (the strategies leave the rate open)."""

    prefix = "DIS"
    flow = PolicyFlow
    final_when = "OLD.state IN ('adopted', 'superseded')"
    final_free = ("state", "state_since", "ends", "unit", "classification")

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

    def clean(self) -> None:
        """What a body adopted stays as it was adopted; another policy takes its place."""
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        if stored and stored.state in ("adopted", "superseded") and stored.said() != self.said():
            raise ValidationError(ADOPTED)

    def said(self) -> tuple[Any, ...]:
        """Return what a body adopts."""
        return self.title, self.source, self.starts

    def rates(self) -> Rates:
        """Return what the sums need; refuses a policy whose steps do not begin at year 0."""
        steps = tuple(Step(one.from_year, one.rate) for one in self.steps.order_by("from_year"))
        return Rates(steps, self.title, self.source)


SETTLED = "EXISTS (SELECT 1 FROM appraisal_discountpolicy p WHERE p.id = ROW.policy_id AND p.state IN ('adopted', 'superseded'))"


class RateStep(Tracked):
    """From this year on, this rate; it is read with its policy, and stays as it is once that is proposed."""

    unit_field = "unit"
    refusals = tuple(
        (f"settled_{event.lower()}", event, SETTLED.replace("ROW", row), "appraisal_ratestep: the rates of an adopted policy stay")
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    )  # fmt: skip
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
