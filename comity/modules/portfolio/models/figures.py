"""The figures of a case as they were when it was submitted: what reviewer, endorser and committee read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.money import MoneyField

from .cases import Case
from .part import Part

KEPT = _("The figures of a submitted case are kept.")


class CaseAppraisal(Part):
    """What an option came to on the day its case was submitted. Kept for good: a later submission writes new rows.

    `bcr` is a ratio, `payback` and `discounted_payback` are years, `irr` and `loss` (how likely a loss is) per cent;
    empty where there is none. Options are named in words, because a case that comes back to its sponsor may lose one.
    """

    label_field = "option"
    late = ("in_review",)
    final_when = "TRUE"
    final_free = ("unit",)
    FIGURES = ("npv", "npsv", "bcr", "payback", "discounted_payback", "irr")
    DRAWN = ("p10", "p50", "p90", "loss")

    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name=_("business case"), related_name="appraisals", editable=False
    )
    submission = models.PositiveSmallIntegerField(
        _("submission"),
        default=1,
        editable=False,
        help_text=_("How many times the case had been submitted then."),
    )
    option = models.CharField(_("option"), max_length=120, editable=False)
    preferred = models.BooleanField(_("preferred"), default=False, editable=False)
    policy = models.ForeignKey(
        "appraisal.DiscountPolicy", models.PROTECT, verbose_name=_("discount policy"), related_name="+", null=True,
        blank=True, editable=False,
    )  # fmt: skip
    appraised_on = models.DateField(_("appraised on"), editable=False)
    base_year = models.PositiveSmallIntegerField(_("first year"), editable=False)
    total = MoneyField(_("cost over all years"), editable=False)
    npv = MoneyField(_("net present value"), editable=False)
    npsv = MoneyField(_("net present social value"), editable=False)
    bcr = models.DecimalField(
        _("benefit-cost ratio"), max_digits=18, decimal_places=2, null=True, editable=False
    )
    payback = models.DecimalField(
        _("payback (years)"), max_digits=6, decimal_places=1, null=True, editable=False
    )
    discounted_payback = models.DecimalField(
        _("discounted payback (years)"), max_digits=6, decimal_places=1, null=True, editable=False
    )
    irr = models.DecimalField(
        _("internal rate of return (%)"), max_digits=16, decimal_places=4, null=True, editable=False
    )
    p10 = MoneyField(_("P10"), null=True, editable=False)
    p50 = MoneyField(_("P50"), null=True, editable=False)
    p90 = MoneyField(_("P90"), null=True, editable=False)
    loss = models.DecimalField(
        _("probability of a loss (%)"), max_digits=4, decimal_places=1, null=True, editable=False
    )
    seed = models.PositiveIntegerField(_("seed"), null=True, editable=False)
    draws = models.PositiveIntegerField(_("draws"), null=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("appraisal of an option")
        verbose_name_plural = _("appraisals of options")
        indexes = [models.Index(fields=["unit", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["case", "submission", "option"], name="portfolio_appraised_once")
        ]

    def __str__(self) -> str:
        return f"{self.option} · {self.appraised_on}"

    def clean(self) -> None:
        """Written once."""
        if not self._state.adding:
            raise ValidationError(KEPT)
        super().clean()

    def differs(self, values: dict[str, Any]) -> bool:
        """Say whether other figures of the same option are not these."""
        return any(getattr(self, name) != values[name] for name in (*self.FIGURES, *self.DRAWN))
