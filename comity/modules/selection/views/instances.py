"""Loading a question from a file: looked at line by line, then kept as an instance and a draft of a scenario."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.verbs import add
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit
from comity.kernel.registers.forms import RecordForm

from ..instancefile import read
from ..models import Instance, Scenario
from .reader import for_person, needs

LARGEST = 20_000_000  # bytes


class InstanceForm(RecordForm):
    """Which file, and what it is called."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("Instance file"),
        help_text=_("CSV, UTF-8, one line for each envelope, option, cost, link and floor; see the guide."),
    )


@for_person
def load(request: Any) -> HttpResponse:
    """Take a file in; every fault is named with its line, and nothing is kept while there is one."""
    needs(request, "import", Scenario)
    form, faults = InstanceForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST:
            form.add_error("file", _("This file is too large."))
        else:
            file = read(upload.read())
            faults = file.faults
            if not faults:
                try:
                    return redirect(_keep(request, form.cleaned_data["title"], upload.name, file))
                except Refused as refusal:
                    form.problems(refusal)
    context = {
        "form": form,
        "faults": faults[:200],
        "more": len(faults) > 200,
        "where": "selection.views.instances.load",
    }
    return render(request, "selection/load.html", context, status=422 if faults or form.errors else 200)


def _keep(request: Any, title: str, name: str, file: Any) -> str:
    """Keep the instance and a scenario that asks it."""
    from ..exact.problem import to_json

    appointment = request.person.appointments.order_by("id").first()
    unit = appointment.unit if appointment else Unit.objects.order_by("path").first()
    with transaction.atomic():
        kept = add(
            request.person, Instance, title=title, unit=unit, source=str(name)[:200], problem=to_json(file.problem),
            names=file.titles, count=len(file.problem.initiatives), sha256=file.problem.sha256,
        )  # fmt: skip
        made = add(request.person, Scenario, title=title, unit=unit, instance=kept)
    return made.get_absolute_url()
