"""A wish as an address or a form carries it: read, and written with only what differs from the usual."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from .wish import Wish

USUAL = Wish()
PLAIN = (
    "percent", "gap", "paying", "programme", "first", "last", "synergy", "unassessed", "later", "worth", "stop",
)  # fmt: skip


def read(said: Any) -> Wish:
    """Read an address or a form; ValueError with a sentence when it makes no sense."""
    forced = {code: "in" for code in said.getlist("in") if code}
    forced |= {code: "out" for code in said.getlist("out") if code}
    for name in said:
        if name.startswith("force:") and said[name] in ("in", "out"):
            forced[name.removeprefix("force:")] = said[name]
    plain: dict[str, Any] = {name: said.get(name) or getattr(USUAL, name) for name in PLAIN}
    plain |= {name: whole(plain[name]) for name in PLAIN if isinstance(getattr(USUAL, name), int)}
    return Wish.from_json({
        **plain, "rebalance": said.get("rebalance") == "1", "forced": forced, "floors": _floors(said),
        "terms": _terms(said, plain), "run": _by_year(said, "run"), "staff": _by_year(said, "staff"),
    })  # fmt: skip


def _floors(said: Any) -> list[tuple[Any, ...]]:
    found = [_parts(one, 3) for one in said.getlist("floor") if one.strip()]
    groups, measures, least = (said.getlist(f"floor-{n}") for n in ("group", "measure", "least"))
    found += [(g, m, n) for g, m, n in zip(groups, measures, least, strict=False) if g and n.strip()]
    return [(g, m, whole(n)) for g, m, n in found]


def _terms(said: Any, usual: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Read the terms of some running projects; an empty number means the general one."""
    found = [_parts(one, 5) for one in said.getlist("term") if one.strip()]
    lists = (said.getlist(f"term-{n}") for n in ("who", "later", "worth", "stop", "unit"))
    found += [row for row in zip(*lists, strict=False) if row[0]]
    return [
        (who, whole(later or usual["later"]), whole(worth or usual["worth"]),
         whole(stop or (usual["stop"] if unit == "%" else 0)), unit)
        for who, later, worth, stop, unit in found
    ]  # fmt: skip


def _by_year(said: Any, name: str) -> dict[str, int]:
    """Read limits by year, or by year and category: each as one value, or in a field of its own."""
    found = dict(one.rsplit(":", 1) for one in said.getlist(name) if ":" in one)
    found |= {
        n.removeprefix(f"{name}:"): said[n] for n in said if n.startswith(f"{name}:") and said[n].strip()
    }
    return {
        ":".join([str(whole(when.split(":")[0])), *when.split(":")[1:]]): whole(n)
        for when, n in found.items()
    }


def query(wish: Wish, **more: Any) -> str:
    """Return the address of a wish: only what differs from the usual, in a fixed order."""
    said = [(n, value) for n in PLAIN if (value := getattr(wish, n)) != getattr(USUAL, n)]
    said += [("rebalance", "1")] if wish.rebalance else []
    said += [(how, code) for code, how in sorted(wish.forced.items())]
    said += [("floor", "|".join(map(str, one))) for one in wish.floors]
    said += [("term", "|".join(map(str, one))) for one in wish.terms]
    for name in ("run", "staff"):
        said += [(name, f"{when}:{amount}") for when, amount in sorted(getattr(wish, name).items())]
    said += [(name, value) for name, value in more.items() if value]
    return urlencode(said)


def whole(said: Any) -> int:
    """Read a whole number as people write it."""
    try:
        return int(str(said).strip().replace(" ", "").replace(",", "")[:20])
    except ValueError as error:
        raise ValueError(_("“%(value)s” is no whole number.") % {"value": str(said)[:40]}) from error


def _parts(said: str, count: int) -> tuple[str, ...]:
    parts = tuple(said.split("|"))
    if len(parts) != count:
        raise ValueError(_("These limits are not understood."))
    return parts
