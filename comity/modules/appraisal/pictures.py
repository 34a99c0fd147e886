"""The pictures of an appraisal: when the money is back, what the result hangs on, what may come of it."""

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.shell.charts import Chart, Column
from comity.kernel.shell.charts.svg import Across, joined, plot, tag, ticks

from .figures import Appraisal, Simulation, Swing
from .figures.sensitivity import RATE
from .words import group_words, money, percent, plain, short

TOP, DEEP, LONG = 24, 200, 88.0
MARGIN = 19.0  # per cent of the width kept for the numbers at the ends of a tornado


class Scale:
    """Heights of amounts that may be below zero, with round marks."""

    def __init__(self, values: Sequence[float]):
        low, high = min([0.0, *values]), max([0.0, *values])
        steps = ticks((high - low) or 1.0)
        size = steps[1] - steps[0]
        first, last = math.floor(low / size), math.ceil(high / size)
        self.marks = [size * n for n in range(first, max(last, first + 1) + 1)]
        self.low, self.span = self.marks[0], self.marks[-1] - self.marks[0]

    def y(self, value: float) -> float:
        return round(TOP + DEEP * (1 - (value - self.low) / self.span), 1)


def cumulative(case: Appraisal, rtl: bool | None = None) -> Chart:
    """Draw the running total of present values, of cash and of everything: where it crosses zero it has paid back."""
    rows = case.all
    totals = {row.year: float(row.total) for row in case.cash}
    cash: list[float] = []
    for row in rows:  # cash may end before what is not cash does: its total stays
        cash.append(totals.get(row.year, cash[-1] if cash else 0.0))
    every = [float(row.total) for row in rows]
    across, scale = Across(rtl), Scale([*cash, *every])
    differ = cash != every
    lines = [("hue-1", every)] if not differ else [("hue-1", every), ("hue-2", cash)]

    def x(place: int) -> float:
        return LONG * (place + 0.5) / max(1, len(rows))

    drawn = _marks(across, scale)
    for css, values in lines:
        drawn.append(_line(across, scale, css, [(x(i), value) for i, value in enumerate(values)]))
        drawn.append(tag("circle", cx=across.at(x(len(rows) - 1)), cy=scale.y(values[-1]), r=4, css=css))
    drawn += _ends(across, scale, x(len(rows) - 1), lines)
    every_nth = max(1, -(-len(rows) // 12))
    for i, row in enumerate(rows):
        if i % every_nth == 0:
            drawn.append(across.text(x(i), TOP + DEEP + 20, row.year, "muted", "middle"))
    key = [
        {"label": _("Everything given a value"), "css": "hue-1"},
        {"label": _("Cash only"), "css": "hue-2"},
    ]
    title = _("Running total of present values")
    subtitle = _("In USD of constant prices, by year, discounted to %(year)s") % {"year": case.base_year}
    columns = [Column(_("Year")), Column(_("Everything given a value"), True), Column(_("Cash only"), True)]
    table = [[str(row.year), money(row.total), money(_there(case, row.year))] for row in rows]
    svg = plot(drawn, title, subtitle, TOP + DEEP + 28, rtl=rtl)
    return Chart(title, svg, columns, table, subtitle, key=key if differ else [])


def _there(case: Appraisal, year: int) -> Any:
    """Return the running total of cash at the end of a year."""
    past = [row.total for row in case.cash if row.year <= year]
    return past[-1] if past else None


def _marks(across: Across, scale: Scale) -> list[Any]:
    drawn = []
    for mark in scale.marks:
        y = scale.y(mark)
        drawn.append(tag("line", x1="0", x2="100%", y1=y, y2=y, css="axis" if abs(mark) < 1e-9 else "grid"))
        drawn.append(across.text(0, y - 4, short(mark), "muted halo"))
    return drawn


def _line(across: Across, scale: Scale, css: str, points: list[tuple[float, float]]) -> Any:
    """Draw a line in a frame that stretches; its stroke does not."""
    said = " ".join(f"{100 - x if across.rtl else x:.2f},{scale.y(value) - TOP}" for x, value in points)
    return tag(
        "svg", joined([tag("polyline", points=said, css=f"{css} trend")]), x="0", y=TOP, width="100%", height=DEEP,
        viewBox=f"0 0 100 {DEEP}", preserveAspectRatio="none", overflow="visible",
    )  # fmt: skip


def _ends(across: Across, scale: Scale, x: float, lines: list[tuple[str, list[float]]]) -> list[Any]:
    """Write the last value of each line; numbers keep 16 pixels apart."""
    drawn, free = [], TOP - 40.0
    for css, values in sorted(lines, key=lambda line: scale.y(line[1][-1])):
        free = max(free + 16, scale.y(values[-1]) - 9)
        drawn.append(across.text(x, free + 13, short(values[-1]), f"{css} strongly halo", gap=9))
    return drawn


def swings(case: Appraisal, rows: Sequence[Swing], rtl: bool | None = None) -> Chart:
    """Draw the tornado: how far each thing alone moves the net present social value, the widest first."""
    across, base = Across(rtl), float(case.npsv)
    ends = [float(end) for row in rows for end in (row.low, row.high)]
    low, high = min([base, *ends]), max([base, *ends])
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return MARGIN + (100 - 2 * MARGIN) * (value - low) / span

    drawn: list[Any] = []
    for i, row in enumerate(rows):
        y = i * 44
        drawn.append(across.text(0, y + 14, group_words(row.name)))
        for end, css in ((float(row.low), "hue-2"), (float(row.high), "hue-1")):
            start, stop = sorted((at(base), at(end)))
            drawn.append(across.rect(start, stop - start, y + 20, 16, css))
            outer = end >= base
            if stop - start > 0.05:
                drawn.append(
                    across.text(
                        at(end), y + 33, short(end), None, "start" if outer else "end", gap=6 if outer else -6
                    )
                )
    height = len(rows) * 44
    drawn.append(across.line(at(base), 0, height, "target"))
    if low < 0 < high:
        drawn.append(across.line(at(0), 0, height, "axis"))
    title = _("What the result hangs on")
    subtitle = _("Net present social value when one thing alone changes; the broken line is the estimate")
    columns = [
        Column(_("What changes")), Column(_("Lowest"), True), Column(_("Then"), True), Column(_("Highest"), True),
        Column(_("Then"), True),
    ]  # fmt: skip
    table = [
        [group_words(r.name), _at(r, False), money(r.low), _at(r, True), money(r.high)] for r in rows
    ]  # fmt: skip
    key = [{"label": _("at its lowest"), "css": "hue-2"}, {"label": _("at its highest"), "css": "hue-1"}]
    return Chart(title, plot(drawn, title, subtitle, height, rtl=rtl), columns, table, subtitle, key=key)


def _at(row: Swing, high: bool) -> str:
    """Say what was assumed at an end."""
    value = row.high_at if high else row.low_at
    if row.name == RATE:
        return _("%(points)s points") % {"points": plain(value, "+0.#;-0.#")}
    return plain(value, "+0.#;-0.#") + " %"


def distribution(result: Simulation, rtl: bool | None = None) -> Chart:
    """Draw how often each outcome was drawn: losses in another colour, and the three percentiles."""
    across, most = Across(rtl), max(result.counts)
    low, span = result.edges[0], (result.edges[-1] - result.edges[0]) or 1.0

    def at(value: float) -> float:
        return 2 + 96 * (value - low) / span

    drawn: list[Any] = [tag("line", x1="0", x2="100%", y1=TOP + DEEP, y2=TOP + DEEP, css="axis")]
    for start, stop, count in zip(result.edges, result.edges[1:], result.counts, strict=False):
        high = DEEP * count / most
        css = "late" if (start + stop) / 2 < 0 else "hue-1"
        share = percent(count / result.draws)
        said = f"{short(start)} – {short(stop)}: {share}"
        drawn.append(
            across.rect(at(start), at(stop) - at(start), TOP + DEEP - high, high, f"{css} cut", title=said)
        )
    marks = [("P10", result.p10), ("P50", result.p50), ("P90", result.p90)]
    for i, (word, value) in enumerate(marks):
        drawn.append(across.line(at(value), TOP - 8, TOP + DEEP, "target"))
        anchor = "end" if i == 0 else "start" if i == 2 else "middle"
        drawn.append(
            across.text(at(value), TOP - 12, f"{word} {short(value)}", "strongly halo small", anchor)
        )
    for value, anchor in ((result.edges[0], "start"), (result.edges[-1], "end")):
        drawn.append(across.text(at(value), TOP + DEEP + 20, short(value), "muted", anchor))
    title = _("Chance of a loss: %(share)s") % {"share": percent(result.loss)}
    subtitle = _("Net present social value in %(draws)s draws; ten in a hundred lie below P10, ninety below P90") % {
        "draws": plain(result.draws)  # type: ignore[arg-type]
    }  # fmt: skip
    note = _("Drawn with the seed %(seed)s (%(shape)s); the same seed gives the same numbers.") % {
        "seed": result.seed, "shape": _("PERT") if result.shape == "pert" else _("triangular"),
    }  # fmt: skip
    columns = [Column(_("From")), Column(_("To"), True), Column(_("Draws"), True)]
    table = [
        [money(_cent(a)), money(_cent(b)), n]
        for a, b, n in zip(result.edges, result.edges[1:], result.counts, strict=False)
    ]
    svg = plot(drawn, title, subtitle, TOP + DEEP + 28, rtl=rtl)
    key = [{"label": _("loss"), "css": "late"}, {"label": _("gain"), "css": "hue-1"}]
    return Chart(title, svg, columns, table, subtitle, note, key)


def _cent(value: float) -> Any:
    from decimal import Decimal

    return Decimal(repr(value)).quantize(Decimal("0.01"))
