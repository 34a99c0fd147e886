"""Lines of a file become expenses; what is wrong or odd about a line is said with its number."""

import csv
import hashlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO, TextIO

from django.utils.translation import gettext as _

from comity.kernel.base.errors import Refused
from comity.kernel.base.models import column

from ..models import Expense, ExpenseMapping

MOST_FAULTS = 1000
NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
YEAR = re.compile(r"(19|20)\d\d")
TEXTS = ("entity", "part", "part_name", "section", "section_name", "area", "period", "document", "note")
LONGEST = {name: column(Expense, name).max_length for name in TEXTS if name != "note"}
SPELT = ("entity", "part")
Place = tuple[str, str]  # year and source of funds, as the file says them


@dataclass
class Fault:
    """What is wrong or odd about a line; `kept` when its expense is used all the same."""

    line: int
    kind: str
    sentence: str
    kept: bool


@dataclass
class Row:
    """One line, understood: its fields, and the digest of what it says."""

    line: int
    key: str
    values: dict[str, Any]


@dataclass
class Reading:
    """All that a file says."""

    read: int = 0
    blank: int = 0
    skipped: int = 0
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    in_file: dict[Place, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    lines_of: Counter[Place] = field(default_factory=Counter)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def fault(self, line: int, kind: str, sentence: str, kept: bool = False) -> None:
        """Note a fault; all are counted, the first thousand are kept."""
        self.by_kind[kind] += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(line, kind, sentence, kept))


def open_text(content: BinaryIO) -> TextIO:
    """Read a CSV file in UTF-8, with a byte order mark or without."""
    return io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace", newline="")


def amount_of(text: str) -> Decimal | None:
    """Read an amount: 1234, 1,234.50, -12, −12, (12); None when it is none."""
    words = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\u2212", "-")
    if words.startswith("(") and words.endswith(")"):
        words = f"-{words[1:-1]}"
    return Decimal(words.replace(",", "")) if NUMBER.fullmatch(words) else None


def read(lines: TextIO, mapping: ExpenseMapping, progress: Callable[[int], None] | None = None) -> Reading:
    """Read a whole file; its first line that is not blank names the columns."""
    rows = csv.reader(lines)
    heads = next((row for row in rows if any(cell.strip() for cell in row)), [])
    places = columns_of(heads, mapping)
    found = Reading()
    for row in rows:
        if progress and rows.line_num % 2000 == 0:
            progress(rows.line_num)
        if not any(cell.strip() for cell in row):
            found.blank += 1
            continue
        found.read += 1
        if not _line(found, mapping, places, heads, row, rows.line_num):
            found.skipped += 1
    spell(found, mapping)
    return found


def columns_of(heads: list[str], mapping: ExpenseMapping) -> dict[str, int]:
    """Return {our field: place}; refuse a file that lacks a column of the mapping."""
    known = {head.strip().casefold(): place for place, head in enumerate(heads)}
    lacking = [theirs for theirs in mapping.columns.values() if theirs.casefold() not in known]
    if lacking:
        raise Refused(
            _(
                "The file lacks these columns of the mapping: %(columns)s. Its first line must name its columns."
            )
            % {"columns": ", ".join(sorted(lacking))}
        )
    return {ours: known[theirs.casefold()] for ours, theirs in mapping.columns.items()}


def _line(
    found: Reading,
    mapping: ExpenseMapping,
    places: dict[str, int],
    heads: list[str],
    row: list[str],
    line: int,
) -> bool:
    """Understand one line; False when it is left out."""
    if [cell.strip() for cell in row] == [head.strip() for head in heads]:
        found.fault(line, "header", _("Line %(line)s repeats the names of the columns.") % {"line": line})
        return False
    if len(row) != len(heads):
        found.fault(line, "width", _("Line %(line)s has %(found)s columns instead of %(wanted)s.") % {
            "line": line, "found": len(row), "wanted": len(heads)})  # fmt: skip
        return False
    said = {name: row[place].strip() for name, place in places.items()}
    amount = amount_of(said["amount"])
    if amount is None:
        found.fault(line, "amount", _("Line %(line)s: “%(word)s” is not an amount.") % {
            "line": line, "word": said["amount"]})  # fmt: skip
        return False
    place = said["year"], said["financing"]
    found.in_file[place] += amount
    found.lines_of[place] += 1
    if sentence := _unusable(said, amount, mapping, line):
        found.fault(line, *sentence)
        return False
    _odd(
        found, said, amount, mapping, line, any(row[place] != row[place].strip() for place in places.values())
    )
    found.rows.append(_row(found, said, amount, mapping, line))
    return True


def _unusable(
    said: dict[str, str], amount: Decimal, mapping: ExpenseMapping, line: int
) -> tuple[str, str] | None:
    """Return (kind, sentence) of what makes a line unusable."""
    if amount != amount.quantize(Decimal("0.01")):
        return "decimals", _("Line %(line)s: “%(word)s” has more than two decimals.") % {
            "line": line, "word": said["amount"]}  # fmt: skip
    if not YEAR.fullmatch(said["year"]):
        return "year", _("Line %(line)s: “%(word)s” is not a year.") % {"line": line, "word": said["year"]}
    if said["financing"] not in mapping.financing:
        return "financing", _("Line %(line)s: the source of funds “%(word)s” is not in the mapping.") % {
            "line": line, "word": said["financing"]}  # fmt: skip
    if said["entity"] in {*mapping.missing, ""}:
        return "entity", _("Line %(line)s does not say which entity spent.") % {"line": line}
    for name, longest in LONGEST.items():
        if len(said.get(name, "")) > (longest or 0):
            return "long", _("Line %(line)s: “%(field)s” has more than %(most)s characters.") % {
                "line": line, "field": column(Expense, name).verbose_name, "most": longest}  # fmt: skip
    return None


def _odd(
    found: Reading, said: dict[str, str], amount: Decimal, mapping: ExpenseMapping, line: int, spaces: bool
) -> None:
    """Note what is odd about a line that is kept."""
    if amount < 0:
        found.fault(line, "negative", _("Line %(line)s: %(amount)s is below zero; kept as a refund or correction.") % {
            "line": line, "amount": f"{amount:,}"}, True)  # fmt: skip
    if amount == 0:
        found.fault(line, "zero", _("Line %(line)s: the amount is zero; kept.") % {"line": line}, True)
    if spaces:
        found.fault(
            line, "spaces", _("Line %(line)s: spaces around a value were taken away.") % {"line": line}, True
        )
    if "section" in said and said["section"] in {*mapping.missing, ""}:
        found.fault(
            line,
            "section",
            _("Line %(line)s names no section of the budget; kept without.") % {"line": line},
            True,
        )
    period = said.get("period", "")
    if period and not period.endswith(said["year"][2:]):
        found.fault(line, "period", _("Line %(line)s: the year %(year)s does not end the period %(period)s; kept.") % {
            "line": line, "year": said["year"], "period": period}, True)  # fmt: skip
    for code, name in (("part", "part_name"), ("section", "section_name")):
        if not said.get(code) or not said.get(name):
            continue
        before = found.names.setdefault((code, said[code].casefold()), said[name])
        if before != said[name]:
            found.fault(line, "name", _("Line %(line)s: %(code)s is called “%(name)s” here and “%(before)s” before; kept as it stands.") % {
                "line": line, "code": said[code], "name": said[name], "before": before}, True)  # fmt: skip


def _row(found: Reading, said: dict[str, str], amount: Decimal, mapping: ExpenseMapping, line: int) -> Row:
    """Return the expense of a line; equal lines are told apart by their number, so that none is lost."""
    words = "\x1f".join(said[name] for name in sorted(said))
    found.seen[words] += 1
    if found.seen[words] > 1:
        found.fault(line, "twice", _("Line %(line)s says the same as an earlier line; both are kept, as both are in the sums.") % {
            "line": line}, True)  # fmt: skip
    key = hashlib.sha256(f"{mapping.code}\x1e{words}\x1e{found.seen[words]}".encode()).hexdigest()
    missing = {*mapping.missing, ""}
    values: dict[str, Any] = {name: "" if said.get(name, "") in missing else said[name] for name in TEXTS}
    values |= {
        "key": key, "year": int(said["year"]), "financing": mapping.financing[said["financing"]],
        "amount": amount.quantize(Decimal("0.01")), "mapping": mapping.code,
    }  # fmt: skip
    return Row(line, key, values)


def folded(word: str) -> str:
    """Return what spellings of one name have in common."""
    return re.sub(r"[\W_]", "", word).casefold()


def spell(found: Reading, mapping: ExpenseMapping) -> None:
    """Write each entity and part in one way: as the mapping says, else as most lines do. What was changed is told."""
    for name in SPELT:
        ways: dict[str, Counter[str]] = defaultdict(Counter)
        for row in found.rows:
            ways[folded(row.values[name])][row.values[name]] += 1
        chosen = {key: max(some, key=lambda word: (some[word], word)) for key, some in ways.items()}
        told = mapping.entities if name == "entity" else {}
        for row in found.rows:
            word = row.values[name]
            wanted = told.get(word, told.get(chosen[folded(word)], chosen[folded(word)]))
            if word and wanted != word:
                row.values[name] = wanted
                found.fault(row.line, "spelling", _("Line %(line)s: “%(word)s” was read as “%(wanted)s”.") % {
                    "line": row.line, "word": word, "wanted": wanted}, True)  # fmt: skip
    found.faults.sort(key=lambda one: one.line)
