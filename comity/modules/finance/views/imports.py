"""Importing expenses in the browser: choose the file, look first, then write; the report agrees with the file."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Refused
from comity.kernel.files.queries import policy
from comity.kernel.files.store import clean_name, store
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.queue import enqueue
from comity.kernel.registers.forms import RecordForm

from ..expensefile.mapping import shipped
from ..models import Expense, ExpenseMapping
from .reader import for_person, needs

IMPORT = "finance.import_expenses"  # the work, see jobs.py


class ExpenseFileForm(RecordForm):
    """Which file, how to understand it, and whether only to look."""

    file = forms.FileField(
        label=_("File of expenses"), help_text=_("A CSV file in UTF-8 whose first line names its columns.")
    )
    mapping = forms.ChoiceField(label=_("How its columns are to be understood"))
    dry = forms.BooleanField(
        label=_("Only look: say what would happen, write nothing"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = {one.code: str(one.name) for one in ExpenseMapping.objects.order_by("code")}
        field: Any = self.fields["mapping"]
        field.choices = [*known.items(), *((code, code) for code in shipped() if code not in known)]


@for_person
def start(request: Any) -> HttpResponse:
    """Take a file in and put the work into the queue."""
    needs(request, "import", Expense)
    sent = request.method == "POST"
    form = ExpenseFileForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        upload, said = form.cleaned_data["file"], form.cleaned_data
        try:
            with transaction.atomic():
                stored = store(upload)
                made = enqueue(
                    IMPORT, person=request.person, file=str(stored.pk), mapping=said["mapping"], dry=said["dry"],
                    name=clean_name(upload.name), who=request.person.name,
                )  # fmt: skip
        except Refused as refusal:
            form.problems(refusal)
        else:
            return redirect("finance:import-result", pk=made.pk)
    runs = Job.objects.filter(name=IMPORT, person=request.person).order_by("-id")[:10]
    context = {"form": form, "runs": runs, "policy": policy(), "where": "finance/views/imports.py"}
    return render(request, "finance/import.html", context, status=422 if form.errors else 200)


@for_person
def result(request: Any, pk: Any) -> HttpResponse:
    """How far an import is, and then its report with the control totals."""
    needs(request, "import", Expense)
    made = Job.objects.filter(pk=pk, name=IMPORT, person=request.person).first()
    if made is None:
        raise Http404
    again = made.ended and made.state == "done" and made.arguments.get("dry")
    if request.method == "POST" and again:
        arguments = {**made.arguments, "dry": False}
        return redirect("finance:import-result", pk=enqueue(IMPORT, person=request.person, **arguments).pk)
    context = {"job": made, "report": made.result, "again": again, "where": "finance/views/imports.py"}
    return render(request, "finance/import_result.html", context)
