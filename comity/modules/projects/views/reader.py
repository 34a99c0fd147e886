"""What every page of delivery begins with: a reader who has signed in as a person, and projects they may see."""

from typing import Any

from django.http import Http404, HttpResponse

from comity.kernel.access.rules import can, visible_to
from comity.kernel.base.errors import NotAllowed
from comity.kernel.registers.reader import for_person
from comity.kernel.shell.charts import Chart

from ..models import Project

__all__ = ["csv_file", "for_person", "needs", "project_of", "projects_for"]


def project_of(request: Any, pk: Any, right: str = "view") -> Project:
    """Return a project for which the reader holds a right; hidden and missing answer alike."""
    rows = visible_to(request.person, Project.objects.all(), "view", request.scope)
    found: Project | None = (
        rows.select_related("unit", "manager", "initiative", "programme").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    if right != "view" and not (answer := can(request.person, right, found, request.scope)):
        raise NotAllowed(answer.sentence)
    return found


def projects_for(request: Any, right: str = "view") -> list[Project]:
    """Return the projects that the reader may see, and take out if asked, in order of their references."""
    rows = visible_to(request.person, Project.objects.all(), "view", request.scope)
    if right != "view":
        rows = visible_to(request.person, rows, right, request.scope)
    return list(rows.select_related("unit", "manager", "programme").order_by("reference"))


def needs(request: Any, right: str, model: Any) -> None:
    """Refuse who holds a right nowhere in a register."""
    if not (answer := can(request.person, right, model, request.scope)):
        raise NotAllowed(answer.sentence)


def csv_file(chart: Chart, name: str) -> HttpResponse:
    """Return the numbers of a picture for a spreadsheet."""
    response = HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
