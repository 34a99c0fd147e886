"""A picture together with what it is made of."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..moments import day_words, locale_of, moment_words

Sentence = str | Promise


@dataclass(frozen=True)
class Column:
    """A column of the table under a picture."""

    label: Sentence
    numeric: bool = False


@dataclass
class Chart:
    """What `shell/parts/chart.html` shows. `rows` hold plain values; they are written for people or for programs.

    `key` explains hues that cannot be labelled directly; `broad` lets a picture use the whole width;
    `wide` says that it may be wider than the screen and scrolls.
    """

    title: Sentence
    svg: SafeString
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()
    subtitle: Sentence = ""
    note: Sentence = ""
    key: list[dict[str, Any]] = field(default_factory=list)
    broad: bool = False
    wide: bool = False

    @property
    def cells(self) -> list[list[dict[str, Any]]]:
        """Return the rows as words of the reader's language, saying which are numbers."""
        return [
            [
                {"words": words(value), "numeric": column.numeric}
                for column, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]

    def csv(self) -> str:
        """Return the same numbers for programs: ISO moments, a point in decimals, UTF-8."""
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow([str(column.label) for column in self.columns])
        for row in self.rows:
            writer.writerow([value.isoformat() if isinstance(value, date) else value for value in row])
        return file.getvalue()


def number(value: float, unit: str = "") -> str:
    """Write a number as the reader's locale does, with at most one decimal; `unit` is % or a word."""
    locale = locale_of(get_language() or "en")
    if unit == "%":
        return format_percent(round(value / 100, 3), format=None, locale=locale, decimal_quantization=False)
    shown = format_decimal(round(value, 1), locale=locale)
    return f"{shown} {unit}" if unit else shown


def words(value: Any) -> str:
    """Write a value of a table for people."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return str(value)
