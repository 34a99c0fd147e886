"""Small things templates say often: icons, thin bars, moments, the next step of a record."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..moments import moment_words

register = template.Library()
POINTING = frozenset({"back", "next", "exit"})
"""Icons that point along the line of reading; they turn round in Arabic."""


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str) -> SafeString:
    """Draw an icon of `icons.svg`; it is decoration, so words stand beside it or in the label."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" width="20" height="20"><use href="{}#{}"></use></svg>',
        " mirrors" if name in POINTING else "",
        static("shell/icons.svg"),
        name,
    )


@register.simple_tag
def bar(share: float | None, label: str = "") -> SafeString:
    """Draw a thin bar filled to `share` per cent; with a label it is said aloud as well."""
    full = max(0, min(100, round(share or 0)))
    aloud = (
        format_html(' role="img" aria-label="{}: {} %"', label, full)
        if label
        else format_html(' aria-hidden="true"')
    )
    return format_html(
        '<span class="bar"><svg{}><rect width="{}%" height="100%"></rect></svg></span>', aloud, full
    )


@register.simple_tag
def when(moment: datetime | None) -> SafeString:
    """Write a moment in the reader's zone, with the machine's form beside it."""
    if moment is None:
        return format_html("—")
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), moment_words(moment))


@register.filter
def initials(person: Any) -> str:
    """Return the first letters of the first and last word of a name, for the round mark beside it."""
    words = [word for word in str(person).split() if word[0].isalpha()]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:])))


@register.filter
def is_tickbox(field: Any) -> bool:
    """Say whether a bound field is a single tick box, whose label stands after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def next_step(steps: Any) -> Any:
    """Return the one step to offer strongly: the first that is both allowed and marked as primary."""
    return next((step for step in steps or () if step["allowed"] and step.get("primary", True)), None)


@register.filter
def without(steps: Any, left_out: Any) -> list[Any]:
    """Return the steps without the one that is shown already."""
    return [step for step in steps or () if step is not left_out]


@register.filter
def placed(columns: Any) -> list[tuple[Any, str]]:
    """Return columns with the class of their cells; `registers/rows.jinja` says what the classes mean."""
    found, rest = [], 0
    for n, column in enumerate(columns):
        if n == 0:
            css = "k"
        elif column["name"] == "state":
            css = "s"
        elif n == 1:
            css = "t"
        else:
            rest += 1
            css = f"r r{min(rest, 8)}"
        found.append((column, css + (" n" if column.get("numeric") else "")))
    return found
