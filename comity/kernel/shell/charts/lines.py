"""How something went over time: one or several lines, with what was aimed at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence, number
from .svg import Across, joined, plot, tag, ticks

TOP, DEEP = 24, 200  # pixels above the drawing, and its depth
LONG = 88.0  # per cent of the width for time; the rest is for the last values


Place = Callable[[float], float]


@dataclass(frozen=True)
class Series:
    """A line: its name, a value for each point in time (None where there is none), its hue."""

    label: Sentence
    values: Sequence[float | None]
    css: str = "hue-1"


def trend(
    times: Sequence[Sentence], series: Sequence[Series], title: Sentence, subtitle: Sentence = "", note: Sentence = "",
    unit: str = "", target: float | None = None, most: float | None = None, rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw lines over `times` (short names of months, say), with the last values at their ends; the axis begins at zero.

    `most` fixes the top of the axis (100 for shares); `target` is drawn as a broken line with its number.
    """
    across = Across(rtl)
    known = [value for one in series for value in one.values if value is not None]
    marks = ticks(most or max([*known, target or 0.0], default=1.0))
    top = most or marks[-1]

    def x(i: float) -> float:
        return LONG * (i + 0.5) / max(1, len(times))

    def y(value: float) -> float:
        return round(TOP + DEEP * (1 - value / top), 1)

    drawn = []
    for mark in (mark for mark in marks if mark <= top):
        drawn.append(
            tag("line", x1="0", x2="100%", y1=y(mark), y2=y(mark), css="axis" if mark == 0 else "grid")
        )
        drawn.append(across.text(0, y(mark) - 4, number(mark, unit), "muted halo"))
    if target is not None:
        drawn.append(tag("line", x1="0", x2="100%", y1=y(target), y2=y(target), css="target"))
    for one in series:
        drawn.append(_line(across, one, x, y))
    drawn += _ends(across, series, x, y, unit)
    every = -(-len(times) * max([len(str(t)) for t in times] or [1]) * 8 // 320) or 1
    for i, time in enumerate(times):
        if (len(times) - 1 - i) % every == 0:
            drawn.append(across.text(x(i), TOP + DEEP + 20, time, "muted", "middle"))
    columns = [Column(_("Time")), *(Column(one.label, True) for one in series)]
    rows = [[str(time), *(one.values[i] for one in series)] for i, time in enumerate(times)]
    key = [{"label": one.label, "css": one.css} for one in series] if len(series) > 1 else []
    if target is not None:
        key.append({"label": _("Target: %(value)s") % {"value": number(target, unit)}, "css": "target"})
    return Chart(
        title, plot(drawn, title, subtitle, TOP + DEEP + 28, rtl=rtl), columns, rows, subtitle, note, key
    )


def _line(across: Across, one: Series, x: Place, y: Place) -> SafeString:
    """Draw one line, broken where a value is missing; its inner frame stretches, its stroke does not."""
    pieces: list[list[str]] = [[]]
    for i, value in enumerate(one.values):
        if value is None:
            pieces.append([])
            continue
        place = x(i)
        pieces[-1].append(f"{100 - place if across.rtl else place:.2f},{y(value) - TOP}")
    lines = [tag("polyline", points=" ".join(piece), css=f"{one.css} trend") for piece in pieces if piece]
    return tag(
        "svg", joined(lines), x="0", y=TOP, width="100%", height=DEEP, viewBox=f"0 0 100 {DEEP}",
        preserveAspectRatio="none", overflow="visible",
    )  # fmt: skip


def _ends(across: Across, series: Sequence[Series], x: Place, y: Place, unit: str) -> list[SafeString]:
    """Mark the last value of each line and write it there; numbers keep 16 pixels apart."""
    ends = []
    for one in series:
        known = [(i, value) for i, value in enumerate(one.values) if value is not None]
        if known:
            ends.append((y(known[-1][1]), *known[-1], one))
    drawn: list[SafeString] = []
    free = TOP - 40.0
    for height, last, value, one in sorted(ends, key=lambda end: end[0]):
        free = max(free + 16, height - 9)
        place = x(last)
        drawn.append(tag("circle", cx=across.at(place), cy=height, r=4, css=one.css))
        drawn.append(across.text(place, free + 13, number(value, unit), f"{one.css} strongly halo", gap=9))
    return drawn
