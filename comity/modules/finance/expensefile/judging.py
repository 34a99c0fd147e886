"""What makes a line of expenses unusable, and what is odd about one that is kept."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from comity.kernel.base.models import column

from ..models import Expense, ExpenseMapping
from .found import Found, Line

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
YEAR = re.compile(r"(19|20)\d\d")
TEXTS = ("entity", "part", "part_name", "section", "section_name", "area", "period", "document", "note")
Why = tuple[str, str]  # kind and sentence
LONGEST = {name: column(Expense, name).max_length for name in TEXTS if name != "note"}


def amount_of(text: str) -> Decimal | None:
    """Read an amount: 1234, 1,234.50, -12, −12, (12); None when it is none."""
    words = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\u2212", "-")
    if words.startswith("(") and words.endswith(")"):
        words = f"-{words[1:-1]}"
    return Decimal(words.replace(",", "")) if NUMBER.fullmatch(words) else None


def unusable(line: Line, mapping: ExpenseMapping) -> Why | None:
    """Return what makes a line unusable."""
    said = line.said
    if line.amount != line.amount.quantize(Decimal("0.01")):
        return "decimals", _("Line %(line)s: “%(word)s” has more than two decimals.") % line.words(
            word=said["amount"]
        )
    if not YEAR.fullmatch(said["year"]):
        return "year", _("Line %(line)s: “%(word)s” is not a year.") % line.words(word=said["year"])
    if said["financing"] not in mapping.financing:
        return "financing", _(
            "Line %(line)s: the source of funds “%(word)s” is not in the mapping."
        ) % line.words(word=said["financing"])
    if said["entity"] in {*mapping.missing, ""}:
        return "entity", _("Line %(line)s does not say which entity spent.") % line.words()
    for name, longest in LONGEST.items():
        if len(said.get(name, "")) > (longest or 0):
            return "long", _("Line %(line)s: “%(field)s” has more than %(most)s characters.") % line.words(
                field=column(Expense, name).verbose_name, most=longest
            )
    return None


def odd(line: Line, mapping: ExpenseMapping, found: Found) -> Iterator[Why]:
    """Yield what is odd about a line that is kept."""
    said = line.said
    if line.amount < 0:
        yield (
            "negative",
            _("Line %(line)s: %(amount)s is below zero; kept as a refund or correction.")
            % line.words(amount=f"{line.amount:,}"),
        )
    if line.amount == 0:
        yield "zero", _("Line %(line)s: the amount is zero; kept.") % line.words()
    if line.spaced:
        yield "spaces", _("Line %(line)s: spaces around a value were taken away.") % line.words()
    if "section" in said and said["section"] in {*mapping.missing, ""}:
        yield "section", _("Line %(line)s names no section of the budget; kept without.") % line.words()
    period = said.get("period", "")
    if period and not period.endswith(said["year"][2:]):
        yield (
            "period",
            _("Line %(line)s: the year %(year)s does not end the period %(period)s; kept.")
            % line.words(year=said["year"], period=period),
        )
    for code, name in (("part", "part_name"), ("section", "section_name")):
        if not said.get(code) or not said.get(name):
            continue
        before = found.names.setdefault((code, said[code].casefold()), said[name])
        if before != said[name]:
            yield (
                "name",
                _(
                    "Line %(line)s: %(code)s is called “%(name)s” here and “%(before)s” before; kept as it stands."
                )
                % line.words(code=said[code], name=said[name], before=before),
            )
