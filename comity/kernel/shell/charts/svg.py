"""Writing SVG: escaped elements, the frame of a picture, and places across it that follow the script."""

import math
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi


def tag(name: str, *inside: Any, **attributes: Any) -> SafeString:
    """Write an element. `css` becomes class, `_` a hyphen; attributes that are None are left out."""
    said = "".join(
        f' {"class" if key == "css" else key.replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return mark_safe(f"<{name}{said}>{''.join(conditional_escape(part) for part in inside)}</{name}>")  # noqa: S308  all escaped


def joined(parts: Any) -> SafeString:
    """Put elements together."""
    return mark_safe("".join(parts))  # noqa: S308  made by `tag`


def plot(
    inside: Any,
    title: Any,
    description: Any,
    height: float | None,
    width: float | None = None,
    css: str = "",
    rtl: bool | None = None,
) -> SafeString:
    """Write the frame of a picture. Without `width` it is as wide as its place; lengths are CSS pixels."""
    toward = rtl if rtl is not None else get_language_bidi()
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description) if description else "",
        joined(inside),
        css=f"plot {css}{' fixed' if width else ''}".strip(),
        height=height,
        width=width,
        role="group" if "<a " in str(inside) else "img",
        aria_label=title,
        direction="rtl" if toward else "ltr",
    )


class Across:
    """Places across a picture in per cent, counted from where reading begins."""

    def __init__(self, rtl: bool | None = None):
        self.rtl = get_language_bidi() if rtl is None else rtl

    def at(self, share: float) -> str:
        """Return the place at `share` per cent from the start."""
        return f"{100 - share if self.rtl else share:.2f}%"

    def gap(self, pixels: float) -> float:
        """Return a distance in the direction of reading."""
        return -pixels if self.rtl else pixels

    def rect(self, start: float, width: float, y: float, height: float, css: str, **more: Any) -> SafeString:
        """Draw a rectangle from `start` per cent, `width` per cent long."""
        x = 100 - start - width if self.rtl else start
        title = more.pop("title", "")
        said = tag("title", title) if title else ""
        return tag("rect", said, x=f"{x:.2f}%", y=y, width=f"{width:.2f}%", height=height, css=css, **more)

    def text(
        self,
        share: float,
        y: float,
        words: Any,
        css: str | None = None,
        anchor: str = "start",
        gap: float = 0,
    ) -> SafeString:
        """Write words at a place; start and end are those of the script."""
        return tag(
            "text", words, x=self.at(share), y=y, dx=self.gap(gap) or None, css=css, text_anchor=anchor
        )

    def line(self, share: float, y1: float, y2: float, css: str) -> SafeString:
        """Draw an upright line at a place."""
        return tag("line", x1=self.at(share), x2=self.at(share), y1=y1, y2=y2, css=css)


def ticks(top: float, wished: int = 4) -> list[float]:
    """Return round numbers from zero to at least `top`."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / wished
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw)
    return [step * n for n in range(math.ceil(top / step) + 1)]


def length_of(words: Any) -> float:
    """Guess the length of words in pixels; characters of Chinese are twice as wide."""
    return sum(14 if ord(letter) > 0x2E7F else 7.4 for letter in str(words))
