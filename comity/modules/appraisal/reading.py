"""Reading a table of flows that somebody pasted: one line a year, or several."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .figures import Line

MOST_LINES, MOST_YEARS = 500, 300
LARGEST = Decimal(10) ** 13
CALENDAR = 1000  # from here on a year is a calendar year
PHASES = ("plan", "build", "run")
GAP = re.compile(r"\t|;|\s+")


@dataclass
class Table:
    """What was understood: lines, the first year, and a sentence for each line that was not."""

    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def first_year(self) -> int:
        """Return year 0, or the first calendar year."""
        first = min((line.year for line in self.lines), default=0)
        return first if first >= CALENDAR else 0


def read(text: str) -> Table:
    """Read `year amount [low high] [words]` a line; costs are below zero. Tabs, semicolons or blanks stand between."""
    table = Table()
    rows = [(number, row.strip()) for number, row in enumerate(text.splitlines(), 1) if row.strip()]
    if len(rows) > MOST_LINES:
        table.faults.append(_("There are more than %(most)s lines.") % {"most": MOST_LINES})
    for number, row in rows[:MOST_LINES]:
        try:
            table.lines.append(_line(row))
        except ValueError as fault:
            table.faults.append(_("Line %(number)s: %(fault)s") % {"number": number, "fault": fault})
    _years(table)
    return table


def _line(row: str) -> Line:
    parts = [part for part in GAP.split(row) if part]
    if len(parts) < 2 or not re.fullmatch(r"\d{1,4}", parts[0], re.ASCII):
        raise ValueError(_("begin with a year and an amount."))
    numbers = [amount(parts[1])]
    while (
        len(numbers) < 3
        and len(parts) > 1 + len(numbers)
        and (more := _maybe(parts[1 + len(numbers)])) is not None
    ):
        numbers.append(more)
    if len(numbers) == 2:
        raise ValueError(_("after the amount come both the lowest and the highest, or neither."))
    words = parts[1 + len(numbers) :]
    return _made(int(parts[0]), numbers, words)


def _made(year: int, numbers: list[Decimal], words: list[str]) -> Line:
    """Make a line; a word like build at the end names the phase, a star says that no money moves."""
    cash = "*" not in words
    words = [word for word in words if word != "*"]
    phase = words.pop().lower() if words and words[-1].lower() in PHASES else ""
    sizes = [abs(number) for number in numbers]
    if len({number > 0 for number in numbers if number}) > 1:
        raise ValueError(_("the lowest and the highest have the sign of the amount."))
    low, high = (min(sizes[1:]), max(sizes[1:])) if len(sizes) == 3 else (None, None)
    if low is not None and high is not None and not low <= sizes[0] <= high:
        raise ValueError(_("the amount lies between the lowest and the highest."))
    kind = "cost" if any(number < 0 for number in numbers) else "benefit"
    return Line(year, kind, sizes[0], low, high, cash, phase, " ".join(words)[:80])  # type: ignore[arg-type]


def amount(words: str) -> Decimal:
    """Read an amount: a point before decimals, commas or apostrophes between thousands."""
    found = _maybe(words)
    if found is None:
        raise ValueError(_("“%(value)s” is not an amount.") % {"value": words[:40]})
    return found


def _maybe(words: str) -> Decimal | None:
    plain = words.replace("\u2212", "-").replace(",", "").replace("'", "").replace("\u2019", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d{1,2})?|\.\d{1,2})", plain, re.ASCII):
        return None
    try:
        value = Decimal(plain).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return value if abs(value) <= LARGEST else None


def _years(table: Table) -> None:
    """Refuse years of two ways of counting, and a span that nobody appraises."""
    years = [line.year for line in table.lines]
    if not years:
        return
    if any(year < CALENDAR for year in years) and any(year >= CALENDAR for year in years):
        table.faults.append(_("Count years from 0, or write calendar years, but not both."))
    elif max(years) - min(years) > MOST_YEARS or MOST_YEARS < max(years) < CALENDAR:
        table.faults.append(_("The years span more than %(most)s years.") % {"most": MOST_YEARS})
