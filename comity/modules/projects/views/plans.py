"""One project's plan: on a line of time, as a file, and from a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.registers.forms import RecordForm
from comity.kernel.registers.models import ImportRun

from .. import mspdi, pictures, planning
from .reader import csv_file, for_person, project_of

LARGEST = 5 * 1024 * 1024
KIND = "projects.plan"


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


class PlanForm(RecordForm):
    """The file of a plan."""

    file = forms.FileField(
        label=_("File"), help_text=_("A project saved by MS Project as XML, at most 5 MB."), max_length=200
    )


@for_person
def plan(request: Any, pk: UUID) -> HttpResponse:
    """Read a plan and say what it would do; nothing is written yet."""
    project = project_of(request, pk, "import")
    form = PlanForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            upload = form.cleaned_data["file"]
            if upload.size <= LARGEST:
                return _kept(request, project, upload.name, upload.read())
            form.add_error("file", _("The file is larger than 5 MB."))
    return _page(request, project, form=form, status=status)


def _kept(request: Any, project: Any, name: str, content: bytes) -> HttpResponse:
    """Keep the file with what was found in it."""
    import hashlib

    found, faults = mspdi.read(content)
    difference = planning.compare(project, found, faults)
    run = ImportRun.objects.create(
        person=request.person, kind=f"{KIND}:{project.pk.hex}", name=name[:200], content=content,
        digest=hashlib.sha256(content).hexdigest(), report={},
        state="faulty" if difference.faults else "checked",
    )  # fmt: skip
    return redirect("projects:plan-run", pk=project.pk, run=run.pk)


@for_person
def plan_run(request: Any, pk: UUID, run: UUID) -> HttpResponse:
    """What the file would do; posting does it."""
    project = project_of(request, pk, "import")
    found = ImportRun.objects.filter(pk=run, person=request.person, kind=f"{KIND}:{project.pk.hex}").first()
    if found is None:
        raise Http404
    read, faults = mspdi.read(bytes(found.content))
    difference = planning.compare(project, read, faults)
    problems: list[str] = []
    if request.method == "POST" and found.state != "applied":
        try:
            planning.refuse_faults(difference)
            planning.apply(request.person, project, read)
        except Refused as refusal:
            problems = [str(line) for lines in refusal.fields.values() for line in lines] or [
                str(refusal.sentence)
            ]
        else:
            found.state, found.applied_at = "applied", now()
            found.save(update_fields=["state", "applied_at"])
            return redirect("projects:gantt", pk=project.pk)
    return _page(
        request, project, run=found, difference=difference, problems=problems, status=422 if problems else 200
    )


def _page(request: Any, project: Any, status: int = 200, **more: Any) -> HttpResponse:
    context = {"project": project, "where": "projects.views.plans.plan", **more}
    return render(request, "projects/plan.html", context, status=status)
