"""Pictures of the portfolio: a line of time, a matrix of risks, a road map."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comity.kernel.base.moment import now
from comity.kernel.shell.charts import Chart, Column
from comity.kernel.shell.charts.figure import Sentence
from comity.kernel.shell.charts.svg import Across, plot, tag

from .story import LANES, Moment
from .words import short, whole

LANE, HEAD = 58, 26  # pixels: a lane of the line of time, and what stands above it
MEANT = {0: "well", 1: "well", 2: "needs", 3: "late", 4: "late"}
"""How the level of a risk is coloured; its number stands in the cell too."""


def span(days: Sequence[date]) -> tuple[date, date]:
    """Return whole years around some days, today among them."""
    every = [*days, now().date()]
    return date(min(every).year, 1, 1), date(max(every).year + 1, 1, 1)


class Time:
    """Places of days across a picture, from `first` to `last`."""

    def __init__(self, first: date, last: date):
        self.first, self.last, self.across = first, last, Across()

    def at(self, day: date) -> float:
        """Return the place of a day in per cent."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return max(0.0, min(100.0, 100 * share))

    def years(self, bottom: float) -> list[SafeString]:
        """Draw the beginnings of years, named as far as there is room, and today."""
        drawn, every = [], max(1, -(-(self.last.year - self.first.year) // 8))
        for year in range(self.first.year, self.last.year):
            place = self.at(date(year, 1, 1))
            drawn.append(self.across.line(place, HEAD - 8, bottom, "grid"))
            if (year - self.first.year) % every == 0:
                drawn.append(self.across.text(place, 14, str(year), "muted", gap=4))
        today = self.at(now().date())
        drawn.append(self.across.line(today, HEAD - 8, bottom, "nowline"))
        return drawn


def timeline(moments: Sequence[Moment], title: Sentence, money: dict[int, Decimal]) -> Chart:
    """Draw moments on a line of time, a lane for each part of the life; what is only promised is pale.

    `money` is what each year costs, drawn as bars in a lane of its own.
    """
    time = Time(*span([*(one.day for one in moments), *(date(year, 12, 31) for year in money)]))
    height = HEAD + LANE * len(LANES)
    drawn = time.years(height)
    for number, (lane, name) in enumerate(LANES.items()):
        y = HEAD + LANE * number
        drawn.append(tag("line", x1="0", x2="100%", y1=y + 40, y2=y + 40, css="axis"))
        drawn.append(time.across.text(0, y + 18, name, "muted halo"))
        drawn += _marks([one for one in moments if one.lane == lane], time, y + 40)
        drawn += _money(money, time, y + 40) if lane == "money" else []
    rows = [[one.day, str(LANES[one.lane]), str(one.title), one.who, str(one.text)] for one in moments]
    columns = [Column(_("Day")), Column(_("Part")), Column(_("What")), Column(_("Who")), Column(_("Why"))]
    subtitle = _("Each mark is something that happened, or (pale) something promised; the dark line is today")
    return Chart(title, plot(drawn, title, subtitle, height), columns, rows, subtitle, broad=True)


def _marks(moments: Sequence[Moment], time: Time, y: float) -> list[SafeString]:
    """Draw the moments of a lane; those of one day stand above each other."""
    piled: dict[int, int] = defaultdict(int)
    drawn = []
    for one in moments:
        place = time.at(one.day)
        pile = min(piled[round(place)], 3)
        piled[round(place)] += 1
        said = f"{one.day.isoformat()} · {one.title}"
        mark = tag(
            "circle", tag("title", said), cx=time.across.at(place), cy=y - 7 * pile, r=6,
            css=f"{one.meaning} cut{' ahead' if one.ahead else ''}",
        )  # fmt: skip
        drawn.append(tag("a", mark, href=one.url, aria_label=said) if one.url else mark)
    return drawn


def _money(money: dict[int, Decimal], time: Time, y: float) -> list[SafeString]:
    """Draw what each year costs, the dearest as high as the lane allows."""
    top, drawn = max(money.values(), default=Decimal(1)) or Decimal(1), []
    for year, amount in money.items():
        start, end = time.at(date(year, 1, 1)), time.at(date(year + 1, 1, 1))
        high = max(2.0, float(22 * amount / top))
        said = f"{year}: {whole(amount)} USD"
        css = "hue-1 cut" if year <= now().year else "hue-1 cut ahead"
        drawn.append(time.across.rect(start, end - start, y - high, high, css, title=said))
        drawn.append(time.across.text((start + end) / 2, y + 13, short(amount), "muted", "middle"))
    return drawn


def risk_matrix(risks: Sequence[Any]) -> Chart:
    """Draw open risks in a matrix of probability and impact; the numbers are those of the list."""
    across, cell, left = Across(), 46, 12.0
    wide = (100 - left) / 5
    drawn = []
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    for number, risk in enumerate(risks, 1):
        places[risk.probability, risk.impact].append(str(number) if not risk.resolved else f"({number})")
    for row, probability in enumerate(range(5, 0, -1)):
        y = row * cell
        drawn.append(across.text(left - 3, y + 28, str(probability), "muted", "end"))
        for column, impact in enumerate(range(1, 6)):
            level = sum(probability * impact > edge for edge in (3, 6, 10, 16))
            start = left + column * wide
            drawn.append(across.rect(start, wide, y, cell, f"{MEANT[level]} cut ahead"))
            drawn.append(
                across.text(
                    start + wide / 2,
                    y + 28,
                    ", ".join(places[probability, impact]),
                    "strongly halo",
                    "middle",
                )
            )
    for column, impact in enumerate(range(1, 6)):
        drawn.append(across.text(left + (column + 0.5) * wide, 5 * cell + 18, str(impact), "muted", "middle"))
    drawn.append(across.text(left, 5 * cell + 38, _("Impact, 1 (very low) to 5 (very high)"), "muted"))
    title = _("Probability and impact of each risk")
    subtitle = _(
        "Rows: probability from 5 (very high) down to 1; numbers are those of the list, resolved ones in brackets"
    )
    return Chart(title, plot(drawn, title, subtitle, 5 * cell + 46), (), (), subtitle)


def roadmap(rows: Sequence[tuple[Any, Any, str]]) -> Chart:
    """Draw initiatives from their first to their last day; rows are (initiative, state, address)."""
    days = [day for one, _state, _url in rows for day in (one.begins, one.finishes) if day]
    time = Time(*span(days))
    height = HEAD + 40 * len(rows)
    drawn = time.years(height)
    for number, (one, state, url) in enumerate(rows):
        y = HEAD + 40 * number
        start, end = time.at(one.begins or one.finishes), time.at(one.finishes or one.begins)
        said = f"{one.code} {one.title} · {state.label}"
        bar = time.across.rect(start, max(end - start, 0.8), y + 19, 13, state.meaning, rx=2, title=said)
        place, anchor = (start, "start") if start < 62 else (min(max(end, start + 0.8), 100), "end")
        name = time.across.text(place, y + 14, f"{one.code} · {one.title}"[:60], "halo", anchor)
        drawn += [bar, tag("a", name, href=url)]
    columns = [Column(_("Initiative")), Column(_("State")), Column(_("Begins")), Column(_("Finishes"))]
    table = [[str(one), str(state.label), one.begins, one.finishes] for one, state, _url in rows]
    title = _("%(number)s initiatives on the road map") % {"number": len(rows)}
    subtitle = _("From the first to the last day of each; the dark line is today")
    return Chart(title, plot(drawn, title, subtitle, height), columns, table, subtitle, broad=True)
