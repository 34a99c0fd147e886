"""The records that belong to a record, as tables on its page: one query each, within the reader's rights."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.http import urlencode

from ..access.rules import can, visible_to
from ..base.models import Tracked, column
from .cells import link_html, value_html
from .pages import NUMBERS
from .register import Children, Register, of

SHOWN = 200


@dataclass
class Family:
    """A table of children: `heads` are (label, is a number), `rows` are cells of safe HTML; `add` is an address or ""."""

    title: Any
    heads: list[tuple[Any, bool]]
    rows: list[list[tuple[Any, bool]]]
    add: str
    more: str
    word: Any


def families(register: type[Register], record: Tracked, person: Any, scope: Any) -> list[Family]:
    """Return a table for each kind of children that the reader may see, or may add."""
    found = [_family(declared, record, person, scope) for declared in register.children]
    return [family for family in found if family.rows or family.add]


def _family(declared: Children, record: Tracked, person: Any, scope: Any) -> Family:
    model: Any = apps.get_model(declared.model)
    own = of(model)
    names = declared.columns or tuple(n for n in (own.columns if own else ()) if n != declared.field)
    related = [n for n in names if column(model, n).is_relation]
    order = (own.sort,) if own else ("id",)
    rows = visible_to(
        person, model._default_manager.filter(**{declared.field: str(record.pk)}), "view", scope
    )
    shown = list(rows.select_related(*related).order_by(*order)[: SHOWN + 1])
    numbers = [isinstance(column(model, n), NUMBERS) and not column(model, n).choices for n in names]
    cells = [[_cell(row, n, i, person, scope, own) for i, n in enumerate(names)] for row in shown[:SHOWN]]
    return Family(
        declared.title,
        [(column(model, n).verbose_name, number) for n, number in zip(names, numbers, strict=True)],
        [list(zip(row, numbers, strict=True)) for row in cells],
        _add(declared, record, model, own, person, scope) if own and own.form_fields() else "",
        reverse(f"{model.kind_name()}:list") + f"?{urlencode({declared.field: str(record.pk)})}"
        if own and len(shown) > SHOWN and declared.field in own.filters else "",
        model._meta.verbose_name,
    )  # fmt: skip


def _cell(row: Tracked, name: str, place: int, person: Any, scope: Any, own: Any) -> Any:
    """Write a cell; the first one leads to the child, unless it already is a link to something else."""
    from django.utils.html import format_html

    html = value_html(row, name, person, scope)
    if place or own is None:
        return html
    if column(type(row), name).is_relation:
        return link_html(row)
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), html)


def _add(declared: Children, record: Tracked, model: Any, own: Any, person: Any, scope: Any) -> str:
    """Return where a child is added, with its parent filled in; empty where the reader may not."""
    flow, state = record.flow, getattr(record, "state", "")
    if flow and flow.states[state].closed:
        return ""
    if not can(person, "add", model, scope) and not _named(declared, record, model, person):
        return ""
    filled = {declared.field: str(record.pk), "back": record.get_absolute_url()}
    asked, there = set(own.form_fields()), {field.name for field in record._meta.local_concrete_fields}
    for name in {"unit", "classification"} & asked & there:  # a child is proposed where its parent is
        filled[name] = str(getattr(record, column(record, name).attname))
    return f"{reverse(f'{model.kind_name()}:add')}?{urlencode(filled)}"


def _named(declared: Children, record: Tracked, model: Any, person: Any) -> bool:
    """Say whether a child of this record would name the person as one who may add it."""
    child = model(**{declared.field: record})
    named = [name for name, rights in model.party_rights.items() if "add" in rights]
    # A child may copy who is named from its parent when it is written, under the same name.
    return any(person.pk in {getattr(one, f"{name}_id", None) for one in (child, record)} for name in named)
