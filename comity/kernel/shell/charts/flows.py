"""The life of a record as a picture: states in columns, steps as arrows that carry their names.

Each step takes a slot in every column between its states, so names never lie on each other and
arrows do not run through states. Order within a column follows the mean of what it is joined to.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence
from .svg import joined, length_of, plot, tag

TALL, LABEL, THIN = 44, 26, 12  # pixels: a state, a named slot, a slot without name


@dataclass(frozen=True)
class State:
    """A box: its name in code, its words, its meaning; `closed` ends the life, `now` is where a record stands."""

    name: str
    label: Sentence
    meaning: str = "waiting"
    closed: bool = False
    now: bool = False
    initial: bool = False


@dataclass(frozen=True)
class Edge:
    """An arrow from state to state; `who` is the right that it needs, or the clock that takes it."""

    source: str
    target: str
    label: Sentence
    who: Sentence = ""


@dataclass
class _Slot:
    """Something that takes room in a column."""

    height: float
    order: float
    y: float = 0.0


Route = list[tuple[int, _Slot]]
Places = Callable[..., float]


def flow_diagram(
    states: Sequence[State],
    edges: Sequence[Edge],
    title: Sentence,
    subtitle: Sentence = "",
    note: Sentence = "",
    rtl: bool | None = None,
) -> Chart:
    """Lay out and draw a life cycle; the table lists every step with its states and right."""
    toward = get_language_bidi() if rtl is None else rtl
    level = _levels(states, edges)
    columns: dict[int, list[_Slot]] = defaultdict(list)
    boxes = {state.name: _Slot(TALL + 14, i) for i, state in enumerate(states)}
    for state in states:
        columns[2 * level[state.name]].append(boxes[state.name])
    routes = [_route(edge, level, columns, boxes) for edge in edges]
    high = _place(columns, routes)
    wide = _widths(states, edges, level, routes)
    starts = [2.0]
    for column in range(max(wide) + 1):
        starts.append(starts[-1] + wide.get(column, 60.0))
    width = starts[-1] + 2

    def x(column: int, side: float = 0.5) -> float:
        place = starts[column] + side * (starts[column + 1] - starts[column])
        return round(width - place if toward else place, 1)

    drawn = [_arrow(edge, route, level, boxes, x) for edge, route in zip(edges, routes, strict=True)]
    drawn += [_label(edge, route, x) for edge, route in zip(edges, routes, strict=True)]
    for state in states:
        near, far = sorted((x(2 * level[state.name], 0), x(2 * level[state.name], 1)))
        drawn.append(_box(state, boxes[state.name].y, near, far - near))
    words = {state.name: str(state.label) for state in states}
    rows = [[str(edge.label), words[edge.source], words[edge.target], str(edge.who)] for edge in edges]
    heads = [Column(_("Step")), Column(_("From")), Column(_("To")), Column(_("Who"))]
    svg = plot(drawn, title, subtitle, high, width, rtl=toward)
    return Chart(title, svg, heads, rows, subtitle, note, broad=True, wide=True)


def _levels(states: Sequence[State], edges: Sequence[Edge]) -> dict[str, int]:
    """Give each state its column: the fewest steps from the beginning; what ends the life stands last."""
    first = next((state.name for state in states if state.initial), states[0].name)
    found = {first: 0}
    row = [first]
    while row:
        reached = [
            edge.target for name in row for edge in edges if edge.source == name and edge.target not in found
        ]
        for name in reached:
            found.setdefault(
                name, found[next(e.source for e in edges if e.target == name and e.source in found)] + 1
            )
        row = list(dict.fromkeys(reached))
    deepest = max(found.values(), default=0)
    closed = {state.name for state in states if state.closed}
    end = max([level + 1 for name, level in found.items() if name not in closed] + [deepest])
    return {state.name: end if state.closed else found.get(state.name, deepest) for state in states}


def _route(
    edge: Edge, level: dict[str, int], columns: dict[int, list[_Slot]], boxes: dict[str, _Slot]
) -> Route:
    """Take a slot in every column that an arrow crosses; the first carries its name."""
    begin, end = 2 * level[edge.source], 2 * level[edge.target]
    middle = (boxes[edge.source].order + boxes[edge.target].order) / 2
    if end > begin:
        crossed = list(range(begin + 1, end))
    elif end < begin:
        crossed = list(range(begin - 1, end, -1))
    else:
        crossed = [begin + 1]
    route: Route = [(column, _Slot(LABEL if i == 0 else THIN, middle)) for i, column in enumerate(crossed)]
    for column, slot in route:
        columns[column].append(slot)
    return route


def _place(columns: dict[int, list[_Slot]], routes: Sequence[Route]) -> float:
    """Stack the slots of each column in order, centred; return the height of the picture."""
    high = max((sum(slot.height for slot in slots) for slots in columns.values()), default=TALL) + 8
    for slots in columns.values():
        y = (high - sum(slot.height for slot in slots)) / 2
        for slot in sorted(slots, key=lambda slot: slot.order):
            slot.y = y + slot.height / 2
            y += slot.height
    return round(high)


def _arrow(edge: Edge, route: Route, level: dict[str, int], boxes: dict[str, _Slot], x: Places) -> SafeString:
    """Draw a smooth line through the slots of an arrow, with its tip at the target."""
    begin, end = 2 * level[edge.source], 2 * level[edge.target]
    ahead, side = end > begin, end == begin
    leave, arrive = (1, 1) if side else (1, 0) if ahead else (0, 1)
    points = [(x(begin, leave), boxes[edge.source].y)]
    for column, slot in route:
        near, far = (0.5, 0.5) if side else (0.1, 0.9) if ahead else (0.9, 0.1)
        points += (
            [(x(column, near), slot.y), (x(column, far), slot.y)]
            if near != far
            else [(x(column, near), slot.y)]
        )
    points.append((x(end, arrive), boxes[edge.target].y))
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for i, ((ax, ay), (bx, by)) in enumerate(zip(points, points[1:], strict=False)):
        middle = (ax + bx) / 2
        if i == 1 and not side:
            # The name stands on this stretch: the line makes room for it.
            room = min(length_of(edge.label) / 2 + 5, abs(bx - ax) / 2) * (1 if bx > ax else -1)
            path += f"H{middle - room:g}M{middle + room:g} {by:g}H{bx:g}"
        else:
            path += f"C{middle:g} {ay:g} {middle:g} {by:g} {bx:g} {by:g}"
    tx, ty = points[-1]
    back = 7 if tx < points[-2][0] else -7
    tip = f"M{tx:g} {ty:g}l{back} -4v8z"
    return joined([tag("path", d=path, css="edge"), tag("path", d=tip, css="tip")])


def _widths(
    states: Sequence[State], edges: Sequence[Edge], level: dict[str, int], routes: Sequence[Route]
) -> dict[int, float]:
    """Return how wide each column has to be for the longest words in it."""
    wide: dict[int, float] = {}
    for state in states:
        column = 2 * level[state.name]
        wide[column] = max(wide.get(column, 104.0), length_of(state.label) * 1.08 + 26)
    for edge, route in zip(edges, routes, strict=True):
        column = route[0][0]
        wide[column] = max(wide.get(column, 110.0), (length_of(edge.label) + 14) / 0.8)
    return wide


def _label(edge: Edge, route: Route, x: Places) -> SafeString:
    """Write the name of a step on its arrow."""
    column, slot = route[0]
    return tag("text", edge.label, x=x(column), y=slot.y + 4, css="label halo", text_anchor="middle")


def _box(state: State, y: float, x: float, wide: float) -> SafeString:
    """Draw a state with the colour and edge of its meaning."""
    css = "node" + (" now" if state.now else "") + (" shut" if state.closed else "")
    box = tag("rect", x=x, y=y - TALL / 2, width=wide, height=TALL, rx=8, css=css)
    words = tag("text", state.label, x=x + wide / 2, y=y + 4.5, css="strongly", text_anchor="middle")
    return tag("g", box, words, data_meaning=state.meaning)
