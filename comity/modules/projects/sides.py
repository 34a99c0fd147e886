"""What stands beside a project, a time-box, a baseline and a reported project."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comity.kernel.base.moment import now
from comity.kernel.shell.moments import day_words

from . import performance
from .models import Baseline, HealthRule, Project, ReportedProject, TimeBox
from .pure import evm, forecast
from .words import NAMES, figure_words, share_words

Side = dict[str, Any] | None


def pages_side(record: Project, person: Any, scope: Any) -> Side:
    """The ways to the pictures and files of a project."""
    ways = (
        ("projects:gantt", _("Plan on a line of time")),
        ("projects:earned", _("Earned value")),
        ("projects:plan", _("Read a plan from MS Project")),
        ("projects:plan-xml", _("Plan for MS Project (XML)")),
    )
    return {
        "title": _("Look at it"),
        "items": [{"html": words, "url": reverse(name, args=[record.pk])} for name, words in ways],
    }


def standing_side(record: Project, person: Any, scope: Any) -> Side:
    """Declared and computed health, and the variances against the baseline in force."""
    one = performance.of(record)
    if one.current is None:
        return None
    dash = "—"
    lines = [
        (_("Declared"), one.rated.declared or dash),
        (_("Computed"), one.computed or dash),
        (NAMES["cost_forecast_variance"], figure_words(one.current.cost)),
        (NAMES["schedule_forecast_variance"], figure_words(one.current.schedule)),
    ]
    items: list[dict[str, Any]] = [
        {"html": format_html("{}: <strong>{}</strong>", label, value)} for label, value in lines
    ]
    if one.gap is not None and one.gap > 0:
        items.append(
            {
                "html": format_html(
                    '<span class="chip" data-meaning="late">{}</span>',
                    _("Declared healthier than the figures say"),
                )
            }
        )
    if one.is_stale:
        items.append(
            {
                "html": format_html(
                    '<span class="chip" data-meaning="needs">{}</span>', _("The rating is stale")
                )
            }
        )
    return {"title": _("Health"), "items": items}


def box_of(record: TimeBox) -> evm.Box:
    """Return the scope of a time-box today."""
    tasks = list(record.tasks.values_list("points", "accepted"))
    day = now().date() + timedelta(days=1)
    elapsed = Decimal((day - record.starts).days) / ((record.ends - record.starts).days + 1)
    return evm.Box(
        sum(points for points, _done in tasks), sum(points for points, done in tasks if done), elapsed
    )


def box_side(record: TimeBox, person: Any, scope: Any) -> Side:
    """What is accepted of the scope: the end is fixed, so the scope varies."""
    found = evm.box_figures(box_of(record))
    items = [
        {"html": format_html("{}: <strong>{}</strong> <span class=\"muted small\"><bdi>{}</bdi></span>", NAMES[code], figure_words(found[code]) if code == "done" else int(found[code].value or 0), found[code].formula)}
        for code in ("BAC", "EV", "PV", "scope", "done")
    ]  # fmt: skip
    return {"title": _("Value points"), "items": items}


def against_side(record: Baseline, person: Any, scope: Any) -> Side:
    """What changes against the first baseline and against the one in force: both are always shown."""
    held = list(record.project.baselines.filter(state__in=("in_force", "superseded")).order_by("number"))
    wanted = {one.pk: one for one in (held[:1] + [one for one in held if one.state == "in_force"])}
    items = []
    for one in wanted.values():
        if one.pk == record.pk:
            continue
        cost = (record.cost - one.cost) / one.cost if one.cost else None
        items.append(
            {
                "html": format_html(
                    "{}<br>{}", one,
                    _("%(cost)s in cost, %(days)s days later") % {
                        "cost": share_words(cost) if cost is not None else "—", "days": (record.finish - one.finish).days,
                    },
                ),
                "url": one.get_absolute_url(),
            }
        )  # fmt: skip
    return {"title": _("Against earlier baselines"), "items": items} if items else None


def reported_side(record: ReportedProject, person: Any, scope: Any) -> Side:
    """The variances of a project that is reported from elsewhere."""
    found = measured(record)
    items: list[dict[str, Any]] = [
        {"html": format_html("{}: <strong>{}</strong>", NAMES[one.code], figure_words(one))} for one in found
    ]
    computed = forecast.computed_rating(found, HealthRule.bands())
    items.append({"html": format_html("{}: <strong>{}</strong>", _("Computed"), computed or "—")})
    if any(forecast.suspicious(one) for one in found):
        items.append({"html": _("So far off that a wrong unit is likely.")})
    if record.rated:
        items.append({"html": _("Rated on %(day)s") % {"day": day_words(record.rated)}})
    return {"title": _("Health"), "items": items}


def measured(record: ReportedProject) -> list[Any]:
    """Return cost and schedule of a reported project against its plan."""
    return [
        forecast.cost_forecast_variance(
            record.planned_cost, record.actual_cost, record.completed, record.forecast_cost
        ),
        forecast.schedule_forecast_variance(
            record.planned_start,
            record.planned_finish,
            now().date(),
            record.completed,
            record.forecast_finish,
        ),
    ]
