"""How shares and amounts of benefits read."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

from comity.kernel.shell.moments import locale_of
from comity.modules.appraisal.public import money


def percent_words(value: Decimal | None) -> str:
    """Write per cent (12.5 is 12.5 %)."""
    locale: Any = locale_of(get_language() or "en")
    return "—" if value is None else format_percent(value / 100, "#,##0.#%", locale=locale)


def measured_words(value: Decimal | None) -> str:
    locale: Any = locale_of(get_language() or "en")
    return "—" if value is None else format_decimal(value, "#,##0.##", locale=locale)


def whole_words(value: Decimal | None) -> str:
    """Write an amount for a wide table, its cents only where there are any; files have them always."""
    if value is None or value != value.to_integral_value():
        return money(value)
    locale: Any = locale_of(get_language() or "en")
    return format_decimal(value, "#,##0", locale=locale)


__all__ = ["measured_words", "money", "percent_words", "whole_words"]
