"""Risks, issues, changes, lessons, money; and projects reported from elsewhere."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Panel, Register, Tab, register

from .. import sides
from ..models import (
    InvestmentMapping,
    Lesson,
    Outlay,
    ProjectChange,
    ProjectIssue,
    ProjectRisk,
    ReportedProject,
)


@register
class ProjectRisks(Register):
    model = ProjectRisk
    group = "Decide"
    menu = False
    columns = ["title", "project", "probability", "impact", "owner", "closed"]
    filters = ["project", "probability", "impact"]
    panels = [
        Panel(_("Risk"), "project", "title", "probability", "impact"),
        Panel(_("Answer"), "mitigation", "owner", "closed"),
    ]


@register
class ProjectIssues(Register):
    model = ProjectIssue
    group = "Decide"
    menu = False
    columns = ["title", "project", "gravity", "owner", "due", "solved"]
    filters = ["project", "gravity"]
    panels = [
        Panel(_("Issue"), "project", "title", "text", "gravity"),
        Panel(_("Answer"), "owner", "due", "solved", "solution"),
    ]


@register
class ProjectChanges(Register):
    model = ProjectChange
    group = "Decide"
    order = 264
    columns = ["reference", "title", "project", "state", "cost_change", "days_change", "emergency"]
    filters = ["project", "state", "emergency", "unit"]
    panels = [
        Panel(_("Change"), "title", "project", "scope", "why"),
        Panel(_("What it costs"), "cost_change", "days_change", "emergency", "decision"),
        Panel(_("Where it belongs"), "unit", "classification"),
    ]
    fields = [
        "project",
        "title",
        "unit",
        "scope",
        "why",
        "cost_change",
        "days_change",
        "emergency",
        "classification",
    ]
    tabs = [Tab(_("To decide"), "state=tabled"), Tab(_("To ratify"), "state=acted")]
    search = {"reference": 4, "title": 3, "scope": 1, "why": 1}
    talk = True


@register
class Lessons(Register):
    model = Lesson
    group = "Decide"
    order = 268
    columns = ["title", "project", "kind"]
    filters = ["project", "kind"]
    panels = [Panel(_("Lesson"), "project", "title", "kind", "text")]
    search = {"title": 3, "text": 1}
    meaning = True


@register
class Outlays(Register):
    model = Outlay
    group = "Decide"
    menu = False
    columns = ["note", "project", "kind", "day", "fund", "amount"]
    filters = ["project", "kind", "fund"]
    panels = [Panel(_("Outlay"), "project", "kind", "day", "fund", "amount", "task", "note")]
    help = _("The same money moves in the ledger of finance, out of what is reserved for the business case.")


@register
class ReportedProjects(Register):
    model = ReportedProject
    group = "Decide"
    order = 269
    columns = ["code", "title", "group", "unit", "planned_finish", "planned_cost", "declared"]
    filters = ["unit", "declared"]
    sorts = ["title"]
    panels = [
        Panel(_("What it is"), "code", "title", "group", "unit", "classification"),
        Panel(_("Plan"), "planned_start", "planned_finish", "planned_cost"),
        Panel(_("Forecast and outcome"), "forecast_finish", "forecast_cost", "completed", "actual_cost"),
        Panel(_("Rating"), "declared", "rated"),
    ]
    help = _("Watched by the same measures as our own projects; authorised elsewhere.")
    search = {"code": 4, "title": 3, "group": 2}
    side = (sides.reported_side,)


@register
class InvestmentMappings(Register):
    model = InvestmentMapping
    group = "Decide"
    menu = False
    columns = ["code", "name"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Mapping"), "code", "name", "columns", "constants", "words", "factors", "dates")]
