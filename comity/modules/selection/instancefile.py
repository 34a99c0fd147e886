"""A question as one CSV file: each line says in its first column what it is. Faults come with their line.

envelope,programme,fund,year,amount
option,initiative,option,value,title,programme,must       must: in, out or nothing; stop in the option's name ends it
cost,initiative,option,year,amount,fund|fund
staff,initiative,option,year,person-months,category      run,initiative,option,year,amount      no category: any
requires,initiative,other                 exclude,initiative,initiative,…      synergy,initiative,other,value
group,initiative,name                     floor,group:name or programme:code,share|money|count,least
limit,staff or run,year,amount,category                   no category: all together; not listed: no limit
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .exact.problem import MEASURES, Envelope, Floor, Initiative, Need, Option, Problem, Synergy, faults
from .wish import CODE

MOST_LINES = 500_000
HIGH = Decimal(10) ** 13
LENGTHS = {
    "envelope": 4, "option": 3, "cost": 5, "staff": 4, "run": 4, "requires": 2, "exclude": 2, "synergy": 3, "group": 2,
    "floor": 3, "limit": 3,
}  # fmt: skip


class Fault(Exception):
    """What is wrong with a line."""


@dataclass
class Item:
    """An initiative while its lines come in."""

    programme: str
    title: str
    must: str
    options: dict[str, Option] = field(default_factory=dict)
    requires: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)


@dataclass
class File:
    """What a file says, or why not: faults are (line, sentence)."""

    faults: list[tuple[int, str]] = field(default_factory=list)
    problem: Problem = field(default_factory=lambda: Problem(()))
    titles: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> File:
    """Read a file; the order of its lines does not matter, except that an option comes before what belongs to it."""
    made, reader = File(), _Reader()
    try:
        text = content.decode("utf-8-sig")
        for number, cells in enumerate(csv.reader(io.StringIO(text), strict=True), 1):
            if number > MOST_LINES:
                made.faults.append((number, _("This file has too many lines.")))
                break
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                try:
                    reader.line([cell.strip() for cell in cells])
                except Fault as fault:
                    made.faults.append((number, str(fault)))
    except UnicodeDecodeError:
        made.faults.append((1, _("This file is not UTF-8 text.")))
    except csv.Error as error:
        made.faults.append((1, _("This file is no CSV: %(error)s.") % {"error": error}))
    if not made.faults:
        made.problem = reader.problem()
        made.titles = {code: item.title for code, item in reader.items.items() if item.title}
        made.faults = [(0, one) for one in faults(made.problem)]
        if not made.problem.initiatives:
            made.faults.append((0, _("There is no option in this file.")))
    return made


class _Reader:
    """Gathers the lines of a file."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.envelopes: dict[tuple[str, str, int], int] = {}
        self.exclusions: list[tuple[str, ...]] = []
        self.synergies: list[Synergy] = []
        self.floors: list[Floor] = []
        self.staff: dict[tuple[int, str], int] = {}
        self.run: dict[int, int] = {}

    def line(self, cells: Sequence[str]) -> None:
        kind, said = cells[0].lower(), list(cells[1:])
        if kind not in LENGTHS:
            raise Fault(_("“%(word)s” is no kind of line.") % {"word": cells[0][:40]})
        while said and not said[-1]:
            said.pop()
        if len(said) < LENGTHS[kind]:
            raise Fault(
                _("A line “%(kind)s” needs %(count)s values.") % {"kind": kind, "count": LENGTHS[kind]}
            )
        take: Callable[[list[str]], None] = getattr(self, f"_{kind}")
        take(said)

    def _envelope(self, said: list[str]) -> None:
        place = code(said[0]), code(said[1]), year(said[2])
        if place in self.envelopes:
            raise Fault(_("This envelope is listed twice."))
        self.envelopes[place] = whole(said[3], 100)

    def _option(self, said: list[str]) -> None:
        said += [""] * (6 - len(said))
        name, option, programme, must = code(said[0]), code(said[1]), said[4] or "P", said[5].lower()
        if must not in ("", "in", "out"):
            raise Fault(_("“%(word)s” is neither in nor out.") % {"word": must[:40]})
        item = self.items.setdefault(name, Item(code(programme), said[3], must))
        if option in item.options:
            raise Fault(_("This option is listed twice."))
        item.title, item.must = item.title or said[3], item.must or must
        item.options[option] = Option(option, whole(said[2], 1000), alive=option != "stop")

    def _of(self, said: list[str]) -> tuple[Item, Option]:
        item = self.items.get(said[0])
        if item is None or said[1] not in item.options:
            raise Fault(_("There is no option %(option)s of %(name)s above this line.") % {
                "option": said[1][:40], "name": said[0][:40],
            })  # fmt: skip
        return item, item.options[said[1]]

    def _cost(self, said: list[str]) -> None:
        item, option = self._of(said)
        funds = tuple(sorted({code(one) for one in said[4].split("|")}))
        need = Need(year(said[2]), whole(said[3], 100), funds)
        item.options[option.code] = replace(option, needs=(*option.needs, need))

    def _staff(self, said: list[str]) -> None:
        item, option = self._of(said)
        item.options[option.code] = replace(
            option, staff=(*option.staff, (year(said[2]), category(said, 4), whole(said[3], 100)))
        )

    def _run(self, said: list[str]) -> None:
        item, option = self._of(said)
        item.options[option.code] = replace(option, run=(*option.run, (year(said[2]), whole(said[3], 100))))

    def _requires(self, said: list[str]) -> None:
        if said[0] not in self.items:
            raise Fault(_("There is no %(name)s above this line.") % {"name": said[0][:40]})
        self.items[said[0]].requires.add(code(said[1]))

    def _group(self, said: list[str]) -> None:
        if said[0] not in self.items:
            raise Fault(_("There is no %(name)s above this line.") % {"name": said[0][:40]})
        self.items[said[0]].groups.add(f"group:{code(said[1])}")

    def _exclude(self, said: list[str]) -> None:
        self.exclusions.append(tuple(code(one) for one in said))

    def _synergy(self, said: list[str]) -> None:
        self.synergies.append(Synergy(code(said[0]), code(said[1]), whole(said[2], 1000, signed=True)))

    def _floor(self, said: list[str]) -> None:
        if said[1] not in MEASURES:
            raise Fault(_("A floor is a share, money or a count."))
        self.floors.append(Floor(said[0], said[1], whole(said[2], 100 if said[1] == "money" else 1)))

    def _limit(self, said: list[str]) -> None:
        if said[0] == "staff":
            self.staff[year(said[1]), category(said, 3)] = whole(said[2], 100)
        elif said[0] == "run":
            self.run[year(said[1])] = whole(said[2], 100)
        else:
            raise Fault(_("A limit is of staff or run."))

    def problem(self) -> Problem:
        items = tuple(
            Initiative(
                name, one.programme, tuple(one.options.values()), one.must, tuple(sorted(one.requires)),
                tuple(sorted(one.groups)),
            )
            for name, one in self.items.items()
        )  # fmt: skip
        envelopes = tuple(Envelope(*place, amount) for place, amount in self.envelopes.items())
        staff = tuple((year, category, most) for (year, category), most in self.staff.items())
        return Problem(
            items, envelopes, tuple(self.exclusions), tuple(self.synergies), tuple(self.floors), staff,
            tuple(self.run.items()),
        ).canonical()  # fmt: skip


def code(said: str) -> str:
    """Return a code of letters, digits, dots, hyphens and underscores."""
    if not CODE.fullmatch(said):
        raise Fault(_("“%(word)s” is no code.") % {"word": said[:40]})
    return said


def category(said: list[str], place: int) -> str:
    """Return a category of staff; none where the line says none."""
    return code(said[place]) if len(said) > place else ""


def year(said: str) -> int:
    """Return a year or period as a whole number."""
    try:
        found = int(said)
    except ValueError as error:
        raise Fault(_("“%(word)s” is no year.") % {"word": said[:40]}) from error
    if not 0 <= found <= 9999:
        raise Fault(_("“%(word)s” is no year.") % {"word": said[:40]})
    return found


def whole(said: str, scale: int, signed: bool = False) -> int:
    """Return an amount in whole minor units; a finer one is refused, not rounded."""
    try:
        amount = Decimal(said) * scale
    except InvalidOperation as error:
        raise Fault(_("“%(word)s” is no amount.") % {"word": said[:40]}) from error
    if not amount.is_finite() or abs(amount) > HIGH or (amount < 0 and not signed):
        raise Fault(_("“%(word)s” is no amount.") % {"word": said[:40]})
    if amount != amount.to_integral_value():
        raise Fault(_("“%(word)s” is finer than can be counted.") % {"word": said[:40]})
    return int(amount)
