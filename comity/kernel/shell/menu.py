"""What the frame leads to: the side menu, the places of the bottom bar, the menu of the person.

Modules add to it when they start (`AppConfig.ready`):

    menu.add("Serve", _("My requests"), "desk:mine", needs=lambda scope: bool(scope.reach("add", "desk.ticket")))
    menu.place("ask", "desk:catalogue")

`needs` is asked with the reader's compiled scope and must not read the database: it runs on every page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
Needs = Callable[[Any], bool]

GROUPS: dict[str, Sentence] = {
    "My work": _("My work"),
    "Serve": _("Serve"),
    "Decide": _("Decide"),
    "Know": _("Know"),
    "Resource": _("Resource"),
    "Secure": _("Secure"),
    "Measure": _("Measure"),
    "Organisation": _("Organisation"),
}
"""The groups in the order of the work; code names them in English."""

FOLDED = 200
"""Lines of this order and above stand under *More* of their group: what few people open, or rarely."""

PLACES = ("home", "ask", "search", "work", "notices")


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    group: str
    label: Sentence
    url_name: str
    needs: Needs | None = None
    order: int = 50


_items: dict[tuple[str, str], Item] = {}
_person: dict[str, tuple[int, Sentence]] = {}
_places: dict[str, str] = {}
_counters: list[Callable[[Any], int]] = []


def add(group: str, label: Sentence, url_name: str, needs: Needs | None = None, order: int = 50) -> None:
    """Add a line to the side menu; the same address again replaces the earlier line."""
    if group not in GROUPS:
        raise ValueError(f"{group} is no group of the menu; choose one of {', '.join(GROUPS)}.")
    _items[group, url_name] = Item(group, label, url_name, needs, order)


def for_person(label: Sentence, url_name: str, order: int = 50) -> None:
    """Add a line to the menu under the person's name."""
    _person[url_name] = (order, label)


def place(name: str, url_name: str) -> None:
    """Say which page is home, ask, search, work or notices."""
    if name not in PLACES:
        raise ValueError(f"{name} is no place of the frame; choose one of {', '.join(PLACES)}.")
    _places[name] = url_name


def unread(counter: Callable[[Any], int]) -> Callable[[Any], int]:
    """Say how many notices a request's reader has not read; the last one declared is asked."""
    _counters[:] = [counter]
    return counter


def count_unread(request: Any) -> int:
    """Return the number of unread notices, 0 while nobody counts them."""
    return _counters[0](request) if _counters else 0


@lru_cache(maxsize=1000)
def address(url_name: str) -> str | None:
    """Return the address of a named page without arguments, or None where it does not exist."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def places() -> dict[str, str]:
    """Return the addresses of the places that exist."""
    found = {name: address(url_name) for name, url_name in _places.items()}
    return {name: url for name, url in found.items() if url}


def person_items() -> list[dict[str, Any]]:
    """Return the lines under the person's name."""
    lines = sorted((order, name, label) for name, (order, label) in _person.items())
    return [{"label": label, "url": url} for _order, name, label in lines if (url := address(name))]


def groups_for(scope: Any, path: str = "") -> list[dict[str, Any]]:
    """Return the groups with the lines that the reader may use; the longest address above `path` is current."""
    lines = sorted(_items.values(), key=lambda item: item.order)
    allowed = [
        (item, url)
        for item in lines
        if (url := address(item.url_name)) and (item.needs is None or item.needs(scope))
    ]
    above = [url for _item, url in allowed if path == url or (url != "/" and path.startswith(url))]
    current = max(above, key=len, default=None)
    found = []
    for name, label in GROUPS.items():
        mine = [(item, url) for item, url in allowed if item.group == name]
        shown = [
            {"label": capfirst(str(item.label)), "url": url, "current": url == current} for item, url in mine
        ]
        # A group is folded only where something is left to show, and more than one line goes away.
        fold = sum(item.order < FOLDED for item, _url in mine) or len(shown)
        if len(shown) - fold < 2:
            fold = len(shown)
        if shown:
            key = name.lower().replace(" ", "-")
            found.append({"name": key, "label": label, "items": shown[:fold], "more": shown[fold:]})
    return found
