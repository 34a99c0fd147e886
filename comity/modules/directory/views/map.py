"""Duty stations on a map of the world, with the time there now.

Where boundaries run is policy: the setting COMITY_BOUNDARIES names the administrator's own file of lines.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from comity.kernel.base.moment import now
from comity.kernel.people.models import DutyStation, Person
from comity.kernel.shell.charts import Chart, Dot, dots_map
from comity.kernel.shell.charts.dots import HIGH, WIDE, outline
from comity.kernel.shell.charts.figure import number
from comity.kernel.shell.charts.svg import joined, tag
from comity.kernel.shell.moments import day_words

from ..data import outlines
from ..queries import places
from .reader import csv_file, for_person, may, needs


@for_person
def page(request: Any) -> HttpResponse:
    """The map and its table."""
    needs(request, "view", DutyStation)
    found = _places(request)
    context = {
        "chart": _chart(found),
        "places": found,
        "csv": may(request, "export", DutyStation),
        "counts": may(request, "view", Person),
        "where": "directory/views/map.py; directory/data/outlines.py; directory/templates/directory/map.html",
    }
    return render(request, "directory/map.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The table of the places as a file."""
    needs(request, "export", DutyStation)
    heads = [
        _("Code"),
        _("Name"),
        _("Time zone"),
        _("Time there now"),
        _("Latitude"),
        _("Longitude"),
        _("Persons"),
        _("Units"),
    ]
    rows = (
        [p.code, p.name, p.zone, p.here_iso, p.latitude, p.longitude, p.number, p.parts]
        for p in _places(request)
    )
    return csv_file("duty-stations", heads, rows)


def _places(request: Any) -> list[Any]:
    """Return the places with the time there."""
    found: list[Any] = places(request.person, request.scope)
    moment = now()
    for place in found:
        place.here = moment.astimezone(ZoneInfo(place.zone))
        place.here_iso = place.here.isoformat(timespec="minutes")
        place.here_words = f"{day_words(place.here.date(), year=False)}, {place.here:%H:%M}"
        place.offset = f"UTC{place.here:%z}"[:6] + ":" + f"{place.here:%z}"[3:5]
    return found


def _chart(found: list[Any]) -> Chart:
    """Draw the places over land and lines."""
    dots = [Dot(p.longitude, p.latitude, str(p.name), p.number, p.get_absolute_url()) for p in found]
    persons = sum(p.number for p in found)
    title = _("%(persons)s persons work at %(places)s duty stations") % {
        "persons": number(persons),
        "places": number(len(found)),
    }
    note = _(
        "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
        "acceptance by the United Nations. Outlines: Natural Earth, public domain."
    )
    subtitle = _("The size of a dot is the number of persons; each dot leads to its duty station.")
    made = dots_map(dots, _base(), title, _("Persons"), subtitle, note)
    made.rows = ()  # the page has a fuller table of its own
    return made


def _version() -> str:
    """Return a word that changes with the administrator's file, so that browsers keep the ground until then."""
    file = str(getattr(settings, "COMITY_BOUNDARIES", "") or "")
    return hashlib.sha256(_ground(file, Path(file).stat().st_mtime if file else 0.0).encode()).hexdigest()[
        :12
    ]


@lru_cache(maxsize=2)
def _ground(file: str, changed: float) -> str:
    """Draw land and boundaries once, until the administrator's file changes; colours come from the page."""
    lines = outlines.boundaries(Path(file) if file else None)
    drawn = [tag("path", id="land", d=outline(outlines.land()), fill_rule="evenodd")]
    for name, wanted in (("full", "international"), ("broken", "undetermined")):
        path = outline([line.points for line in lines if line.status == wanted], close=False)
        drawn.append(tag("path", id=name, d=path, vector_effect="non-scaling-stroke"))
    return str(
        tag("svg", joined(drawn), xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDE:g} {HIGH:g}")
    )


@for_person
@cache_control(private=True, max_age=31536000, immutable=True)
def ground(request: Any) -> HttpResponse:
    """The ground of the map as a file of its own: it is long, and browsers keep it."""
    file = str(getattr(settings, "COMITY_BOUNDARIES", "") or "")
    made = _ground(file, Path(file).stat().st_mtime if file else 0.0)
    return HttpResponse(made, content_type="image/svg+xml")


def _base() -> SafeString:
    """Refer to the ground, giving it the colours of the page."""
    file = f"{reverse('directory:ground')}?v={_version()}"
    parts = (("land", "land"), ("full", "border"), ("broken", "border broken"))
    uses = joined([tag("use", href=f"{file}#{name}", css=css) for name, css in parts])
    return tag("svg", uses, viewBox=f"0 0 {WIDE:g} {HIGH:g}", width="100%", height="100%", aria_hidden="true")
