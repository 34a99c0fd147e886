"""How a value of a field reads: in a cell, in a panel, in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.utils import formats
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from ..access.rules import can
from ..base.models import Record, Tracked
from ..base.plain import PlainField
from ..tongues.text import Text, TranslatedField, to_text
from .cover import guarded, hidden_html

Cell = Callable[[Any], str]
DASH = "—"


@lru_cache(maxsize=16)
def _months(language: str) -> tuple[str, ...]:
    from babel.dates import get_month_names

    names = get_month_names("abbreviated", locale=language.replace("zh-hans", "zh_Hans"))
    return ("", *(names[n] for n in range(1, 13)))


def day_words(value: date, language: str) -> str:
    """Write a day shortly, in words of a language: 25 Nov 2026."""
    if language.startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_months(language)[value.month]} {value.year}"


def moment_html(value: datetime, language: str, zone: Any) -> str:
    """Write a moment in the reader's zone, with the machine's form for scripts and screen readers."""
    here = value.astimezone(zone)
    return f'<time datetime="{value.isoformat()}">{day_words(here, language)}, {here:%H:%M}</time>'


def label_path(field: models.Field[Any, Any]) -> str:
    """Return the path of what stands for a foreign key's target: unit → unit__code."""
    return f"{field.name}__{label_name(field.related_model)}"


def label_name(target: Any) -> str:
    """Return the field that stands for a row of `target` in a list; a unit is known by its code."""
    name = "code" if target._meta.label == "people.Unit" else getattr(target, "label_field", "pk")
    return name if any(field.name == name for field in target._meta.local_concrete_fields) else "pk"


def value_path(field: models.Field[Any, Any]) -> str:
    """Return the path that a list reads for a field."""
    return label_path(field) if field.is_relation else field.name


def cell_for(model: type[Tracked], name: str) -> Cell:
    """Return the function that writes a value of a field as safe HTML, for the reader of this request."""
    field: Any = model._meta.get_field(name)
    language, zone = get_language() or "en", get_current_timezone()
    if name == "state" and model.flow is not None:
        return state_cell(model.flow)
    if field.is_relation:
        target = field.related_model
        name = label_name(target)
        inner = target._meta.pk if name == "pk" else target._meta.get_field(name)
        if name == "reference":
            return ref_cell
        return text_cell if isinstance(inner, TranslatedField) else bdi_cell
    if field.choices:
        words = {key: escape(label) for key, label in field.flatchoices}
        return lambda value: words.get(value, DASH if value in ("", None) else escape(value))
    if isinstance(field, TranslatedField):
        return text_cell
    if isinstance(field, models.DateTimeField):
        return lambda value: moment_html(value, language, zone) if value and value.year < 9999 else DASH
    if isinstance(field, models.DateField):
        return lambda value: (
            f'<time datetime="{value}">{day_words(value, language)}</time>' if value else DASH
        )
    if isinstance(field, models.BooleanField):
        yes, no = gettext("Yes"), gettext("No")
        return lambda value: DASH if value is None else yes if value else no
    if isinstance(field, models.IntegerField) and (name == "year" or name.endswith("_year")):
        return lambda value: DASH if value is None else escape(value)  # a year is a name, not a number
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        return lambda value: DASH if value is None else escape(formats.localize(value, use_l10n=True))
    if name in ("reference", "code"):
        return ref_cell
    if isinstance(field, PlainField):
        return lambda value: linebreaksbr(field.words(value)) or DASH
    if isinstance(field, models.JSONField):
        return lambda value: (
            escape(", ".join(map(str, value))) if isinstance(value, list) else escape(value or DASH)
        )
    return bdi_cell


def bdi_cell(value: Any) -> str:
    """Write text that may be of either direction."""
    return f"<bdi>{escape(value)}</bdi>" if value not in ("", None) else DASH


def ref_cell(value: Any) -> str:
    """Write a reference or a code, which keeps to one line."""
    return f'<bdi class="ref">{escape(value)}</bdi>' if value not in ("", None) else DASH


def text_cell(value: Any) -> str:
    """Write a text in the reader's language, marking a fallback."""
    text = value if isinstance(value, Text) else to_text(value)
    return text.__html__() or DASH


def state_cell(flow: Any) -> Cell:
    """Write a state as a chip: word, shape and colour."""
    chips = {
        name: f'<span class="chip" data-meaning="{state.meaning}">{escape(state.label)}</span>'
        for name, state in flow.states.items()
    }
    return lambda value: chips.get(value, escape(value))


def value_html(record: Tracked, name: str, person: Any, scope: Any) -> SafeString:
    """Write a field of one record; a foreign key is a link."""
    field: Any = record._meta.get_field(name)
    if not field.is_relation:
        shown: str = cell_for(type(record), name)(getattr(record, name))
        if isinstance(field, models.TextField) and not isinstance(field, TranslatedField):
            shown = f'<div class="prose" dir="auto">{escape(getattr(record, name) or DASH)}</div>'
        return mark_safe(shown)  # noqa: S308  every cell escapes its value
    target = getattr(record, name)
    if target is None:
        return mark_safe(DASH)  # noqa: S308
    if guarded(field) and not can(person, "view", target, scope):
        return hidden_html()
    return link_html(target)


def link_html(target: Any) -> SafeString:
    """Write a link to a record, or its name where it has no page."""
    from .register import of

    words: str = escape(str(target))
    if isinstance(target, Record):
        words = f'<bdi class="ref">{escape(target.reference)}</bdi> <bdi>{escape(target.title)}</bdi>'
    if isinstance(target, Tracked) and of(target):
        return mark_safe(f'<a href="{target.get_absolute_url()}">{words}</a>')  # noqa: S308
    return mark_safe(f"<bdi>{words}</bdi>")  # noqa: S308


def plain(value: Any, zone: ZoneInfo | None = None) -> Any:
    """Return a value for files and programs: ISO 8601 moments, keys as text, texts by language."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | Markup | UUID):
        return str(value)
    return value
