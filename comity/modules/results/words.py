"""How numbers and standings of results read."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.kernel.shell.moments import locale_of


def quantity_words(value: Decimal | None) -> str:
    """Write a measured number; a dash where there is none."""
    return (
        "—" if value is None else format_decimal(value, "#,##0.###", locale=locale_of(get_language() or "en"))
    )


def met_words(met: bool | None, known: bool = True) -> str:
    """Say whether a target was reached; a third answer is kept for what cannot be determined."""
    if met is None:
        return _("Cannot be determined") if known else _("Not measured yet")
    return _("Target reached") if met else _("Target missed")


def direction_words(one: Any) -> str:
    return str(one.get_direction_display())
