"""Lines of a file become expenses; what is wrong or odd about a line is said with its number."""

import csv
import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TextIO

from django.utils.translation import gettext as _

from comity.kernel.imports.columns import places as places_of

from ..models import ExpenseMapping
from .found import Found, Line, Row
from .judging import TEXTS, amount_of, odd, unusable
from .report import Report
from .spelling import spell


def read(
    lines: TextIO, mapping: ExpenseMapping, report: Report, progress: Callable[[int], None] | None = None
) -> Found:
    """Read a whole file; its first line that is not blank names the columns."""
    rows = csv.reader(lines)
    heads = next((row for row in rows if any(cell.strip() for cell in row)), [])
    theirs = places_of(heads, mapping.columns.values(), fold=True)
    places = {ours: theirs[name] for ours, name in mapping.columns.items()}
    found = Found()
    for row in rows:
        if progress and rows.line_num % 2000 == 0:
            progress(rows.line_num)
        if not any(cell.strip() for cell in row):
            report.blank += 1
            continue
        report.read += 1
        if line := _line(places, heads, row, rows.line_num, report):
            _take(line, mapping, found, report)
    spell(found, mapping, report)
    return found


def _line(
    places: dict[str, int], heads: list[str], row: list[str], number: int, report: Report
) -> Line | None:
    """Return what a line says; None when it cannot be a line of expense."""
    if [cell.strip() for cell in row] == [head.strip() for head in heads]:
        report.fault(
            number, _("Line %(line)s repeats the names of the columns.") % {"line": number}, kind="header"
        )
        return None
    if len(row) != len(heads):
        report.fault(number, _("Line %(line)s has %(found)s columns instead of %(wanted)s.") % {
            "line": number, "found": len(row), "wanted": len(heads)}, kind="width")  # fmt: skip
        return None
    said = {name: row[place].strip() for name, place in places.items()}
    amount = amount_of(said["amount"])
    if amount is None:
        report.fault(number, _("Line %(line)s: “%(word)s” is not an amount.") % {
            "line": number, "word": said["amount"]}, kind="amount")  # fmt: skip
        return None
    spaced = any(row[place] != row[place].strip() for place in places.values())
    return Line(number, said, amount, spaced)


def _take(line: Line, mapping: ExpenseMapping, found: Found, report: Report) -> None:
    """Count the amount into the sums of the file, and keep the expense if it can be used."""
    place = line.said["year"], line.said["financing"]
    found.in_file[place] += line.amount
    found.lines_of[place] += 1
    if why := unusable(line, mapping):
        kind, sentence = why
        report.fault(line.number, sentence, kind=kind)
        return
    for kind, sentence in odd(line, mapping, found):
        report.fault(line.number, sentence, kind=kind, kept=True)
    found.rows.append(_row(line, mapping, found, report))


def _row(line: Line, mapping: ExpenseMapping, found: Found, report: Report) -> Row:
    """Return the expense of a line; equal lines are told apart by their number, so that none is lost."""
    said = line.said
    words = "\x1f".join(said[name] for name in sorted(said))
    found.seen[words] += 1
    if found.seen[words] > 1:
        report.fault(line.number, _("Line %(line)s says the same as an earlier line; both are kept, as both are in the sums.") % {
            "line": line.number}, kind="twice", kept=True)  # fmt: skip
    key = hashlib.sha256(f"{mapping.code}\x1e{words}\x1e{found.seen[words]}".encode()).hexdigest()
    missing = {*mapping.missing, ""}
    values: dict[str, Any] = {name: "" if said.get(name, "") in missing else said[name] for name in TEXTS}
    values |= {
        "key": key, "year": int(said["year"]), "financing": mapping.financing[said["financing"]],
        "amount": line.amount.quantize(Decimal("0.01")), "mapping": mapping.code,
    }  # fmt: skip
    return Row(line.number, key, values)
