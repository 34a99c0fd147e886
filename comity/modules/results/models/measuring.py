"""How results are measured: indicators, what is aimed at in a period, and the numbers."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record, Tracked
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import code_validator
from comity.kernel.tongues.text import TranslatedField

from ..flows import MeasurementFlow
from .strategy import KeyResult


def quantity(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """Return a column for a measured number: it is never text (akvo-rsr#2809)."""
    return models.DecimalField(label, max_digits=16, decimal_places=3, **options)


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")


class Combine(models.TextChoices):
    """What measurements of parts say about the whole."""

    APART = "apart", _("Parts stand by themselves")
    SUM = "sum", _("Parts add up to the whole")


class Indicator(Tracked):
    """How a result is measured: in which unit, which way is better, from which baseline, and who answers for it."""

    unit_field = "unit"
    party_rights = {"owner": frozenset({"view", "change"})}  # noqa: RUF012

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = TranslatedField(_("name"))
    key_result = models.ForeignKey(
        KeyResult,
        models.PROTECT,
        verbose_name=_("key result"),
        related_name="indicators",
        null=True,
        blank=True,
    )
    measure = models.CharField(
        _("unit of measure"), max_length=60, help_text=_("Per cent, applications, hours, USD …")
    )
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = quantity(_("baseline"), null=True, blank=True)
    baseline_on = models.DateField(_("baseline measured on"), null=True, blank=True)
    owner = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    method = models.TextField(_("how it is measured"), blank=True)
    disaggregation = models.CharField(
        _("parts"),
        max_length=250,
        blank=True,
        help_text=_("Parts to be measured one by one, separated by commas."),
    )
    combine = models.CharField(_("what parts make"), max_length=5, choices=Combine, default=Combine.APART)

    class Meta(Tracked.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("code",)
        indexes = [models.Index(fields=["key_result", "code"])]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    @property
    def parts(self) -> list[str]:
        """Return the names of the parts, none where the whole is measured only."""
        return [part.strip() for part in self.disaggregation.split(",") if part.strip()]

    def met(self, target: Decimal | None, actual: Decimal | None) -> bool | None:
        """Say whether a target was reached; None where that cannot be determined."""
        if target is None or actual is None:
            return None
        return actual >= target if self.direction == Direction.UP else actual <= target


class Periods(models.Manager["IndicatorPeriod"]):
    """Periods come with their indicator, because their name begins with its code."""

    def get_queryset(self) -> "models.QuerySet[IndicatorPeriod]":
        return super().get_queryset().select_related("indicator")


class IndicatorPeriod(Tracked):
    """What is aimed at in a period; `actual` follows from verified measurements and is written by nobody."""

    unit_field = "unit"
    natural_key = ("indicator", "starts")
    objects = Periods()

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("indicator"), related_name="periods"
    )
    name = models.CharField(_("period"), max_length=40)
    starts = models.DateField(_("starts"), db_index=True)
    ends = models.DateField(_("ends"), db_index=True)
    target = quantity(_("target"), null=True, blank=True)
    actual = quantity(_("actual"), null=True, blank=True, editable=False)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+", editable=False, blank=True
    )

    class Meta(Tracked.Meta):
        verbose_name = _("indicator period")
        verbose_name_plural = _("indicator periods")
        ordering = ("starts",)
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "starts"],
                name="one_period_from_a_day",
                violation_error_message=_("A period of this indicator starts on this day already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="a_period_ends_after_it_starts",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.name}"

    def clean(self) -> None:
        if self.indicator_id:
            self.unit = self.indicator.unit


class Measurement(Governed, Record):
    """One number of one period, of the whole or of a part; nobody verifies what they submitted."""

    prefix = "MEA"
    flow = MeasurementFlow
    final_when = "OLD.state = 'published'"
    final_free = ("unit", "classification")
    party_rights = {"submitter": frozenset({"view", "propose", "change"})}  # noqa: RUF012

    period = models.ForeignKey(
        IndicatorPeriod, models.PROTECT, verbose_name=_("indicator period"), related_name="measurements"
    )
    part = models.CharField(_("part"), max_length=80, blank=True, help_text=_("Empty for the whole."))
    value = quantity(_("value"))
    measured_on = models.DateField(_("measured on"))
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where the number comes from."))
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

    class Meta(Record.Meta):
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["period", "state"])]

    def clean(self) -> None:
        """A part is one of the indicator's; a number changes only while it is a draft or returned."""
        if self.period_id is None:
            return
        parts = self.period.indicator.parts
        if self.part and self.part not in parts:
            raise ValidationError({"part": _("This is none of the parts of the indicator: %(parts)s.") % {
                "parts": ", ".join(parts) or "—"}})  # fmt: skip
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        said = ("period_id", "part", "value", "measured_on")
        settled = stored is not None and stored.state not in ("draft", "returned")
        if settled and any(getattr(stored, name) != getattr(self, name) for name in said):
            raise ValidationError(_("A number that was submitted changes only after it is returned."))
        if (
            stored
            and stored.state == "published"
            and (stored.title, stored.evidence) != (self.title, self.evidence)
        ):
            raise ValidationError(_("What was published stays as it is."))
        whole = self.period.indicator.unit
        if self.unit_id and not self.unit.path.startswith(whole.path):
            raise ValidationError(
                {
                    "unit": _("The indicator belongs to %(unit)s: measure there or below it.")
                    % {"unit": whole.code}
                }
            )
