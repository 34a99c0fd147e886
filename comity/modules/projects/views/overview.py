"""All projects beside each other: on a line of time, and declared beside computed health."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import visible_to
from comity.kernel.shell.moments import day_words

from .. import performance, pictures
from ..models import HealthRule, Project, ReportedProject
from ..pure import forecast
from ..sides import measured
from ..words import figure_words
from .reader import csv_file, for_person, needs, projects_for

MOST = 1000


@require_safe
@for_person
def roadmap(request: Any) -> HttpResponse:
    """Every project that the reader may see, its baseline beneath it."""
    needs(request, "view", Project)
    found = performance.gather(projects_for(request))
    context = {
        "found": found, "chart": pictures.roadmap(found) if found else None, "csv_url": reverse("projects:roadmap-csv"),
        "where": "projects.views.overview.roadmap",
    }  # fmt: skip
    return render(request, "projects/roadmap.html", context)


@require_safe
@for_person
def roadmap_csv(request: Any) -> HttpResponse:
    needs(request, "export", Project)
    return csv_file(pictures.roadmap(performance.gather(projects_for(request, "export"))), "road-map")


@require_safe
@for_person
def health(request: Any) -> HttpResponse:
    """What is declared beside what the figures say; `?from=elsewhere` shows what others report to us."""
    elsewhere = request.GET.get("from") == "elsewhere"
    needs(request, "view", ReportedProject if elsewhere else Project)
    lines = _reported(request) if elsewhere else _ours(request)
    here = reverse("projects:health")
    query = "?from=elsewhere" if elsewhere else ""
    context = {
        "lines": lines, "chart": pictures.health(lines[:60]) if lines else None, "elsewhere": elsewhere,
        "csv_url": reverse("projects:health-csv") + query, "bands": HealthRule.bands(), "here": here,
        "where": "projects.views.overview.health",
    }  # fmt: skip
    return render(request, "projects/health.html", context)


@require_safe
@for_person
def health_csv(request: Any) -> HttpResponse:
    elsewhere = request.GET.get("from") == "elsewhere"
    needs(request, "export", ReportedProject if elsewhere else Project)
    lines = _reported(request, "export") if elsewhere else _ours(request, "export")
    return csv_file(pictures.health(lines), "declared-and-computed")


def _ours(request: Any, right: str = "view") -> list[dict[str, Any]]:
    """Return a line for each project that has a baseline or a rating; the largest gap first."""
    lines = []
    for one in performance.gather(projects_for(request, right)):
        if one.current is None and one.rated.declared is None:
            continue
        against = one.current
        first = one.first if one.first and against and one.first.baseline != against.baseline else None
        line = _line(one.project, one.computed, one.rated, one.day, bands=one.bands, stale=one.is_stale)
        line |= {
            "state": one.project.flow.states[one.project.state],
            "cost": figure_words(against.cost) if against else "—",
            "schedule": figure_words(against.schedule) if against else "—",
            "first_cost": figure_words(first.cost) if first else "", "suspicious": bool(against and against.suspicious),
            "first_schedule": figure_words(first.schedule) if first else "",
        }  # fmt: skip
        lines.append(line)
    return sorted(lines, key=lambda line: -(line["gap"] if line["gap"] is not None else -9))


def _reported(request: Any, right: str = "view") -> list[dict[str, Any]]:
    """Return a line for each project that is reported from elsewhere."""
    from comity.kernel.base.moment import now

    rows = visible_to(request.person, ReportedProject.objects.all(), right, request.scope).order_by("code")
    bands, today, lines = HealthRule.bands(), now().date(), []
    for one in rows[:MOST]:
        found = measured(one)
        rated = performance.Rated(one.declared, None, one.rated)
        line = _line(one, forecast.computed_rating(found, bands), rated, today, bands, not one.completed)
        line |= {
            "cost": figure_words(found[0]), "schedule": figure_words(found[1]),
            "suspicious": any(forecast.suspicious(figure) for figure in found),
        }  # fmt: skip
        lines.append(line)
    return sorted(lines, key=lambda line: -(line["gap"] if line["gap"] is not None else -9))


def _line(record: Any, computed: int | None, rated: Any, day: Any, bands: Any, stale: bool) -> dict[str, Any]:
    gap = None if rated.declared is None or computed is None else rated.declared - computed
    age = (day - rated.day).days if rated.day else None
    return {
        "name": str(record), "url": record.get_absolute_url(), "declared": rated.declared, "computed": computed, "gap": gap,
        "since": rated.since, "since_words": day_words(rated.since) if rated.since else "—", "day": rated.day,
        "day_words": day_words(rated.day) if rated.day else "—", "age": age,
        "stale": stale and (age is None or age > bands.stale),
    }  # fmt: skip
