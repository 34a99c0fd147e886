"""Baselines: named snapshots of the plan that never change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from ..flows import BaselineFlow
from .part import Part, refuse_late
from .plan import Task
from .project import OF_MANAGER, OF_SPONSOR, Project


class Cause(models.TextChoices):
    """Why a baseline is taken: at the start, because the promise changes, or within what was promised."""

    INITIAL = "initial", _("Initial")
    REBASELINE = "rebaseline", _("Rebaseline")
    REPLAN = "replan", _("Replan within the goals")
    CORRECTION = "correction", _("Correction")


class Ground(models.TextChoices):
    """What made a rebaseline necessary."""

    FUNDING = "funding", _("Change of funding")
    CONTRACT = "contract", _("Change of contract")
    SCOPE = "scope", _("Scope found by iterative development")
    USELESS = "useless", _("The baseline is no longer useful")
    OTHER = "other", _("Other")


class Baseline(Governed, Record):
    """The plan as it stood when the baseline was taken: first and last day, cost, and a line for each work item."""

    prefix = "BSL"
    flow = BaselineFlow
    party_rights = {"manager": OF_MANAGER, "sponsor": OF_SPONSOR}  # noqa: RUF012
    final_when = "TRUE"
    final_free = ("state", "state_since", "decision", "unit", "classification", "manager", "sponsor")
    refusals = (
        (
            "decided",
            "UPDATE OF state",
            "NEW.state = 'in_force' AND NEW.cause = 'rebaseline' AND OLD.state <> 'tabled'",
            "projects_baseline: a rebaseline is decided by its body",
        ),
    )

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="baselines")
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
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    cause = models.CharField(_("reason"), max_length=12, choices=Cause, default=Cause.REBASELINE)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    why = models.TextField(_("why it changes"), blank=True)
    start = models.DateField(_("first day"), editable=False)
    finish = models.DateField(_("last day"), editable=False)
    cost = MoneyField(_("cost (USD)"), editable=False)
    points = models.PositiveIntegerField(_("value points"), editable=False)
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("decision"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="projects_baseline_number"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state="in_force"),
                name="projects_one_baseline_in_force",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(cause="initial"), name="projects_one_first_baseline"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["unit", "id"])]

    def facts(self) -> Facts:
        """A baseline is decided where its project is; its amount is what the project would cost."""
        known = self.project.facts()
        return Facts(self.unit, known.programme, self.cost, known.risk)

    def clean(self) -> None:
        super().clean()
        if self.project_id is None:
            return
        project: Any = self.project
        self.unit, self.manager, self.sponsor = project.unit, project.manager, project.sponsor
        self.classification = max(self.classification or 0, project.classification)
        if not self._state.adding:
            return
        refuse_late(project)
        if self.cause == Cause.INITIAL and project.baselines.exists():
            raise ValidationError({"cause": _("The first baseline is there already, and is never lost.")})
        self._take(project)

    def _take(self, project: Any) -> None:
        """Read the plan as it stands."""
        found = project.tasks.aggregate(
            start=models.Min("start"),
            finish=models.Max("finish"),
            cost=models.Sum("cost"),
            points=models.Sum("points"),
        )
        if found["start"] is None:
            raise ValidationError(_("There is no plan yet: write its work items first."))
        for name, value in found.items():
            setattr(self, name, value)
        last = project.baselines.aggregate(last=models.Max("number"))["last"]
        self.number = 0 if last is None else last + 1


class BaselineLine(Part):
    """What a baseline says of a work item: planned days, cost and points; never what happened."""

    label_field = "pk"
    party_rights = {"baseline__manager": OF_MANAGER, "baseline__sponsor": OF_SPONSOR}  # noqa: RUF012
    final_when = "TRUE"
    final_free = ("unit", "classification")
    refusals = (
        (
            "late",
            "INSERT",
            "EXISTS (SELECT 1 FROM projects_baseline b WHERE b.id = NEW.baseline_id AND b.state <> 'prepared')",
            "projects_baselineline: a baseline is never changed",
        ),
    )

    baseline = models.ForeignKey(
        Baseline, models.PROTECT, verbose_name=_("baseline"), related_name="lines", editable=False
    )
    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("work item"), related_name="+", editable=False
    )
    start = models.DateField(_("planned start"), editable=False)
    finish = models.DateField(_("planned finish"), editable=False)
    cost = MoneyField(_("planned cost (USD)"), editable=False)
    points = models.PositiveIntegerField(_("value points"), editable=False)

    class Meta(Part.Meta):
        verbose_name = _("line of a baseline")
        verbose_name_plural = _("lines of baselines")
        constraints = [models.UniqueConstraint(fields=["baseline", "task"], name="projects_line_once")]

    def __str__(self) -> str:
        return f"{self.baseline.reference} · {self.task}"

    @property
    def baseline__manager_id(self) -> Any:
        return self.baseline.manager_id

    @property
    def baseline__sponsor_id(self) -> Any:
        return self.baseline.sponsor_id

    def clean(self) -> None:
        super().clean()
        if self.baseline_id:
            self.unit, self.classification = self.baseline.unit, self.baseline.classification
            if self._state.adding and self.task_id and self.task.project_id != self.baseline.project_id:
                raise ValidationError({"task": _("This belongs to another project.")})
