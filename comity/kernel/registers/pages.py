"""What the list template is given."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..access.rules import can
from ..base.models import column as column_of
from .exporting import TYPES
from .filters import QUICK, chips
from .listing import Listing
from .models import SavedView

NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


@dataclass
class ListPage:
    """One page of a list, ready to be drawn."""

    title: str
    count_label: str
    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    chips: list[Any]
    filter_form: Any
    views: list[dict[str, Any]]
    exports: list[dict[str, str]]
    older_url: str | None = None
    newer_url: str | None = None
    add_url: str | None = None
    add_label: str = ""
    import_url: str | None = None
    bulk: list[dict[str, str]] = field(default_factory=list)
    empty: dict[str, str] = field(default_factory=dict)
    help: Any = ""
    diagram_url: str = ""
    save_view_url: str = ""
    columns_form: Any = None
    bulk_url: str = ""
    query: str = ""


def with_query(request: Any, drop: tuple[str, ...] = (), **extra: str) -> str:
    """Return the address of this page with parameters taken away and added."""
    pairs = [
        (k, v) for k in request.GET for v in request.GET.getlist(k) if k not in drop and k not in extra and v
    ]
    return "?" + urlencode([*pairs, *extra.items()])


def list_page(listing: Listing, request: Any) -> ListPage:
    """Read one page and describe it: three queries, whatever the size of the register."""
    register, model = listing.register, listing.register.model
    kind, paging = register.kind(), ("after", "before")
    found, older, newer = listing.page()
    number, more = listing.count() if found else (0, False)
    cells, base = listing.cells(), reverse(f"{kind}:list")
    rows = [
        {
            "url": f"{base}{row[0]}/",
            "key": str(row[0]),
            "cells": [cell(value) for cell, value in zip(cells, row[2:], strict=True)],
        }
        for row in found
    ]
    may_add = can(listing.person, "add", model, listing.scope)
    page = ListPage(
        title=str(model._meta.verbose_name_plural),
        count_label=number_format(number, force_grouping=True) + ("+" if more else ""),
        columns=[_column(listing, request, name) for name in listing.columns],
        rows=rows,
        chips=chips(register, listing.form, request.GET),
        filter_form=listing.form,
        views=[
            {"label": tab.label, "url": f"?{tab.query}", "current": request.GET.urlencode() == tab.query}
            for tab in register.tabs
        ],
        exports=_exports(listing, request, kind),
        save_view_url=reverse(f"{kind}:views"),
        query=request.GET.urlencode(),
        older_url=with_query(request, paging, after=older) if older else None,
        newer_url=with_query(request, paging, before=newer) if newer else None,
        help=register.help,
        columns_form=columns_form(listing, request),
        diagram_url=reverse(f"{kind}:diagram") if model.flow else "",
    )
    if may_add and register.form_fields():
        page.add_url, page.add_label = reverse(f"{kind}:add"), _("Add")
    page.views += [
        {
            "label": view.name,
            "url": f"?{view.query}",
            "current": request.GET.urlencode() == view.query,
            "saved": True,
        }
        for view in SavedView.objects.filter(person=listing.person, kind=kind).order_by("name")
    ]
    if can(listing.person, "import", model, listing.scope) and register.form_fields():
        page.import_url = reverse(f"{kind}:import")
    if can(listing.person, "change", model, listing.scope) and set(register.form_fields()) & set(
        register.filters
    ):
        page.bulk, page.bulk_url = (
            [{"name": "change", "label": _("Change the ticked")}],
            reverse(f"{kind}:bulk"),
        )
    if not rows:
        page.empty = _empty(page, base)
    return page


def columns_form(listing: Listing, request: Any) -> forms.Form:
    """Return the form that chooses the columns; what else the address says is carried along."""
    meta = listing.register.model._meta
    choices = [(name, capfirst(column_of(meta.model, name).verbose_name)) for name in listing.allowed]
    made: dict[str, forms.Field] = {
        "column": forms.MultipleChoiceField(
            label=_("Columns"), choices=choices, initial=listing.columns, required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    }  # fmt: skip
    for name, value in request.GET.items():
        if name not in ("column", "after", "before"):
            made[name] = forms.CharField(initial=value, required=False, widget=forms.HiddenInput)
    form: forms.Form = type("ColumnsForm", (forms.Form,), made)(auto_id="show-%s", renderer=QUICK)
    return form


def _exports(listing: Listing, request: Any, kind: str) -> list[dict[str, str]]:
    """Return the files that the list can be taken out as, filtered as it is now."""
    if not can(listing.person, "export", listing.register.model, listing.scope):
        return []
    rest = with_query(request, ("after", "before"))
    return [{"label": form.upper(), "url": reverse(f"{kind}:export", args=[form]) + rest} for form in TYPES]


def _column(listing: Listing, request: Any, name: str) -> dict[str, Any]:
    """Describe one column: its label, the address that sorts by it, how it is sorted now."""
    field: Any = listing.register.model._meta.get_field(name)
    current = listing.sort.lstrip("-") == name
    url = None
    if name in listing.register.sorts:
        wanted = name if current and listing.newest_first else f"-{name}"
        url = with_query(request, ("after", "before"), sort=wanted)
    return {
        "name": name,
        "label": field.verbose_name,
        "numeric": isinstance(field, NUMBERS) and not field.choices,
        "sort_url": url,
        "sorted": ("descending" if listing.newest_first else "ascending") if current else None,
    }


def _empty(page: ListPage, base: str) -> dict[str, str]:
    """Say why nothing is shown and what to do."""
    if page.chips:
        return {"why": _("Nothing fits these filters."), "do_label": _("Show all"), "do_url": base}
    if page.add_url:
        return {
            "why": _("There is nothing here yet."),
            "do_label": _("Add the first"),
            "do_url": page.add_url,
        }
    return {"why": _("There is nothing here that you may see."), "do_label": "", "do_url": ""}
