"""The pages of every foreign file: send it, watch it being read, read the report, take its faults along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access.rules import can
from ..base.errors import Refused
from ..base.models import Tracked
from ..files.queries import policy
from ..files.store import clean_name, store
from ..jobs.models import Job, State
from ..jobs.queue import enqueue
from ..registers.reader import csv_file, for_person
from ..registers.register import registers
from . import door
from .foreign import ForeignFile
from .form import form_for
from .models import FaultList

Brought = type[ForeignFile]
EARLIER = 10


@for_person
def start(request: Any, brought: Brought, of: UUID | None = None) -> HttpResponse:
    """Take a file in and put the reading of it into the queue."""
    about = _opens(request, brought, of)
    sent = request.method == "POST"
    form = form_for(brought, request.person, request.scope)(*((request.POST, request.FILES) if sent else ()))
    if sent and form.is_valid():
        try:
            return redirect(brought.page_of(_queued(request, brought, form.cleaned_data, of)))
        except Refused as refusal:
            form.problems(refusal)
    runs = _mine(request, brought).defer("result", "trace").order_by("-id")
    if of:
        runs = runs.filter(arguments__about=str(of))
    context = _frame(request, brought, about) | {"form": form, "runs": runs[:EARLIER], "policy": policy()}
    return render(request, "imports/start.html", context, status=422 if form.errors else 200)


def _queued(request: Any, brought: Brought, said: dict[str, Any], of: UUID | None) -> Job:
    """Keep the file and ask for the job in one transaction, so that neither is without the other."""
    upload = said["file"]
    more = {
        name: str(value.pk if isinstance(value, Tracked) else value if value is not None else "")
        for name, value in said.items()
        if name not in ("file", "mapping", "dry")
    }
    with transaction.atomic():
        return enqueue(
            brought.declared, person=request.person, file=str(store(upload).pk), name=clean_name(upload.name),
            mapping=said.get("mapping", ""), dry=said["dry"], more=more, about=str(of or ""),
        )  # fmt: skip


@for_person
def result(request: Any, brought: Brought, pk: UUID, of: UUID | None = None) -> HttpResponse:
    """How far a run is, and then its report; posting writes what was only looked at."""
    about, made = _opens(request, brought, of), _run(request, brought, pk, of)
    report = made.result or {}
    clean = not (brought.whole and report.get("skipped"))
    again = made.state == State.DONE and made.arguments.get("dry") and clean
    if request.method == "POST" and again:
        if door.keep(made.arguments["file"]):
            # The key makes a second press the same run.
            said = {**made.arguments, "dry": False}
            written = enqueue(brought.declared, person=request.person, key=f"import:{made.pk}", **said)
            return redirect(brought.page_of(written))
        messages.error(request, _("The file is not kept any more; send it again."))
    kept = FaultList.objects.filter(job=made).exists()
    context = _frame(request, brought, about) | {
        "job": made, "report": report, "again": again, "clean": clean,
        "page": brought.page_of(made), "faults_url": brought.url("faults", pk=made.pk, of=of) if kept else "",
        "counts": [(label, report[name]) for name, label in brought.counts.items() if name in report],
        "more_faults": report.get("fault_count", 0) - len(report.get("faults", ())),
        "more_rows": report.get("difference_count", 0) - len(report.get("differences", ())),
    }  # fmt: skip
    return render(request, "imports/result.html", context)


@require_safe
@for_person
def faults(request: Any, brought: Brought, pk: UUID, of: UUID | None = None) -> HttpResponse:
    """Every fault of a run as a file, to mend the lines by."""
    _opens(request, brought, of)
    kept = FaultList.objects.filter(job=_run(request, brought, pk, of)).first()
    if kept is None:
        raise Http404
    heads = (_("Line"), _("Column"), _("Kind"), _("What is wrong"), _("Left out"))
    rows = ((*line[:4], _("no") if line[4] else _("yes")) for line in kept.lines)
    return csv_file("faults", heads, rows)


def _opens(request: Any, brought: Brought, of: UUID | None) -> Any:
    """Return the record that is meant, if any; refuse who may bring nothing in."""
    about = brought.about(request.person, request.scope, of) if of else None
    brought.ask(request.person, request.scope, None, about)
    return about


def _mine(request: Any, brought: Brought) -> Any:
    return Job.objects.filter(name=brought.work, person=request.person)


def _run(request: Any, brought: Brought, pk: UUID, of: UUID | None) -> Job:
    """Return one's own run; that of another file, record or person is not there."""
    made: Job | None = _mine(request, brought).filter(pk=pk).first()
    if made is None or made.arguments.get("about", "") != str(of or ""):
        raise Http404
    return made


def _frame(request: Any, brought: Brought, about: Any) -> dict[str, Any]:
    """Return what both pages show around their content."""
    mapping, link = brought.mapping, None
    if mapping and mapping.kind_name() in registers and can(request.person, "view", mapping, request.scope):
        link = {
            "url": reverse(f"{mapping.kind_name()}:list"), "title": mapping._meta.verbose_name_plural,
        }  # fmt: skip
    return {
        "brought": brought, "about": about, "start_url": brought.url(of=about and about.pk),
        "mappings": link,
        "where": f"kernel/imports/views.py; {brought.__module__}.{brought.__name__}",
    }  # fmt: skip
