"""What somebody asks of the solver, as a scenario keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

GAPS = {"quick": 1e-3, "paper": 1e-6, "exact": 0.0}
PAYING = ("case", "any")
MEASURES = ("share", "count", "money")
CODE = re.compile(r"[\w.\-]{1,60}")
GROUP = re.compile(r"(programme|class|goal|unit|group):[\w.\-]{1,40}")
WHO = re.compile(r"programme:[\w.\-]{1,40}|[\w.\-]{1,60}")
YEAR = re.compile(r"\d{4}")
TIME = re.compile(r"\d{4}(:[\w\-]{1,20})?")
YEARS = (1990, 2100)
MOST = 10**12  # of an amount in whole USD


class Term(NamedTuple):
    """On what terms the running projects of a programme (`programme:code`), or one of them (its code), change.

    `later` and `worth` are per cent; `stop` is per cent of what is left, or whole USD where `unit` says so.
    """

    who: str
    later: int
    worth: int
    stop: int
    unit: str = "%"


@dataclass(frozen=True)
class Wish:
    """Envelopes at `percent`; `forced` says who is in or out; `floors` are (group, measure, least).

    `paying`: each amount from the fund its case names, or from any fund of the programme that may pay. Those not
    assessed yet count `unassessed` points. `run` limits running cost by year (whole USD), `staff` the person-months
    by year, or by "year:category". Running projects that go slower do `later` per cent of each year's work a year
    later for `worth` per cent of their value; to stop one costs `stop` per cent of what is left; `terms` say it
    otherwise for some.
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
    later: int = 50
    worth: int = 80
    stop: int = 10
    terms: tuple[Term, ...] = ()
    forced: dict[str, str] = field(default_factory=dict)
    floors: tuple[tuple[str, str, int], ...] = ()
    run: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    def term_of(self, programme: str, code: str) -> Term:
        """Return the terms of a running project: its own, else those of its programme, else the general ones."""
        said = {one.who: one for one in self.terms}
        usual = Term("", self.later, self.worth, self.stop)
        return said.get(code) or said.get(f"programme:{programme}") or usual

    def to_json(self) -> dict[str, Any]:
        lists = {name: [list(one) for one in getattr(self, name)] for name in ("floors", "terms")}
        return {**asdict(self), **lists}

    @classmethod
    def from_json(cls, said: Any) -> Wish:
        """Read what a scenario keeps; ValueError with a sentence when it makes no sense."""
        if not isinstance(said, Mapping) or set(said) - set(cls.__dataclass_fields__):
            raise ValueError(_("These limits are not understood."))
        try:
            floors = tuple((str(g), str(m), int(n)) for g, m, n in said.get("floors", ()))
            terms = tuple(Term(*one) for one in said.get("terms", ()))
            made = cls(**{**said, "floors": floors, "terms": terms})
            made._check()
        except (TypeError, AttributeError) as error:
            raise ValueError(_("These limits are not understood.")) from error
        return made

    def _check(self) -> None:
        whole = {
            "percent": (self.percent, 1, 1000), "synergy": (self.synergy, 0, 1000),
            "unassessed": (self.unassessed, 0, 100), "later": (self.later, 0, 100), "worth": (self.worth, 0, 100),
            "stop": (self.stop, 0, 100),
        }  # fmt: skip
        for one in self.terms:
            whole |= {
                f"later ({one.who})": (one.later, 0, 100), f"worth ({one.who})": (one.worth, 0, 100),
                f"stop ({one.who})": (one.stop, 0, 100 if one.unit == "%" else MOST),
            }  # fmt: skip
        for name, (value, least, most) in whole.items():
            if type(value) is not int or not least <= value <= most:
                raise ValueError(_("%(name)s: a whole number from %(least)s to %(most)s.") % {
                    "name": name, "least": least, "most": most,
                })  # fmt: skip
        if not all(self._sound()):
            raise ValueError(_("These limits are not understood."))
        for year in (self.first, self.last, *map(int, self.run), *(int(one[:4]) for one in self.staff)):
            if year and not YEARS[0] <= year <= YEARS[1]:
                raise ValueError(_("%(year)s is no year of a plan.") % {"year": year})

    def _sound(self) -> tuple[bool, ...]:
        """Say of each part whether it is written as it must be."""
        amounts = [*self.run.values(), *self.staff.values()]
        return (
            self.gap in GAPS and self.paying in PAYING and type(self.rebalance) is bool,
            not self.programme or bool(CODE.fullmatch(self.programme)),
            all(CODE.fullmatch(code) and how in ("in", "out") for code, how in self.forced.items()),
            all(GROUP.fullmatch(g) and m in MEASURES and 0 <= n <= MOST for g, m, n in self.floors),
            all(WHO.fullmatch(one.who) and one.unit in ("%", "USD") for one in self.terms),
            all(YEAR.fullmatch(one) for one in self.run) and all(TIME.fullmatch(one) for one in self.staff),
            all(type(amount) is int and 0 <= amount <= MOST for amount in amounts),
        )
