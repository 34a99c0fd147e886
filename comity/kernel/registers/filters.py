"""Filters of a list: read from the address, applied in SQL, shown as chips that can be taken off."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.db.models import Q
from django.forms.renderers import Jinja2
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..people.models import Unit
from ..tongues.text import TranslatedField
from .lookup import LookupField
from .register import Register

OPEN = "open"
# The boxes above a list are written by Jinja2, like its rows: a third of the page went into them.
QUICK = Jinja2()


@dataclass(frozen=True)
class Chip:
    """A filter in force, with the address of the list without it."""

    label: str
    value: str
    remove_url: str


def filter_form(
    register: type[Register],
    data: QueryDict,
    person: Any,
    scope: Any,
    lookup: type[LookupField] = LookupField,
    only: set[str] | None = None,
) -> forms.Form:
    """Return the form of the filters of a register (or `only` of some), with drop-downs cut to what one may see."""
    made: dict[str, forms.Field] = {}
    for name in register.filters:
        if only is not None and not only & {name, f"{name}_from", f"{name}_until"}:
            continue
        field: Any = register.model._meta.get_field(name)
        label = field.verbose_name
        if name == "state" and register.model.flow:
            choices = [("", "—"), (OPEN, _("Open")), *register.model.flow.choices()]
            made[name] = forms.ChoiceField(choices=choices, label=label, required=False)
        elif field.is_relation:
            made[name] = lookup(field.related_model, person, scope, label=label, required=False)
        elif field.choices:
            made[name] = forms.ChoiceField(
                choices=[("", "—"), *field.flatchoices], label=label, required=False
            )
        elif isinstance(field, models.BooleanField):
            choices = [("", "—"), ("true", _("Yes")), ("false", _("No"))]
            made[name] = forms.ChoiceField(choices=choices, label=label, required=False)
        elif isinstance(field, models.DateField):
            box = forms.DateInput(attrs={"type": "date"})
            made[f"{name}_from"] = forms.DateField(
                label=_("%(field)s from") % {"field": label}, required=False, widget=box
            )
            made[f"{name}_until"] = forms.DateField(
                label=_("%(field)s until") % {"field": label}, required=False, widget=box
            )
        else:
            made[name] = forms.CharField(label=label, required=False)
    kind = type(f"{register.__name__}Filters", (forms.Form,), made)
    form: forms.Form = kind(data, use_required_attribute=False, renderer=QUICK)
    return form


def condition(register: type[Register], form: forms.Form) -> Q:
    """Return the condition of the filters that are filled in; a faulty one finds nothing."""
    if not form.is_valid():
        return Q(pk=None)
    wanted = Q()
    for name, value in form.cleaned_data.items():
        if value in ("", None):
            continue
        base, _sep, edge = name.rpartition("_")
        if edge in ("from", "until") and base in register.filters:
            moment = isinstance(register.model._meta.get_field(base), models.DateTimeField)
            suffix = ("__date" if moment else "") + ("__gte" if edge == "from" else "__lte")
            wanted &= Q(**{base + suffix: value})
            continue
        field: Any = register.model._meta.get_field(name)
        if name == "state" and value == OPEN:
            wanted &= Q(state__in=register.model.flow.open_states())
        elif isinstance(value, Unit):
            wanted &= Q(**{f"{name}__in": Unit.objects.filter(path__startswith=value.path).values("pk")})
        elif isinstance(field, models.BooleanField):
            wanted &= Q(**{name: value == "true"})
        elif isinstance(field, TranslatedField | models.TextField) or name in ("title", "name"):
            wanted &= Q(**{f"{name}__icontains": value})
        else:
            wanted &= Q(**{name: value})
    return wanted


def chips(register: type[Register], form: forms.Form, query: QueryDict) -> list[Chip]:
    """Return the filters in force, each with the address that takes it off."""
    found = []
    for name, bound in form.fields.items():
        value = form.data.get(name)
        if not value:
            continue
        rest = {key: query[key] for key in query if key not in (name, "after", "before")}
        shown = form.cleaned_data.get(name) if form.is_valid() else value
        if isinstance(bound, forms.ChoiceField):
            words: Any = bound.choices
            shown = dict(words).get(value, value)
        found.append(Chip(str(bound.label), str(shown), "?" + urlencode(rest)))
    return found
