"""Bringing a list of investments in: choose file and mapping, look first, then write."""

import hashlib
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.registers.forms import RecordForm
from comity.kernel.registers.models import ImportRun

from .. import investments
from ..models import InvestmentMapping, ReportedProject
from .reader import for_person, needs

LARGEST = 10 * 1024 * 1024
KIND = "projects.investments"


class ListForm(RecordForm):
    """Which file, and how its columns are to be understood."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV (UTF-8) or XLSX, at most 10 MB; the first line names the columns.")
    )
    mapping = forms.ModelChoiceField(
        InvestmentMapping.objects.order_by("code"),
        label=_("How its columns are to be understood"),
        to_field_name="code",
    )


@for_person
def start(request: Any) -> HttpResponse:
    """Take a list in and say what it would do."""
    needs(request, "import", ReportedProject)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, mapping = form.cleaned_data["file"], form.cleaned_data["mapping"]
        if upload.size > LARGEST:
            form.add_error("file", _("The file is larger than 10 MB; divide it."))
        else:
            try:
                return _kept(request, mapping, upload.name, upload.read())
            except Refused as refusal:
                form.add_error("file", str(refusal.sentence))
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "projects/investments.html",
        {"form": form, "where": "projects.views.investments.start"},
        status=status,
    )


def _kept(request: Any, mapping: InvestmentMapping, name: str, content: bytes) -> HttpResponse:
    report = investments.Reader(request.person, request.scope, mapping).read(content, name)
    run = ImportRun.objects.create(
        person=request.person, kind=KIND, name=name[:200], content=content, digest=hashlib.sha256(content).hexdigest(),
        report={**report.as_dict(), "mapping": mapping.code}, state="faulty" if report.faults else "checked",
    )  # fmt: skip
    return redirect("projects:investments-run", run=run.pk)


@for_person
def result(request: Any, run: UUID) -> HttpResponse:
    """What the list would do, or did; posting does it."""
    needs(request, "import", ReportedProject)
    found = ImportRun.objects.filter(pk=run, person=request.person, kind=KIND).first()
    if found is None:
        raise Http404
    problems: list[str] = []
    if request.method == "POST" and found.state == "checked":
        try:
            _apply(request, found)
        except Refused as refusal:
            problems = [
                str(refusal.sentence),
                *(str(line) for lines in refusal.fields.values() for line in lines),
            ]
        else:
            return redirect("projects:investments-run", run=found.pk)
    context = {
        "run": found, "report": found.report, "problems": problems, "where": "projects.views.investments.result",
        "faults": found.report.get("faults", []),
    }  # fmt: skip
    return render(request, "projects/investments_result.html", context, status=422 if problems else 200)


def _apply(request: Any, run: ImportRun) -> None:
    """Read the file again, because the rows may have moved on since, and write it."""
    mapping = InvestmentMapping.objects.filter(code=run.report.get("mapping")).first()
    if mapping is None:
        raise Refused(_("The mapping is not there any more."))
    report = investments.Reader(request.person, request.scope, mapping).read(bytes(run.content), run.name)
    investments.apply(request.person, report, run.name)
    run.state, run.applied_at = "applied", now()
    run.report = {**report.as_dict(), "mapping": mapping.code}
    run.save(update_fields=["state", "applied_at", "report"])
