"""Delegations: passing on a right that one holds, and what was given and received."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.models import Grant
from comity.kernel.access.scope import still_held
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.base.models import Classification
from comity.kernel.base.moment import now
from comity.kernel.people.models import Person, Unit
from comity.kernel.registers.forms import RecordForm
from comity.kernel.registers.lookup import LookupField

from ..actions import delegate, may_withdraw, own_grants, withdraw
from ..words import kinds_of, level_words, place_words, register_words, right_choices, right_words
from .reader import for_person
from .rights import tabs

GRANTS = Grant.kind_name()


class GrantField(forms.ModelChoiceField):
    """One of the grants that a person may pass on, in words."""

    def label_from_instance(self, obj: Any) -> str:
        where = place_words(obj.unit.path, obj.below) if obj.unit else _("your own unit")
        return _("%(right)s · %(register)s · %(place)s, up to “%(level)s”") % {
            "right": right_words(obj.right), "register": register_words(obj.register), "place": where,
            "level": level_words(obj.ceiling),
        }  # fmt: skip


def form_for(person: Person, scope: Any) -> type[RecordForm]:
    """Return the form of a delegation by this person."""
    held = (
        own_grants(person)
        .exclude(right="grant")
        .exclude(role=None, person=None)
        .order_by("register", "right")
    )
    wide = any("*" in (one.right, one.register[-1]) for one in held)
    kinds = sorted(
        {(kind, register_words(kind)) for one in held for kind in kinds_of(one.register)}, key=lambda k: k[1]
    )

    class Form(RecordForm):
        to = LookupField(Person, person, scope, label=gettext_lazy("To whom"))
        grant = GrantField(
            queryset=held, label=gettext_lazy("What you hold"), empty_label="—",
            help_text=gettext_lazy("The whole of it, or the part that you choose below."),
        )  # fmt: skip
        if wide:
            right = forms.ChoiceField(
                label=gettext_lazy("Only this right"), required=False,
                choices=[("", gettext_lazy("The right above")), *right_choices()],
            )  # fmt: skip
            register = forms.ChoiceField(
                label=gettext_lazy("Only this register"), required=False,
                choices=[("", gettext_lazy("The registers above")), *kinds],
            )  # fmt: skip
        unit = LookupField(Unit, person, scope, label=gettext_lazy("For which unit"))
        below = forms.BooleanField(label=gettext_lazy("with the units below"), required=False, initial=True)
        ceiling = forms.TypedChoiceField(
            label=gettext_lazy("Up to which classification"), coerce=int, choices=Classification.choices
        )
        until = forms.DateField(
            label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=gettext_lazy("The last day on which it holds."),
        )  # fmt: skip
        reason = forms.CharField(
            label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            help_text=gettext_lazy("It is kept in the history, and everyone who may see the record can read it."),
        )  # fmt: skip

    return Form


@for_person
def page(request: Any) -> HttpResponse:
    """The delegations given and received, and the form for another."""
    may_give = bool(request.scope.reach("grant", GRANTS))
    form = None
    status = 200
    if may_give:
        kind = form_for(request.person, request.scope)
        home = Unit.objects.filter(path__in=request.scope.homes).first()
        form = kind(request.POST) if request.method == "POST" else kind(initial={"unit": home})
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _give(request, form):
            return redirect("directory:delegations")
        status = 422
    context = {
        "form": form,
        "given": _list(request, Q(granted_by=request.person)),
        "received": _list(request, Q(person=request.person)),
        "reach": [
            _("%(place)s, up to “%(level)s”")
            % {"place": place_words(line.path, line.below), "level": level_words(line.ceiling)}
            for line in request.scope.reach("grant", GRANTS)
        ],
        "tabs": tabs(request, "delegations"),
        "where": "directory/views/delegations.py; directory/actions.py; directory/templates/directory/delegations.html",
    }
    return render(request, "directory/delegations.html", context, status=status)


def _give(request: Any, form: Any) -> bool:
    """Delegate as the form says; a refusal is shown beside its fields."""
    said = form.cleaned_data
    try:
        delegate(
            request.person, said["to"], said["grant"], said["unit"], said["until"], said["reason"],
            right=said.get("right", ""), register=said.get("register", ""), ceiling=said["ceiling"], below=said["below"],
        )  # fmt: skip
    except Refused as refusal:
        form.problems(refusal)
        if refusal.fields and str(refusal.sentence) not in str(refusal.fields) and refusal.code != "fields":
            form.add_error(None, str(refusal.sentence))
        return False
    messages.success(request, _("The right was delegated to %(name)s.") % {"name": said["to"]})
    return True


@for_person
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw a delegation."""
    found = (
        Grant.objects.exclude(delegated_from=None)
        .select_related("person", "unit", "granted_by")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_withdraw(request.person, found):
        raise Http404
    problems: list[str] = []
    if request.method == "POST":
        try:
            withdraw(request.person, found, request.POST.get("reason", ""))
        except Refused as refusal:
            problems = [line for lines in refusal.fields.values() for line in map(str, lines)] or [
                str(refusal.sentence)
            ]
        else:
            messages.success(request, _("The delegation was withdrawn."))
            return redirect("directory:delegations")
    sentence = _("%(name)s will no longer hold “%(right)s” on “%(register)s” for %(place)s.") % {
        "name": found.person, "right": right_words(found.right), "register": register_words(found.register),
        "place": place_words(found.unit.path, found.below) if found.unit else "",
    }  # fmt: skip
    context = {"sentence": sentence, "problems": problems}
    return render(request, "directory/withdraw.html", context, status=422 if problems else 200)


def _list(request: Any, whose: Q) -> list[dict[str, Any]]:
    """Return delegations as rows, the newest first, each with its reason and whether it holds."""
    rows = Grant.objects.filter(whose).exclude(delegated_from=None).order_by("-id")
    found = list(rows.select_related("person", "unit", "granted_by")[:100])
    kinds = {"kind": GRANTS, "verb": "add", "object_id__in": [one.pk for one in found]}
    reasons = dict(Entry.objects.filter(**kinds).values_list("object_id", "reason"))
    day = now().date()
    return [
        {
            "grant": one,
            "right": right_words(one.right),
            "register": register_words(one.register),
            "place": place_words(one.unit.path, one.below) if one.unit else "",
            "level": level_words(one.ceiling),
            "reason": reasons.get(one.pk, ""),
            "state": _state(one, day),
            "open": may_withdraw(request.person, one) and (one.ends is None or one.ends >= day),
        }
        for one in found
    ]


def _state(grant: Grant, day: Any) -> dict[str, Any]:
    """Return whether a delegation holds, as a chip."""
    if grant.ends and grant.ends < day:
        return {"label": _("Ended"), "meaning": "closed"}
    if not still_held(grant, day):
        return {"label": _("Lapsed: no longer held by the giver"), "meaning": "late"}
    return {"label": _("Holds"), "meaning": "well"}
