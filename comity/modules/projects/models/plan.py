"""The plan of a project: phases, time-boxes, work items and what waits for what."""

from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.money import MoneyField
from comity.kernel.flow.models import Governed

from ..flows import BoxFlow, ProjectFlow
from .part import Part, in_order, same_project
from .project import OF_MANAGER, OF_SPONSOR, Project


class Phase(Part):
    """A stage of a project with its first and last day."""

    label_field = "name"
    while_ = ProjectFlow.PLANS

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="phases")
    name = models.CharField(_("name"), max_length=120)
    starts = models.DateField(_("starts"))
    finishes = models.DateField(_("finishes"))

    class Meta(Part.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="projects_phase_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        in_order(self, "starts", "finishes")


class TimeBox(Governed, Part):
    """A fixed span of time in which as much as possible is accepted; its end is never extended (para 50(c))."""

    flow = BoxFlow
    label_field = "name"
    party_rights = {"manager": OF_MANAGER, "sponsor": OF_SPONSOR}  # noqa: RUF012
    refusals = (
        ("end", "UPDATE OF ends", "NEW.ends > OLD.ends", "projects_timebox: a time-box is never extended"),
        (
            "past",
            "UPDATE OF starts, ends",
            "OLD.state IN ('ended', 'reviewed') AND (NEW.ends <> OLD.ends OR NEW.starts <> OLD.starts)",
            "projects_timebox: a time-box that is over stays as it was",
        ),
    )

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="boxes")
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
    name = models.CharField(_("name"), max_length=120)
    goal = models.TextField(_("goal"), blank=True)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"), help_text=_("It can be brought forward, and never put off."))
    ends_at = models.DateTimeField(_("is over"), null=True, editable=False)
    review = models.TextField(_("review"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("time-box")
        verbose_name_plural = _("time-boxes")
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="projects_box_once")]
        indexes = [models.Index(fields=["state", "ends"])]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        in_order(self, "starts", "ends")
        if self.project_id is None:
            return
        self.manager, self.sponsor = self.project.manager, self.project.sponsor
        old = type(self)._base_manager.filter(pk=self.pk).values_list("ends", "state").first()
        if old and self.ends and self.ends > old[0]:
            raise ValidationError(
                {
                    "ends": _(
                        "A time-box is never extended. Accept what is done, and plan the rest in another one."
                    )
                }
            )
        station = self.unit.station
        zone = ZoneInfo(station.zone if station else "UTC")
        self.ends_at = datetime.combine(self.ends, time.max, zone) if self.ends else None


class Kind(models.TextChoices):
    """What a work item is: work takes time, a milestone is a moment."""

    WORK = "work", _("Work")
    MILESTONE = "milestone", _("Milestone")


class Task(Part):
    """A work item: its planned days, cost and value points, and how far it is. Actual days are never baselined."""

    label_field = "name"
    while_ = (*ProjectFlow.PLANS, "closing")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="tasks")
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORK)
    phase = models.ForeignKey(
        Phase, models.PROTECT, verbose_name=_("phase"), related_name="tasks", null=True, blank=True
    )
    box = models.ForeignKey(
        TimeBox, models.PROTECT, verbose_name=_("time-box"), related_name="tasks", null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), related_name="parts", null=True, blank=True
    )
    start = models.DateField(_("planned start"))
    finish = models.DateField(_("planned finish"))
    cost = MoneyField(_("planned cost (USD)"), default=Decimal(0), validators=[MinValueValidator(Decimal(0))])
    points = models.PositiveIntegerField(_("value points"), default=0)
    progress = models.PositiveSmallIntegerField(_("done (%)"), default=0, validators=[MaxValueValidator(100)])
    accepted = models.BooleanField(_("accepted"), default=False)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("work item")
        verbose_name_plural = _("work items")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="projects_task_number"),
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="projects_task_progress"),
        ]
        indexes = [models.Index(fields=["start", "id"]), models.Index(fields=["finish", "id"])]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    def clean(self) -> None:
        super().clean()
        in_order(self, "start", "finish")
        in_order(self, "actual_start", "actual_finish")
        if self.project_id:
            same_project(self, "phase", "box", "parent")
        if self.kind == Kind.MILESTONE and self.start != self.finish:
            raise ValidationError({"finish": _("A milestone is a single day.")})
        above, seen = self.parent if self.parent_id else None, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A work item is not part of itself.")})
            seen.add(above.pk)
            above = above.parent


class LinkKind(models.TextChoices):
    """By which ends two work items are bound."""

    FS = "FS", _("Finish to start")
    SS = "SS", _("Start to start")
    FF = "FF", _("Finish to finish")
    SF = "SF", _("Start to finish")


class TaskLink(Part):
    """What a work item waits for."""

    label_field = "kind"
    while_ = ProjectFlow.PLANS

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="links")
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("work item"), related_name="waits_for")
    predecessor = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("predecessor"), related_name="awaited_by"
    )
    kind = models.CharField(_("kind"), max_length=2, choices=LinkKind, default=LinkKind.FS)
    lag = models.IntegerField(_("lag (minutes of work)"), default=0)

    class Meta(Part.Meta):
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [models.UniqueConstraint(fields=["task", "predecessor"], name="projects_link_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.task}"

    def clean(self) -> None:
        super().clean()
        if not (self.project_id and self.task_id and self.predecessor_id):
            return
        same_project(self, "task", "predecessor")
        if self.task_id in self._behind():
            raise ValidationError({"predecessor": _("The two would wait for each other.")})

    def _behind(self) -> set[object]:
        """Return the predecessor and everything it waits for."""
        waits: dict[object, list[object]] = {}
        for task, other in (
            TaskLink.objects.filter(project=self.project_id)
            .exclude(pk=self.pk)
            .values_list("task_id", "predecessor_id")
        ):
            waits.setdefault(task, []).append(other)
        found: set[object] = set()
        open_ = [self.predecessor_id]
        while open_:
            one = open_.pop()
            if one not in found:
                found.add(one)
                open_ += waits.get(one, [])  # type: ignore[arg-type]
        return found
