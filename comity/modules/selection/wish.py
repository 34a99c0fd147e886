"""What somebody asks of the solver, as a scenario keeps it and as an address carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

GAPS = {"quick": 1e-3, "paper": 1e-6, "exact": 0.0}
PAYING = ("case", "any")
MEASURES = ("share", "count", "money")
CODE = re.compile(r"[\w.\-]{1,60}")
GROUP = re.compile(r"(programme|class|goal|unit|group):[\w.\-]{1,40}")
YEARS = (1990, 2100)


@dataclass(frozen=True)
class Wish:
    """Envelopes at `percent`; `forced` says who is in or out; `floors` are (group, measure, least).

    `paying`: each amount from the fund its case names, or from any fund of the programme that may pay. Those not
    assessed yet count `unassessed` points. `run` limits running cost by year (whole USD). `stop` is what stopping a
    running project costs, in per cent of what is left.
    """

    percent: int = 100
    gap: str = "quick"
    paying: str = "case"
    programme: str = ""
    first: int = 0
    last: int = 0
    synergy: int = 0
    unassessed: int = 0
    rebalance: bool = False
    stop: int = 10
    forced: dict[str, str] = field(default_factory=dict)
    floors: tuple[tuple[str, str, int], ...] = ()
    run: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "floors": [list(one) for one in self.floors]}

    @classmethod
    def from_json(cls, said: Any) -> Wish:
        """Read what a scenario keeps; ValueError with a sentence when it makes no sense."""
        if not isinstance(said, Mapping) or set(said) - set(cls.__dataclass_fields__):
            raise ValueError(_("These limits are not understood."))
        try:
            made = cls(
                **{**said, "floors": tuple((str(g), str(m), int(n)) for g, m, n in said.get("floors", ()))}
            )
            made._check()
        except (TypeError, AttributeError) as error:
            raise ValueError(_("These limits are not understood.")) from error
        return made

    def _check(self) -> None:
        whole = {
            "percent": (self.percent, 1, 1000), "stop": (self.stop, 0, 100), "synergy": (self.synergy, 0, 1000),
            "unassessed": (self.unassessed, 0, 100),
        }  # fmt: skip
        for name, (value, least, most) in whole.items():
            if type(value) is not int or not least <= value <= most:
                raise ValueError(_("%(name)s: a whole number from %(least)s to %(most)s.") % {
                    "name": name, "least": least, "most": most,
                })  # fmt: skip
        for year in (self.first, self.last, *map(int, self.run)):
            if year and not YEARS[0] <= year <= YEARS[1]:
                raise ValueError(_("%(year)s is no year of a plan.") % {"year": year})
        known = self.gap in GAPS and self.paying in PAYING and type(self.rebalance) is bool
        codes = not self.programme or CODE.fullmatch(self.programme)
        forced = all(CODE.fullmatch(code) and how in ("in", "out") for code, how in self.forced.items())
        floors = all(GROUP.fullmatch(g) and m in MEASURES and 0 <= n <= 10**12 for g, m, n in self.floors)
        amounts = all(type(amount) is int and 0 <= amount <= 10**12 for amount in self.run.values())
        if not (known and codes and forced and floors and amounts):
            raise ValueError(_("These limits are not understood."))

    @classmethod
    def read(cls, said: Any) -> Wish:
        """Read an address or a form; ValueError with a sentence when it makes no sense."""
        forced = {code: "in" for code in said.getlist("in") if code}
        forced |= {code: "out" for code in said.getlist("out") if code}
        for name in said:
            if name.startswith("force:") and said[name] in ("in", "out"):
                forced[name.removeprefix("force:")] = said[name]
        floors = [_floor(one) for one in said.getlist("floor") if one.strip()]
        groups, measures, least = (said.getlist(f"floor-{n}") for n in ("group", "measure", "least"))
        floors += [
            (g, m, _whole(n)) for g, m, n in zip(groups, measures, least, strict=False) if g and n.strip()
        ]
        run = dict(one.split(":", 1) for one in said.getlist("run") if ":" in one)
        run |= {n.removeprefix("run:"): said[n] for n in said if n.startswith("run:") and said[n].strip()}
        return cls.from_json({
            "percent": _whole(said.get("percent") or "100"), "gap": said.get("gap") or "quick",
            "paying": said.get("paying") or "case", "programme": said.get("programme", ""),
            "first": _whole(said.get("first") or "0"), "last": _whole(said.get("last") or "0"),
            "synergy": _whole(said.get("synergy") or "0"), "rebalance": said.get("rebalance") == "1",
            "unassessed": _whole(said.get("unassessed") or "0"),
            "stop": _whole(said.get("stop") or "10"), "forced": forced, "floors": floors,
            "run": {str(_whole(year)): _whole(amount) for year, amount in run.items()},
        })  # fmt: skip

    def query(self, **more: Any) -> str:
        """Return the address of this wish: only what differs from the usual, in a fixed order."""
        usual, said = Wish(), []
        for name in (
            "percent",
            "gap",
            "paying",
            "programme",
            "first",
            "last",
            "synergy",
            "unassessed",
            "stop",
        ):
            if getattr(self, name) != getattr(usual, name):
                said.append((name, getattr(self, name)))
        said += [("rebalance", "1")] if self.rebalance else []
        said += [(how, code) for code, how in sorted(self.forced.items())]
        said += [("floor", f"{group}|{measure}|{least}") for group, measure, least in self.floors]
        said += [("run", f"{year}:{amount}") for year, amount in sorted(self.run.items())]
        said += [(name, value) for name, value in more.items() if value]
        return urlencode(said)


def _whole(said: str) -> int:
    try:
        return int(str(said).strip().replace(" ", "").replace(",", "")[:20])
    except ValueError as error:
        raise ValueError(_("“%(value)s” is no whole number.") % {"value": str(said)[:40]}) from error


def _floor(said: str) -> tuple[str, str, int]:
    parts = said.split("|")
    if len(parts) != 3:
        raise ValueError(_("These limits are not understood."))
    return parts[0], parts[1], _whole(parts[2])
