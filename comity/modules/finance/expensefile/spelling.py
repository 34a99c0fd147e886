"""Each entity and part of the budget is written in one way, whatever the lines of a file say."""

import re
from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from ..models import ExpenseMapping
from .found import Found
from .report import Report

SPELT = ("entity", "part")


def folded(word: str) -> str:
    """Return what spellings of one name have in common."""
    return re.sub(r"[\W_]", "", word).casefold()


def spell(found: Found, mapping: ExpenseMapping, report: Report) -> None:
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
                report.fault(row.line, _("Line %(line)s: “%(word)s” was read as “%(wanted)s”.") % {
                    "line": row.line, "word": word, "wanted": wanted}, kind="spelling", kept=True)  # fmt: skip
    report.faults.sort(key=lambda one: one.line)
