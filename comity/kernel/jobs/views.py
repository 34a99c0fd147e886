"""The page that shows what runs, waits and failed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ..base.errors import Refused
from . import control
from .declare import declared
from .models import Job, Schedule, State

SHOWN = 25  # rows of each state
SECTIONS = (
    (State.RUNNING, gettext_lazy("Running"), gettext_lazy("Nothing runs at the moment.")),
    (State.WAITING, gettext_lazy("Waiting"), gettext_lazy("Nothing waits.")),
    (State.FAILED, gettext_lazy("Failed"), gettext_lazy("Nothing has failed.")),
    (State.DONE, gettext_lazy("Done"), gettext_lazy("Nothing was done lately.")),
    (State.CANCELLED, gettext_lazy("Cancelled"), ""),
)


def _mine(request: Any) -> Any:
    return control.visible(request.person, request.scope)


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the jobs a person may see, by state; an htmx request brings only what may have changed."""
    sections = []
    for state, title, empty in SECTIONS:
        order = ("run_after", "id") if state == State.WAITING else ("-id",)
        rows = list(_mine(request).filter(state=state).order_by(*order).defer("trace")[: SHOWN + 1])
        if state == State.CANCELLED and not rows:
            continue
        sections.append(
            {"state": state, "title": title, "empty": empty, "jobs": rows[:SHOWN], "more": len(rows) > SHOWN}
        )
    everything = control.sees_all(request.scope)  # type: ignore[attr-defined]
    busy = any(section["jobs"] for section in sections[:2])
    context = {"sections": sections, "everything": everything, "busy": busy, "shown": SHOWN}
    if everything:
        ticks = Schedule.objects.filter(name__in=declared).order_by("next_at")
        context["schedules"] = [(declared[tick.name].title, tick) for tick in ticks]
    htmx = getattr(request, "htmx", False)
    return render(request, "jobs/list_body.html" if htmx else "jobs/list.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one job; the trace is for administrators."""
    job = get_object_or_404(_mine(request), pk=pk)
    context = {"job": job, "everything": control.sees_all(request.scope), "busy": not job.ended}  # type: ignore[attr-defined]
    htmx = getattr(request, "htmx", False)
    return render(request, "jobs/job_body.html" if htmx else "jobs/job.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel a job, or ask it to end."""
    return _act(request, pk, control.cancel, _("The job will not go on."))


@login_required
@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try a failed job once more."""
    return _act(request, pk, control.again, _("The job waits to be tried again."))


def _act(request: Any, pk: UUID, act: Any, said: str) -> HttpResponse:
    job: Job = get_object_or_404(_mine(request), pk=pk)
    try:
        act(request.person, job)
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, said)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("jobs:detail", pk=pk)
