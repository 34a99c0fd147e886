"""Amounts and years as pages write them."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal
from django.utils.translation import get_language

from comity.kernel.shell.moments import locale_of


def whole(amount: Any) -> str:
    """Write an amount in whole dollars; a dash for none."""
    if amount is None:
        return "—"
    return format_decimal(
        Decimal(amount).quantize(Decimal(1)), "#,##0", locale=locale_of(get_language() or "en")
    )


def short(amount: Any) -> str:
    """Write an amount shortly: 1.2M."""
    return format_compact_decimal(
        float(amount),
        fraction_digits=1 if abs(amount) >= 1000 else 0,
        locale=locale_of(get_language() or "en"),
    )
