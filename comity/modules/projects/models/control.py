"""Risks, issues, changes and lessons of a project."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from ..flows import ChangeFlow
from .part import Part, refuse_late
from .project import OF_MANAGER, OF_SPONSOR, Project

SCALE = [
    (1, _("1 · very low")),
    (2, _("2 · low")),
    (3, _("3 · medium")),
    (4, _("4 · high")),
    (5, _("5 · very high")),
]


class ProjectRisk(Part):
    """What may go wrong: how likely, how grave, and what is done about it."""

    label_field = "title"

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="risks")
    title = models.CharField(_("title"), max_length=250)
    probability = models.PositiveSmallIntegerField(_("probability"), choices=SCALE, default=3)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=SCALE, default=3)
    mitigation = models.TextField(_("what is done about it"), blank=True)
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+", null=True, blank=True
    )
    closed = models.DateField(_("closed on"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("risk of a project")
        verbose_name_plural = _("risks of projects")

    def __str__(self) -> str:
        return self.title

    @property
    def level(self) -> int:
        """Return 0 to 4, as mandates compare it: the product of both scales, in fifths."""
        return (self.probability * self.impact - 1) // 5


class ProjectIssue(Part):
    """What goes wrong now, who looks after it and until when."""

    label_field = "title"

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="issues")
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("what happens"), blank=True)
    gravity = models.PositiveSmallIntegerField(_("gravity"), choices=SCALE, default=3)
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("owner"), related_name="+", null=True, blank=True
    )
    due = models.DateField(_("due"), null=True, blank=True)
    solved = models.DateField(_("solved on"), null=True, blank=True)
    solution = models.TextField(_("solution"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("issue of a project")
        verbose_name_plural = _("issues of projects")

    def __str__(self) -> str:
        return self.title


class LessonKind(models.TextChoices):
    """Whether to do it again."""

    KEEP = "keep", _("Do it again")
    CHANGE = "change", _("Do it otherwise")


class Lesson(Part):
    """What others should know from this project."""

    label_field = "title"

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="lessons")
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=8, choices=LessonKind, default=LessonKind.KEEP)
    text = models.TextField(_("what was learned"))

    class Meta(Part.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.title


class ProjectChange(Governed, Record):
    """A change of cost, time or scope: within tolerance for the manager, beyond it for the body (2022 para 81)."""

    prefix = "CHG"
    flow = ChangeFlow
    party_rights = {"manager": OF_MANAGER, "sponsor": OF_SPONSOR}  # noqa: RUF012

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="changes")
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
    scope = models.TextField(_("what changes"))
    why = models.TextField(_("why it is needed"))
    cost_change = MoneyField(_("change of cost (USD)"), default=Decimal(0))
    days_change = models.IntegerField(
        _("change of time (days)"), default=0, validators=[MinValueValidator(-3650), MaxValueValidator(3650)]
    )
    emergency = models.BooleanField(
        _("emergency"), default=False, help_text=_("It cannot wait: act first, and the body ratifies it.")
    )
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("change of a project")
        verbose_name_plural = _("changes of projects")
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["unit", "id"])]

    def facts(self) -> Facts:
        """A change is decided where its project is, by the amount it adds or takes."""
        known = self.project.facts()
        return Facts(self.unit, known.programme, abs(self.cost_change), known.risk)

    def clean(self) -> None:
        super().clean()
        if self.project_id is None:
            return
        project: Any = self.project
        self.unit, self.manager, self.sponsor = project.unit, project.manager, project.sponsor
        self.classification = max(self.classification or 0, project.classification)
        if self._state.adding:
            refuse_late(project)

    def tolerated(self) -> bool:
        """Say whether this, with all the manager accepted since the baseline in force, stays within the tolerance."""
        project: Any = self.project
        base = project.baselines.filter(state="in_force").first()
        before = project.changes.filter(state="accepted", decision=None).exclude(pk=self.pk)
        if base is not None:
            before = before.filter(created_at__gte=base.state_since)
        sums = before.aggregate(cost=models.Sum("cost_change"), days=models.Sum("days_change"))
        cost = (sums["cost"] or Decimal(0)) + self.cost_change
        days = (sums["days"] or 0) + self.days_change
        whole = base.cost if base is not None else project.budget
        return abs(cost) * 100 <= whole * project.tolerance_cost and abs(days) <= project.tolerance_days
