"""What projects are measured by: baselines, reports, ratings and the rule of health."""

from django.utils.translation import gettext_lazy as _

from comity.kernel.registers.register import Children, Panel, Register, Tab, register

from .. import sides
from ..models import Baseline, BaselineLine, HealthRating, HealthRule, StatusReport


@register
class Baselines(Register):
    model = Baseline
    group = "Decide"
    order = 263
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
