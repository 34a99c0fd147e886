"""The journal as a page, for those who may see everything: who did what, when, to which record, and why."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ..audit.actors import spoken
from ..audit.models import Entry, Stream
from ..base.errors import NotAllowed
from ..people.models import Person
from .cells import link_html
from .lookup import LookupField
from .pages import with_query
from .register import registers
from .words import deed

PAGE = 50
STRICT = 2


def may_read(scope: Any) -> bool:
    """Entries hold what records held: only who sees every register, whole and strictly confidential, reads them."""
    return any(scope.whole(line) and line.ceiling >= STRICT for line in scope.reach("view", "*"))


class JournalFilters(forms.Form):
    """What the reader looks for."""

    def __init__(self, person: Any, scope: Any, data: Any):
        super().__init__(data)
        kinds = [
            ("", "—"),
            *((kind, str(one.model._meta.verbose_name_plural)) for kind, one in registers.items()),
        ]
        self.fields["kind"] = forms.ChoiceField(label=_("Register"), choices=kinds, required=False)
        self.fields["person"] = LookupField(Person, person, scope, label=_("Person"), required=False)
        self.fields["reason"] = forms.CharField(label=_("Words of the reason"), required=False)
        for name, label in (("since", _("From")), ("until", _("Until"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
            )

    def condition(self) -> Q:
        """Return the condition of what is filled in; a faulty form finds nothing."""
        if not self.is_valid():
            return Q(pk=None)
        said, wanted = self.cleaned_data, Q()
        if said["kind"]:
            wanted &= Q(kind=said["kind"])
        if said["person"]:
            wanted &= Q(person_id=said["person"].pk)
        if said["reason"]:
            wanted &= Q(reason__icontains=said["reason"])
        if said["since"]:
            wanted &= Q(at__date__gte=said["since"])
        if said["until"]:
            wanted &= Q(at__date__lte=said["until"])
        return wanted


@login_required
def page(request: Any) -> HttpResponse:
    """Show the entries, newest first, fifty at a time."""
    if request.person is None or not may_read(request.scope):
        raise NotAllowed(
            _("The journal of everything is read by those who may see every register: auditors and the CITO.")
        )
    form = JournalFilters(request.person, request.scope, request.GET)
    rows = Entry.objects.filter(form.condition()).order_by("-seq")
    before = request.GET.get("before", "")
    if before.isdigit() and len(before) < 18:
        rows = rows.filter(seq__lt=int(before))
    found = list(rows[: PAGE + 1])
    lines = found[:PAGE]
    things = _things(lines)
    context = {
        "form": form,
        "streams": Stream.objects.order_by("name"),
        "lines": [
            {
                "entry": one,
                "thing": things.get(one.object_id),
                "kind": _kind(one.kind),
                "actor": spoken(one.actor),
                "deed": deed(registers[one.kind].model if one.kind in registers else None, one.verb),
            }
            for one in lines
        ],
        "older_url": with_query(request, ("before",), before=str(lines[-1].seq))
        if len(found) > PAGE
        else None,
        "newer_url": with_query(request, ("before",)) if before else None,
    }
    return render(request, "registers/journal.html", context)


def _kind(kind: str) -> str:
    """Name a kind of record; what has no register of its own is named by its table."""
    try:
        model = registers[kind].model if kind in registers else apps.get_model(kind)
    except (LookupError, ValueError):
        return kind
    return str(model._meta.verbose_name)


def _things(entries: list[Entry]) -> dict[Any, Any]:
    """Return {key: link} of the records that are still there, one query for each register on the page."""
    found: dict[Any, Any] = {}
    for kind in {one.kind for one in entries if one.kind in registers}:
        keys = [one.object_id for one in entries if one.kind == kind]
        related = [f.name for f in registers[kind].model._meta.local_concrete_fields if f.is_relation]
        for row in registers[kind].model._default_manager.filter(pk__in=keys).select_related(*related):
            found[row.pk] = link_html(row)
    return found
