"""How delivery appears."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from . import sides
from .models import (
    Baseline,
    BaselineLine,
    HealthRating,
    HealthRule,
    InvestmentMapping,
    Lesson,
    Outlay,
    Phase,
    Project,
    ProjectChange,
    ProjectIssue,
    ProjectRisk,
    ReportedProject,
    StatusReport,
    Task,
    TaskLink,
    TimeBox,
)


@register
class Projects(Register):
    model = Project
    group = "Decide"
    order = 60
    columns = ["reference", "title", "state", "programme", "manager", "unit"]
    filters = ["state", "programme", "manager", "sponsor", "unit", "fast_track"]
    sorts = ["title"]
    panels = [
        Panel(_("What it delivers"), "title", "purpose", "method", "fast_track"),
        Panel(_("Where it comes from"), "case", "initiative", "programme", "decision", "budget"),
        Panel(_("Who answers for it"), "sponsor", "manager", "unit", "classification"),
        Panel(_("What the manager may change"), "tolerance_cost", "tolerance_days"),
        Panel(_("How it goes"), "started", "forecast_finish", "forecast_cost", "completed"),
        Panel(_("How it ends"), "acceptance", "benefit_calendar"),
    ]
    fields = [
        "case", "title", "unit", "sponsor", "manager", "method", "fast_track", "purpose", "tolerance_cost",
        "tolerance_days", "acceptance", "benefit_calendar", "classification",
    ]  # fmt: skip
    tabs = [
        Tab(_("Executing"), "state=executing"),
        Tab(_("To be started"), "state=initiating"),
        Tab(_("Closing"), "state=closing"),
        Tab(_("Fast track"), "fast_track=true"),
    ]
    search = {"reference": 4, "title": 3, "purpose": 1}
    children = [
        Children(_("Milestones and work"), "projects.Task", "project", ("number", "name", "kind", "start", "finish", "cost", "progress", "accepted")),
        Children(_("Phases"), "projects.Phase", "project"),
        Children(_("Time-boxes"), "projects.TimeBox", "project"),
        Children(_("Baselines"), "projects.Baseline", "project", ("reference", "number", "cause", "state", "start", "finish", "cost")),
        Children(_("Status reports"), "projects.StatusReport", "project"),
        Children(_("Health ratings"), "projects.HealthRating", "project"),
        Children(_("Risks"), "projects.ProjectRisk", "project"),
        Children(_("Issues"), "projects.ProjectIssue", "project"),
        Children(_("Changes"), "projects.ProjectChange", "project", ("reference", "title", "state", "cost_change", "days_change", "emergency")),
        Children(_("Outlays"), "projects.Outlay", "project"),
        Children(_("Lessons"), "projects.Lesson", "project"),
    ]  # fmt: skip
    side = (sides.pages_side, sides.standing_side)
    talk = True
    meaning = True


@register
class Phases(Register):
    model = Phase
    group = "Decide"
    menu = False
    columns = ["name", "project", "starts", "finishes"]
    filters = ["project"]
    panels = [Panel(_("Phase"), "project", "name", "starts", "finishes")]


@register
class TimeBoxes(Register):
    model = TimeBox
    group = "Decide"
    menu = False
    columns = ["name", "project", "state", "starts", "ends"]
    filters = ["project", "state"]
    panels = [Panel(_("Time-box"), "project", "name", "goal", "starts", "ends"), Panel(_("Review"), "review")]
    fields = ["project", "name", "goal", "starts", "ends"]
    help = _("The end of a time-box is never put off: what is not accepted by then goes into another one.")
    children = [
        Children(
            _("Work items"), "projects.Task", "box", ("number", "name", "points", "accepted", "progress")
        )
    ]
    side = (sides.box_side,)


@register
class Tasks(Register):
    model = Task
    group = "Decide"
    menu = False
    columns = ["name", "project", "start", "finish", "cost", "points", "progress", "accepted"]
    filters = ["project", "phase", "box", "kind", "accepted"]
    sort = "start"
    sorts = ["start", "finish"]
    panels = [
        Panel(_("Work"), "project", "number", "name", "kind", "phase", "box", "parent"),
        Panel(_("Plan"), "start", "finish", "cost", "points"),
        Panel(_("How far it is"), "progress", "accepted", "actual_start", "actual_finish", "notes"),
    ]
    tabs = [Tab(_("Milestones"), "kind=milestone")]
    children = [
        Children(_("Waits for"), "projects.TaskLink", "task", ("predecessor", "kind", "lag")),
        Children(_("Parts"), "projects.Task", "parent", ("number", "name", "start", "finish", "cost", "progress")),
    ]  # fmt: skip


@register
class TaskLinks(Register):
    model = TaskLink
    group = "Decide"
    menu = False
    columns = ["task", "predecessor", "kind", "lag"]
    filters = ["project", "task"]
    panels = [Panel(_("Dependency"), "project", "task", "predecessor", "kind", "lag")]


@register
class Baselines(Register):
    model = Baseline
    group = "Decide"
    order = 63
    columns = ["reference", "title", "project", "cause", "state", "finish", "cost"]
    filters = ["project", "cause", "state", "unit"]
    panels = [
        Panel(_("Baseline"), "title", "project", "number", "cause", "ground", "why", "decision"),
        Panel(_("What it holds"), "start", "finish", "cost", "points"),
        Panel(_("Where it belongs"), "unit", "classification"),
    ]
    fields = ["project", "title", "unit", "cause", "ground", "why", "classification"]
    help = _(
        "A baseline takes the plan as it stands, and is never changed. Actual days and costs are not part of it."
    )
    tabs = [Tab(_("To review"), "state=requested"), Tab(_("To decide"), "state=tabled")]
    search = {"reference": 4, "title": 3, "why": 1}
    children = [Children(_("Lines"), "projects.BaselineLine", "baseline")]
    side = (sides.against_side,)
    talk = True


@register
class BaselineLines(Register):
    model = BaselineLine
    group = "Decide"
    menu = False
    columns = ["task", "baseline", "start", "finish", "cost", "points"]
    filters = ["baseline"]
    panels = [Panel(_("Line"), "baseline", "task", "start", "finish", "cost", "points")]


@register
class StatusReports(Register):
    model = StatusReport
    group = "Decide"
    menu = False
    columns = ["day", "project", "state", "pv", "ev", "ac", "forecast_cost", "forecast_finish"]
    filters = ["project", "state"]
    sorts = ["day"]
    panels = [
        Panel(_("Report"), "project", "day", "narrative"),
        Panel(_("Forecast"), "forecast_cost", "forecast_finish"),
        Panel(_("Figures of the day"), "bac", "pv", "ev", "ac"),
    ]
    fields = ["project", "day", "forecast_cost", "forecast_finish", "narrative"]


@register
class HealthRatings(Register):
    model = HealthRating
    group = "Decide"
    menu = False
    columns = ["day", "project", "declared", "computed", "occasion"]
    filters = ["project", "declared", "occasion"]
    sorts = ["day"]
    panels = [
        Panel(_("Rating"), "project", "day", "declared", "occasion", "narrative"),
        Panel(_("Factors"), "risk", "requirements", "oversight", "performance", "people", "other"),
        Panel(_("What the figures said on that day"), "computed"),
    ]
    help = _("Ratings are only added, never changed.")


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
    order = 64
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
    order = 68
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
    order = 69
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
class HealthRules(Register):
    model = HealthRule
    group = "Decide"
    menu = False
    columns = ["code", "needs", "late", "stale_days", "starts", "ends"]
    sort = "code"
    sorts = ["code"]
    panels = [
        Panel(_("Rule"), "code", "needs", "late", "stale_days", "source"),
        Panel(_("When"), "starts", "ends"),
    ]


@register
class InvestmentMappings(Register):
    model = InvestmentMapping
    group = "Decide"
    menu = False
    columns = ["code", "name"]
    sort = "code"
    sorts = ["code"]
    panels = [Panel(_("Mapping"), "code", "name", "columns", "constants", "words", "factors", "dates")]
