"""How a project stands: reports with the figures of their day, ratings that are only added, and where colours change."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.base.models import Tracked
from comity.kernel.base.moment import now
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.models import Governed
from comity.kernel.people.models import Dated, code_validator

from ..flows import ReportFlow
from ..pure.forecast import Bands
from .part import Part
from .project import OF_MANAGER, OF_SPONSOR, Project

RATINGS = [
    (5, _("5 · low risk")), (4, _("4 · moderately low risk")), (3, _("3 · medium risk")),
    (2, _("2 · moderately high risk")), (1, _("1 · high risk")),
]  # fmt: skip


class StatusReport(Governed, Part):
    """The state of a project on a day. The computed figures are written when it is submitted."""

    flow = ReportFlow
    label_field = "day"
    party_rights = {"manager": OF_MANAGER, "sponsor": OF_SPONSOR}  # noqa: RUF012
    final_when = "OLD.state = 'submitted'"
    final_free = ("unit", "classification", "manager", "sponsor")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="reports")
    manager = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("manager"),
        related_name="+",
        null=True,
        editable=False,
    )
    sponsor = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=_("sponsor"),
        related_name="+",
        null=True,
        editable=False,
    )
    day = models.DateField(_("as at"))
    forecast_cost = MoneyField(_("forecast cost (USD)"), validators=[MinValueValidator(Decimal(0))])
    forecast_finish = models.DateField(_("forecast finish"))
    narrative = models.TextField(_("narrative"))
    bac = MoneyField(_("budget at completion (BAC)"), null=True, blank=True, editable=False)
    pv = MoneyField(_("planned value (PV)"), null=True, blank=True, editable=False)
    ev = MoneyField(_("earned value (EV)"), null=True, blank=True, editable=False)
    ac = MoneyField(_("actual cost (AC)"), null=True, blank=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        constraints = [models.UniqueConstraint(fields=["project", "day"], name="projects_report_once")]
        indexes = [models.Index(fields=["day", "id"])]

    def __str__(self) -> str:
        return f"{self.project.reference} · {self.day}"

    def clean(self) -> None:
        super().clean()
        if self.day and self.day > now().date():
            raise ValidationError({"day": _("A report cannot be about a day to come.")})
        if self.project_id is None or self.day is None:
            return
        self.manager, self.sponsor = self.project.manager, self.project.sponsor
        self._measure()

    def _measure(self) -> None:
        """Compute the figures of the day; the database keeps those of a submitted report."""
        from ..performance import of

        standing = of(self.project, self.day).standing
        if standing is not None:
            self.bac, self.pv, self.ev, self.ac = standing.bac, standing.pv, standing.ev, standing.ac


class Occasion(models.TextChoices):
    """Why a rating is given: ratings are due at each of these."""

    REVIEW = "review", _("Review")
    REBASELINE = "rebaseline", _("Rebaseline")
    BUDGET = "budget", _("Budget submission")
    OTHER = "other", _("Other")


class HealthRating(Part):
    """What the responsible person says of a project: 5 (low risk) to 1 (high risk). It is only ever added to."""

    label_field = "declared"
    final_when = "TRUE"
    final_free = ("unit", "classification")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="ratings")
    day = models.DateField(_("day"))
    declared = models.PositiveSmallIntegerField(_("declared rating"), choices=RATINGS)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.REVIEW)
    narrative = models.TextField(_("narrative"), blank=True, help_text=_("Needed when the rating changes."))
    risk = models.PositiveSmallIntegerField(_("risk management"), choices=RATINGS, null=True, blank=True)
    requirements = models.PositiveSmallIntegerField(
        _("requirements management"), choices=RATINGS, null=True, blank=True
    )
    oversight = models.PositiveSmallIntegerField(
        _("contractor oversight"), choices=RATINGS, null=True, blank=True
    )
    performance = models.PositiveSmallIntegerField(
        _("historical performance"), choices=RATINGS, null=True, blank=True
    )
    people = models.PositiveSmallIntegerField(_("human capital"), choices=RATINGS, null=True, blank=True)
    other = models.PositiveSmallIntegerField(
        pgettext_lazy("factor of a rating", "other"), choices=RATINGS, null=True, blank=True
    )
    computed = models.PositiveSmallIntegerField(
        _("computed rating"), choices=RATINGS, null=True, blank=True, editable=False
    )

    class Meta(Part.Meta):
        verbose_name = _("health rating")
        verbose_name_plural = _("health ratings")
        indexes = [models.Index(fields=["project", "day"]), models.Index(fields=["day", "id"])]

    def __str__(self) -> str:
        return f"{self.project.reference} · {self.day}: {self.declared}"

    def clean(self) -> None:
        super().clean()
        if not self._state.adding:
            raise ValidationError(_("A rating is never changed; add another one."))
        if self.project_id is None or self.day is None:
            return
        if self.day > now().date():
            raise ValidationError({"day": _("A rating cannot be about a day to come.")})
        last: Any = self.project.ratings.order_by("-day", "-id").first()
        if last and self.day < last.day:
            raise ValidationError({"day": _("A later rating is there already.")})
        if (last is None or last.declared != self.declared) and not self.narrative.strip():
            raise ValidationError({"narrative": _("Write down why the rating is what it is now.")})
        from ..performance import of

        self.computed = of(self.project, self.day).computed


class HealthRule(Dated, Tracked):
    """Where the colours of a variance change, and when a rating is stale; the organisation decides it."""

    label_field = "code"

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    needs = models.PositiveSmallIntegerField(_("needs attention from (%)"), default=10)
    late = models.PositiveSmallIntegerField(_("far off from (%)"), default=30)
    stale_days = models.PositiveSmallIntegerField(_("a rating is stale after (days)"), default=90)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = _("rule of health")
        verbose_name_plural = _("rules of health")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        super().clean()
        if not 0 < self.needs < self.late:
            raise ValidationError({"late": _("It lies above the share from which attention is needed.")})

    @classmethod
    def bands(cls) -> Bands:
        """Return the rule that stands today, or the usual one."""
        rule = cls.objects.filter(cls.current()).order_by("-starts", "code").first()
        if rule is None:
            return Bands()
        return Bands(Decimal(rule.needs) / 100, Decimal(rule.late) / 100, rule.stale_days)
