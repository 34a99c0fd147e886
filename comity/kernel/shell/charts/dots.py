"""Places on a map of the world: Equal Earth projection, land as geography, boundaries as a layer of its own."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence, number
from .svg import joined, plot, tag

Point = tuple[float, float]
WIDE = 960.0
# Equal Earth (Šavrič, Patterson and Jenny 2018): areas are true, shapes are calm.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = math.sqrt(3) / 2
SOUTH, NORTH = -57.0, 84.0


@dataclass(frozen=True)
class Dot:
    """A place: longitude and latitude in degrees; `value` sizes the dot by area."""

    longitude: float
    latitude: float
    label: Sentence
    value: float = 1.0
    url: str = ""
    named: bool = False


def _raw(longitude: float, latitude: float) -> Point:
    """Project degrees to the plane of the projection."""
    theta = math.asin(HALF * math.sin(math.radians(latitude)))
    square = theta * theta
    six = square**3
    x = (
        math.radians(longitude)
        * math.cos(theta)
        / (HALF * (A1 + 3 * A2 * square + six * (7 * A3 + 9 * A4 * square)))
    )
    return x, theta * (A1 + A2 * square + six * (A3 + A4 * square))


_EDGE = _raw(180, 0)[0]
_UPPER = _raw(0, NORTH)[1]
_SCALE = WIDE / (2 * _EDGE)
HIGH = round((_UPPER - _raw(0, SOUTH)[1]) * _SCALE, 1)


def project(longitude: float, latitude: float) -> Point:
    """Return the place on a map of 960 by `HIGH` units; the Antarctic is cut off."""
    x, y = _raw(longitude, max(SOUTH, min(NORTH, latitude)))
    return round((x + _EDGE) * _SCALE, 1), round((_UPPER - y) * _SCALE, 1)


def outline(rings: Iterable[Sequence[Point]], close: bool = True) -> str:
    """Return the path of rings or lines in whole units and relative steps: it is sent over thin links."""
    parts = []
    for ring in rings:
        if max(latitude for _longitude, latitude in ring) < SOUTH:
            continue
        kept: list[tuple[int, int]] = []
        for x, y in (project(*point) for point in ring):
            place = round(x), round(y)
            if not kept or abs(place[0] - kept[-1][0]) + abs(place[1] - kept[-1][1]) >= 2:
                kept.append(place)
        if len(kept) > (2 if close else 1):
            steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(kept, kept[1:], strict=False)]
            parts.append(
                f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps).replace(' -', '-')}" + ("z" if close else "")
            )
    return "".join(parts)


def ground(land: Iterable[Sequence[Point]], lines: Iterable[tuple[str, Sequence[Point]]] = ()) -> SafeString:
    """Draw land and the boundaries given as (status, points); undetermined ones are broken. Keep it: it is long."""
    full: list[Sequence[Point]] = []
    broken: list[Sequence[Point]] = []
    for status, points in lines:
        if status != "administrative":
            (broken if status == "undetermined" else full).append(points)
    parts = [tag("path", d=outline(land), css="land", fill_rule="evenodd")]
    parts += [
        tag("path", d=outline(kind, close=False), css=css)
        for kind, css in ((full, "border"), (broken, "border broken"))
        if kind
    ]
    return tag(
        "svg",
        joined(parts),
        viewBox=f"0 0 {WIDE:g} {HIGH:g}",
        width="100%",
        height="100%",
        aria_hidden="true",
    )


def _size(share: float) -> str:
    """Name the size of a dot for small screens, where the style sheet draws three sizes only."""
    return "big" if share > 0.5 else "mid" if share > 0.12 else "low"


def dots_map(
    places: Sequence[Dot],
    base: SafeString,
    title: Sentence,
    measure: Sentence,
    subtitle: Sentence = "",
    note: Sentence = "",
) -> Chart:
    """Draw places over `ground(…)`; large ones first, so that small ones lie on top. A map never turns round."""
    most = max((dot.value for dot in places), default=1.0) or 1.0
    drawn: list[SafeString] = [base]
    names: list[SafeString] = []
    taken: list[tuple[float, float, float]] = []
    for dot in sorted(places, key=lambda dot: -dot.value):
        x, y = project(dot.longitude, dot.latitude)
        radius = round(3.5 + 12 * math.sqrt(dot.value / most), 1)
        said = f"{dot.label}: {number(dot.value)}"
        left, top = f"{100 * x / WIDE:.2f}%", f"{100 * y / HIGH:.2f}%"
        mark = tag(
            "circle", tag("title", said), cx=left, cy=top, r=radius, css=f"dot {_size(dot.value / most)}"
        )
        drawn.append(tag("a", mark, href=dot.url, aria_label=said) if dot.url else mark)
        long = len(str(dot.label)) * 7.0
        spot = (x + radius + 3, y, long)
        free = all(abs(spot[1] - b) > 15 or spot[0] > a + w or a > spot[0] + spot[2] for a, b, w in taken)
        if free and (dot.named or len(names) < 12) and spot[0] + long < WIDE:
            taken.append(spot)
            names.append(
                tag(
                    "text",
                    dot.label,
                    x=left,
                    y=top,
                    dx=radius + 3,
                    dy=4,
                    css="halo small",
                    text_anchor="start",
                )
            )
    rows = [[str(dot.label), dot.value] for dot in sorted(places, key=lambda dot: -dot.value)]
    svg = plot([*drawn, tag("g", joined(names), css="names")], title, subtitle, None, css="world", rtl=False)
    return Chart(title, svg, [Column(_("Place")), Column(measure, True)], rows, subtitle, note, broad=True)
