"""What a budget officer records by hand: money committed, spent, come back or released; a movement reversed."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import ask, visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.registers.cells import link_html
from comity.kernel.registers.forms import RecordForm

from ..actions import commit, refund, release, reverse, spend
from ..models import Envelope, Holding, Movement
from ..subjects import records
from .reader import for_person

DEEDS = {
    "commit": (_("Commit: a contract or an order was signed"), commit),
    "spend": (_("Spend: what was committed was paid"), spend),
    "refund": (_("Refund: money came back"), refund),
    "release": (_("Release: all that is reserved and not committed"), release),
}


class DeedForm(RecordForm):
    """What was done, with how much. `key` makes a second press of the button the same deed."""

    deed = forms.ChoiceField(
        label=_("What was done"), choices=[(key, words) for key, (words, _do) in DEEDS.items()]
    )
    amount = forms.DecimalField(
        label=_("Amount (USD)"), max_digits=16, decimal_places=2, min_value=Decimal("0.01"), required=False
    )
    note = forms.CharField(
        label=_("Note"), max_length=250, required=False, help_text=_("Contract, order or document.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("deed") != "release" and not said.get("amount"):
            self.add_error("amount", _("Write an amount above zero."))
        return said


class ReasonForm(RecordForm):
    """Why a movement is reversed."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


def _sent(request: Any) -> Any:
    """Return what a form was sent with, even if nothing was filled in."""
    return request.POST if request.method == "POST" else None


def _seen(request: Any, model: Any, pk: UUID) -> Any:
    """Return a row the reader may see; hidden and missing answer alike."""
    found = visible_to(request.person, model.objects.all(), "view", request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@for_person
def record(request: Any, pk: UUID, held: UUID) -> HttpResponse:
    """Record a deed on what a record holds in an envelope."""
    envelope = _seen(request, Envelope, pk)
    row = Holding.objects.filter(envelope=envelope, object_id=held).first()
    one = records([(row.kind_of, held)], request.person, request.scope).get(held) if row else None
    if row is None or one is None:
        raise Http404
    ask(request.person, "work", envelope, request.scope)
    form = DeedForm(_sent(request), initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            _do(request.person, envelope, one, form.cleaned_data)
        except Refused as refusal:
            form.problems(refusal)
        else:
            messages.success(request, _g("Recorded."))
            return redirect(envelope.get_absolute_url())
    context = {
        "envelope": envelope,
        "row": row,
        "record": link_html(one),
        "form": form,
        "where": "finance/views/deeds.py",
    }
    return render(request, "finance/deed.html", context, status=422 if form.errors else 200)


def _do(person: Any, envelope: Envelope, one: Any, said: dict[str, Any]) -> None:
    """Carry out one deed."""
    deed: Any = DEEDS[said["deed"]][1]
    usual = {"key": f"deed:{said['key']}", "record": one, "note": said["note"]}
    if said["deed"] == "release":
        deed(person, envelopes=[envelope], **usual)
    else:
        deed(person, lines=[(envelope.fund_id, envelope.year, said["amount"])], **usual)


@for_person
def undo(request: Any, pk: UUID) -> HttpResponse:
    """Reverse a movement, for a reason."""
    movement = _seen(request, Movement, pk)
    ask(request.person, "work", movement, request.scope)
    form = ReasonForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = reverse(request.person, movement, form.cleaned_data["reason"])
        except Refused as refusal:
            form.problems(refusal)
        else:
            messages.success(request, _g("Recorded."))
            return redirect(made.get_absolute_url())
    context = {"movement": movement, "form": form, "where": "finance/views/deeds.py"}
    return render(request, "finance/reverse.html", context, status=422 if form.errors else 200)
