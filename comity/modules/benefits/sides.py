"""What benefits say beside other records: the reference class and double promises beside a case, the calendar beside a
project."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.kernel.access.rules import visible_to
from comity.kernel.registers.register import beside
from comity.modules.appraisal.public import Reference
from comity.modules.portfolio import public as portfolio

from .models import BenefitMeasurement
from .queries import ZERO, classes, double_counts
from .words import percent_words

Side = dict[str, Any] | None
FEW = 6


def share_side(record: BenefitMeasurement, person: Any, scope: Any) -> Side:
    """Say how much of the promise came."""
    if record.share is None:
        return None
    return {"title": _("Realised"), "items": [{"html": percent_words(record.share)}]}


@beside
def beside_a_case(record: Any, person: Any, scope: Any) -> Side:
    """What comparable cases came to, and which of its promises another case makes as well."""
    if record.kind_name() != "portfolio.case":
        return None
    found = classes(person, scope, record.initiative.programme_id, record.initiative.size)
    items = [line for one in found for line in _lines(one)]
    for other in promised_twice(record, person, scope):
        items.append({"html": format_html("{}", other.text), "url": other.url})
    return {"title": _("Comparable cases"), "items": items} if items else None


@portfolio.warns
def promised_twice(case: Any, person: Any, scope: Any) -> list[portfolio.Concern]:
    """Name the other cases that promise the same as this one: what both count may come only once."""
    found = []
    for twice in double_counts(person, scope, case)[:FEW]:
        other = twice.other if twice.one.case_id == case.pk else twice.one
        said = _("“%(indicator)s” is promised by %(case)s too.") % {
            "indicator": twice.indicator,
            "case": other.case,
        }
        found.append(portfolio.Concern(said, other.case.get_absolute_url()))
    return found


def _lines(one: Reference) -> list[dict[str, Any]]:
    """Say what a reference class suggests, or that it is too small to."""
    if not one.projects:
        return [{"html": format_html("{}: {}", one.label, _share(one))}] if one.realised is not None else []
    many = ngettext("%(count)s closed project", "%(count)s closed projects", one.projects) % {
        "count": one.projects
    }
    lines = [format_html("{}: {}", one.label, many)]
    if one.cost is not None and one.cost_high is not None:
        said = _("Suggested uplift of costs: %(middle)s; four in five stayed under %(high)s.") % {
            "middle": percent_words(max(one.cost, ZERO)), "high": percent_words(one.cost_high),
        }  # fmt: skip
        lines.append(format_html("{}", said))
    else:
        lines.append(format_html("{}", _("Too few to suggest an optimism bias.")))
    if one.realised is not None:
        lines.append(format_html("{}", _share(one)))
    return [{"html": line} for line in lines]


def _share(one: Reference) -> str:
    return _("Of the benefits they promised, %(share)s came.") % {"share": percent_words(one.realised)}


@beside
def beside_a_project(record: Any, person: Any, scope: Any) -> Side:
    """The benefit calendar of a project."""
    if record.kind_name() != "projects.project":
        return None
    rows = visible_to(person, BenefitMeasurement.objects.filter(project=record), "view", scope).order_by(
        "due"
    )
    items = [
        {"html": format_html("<bdi>{}</bdi> · {}", one.title, one.flow.states[one.state].label), "url": one.get_absolute_url()}
        for one in rows[:FEW]
    ]  # fmt: skip
    if items:
        items.append(
            {"html": format_html("{}", _("Promised and realised")), "url": reverse("benefits:overview")}
        )
    return {"title": _("Benefit calendar"), "items": items} if items else None
