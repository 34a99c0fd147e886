"""Who may do what here, and by which source; and what the reader may do."""

from collections import defaultdict
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access import RIGHTS
from comity.kernel.access.models import Grant
from comity.kernel.access.rules import visible_to
from comity.kernel.access.scope import Reach
from comity.kernel.base.errors import NotAllowed
from comity.kernel.people.models import Person, Unit
from comity.kernel.registers.register import registers

from ..holders import Holder, matrix, who_may
from ..words import level_words, place_words, register_words, right_choices, right_words
from .reader import day_of, for_person, needs, unit_of

GRANTS = Grant.kind_name()


class Wish(forms.Form):
    """What is asked: a unit, perhaps a register and a right, perhaps a day."""

    unit = forms.CharField(
        label=gettext_lazy("Unit"), required=False,
        widget=forms.TextInput(attrs={"data-lookup": "people.unit", "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    register = forms.ChoiceField(label=gettext_lazy("Register"), required=False)
    right = forms.ChoiceField(label=gettext_lazy("Right"), required=False)
    day = forms.DateField(
        label=gettext_lazy("As at"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        kinds = [(kind, register_words(kind)) for kind in registers]
        self.fields["register"].choices = [("", gettext_lazy("All registers")), *kinds]  # type: ignore[attr-defined]
        self.fields["right"].choices = [("", gettext_lazy("All rights")), *right_choices()]  # type: ignore[attr-defined]


@for_person
def page(request: Any) -> HttpResponse:
    """The matrix of a unit; with a register or a right, the holders one by one."""
    needs(request, "view", Grant)
    unit, day = _unit(request), day_of(request)
    register = request.GET.get("register", "")
    register = register if register in registers else ""
    right = request.GET.get("right", "")
    right = right if right in RIGHTS else ""
    holders = who_may(unit, register, right, day)
    rights, lines = matrix(holders)
    context = {
        "unit": unit,
        "day": day,
        "form": Wish(
            initial={"unit": unit.code, "register": register, "right": right, "day": day and day.isoformat()}
        ),
        "register": register,
        "register_words": register_words(register) if register else "",
        "right": right,
        "right_words": right_words(right) if right else "",
        "rights": [(one, right_words(one)) for one in rights],
        "lines": [(kind, register_words(kind), cells) for kind, cells in lines],
        "holders": _lines(request, holders),
        "tabs": tabs(request, "rights"),
        "where": "directory/views/rights.py; directory/holders.py; directory/templates/directory/rights.html",
    }
    return render(request, "directory/rights.html", context)


@for_person
def mine(request: Any) -> HttpResponse:
    """What the reader may do: each reach once, with its rights and sources."""
    found: dict[tuple[str, Reach, str], set[str]] = defaultdict(set)
    for (right, register), reaches in request.scope.lines.items():
        for reach in reaches:
            found[register, reach, reach.source].add(right)
    order = [*RIGHTS, "*"]
    lines = [
        {
            "register": register_words(register),
            "rights": [right_words(right) for right in sorted(rights, key=order.index)],
            "place": place_words(reach.path, reach.below),
            "level": level_words(reach.ceiling),
            "source": source,
        }
        for (register, reach, source), rights in found.items()
    ]
    lines.sort(key=lambda line: (line["register"], line["place"], line["source"]))
    context = {
        "lines": lines,
        "homes": request.person.appointments.select_related("unit", "role").filter(
            unit__in=request.scope.units
        ),
        "tabs": tabs(request, "mine"),
        "where": "directory/views/rights.py; directory/templates/directory/mine.html",
    }
    return render(request, "directory/mine.html", context)


def tabs(request: Any, current: str) -> list[dict[str, Any]]:
    """Return the three pages about rights, those that the reader may open."""

    pages = [("mine", _("What may I do")), ("delegations", _("Delegations"))]
    if request.scope.reach("view", GRANTS):
        pages.insert(0, ("rights", _("Who may do what")))
    return [
        {"label": label, "url": reverse(f"directory:{name}"), "current": name == current}
        for name, label in pages
    ]


def _unit(request: Any) -> Unit:
    """Return the unit that is asked for, else the reader's own, where grants may be seen."""
    unit = unit_of(request)
    lines = request.scope.reach("view", GRANTS)
    if unit is None:
        homes = Unit.objects.filter(path__in=request.scope.homes)
        unit = next((one for one in homes if any(line.covers(one.path, 0) for line in lines)), None)
        unit = unit or Unit.objects.filter(path__in=[line.path for line in lines]).order_by("path").first()
    if unit is None or not any(line.covers(unit.path, 0) for line in lines):
        raise NotAllowed(
            _("You may not see who holds rights in %(unit)s.") % {"unit": unit.code if unit else "—"}
        )
    return unit


def _lines(request: Any, holders: list[Holder]) -> list[dict[str, Any]]:
    """Return holders as rows: only persons that the reader may see are named, the others are a number."""
    keys = {key for holder in holders for key, _name in holder.first}
    persons = visible_to(request.person, Person.objects.filter(pk__in=keys), "view", request.scope).in_bulk()
    grants = Grant.objects.filter(pk__in=[holder.grant.pk for holder in holders])
    open_to = set(visible_to(request.person, grants, "view", request.scope).values_list("pk", flat=True))
    rows = []
    for holder in holders:
        grant = holder.grant
        named = [persons[key] for key, _name in holder.first if key in persons]
        rows.append(
            {
                "grant": grant,
                "url": grant.get_absolute_url() if grant.pk in open_to else "",
                "register": register_words(grant.register),
                "right": right_words(grant.right),
                "who": holder.who,
                "role": grant.role,
                "everybody": holder.everybody,
                "persons": named,
                "rest": len(holder.persons) - len(named),
                "number": len(holder.persons),
                "place": place_words(grant.unit.path, grant.below) if grant.unit else "",
                "level": level_words(grant.ceiling),
            }
        )
    order = ["*", *RIGHTS]
    return sorted(rows, key=lambda row: order.index(row["grant"].right))
