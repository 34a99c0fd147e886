"""A chart of units as rows with twigs: it stays readable with hundreds of them, and folds by links."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from .figure import Chart, Column, Sentence
from .svg import joined, length_of, plot, tag

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
    names: list[SafeString] = []
    table: list[list[object]] = []
    wide = max((_long(root, 0) for root in roots), default=0.0) + 12

    def x(level: float, more: float = 0) -> float:
        place = 10 + INDENT * level + more
        return wide - place if toward else place

    def draw(node: Node, level: int, above: float | None) -> None:
        y = len(table) * ROW + ROW / 2
        table.append([" ".join(["·"] * level + [str(node.label)]), level, str(node.detail)])
        if above is not None:
            path = f"M{x(level - 1)} {above + 8}V{y}H{x(level, -9)}"
            names.append(tag("path", d=path, css="twig"))
        names.append(_knob(node, x(level), y))
        words = tag("text", node.label, x=x(level, 14), y=y + 4.5)
        names.append(tag("a", words, href=node.url) if node.url else words)
        if node.detail:
            far = 2 if toward else wide - 2
            names.append(tag("text", node.detail, x=far, y=y + 4.5, css="muted", text_anchor="end"))
        for child in node.children if node.open else ():
            draw(child, level + 1, y)

    for root in roots:
        draw(root, 0, None)
    columns = [Column(_("Name")), Column(_("Level"), True), Column(_("Detail"))]
    svg = plot(names, title, subtitle, len(table) * ROW, wide, rtl=toward)
    return Chart(title, svg, columns, table, subtitle, note, broad=True, wide=True)


def _long(node: Node, level: int) -> float:
    """Return the pixels that the widest open row from here needs: twigs, name, a gap and its detail."""
    own = 24 + INDENT * level + length_of(node.label) + (32 + length_of(node.detail) if node.detail else 0)
    return max([own, *(_long(child, level + 1) for child in (node.children if node.open else ()))])


def _knob(node: Node, x: float, y: float) -> SafeString:
    """Draw the joint of a unit: a dot, or a sign that opens and closes its group."""
    if not node.toggle_url:
        return tag("circle", cx=x, cy=y, r=3.5, css="closed")
    sign = f"M{x - 3.5} {y}h7" + ("" if node.open else f"M{x} {y - 3.5}v7")
    words = _("Close %(name)s") if node.open else _("Open %(name)s")
    inside = joined([tag("circle", cx=x, cy=y, r=8, css="fold"), tag("path", d=sign, css="axis")])
    return tag("a", inside, href=node.toggle_url, aria_label=words % {"name": node.label})
