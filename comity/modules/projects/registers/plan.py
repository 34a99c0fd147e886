"""Projects and their plan."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .. import sides
from ..models import Phase, Project, Task, TaskLink, TimeBox


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
