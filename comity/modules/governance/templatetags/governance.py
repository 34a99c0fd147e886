"""How the pages of governance write a day, and draw the shape that stands beside a right or a mode."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.kernel.shell.moments import day_words

register = template.Library()
RING = "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z"
SHAPES = {
    "decide": (RING, True), "endorse": ("M6 1L11 6L6 11L1 6z", True), "review": ("M1.5 1.5h9v9h-9z", False),
    "advise": (RING, False), "central": (RING, True), "shared": ("M1.5 1.5h9v9h-9zM6 1.5v9", False),
    "local": (RING, False),
}  # fmt: skip


@register.filter
def in_words(day: date | None) -> str:
    """Write a day in the reader's language: 25 Nov 2026."""
    return day_words(day) if day else ""


@register.simple_tag
def shape(name: str) -> SafeString:
    """Draw the shape of a right (decide, endorse, review, advise) or of a mode; the word stands beside it."""
    path, full = SHAPES.get(name, (RING, False))
    css = "full" if full else "hollow"
    return format_html(
        '<svg viewBox="0 0 12 12" class="{}" aria-hidden="true"><path d="{}"></path></svg>', css, path
    )
