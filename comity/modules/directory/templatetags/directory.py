"""How the pages of the directory write a day."""

from datetime import date

from django import template

from comity.kernel.shell.moments import day_words

register = template.Library()


@register.filter
def in_words(day: date | None) -> str:
    """Write a day in the reader's language: 25 Nov 2026."""
    return day_words(day) if day else ""
