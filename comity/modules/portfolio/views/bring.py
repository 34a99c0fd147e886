"""Bringing in a list of initiatives from elsewhere: look first, then write."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.people.models import Unit
from comity.kernel.registers.forms import RecordForm
from comity.kernel.registers.lookup import LookupField

from ..bringing import Bringer, mapping_of, shipped
from ..models import Initiative, Mapping
from ..words import whole
from .reader import for_person, needs

LARGEST = 20_000_000  # bytes


def form_for(request: Any) -> Any:
    """Return the form of the page: which file, how to understand it, for which unit."""
    known = {one.code: str(one.name) for one in Mapping.objects.order_by("code")}
    choices = [*known.items(), *((code, one["name"]) for code, one in shipped().items() if code not in known)]
    made = {
        "file": forms.FileField(
            label=gettext_lazy("File"),
            help_text=gettext_lazy("CSV or XLSX; its first line names its columns."),
        ),
        "mapping": forms.ChoiceField(
            label=gettext_lazy("How its columns are to be understood"), choices=choices
        ),
        "unit": LookupField(
            Unit, request.person, request.scope, label=gettext_lazy("Unit, where the list names none")
        ),
        "dry": forms.BooleanField(
            label=gettext_lazy("Only look: say what would happen, write nothing"),
            required=False,
            initial=True,
        ),
    }
    return type("BringForm", (RecordForm,), made)


@for_person
def page(request: Any) -> HttpResponse:
    """Take a list in, and say by line what is wrong with it."""
    needs(request, "import", Initiative)
    form = form_for(request)(request.POST or None, request.FILES or None)
    report, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            report = _run(request, form)
            if report is not None and report.written:
                messages.success(request, _("%(number)s initiatives were added.") % {"number": report.added})
                return redirect("portfolio:overview")
            status = 422 if report is None or report.faults else 200
    context = {
        "form": form, "report": report, "total": whole(report.total) if report else "",
        "where": "portfolio/views/bring.py; portfolio/bringing.py",
    }  # fmt: skip
    return render(request, "portfolio/bring.html", context, status=status)


def _run(request: Any, form: Any) -> Any:
    """Read the file; what is wrong with the whole of it stands at the form."""
    said = form.cleaned_data
    if said["file"].size > LARGEST:
        form.add_error("file", _("The file is too large."))
        return None
    try:
        bringer = Bringer(
            request.person,
            request.scope,
            mapping_of(said["mapping"]),
            said["file"].read(),
            said["file"].name,
            said["unit"],
        )
        return bringer.run(write=not said["dry"])
    except NotAllowed:
        raise
    except Refused as refusal:
        form.problems(refusal)
        return None
