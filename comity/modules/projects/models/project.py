"""Projects."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.models import Record
from comity.kernel.base.money import MoneyField
from comity.kernel.flow.mandates import Facts
from comity.kernel.flow.models import Governed

from ..flows import ProjectFlow

# A case in one of these states carries a project.
APPROVED = ("approved", "approved_with_conditions")
OF_MANAGER = frozenset({"view", "add", "change", "work", "propose", "import", "export", "note"})
OF_SPONSOR = frozenset({"view", "advise", "note", "export"})


class Method(models.TextChoices):
    """How a project is led: by a plan of work, or by time-boxes whose scope varies (A/62/793 para 50)."""

    PLAN = "plan", _("Planned work")
    BOXES = "boxes", _("Time-boxes")


class Project(Governed, Record):
    """What delivers an approved case; without one there is no project."""

    prefix = "PRJ"
    flow = ProjectFlow
    party_rights = {"manager": OF_MANAGER, "sponsor": OF_SPONSOR}  # noqa: RUF012
    refusals = (
        (
            "approved",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM portfolio_case c WHERE c.id = NEW.case_id "
            "AND c.state IN ('approved', 'approved_with_conditions'))",
            "projects_project: there is no project without an approved case",
        ),
        ("keep", "UPDATE OF case_id, initiative_id", "TRUE", "projects_project: a project keeps its case"),
    )

    case = models.OneToOneField(
        "portfolio.Case", models.PROTECT, verbose_name=_("business case"), related_name="project"
    )
    initiative = models.ForeignKey(
        "portfolio.Initiative", models.PROTECT, verbose_name=_("initiative"), related_name="+", editable=False
    )
    programme = models.ForeignKey(
        "governance.Programme", models.PROTECT, verbose_name=_("programme"), related_name="+", editable=False
    )
    decision = models.ForeignKey(
        "meetings.Decision", models.PROTECT, verbose_name=_("authorised by"), related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    sponsor = models.ForeignKey("people.Person", models.PROTECT, verbose_name=_("sponsor"), related_name="+")
    manager = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("manager"), related_name="+", null=True, blank=True
    )
    method = models.CharField(_("method"), max_length=8, choices=Method, default=Method.PLAN)
    fast_track = models.BooleanField(_("fast track"), default=False)
    purpose = models.TextField(_("what it delivers"), blank=True)
    budget = MoneyField(_("approved cost (USD)"), default=Decimal(0), editable=False)
    tolerance_cost = models.PositiveSmallIntegerField(
        _("tolerance in cost (%)"), default=10, validators=[MaxValueValidator(100)]
    )
    tolerance_days = models.PositiveSmallIntegerField(_("tolerance in time (days)"), default=30)
    forecast_cost = MoneyField(_("forecast cost (USD)"), null=True, blank=True, editable=False)
    forecast_finish = models.DateField(_("forecast finish"), null=True, blank=True, editable=False)
    started = models.DateField(_("started"), null=True, blank=True, editable=False)
    completed = models.DateField(_("completed"), null=True, blank=True, editable=False)
    acceptance = models.TextField(
        _("acceptance"), blank=True, help_text=_("Who accepted what was delivered, and when.")
    )
    benefit_calendar = models.TextField(
        _("benefit calendar"), blank=True, help_text=_("Who measures which benefit, and when.")
    )

    class Meta(Record.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["title", "id"]),
            models.Index(fields=["manager"]),
            models.Index(fields=["sponsor"]),
        ]

    def clean(self) -> None:
        """Take from the case what belongs to it; an unapproved one carries no project (invariant I1)."""
        super().clean()
        if self.case_id is None:
            return
        case: Any = self.case
        if self._state.adding:
            if case.state not in APPROVED:
                raise ValidationError({"case": _("Only an approved case carries a project.")})
            self.initiative, self.programme = case.initiative, case.initiative.programme
            self.decision, self.budget = case.decision, case.total()
        elif type(self)._base_manager.filter(pk=self.pk).exclude(case=self.case_id).exists():
            raise ValidationError({"case": _("A project keeps its case.")})

    def facts(self) -> Facts:
        """Mandates compare unit, programme, approved cost and the highest open risk."""
        levels = [one.level for one in self.risks.filter(closed=None)]
        return Facts(self.unit, self.programme_id, self.budget, max(levels, default=None))
