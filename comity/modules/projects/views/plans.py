"""One project's plan: on a line of time, and as a file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import mspdi, pictures, planning
from .reader import csv_file, for_person, project_of


@require_safe
@for_person
def gantt(request: Any, pk: UUID) -> HttpResponse:
    """Bars of the plan with the frozen baselines under them."""
    project = project_of(request, pk)
    chart = pictures.gantt(project)
    context = {
        "project": project, "chart": chart, "csv_url": reverse("projects:gantt-csv", args=[pk]),
        "where": "projects.views.plans.gantt",
    }  # fmt: skip
    return render(request, "projects/gantt.html", context)


@require_safe
@for_person
def gantt_csv(request: Any, pk: UUID) -> HttpResponse:
    project = project_of(request, pk, "export")
    return csv_file(pictures.gantt(project), f"plan-{project.reference}")


@require_safe
@for_person
def plan_xml(request: Any, pk: UUID) -> HttpResponse:
    """The plan as MS Project reads it, with its baselines."""
    project = project_of(request, pk, "export")
    response = HttpResponse(mspdi.write(planning.plan_of(project)), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{project.reference}.xml"'
    return response
