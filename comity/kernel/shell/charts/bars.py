"""Lengths beside each other: one bar a row, several a row, or parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence, number
from .svg import Across, joined, plot, tag

LONGEST = 82.0  # per cent of the width; the rest is for the number at its end
LONG_NAME = 46  # letters that fit the width of a phone; the table has the whole name
LEAST_INSIDE = 9.0  # per cent that a part needs to carry its number inside


@dataclass(frozen=True)
class Bar:
    """One row. `css` is a hue (hue-1 to hue-7) or a meaning; `url` makes its name a link."""

    label: Sentence
    value: float
    url: str = ""
    css: str = "hue-1"


def bars(
    rows: Sequence[Bar], title: Sentence, measure: Sentence, subtitle: Sentence = "", note: Sentence = "",
    unit: str = "", target: float | None = None, rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw one bar a row, from zero, its name above and its number at its end."""
    across, top = Across(rtl), max([row.value for row in rows] + [target or 0.0]) or 1.0
    drawn = []
    for i, row in enumerate(rows):
        y, width = i * 44, LONGEST * row.value / top
        drawn.append(_name(across, y + 14, row.label, row.url))
        drawn.append(across.rect(0, width, y + 20, 16, row.css, rx=2))
        drawn.append(across.text(width, y + 33, number(row.value, unit), "strongly", gap=6))
    height = len(rows) * 44
    if target is not None:
        drawn.append(across.line(LONGEST * target / top, 0, height, "target"))
    table = [[str(row.label), row.value] for row in rows]
    return Chart(
        title, plot(drawn, title, subtitle, height, rtl=rtl), [Column(_("Name")), Column(measure, True)], table,
        subtitle, note,
    )  # fmt: skip


def grouped(
    rows: Sequence[tuple[Sentence, Sequence[float]]], series: Sequence[tuple[Sentence, str]], title: Sentence,
    subtitle: Sentence = "", note: Sentence = "", unit: str = "", rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw several bars a row, to compare what is of the same kind; `series` are (name, hue)."""
    across, top = Across(rtl), max([v for _label, values in rows for v in values] or [1.0]) or 1.0
    step = 26 + 17 * len(series)
    drawn = []
    for i, (label, values) in enumerate(rows):
        drawn.append(_name(across, i * step + 14, label))
        for j, (value, (_label, css)) in enumerate(zip(values, series, strict=True)):
            y, width = i * step + 20 + 17 * j, LONGEST * value / top
            drawn.append(across.rect(0, width, y, 14, css, rx=2))
            drawn.append(across.text(width, y + 12, number(value, unit), gap=6))
    return _several(
        rows, series, title, subtitle, note, plot(drawn, title, subtitle, len(rows) * step, rtl=rtl)
    )


def stacked(
    rows: Sequence[tuple[Sentence, Sequence[float]]], series: Sequence[tuple[Sentence, str]], title: Sentence,
    subtitle: Sentence = "", note: Sentence = "", share: bool = False, rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw the parts of each row after one another; with `share` every row is as long as the others."""
    across, top = Across(rtl), max([sum(values) for _label, values in rows] or [1.0]) or 1.0
    drawn = []
    for i, (label, values) in enumerate(rows):
        y, start, total = i * 50, 0.0, sum(values)
        full = (total or 1.0) if share else top
        drawn.append(_name(across, y + 14, label))
        for value, (name, css) in zip(values, series, strict=True):
            width = LONGEST * value / full
            said = f"{name}: {number(value)}"
            drawn.append(across.rect(start, width, y + 20, 20, f"{css} cut", title=said))
            if width >= LEAST_INSIDE:
                shown = number(100 * value / full, "%") if share else number(value)
                drawn.append(across.text(start + width / 2, y + 35, shown, "inside", "middle"))
            start += width
        drawn.append(across.text(start, y + 35, number(total), "strongly", gap=6))
    return _several(
        rows, series, title, subtitle, note, plot(drawn, title, subtitle, len(rows) * 50, rtl=rtl)
    )


def _name(across: Across, y: float, label: Sentence, url: str = "") -> Any:
    """Write the name of a row above its bar."""
    said = str(label)
    words = across.text(0, y, said if len(said) <= LONG_NAME else said[: LONG_NAME - 1] + "…")
    if len(said) > LONG_NAME:
        words = tag("g", tag("title", said), words)
    return tag("a", words, href=url) if url else words


def _several(rows: Any, series: Any, title: Any, subtitle: Any, note: Any, svg: Any) -> Chart:
    """Put the picture of several series together with its key and table."""
    columns = [Column(_("Name")), *(Column(name, True) for name, _css in series), Column(_("Total"), True)]
    table = [[str(label), *values, sum(values)] for label, values in rows]
    key = [{"label": name, "css": css} for name, css in series]
    return Chart(title, joined([svg]), columns, table, subtitle, note, key)
