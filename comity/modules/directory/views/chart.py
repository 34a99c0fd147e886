"""The organisation as a chart: from any unit, as many of its levels as one picture holds, and the same as a table."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.people.models import Appointment, Unit
from comity.kernel.shell.charts import Chart, Node, tree
from comity.kernel.shell.charts.figure import number
from comity.kernel.shell.moments import day_words

from ..branches import Branch, above, branch
from .reader import csv_file, day_of, for_person, may, needs, unit_of


@for_person
def page(request: Any) -> HttpResponse:
    """The branch of a unit, today or as at a day."""
    top, day = _top(request), day_of(request)
    found = branch(request.person, request.scope, top, day)
    units_above = Unit.objects.filter(path__in=above(top.path)[:-1])
    context = {
        "chart": _chart(request, found),
        "lines": list(found.lines()),
        "top": found,
        "day": day,
        "query": _query(request),
        "line": list(visible_to(request.person, units_above, "view", request.scope).order_by("path")),
        "csv": may(request, "export", Unit),
        "counts": may(request, "view", Appointment),
        "where": "directory/views/chart.py; directory/branches.py; directory/templates/directory/chart.html",
    }  # fmt: skip
    return render(request, "directory/chart.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The table of the branch as a file."""
    needs(request, "export", Unit)
    found = branch(request.person, request.scope, _top(request), day_of(request))
    heads = [
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Part of"),
        _("Duty station"),
        _("Persons here"),
        _("Persons here and below"),
    ]
    rows = (
        [
            line.unit.code, line.unit.name, line.unit.get_kind_display(), line.unit.path.split("/")[-3],
            line.unit.station or "", line.here, line.below,
        ]
        for line in found.lines()
    )  # fmt: skip
    return csv_file("units", heads, rows)


def _top(request: Any) -> Unit:
    """Return the unit that is asked for, or the highest that the reader may see."""
    needs(request, "view", Unit)
    chosen = unit_of(request)
    if chosen is None:
        units = visible_to(request.person, Unit.objects.all(), "view", request.scope)
        chosen = units.filter(parent=None).order_by("path").first() or units.order_by("path").first()
    if chosen is None:
        raise Http404
    return chosen


def _query(request: Any, **more: str) -> str:
    """Return the query of this page, with a unit or without."""
    day = request.GET.get("day", "")
    return urlencode({**({"day": day} if day else {}), **more})


def _chart(request: Any, top: Branch) -> Chart:
    """Draw the branch; a unit whose parts are not shown opens as the top of its own chart."""
    here = reverse("directory:chart")

    def node(one: Branch) -> Node:
        said = {"code": one.unit.code, "name": one.unit.name, "number": number(one.below)}
        # The number stands early, where a phone shows it.
        label = _("%(code)s (%(number)s) · %(name)s") if one.below else _("%(code)s · %(name)s")
        return Node(
            label % said,
            one.unit.get_absolute_url(),
            toggle_url=f"{here}?{_query(request, unit=one.unit.code)}" if one.hidden else "",
            open=not one.hidden,
            children=[node(part) for part in one.parts],
        )

    parts = len(list(top.lines())) - 1
    title = _("Persons appointed: %(people)s. Parts shown: %(parts)s.") % {
        "people": number(top.below),
        "parts": number(parts),
    }
    day = day_of(request)
    note = _("As at %(day)s.") % {"day": day_words(day)} if day else ""
    subtitle = _("In brackets: persons appointed in a unit and below it. A plus opens what lies deeper.")
    made = tree([node(top)], title, subtitle, note)
    made.rows = ()  # the page has a fuller table of its own
    return made
