"""A chart of units as rows with twigs: it stays readable with hundreds of them, and folds by links."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence
from .svg import joined, plot, tag

ROW, INDENT = 30, 22


@dataclass
class Node:
    """A unit. `toggle_url` opens or closes its group (empty: it has none); `detail` stands after the name."""

    label: Sentence
    url: str = ""
    detail: Sentence = ""
    toggle_url: str = ""
    open: bool = True
    children: Sequence["Node"] = field(default_factory=list)


def tree(
    roots: Sequence[Node],
    title: Sentence,
    subtitle: Sentence = "",
    note: Sentence = "",
    rtl: bool | None = None,
) -> Chart:
    """Draw the open part of a tree, one unit a row."""
    toward = get_language_bidi() if rtl is None else rtl
    sign = -1 if toward else 1
    names: list[SafeString] = []
    details: list[SafeString] = []
    table: list[list[object]] = []

    def x(level: float) -> float:
        return sign * (10 + INDENT * level)

    def draw(node: Node, level: int, above: float | None) -> None:
        y = len(table) * ROW + ROW / 2
        table.append([" ".join(["·"] * level + [str(node.label)]), level, str(node.detail)])
        if above is not None:
            path = f"M{x(level - 1)} {above + 8}V{y}H{x(level) - sign * 9}"
            names.append(tag("path", d=path, css="twig"))
        names.append(_knob(node, x(level), y))
        words = tag("text", node.label, x=x(level) + sign * 14, y=y + 4.5)
        names.append(tag("a", words, href=node.url) if node.url else words)
        if node.detail:
            details.append(
                tag("text", node.detail, x=-sign * 4, y=y + 4.5, css="muted halo", text_anchor="end")
            )
        for child in node.children if node.open else ():
            draw(child, level + 1, y)

    for root in roots:
        draw(root, 0, None)
    # Each edge is a frame of its own: names grow from where reading begins, details end at the far side.
    body = tag("svg", joined(names), x="100%" if toward else "0", overflow="visible")
    edge = tag("svg", joined(details), x="0" if toward else "100%", overflow="visible")
    columns = [Column(_("Name")), Column(_("Level"), True), Column(_("Detail"))]
    svg = plot([body, edge], title, subtitle, len(table) * ROW, rtl=toward)
    return Chart(title, svg, columns, table, subtitle, note)


def _knob(node: Node, x: float, y: float) -> SafeString:
    """Draw the joint of a unit: a dot, or a sign that opens and closes its group."""
    if not node.toggle_url:
        return tag("circle", cx=x, cy=y, r=3.5, css="closed")
    sign = f"M{x - 3.5} {y}h7" + ("" if node.open else f"M{x} {y - 3.5}v7")
    words = _("Close %(name)s") if node.open else _("Open %(name)s")
    inside = joined([tag("circle", cx=x, cy=y, r=8, css="fold"), tag("path", d=sign, css="axis")])
    return tag("a", inside, href=node.toggle_url, aria_label=words % {"name": node.label})
