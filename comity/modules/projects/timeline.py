"""Bars on a line of time that runs with the writing direction: the plan as it is, and frozen baselines under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_skeleton
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comity.kernel.shell.charts import Chart, Column
from comity.kernel.shell.charts.svg import Across, plot, tag
from comity.kernel.shell.moments import day_words

from .words import locale

STEP, TOP = 56, 30
LONG_NAME = 60


@dataclass(frozen=True)
class Stretch:
    """A row: its name, from day to day, how much is done, what baselines said, and whether it is a single moment."""

    label: str
    start: date
    finish: date
    share: float = 0.0
    frozen: tuple[date, date] | None = None
    first: tuple[date, date] | None = None
    url: str = ""
    css: str = "hue-1"
    moment: bool = False
    depth: int = 0
    help: str = ""


def timeline(
    rows: Sequence[Stretch], title: Any, today: date, columns: Sequence[Column], table: Sequence[Sequence[Any]],
    subtitle: Any = "", note: Any = "", key: list[dict[str, Any]] | None = None, rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw one row a stretch; the same rows stand in the table beneath."""
    across = Across(rtl)
    days = [d for row in rows for d in (row.start, row.finish, *(row.frozen or ()), *(row.first or ()))]
    begin, end = (min(days), max(days) + timedelta(days=1)) if days else (today, today + timedelta(days=1))
    if begin - timedelta(days=60) < today < end + timedelta(days=60):
        begin, end = min(begin, today), max(end, today + timedelta(days=1))
    long = max((end - begin).days, 1)

    def at(day: date) -> float:
        return 100 * (day - begin).days / long

    height = TOP + STEP * len(rows) + 6
    drawn = _months(across, begin, end, at, height)
    for i, row in enumerate(rows):
        drawn += _row(across, row, TOP + i * STEP, at)
    if begin <= today <= end:
        drawn.append(across.line(at(today), TOP - 8, height, "nowline"))
        place = at(today)
        anchor = "start" if place < 8 else "end" if place > 92 else "middle"
        drawn.append(across.text(place, 12, _("Today"), "strongly halo", anchor))
    svg = plot(drawn, title, subtitle, height, rtl=rtl)
    return Chart(title, svg, columns, table, subtitle, note, key or [], broad=True)


def _row(across: Across, row: Stretch, y: float, at: Any) -> list[SafeString]:
    """Draw the name, the bar with what is done, and the baselines beneath it."""
    name = row.label if len(row.label) <= LONG_NAME else row.label[: LONG_NAME - 1] + "…"
    words: Any = across.text(min(1.5 * row.depth, 12), y + 13, name)
    drawn = [tag("a", words, href=row.url) if row.url else words]
    said = row.help or f"{row.label}: {day_words(row.start)} – {day_words(row.finish)}"
    start, width = at(row.start), at(row.finish + timedelta(days=1)) - at(row.start)
    if row.moment:
        drawn.append(_diamond(across, at(row.finish), y + 26, row.css, said))
    else:
        wide = max(width, 0.4)
        drawn.append(across.rect(start, wide, y + 19, 13, f"{row.css} ahead", rx=2, title=said))
        if row.share > 0:
            drawn.append(
                across.rect(start, max(wide * min(row.share, 1), 0.2), y + 19, 13, row.css, rx=2, title=said)
            )
    for span, top, css in ((row.frozen, y + 34, "closed"), (row.first, y + 39, "hue-2")):
        if span is None:
            continue
        long = at(span[1] + timedelta(days=1)) - at(span[0])
        if row.moment:
            drawn.append(_diamond(across, at(span[1]), top + 2, css, "", 4))
        else:
            drawn.append(across.rect(at(span[0]), max(long, 0.4), top, 4, css))
    return drawn


def _diamond(across: Across, share: float, y: float, css: str, said: str, size: int = 7) -> SafeString:
    """Draw a milestone; its frame is placed in per cent, its shape in pixels."""
    shape = tag("path", d=f"M0 {-size}L{size} 0L0 {size}L{-size} 0Z", css=css)
    title = tag("title", said) if said else ""
    return tag("svg", title, shape, x=across.at(share), y=y, width=1, height=1, overflow="visible")


def _months(across: Across, begin: date, end: date, at: Any, height: float) -> list[SafeString]:
    """Mark first days of months, about six of them by name."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months / n <= 7), 120)
    number = begin.year * 12 + begin.month - 1
    number += -number % step
    drawn: list[SafeString] = []
    while True:
        day = date(number // 12, number % 12 + 1, 1)
        if day >= end:
            return drawn
        place = at(day)
        if place >= 0:
            drawn.append(across.line(place, TOP - 4, height, "grid"))
            if 4 <= place <= 94:
                words = format_skeleton("yMMM", day, locale=locale())
                drawn.append(across.text(place, TOP - 8, words, "muted halo", "middle"))
        number += step
