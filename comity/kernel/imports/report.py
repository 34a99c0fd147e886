"""What a run found and did: counts, faults by line, differences. A module adds counts of its own."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.utils.formats import localize

from ..base.errors import Refused
from ..shell.moments import day_words, moment_words

SHOWN = 200  # faults and differences that the page lists
MOST = 100_000  # faults that the file of faults holds; all are counted


@dataclass(slots=True)
class Fault:
    """What is wrong or odd about a line, in a sentence; `kept` when the line is used all the same."""

    line: int
    sentence: str
    column: str = ""
    kind: str = ""
    kept: bool = False


@dataclass
class Report:
    """The base of every report. `written` counts the lines stored, `skipped` the faults that kept a line out."""

    dry: bool = False
    written: int = 0
    seconds: float = 0.0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)
    faults_by_kind: Counter[str] = field(default_factory=Counter)
    differences: list[dict[str, Any]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def fault(
        self, line: int, sentence: Any, *, column: str = "", kind: str = "", kept: bool = False
    ) -> None:
        """Note a fault; lists that know no kinds count by column."""
        self.faults_by_kind[kind or column] += 1
        self.skipped += not kept
        if len(self.faults) < MOST:
            self.faults.append(Fault(line, str(sentence), column, kind, kept))

    def refuse(self, line: int, refusal: Refused, columns: Mapping[str, Any] | None = None) -> None:
        """Note why a line would be refused, field by field; `columns` says how the file calls our fields."""
        told = [(name, said) for name, lines in refusal.fields.items() for said in lines]
        for name, said in told or [("", refusal.sentence)]:
            self.fault(line, said, column=str((columns or {}).get(name, name)))

    def differ(
        self, name: Any, changes: Iterable[tuple[Any, Any, Any]] = (), *, is_new: bool = False
    ) -> None:
        """Note a record that comes or changes, as (field, before, after) in the reader's way of writing."""
        told = [
            {"field": str(said), "before": _words(before), "after": _words(after)}
            for said, before, after in changes
        ]
        self.differences.append({"name": str(name), "is_new": is_new, "changes": told})

    def end(self) -> None:
        """Stop the watch."""
        self.seconds = round(time.monotonic() - self.began, 2)

    @property
    def per_second(self) -> int:
        return round(self.written / self.seconds) if self.seconds else 0

    def shown(self) -> dict[str, Any]:
        """Return what is kept with the job: counts are whole, lists are cut."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "began"}
        return said | {
            "faults": [{name: getattr(one, name) for name in Fault.__slots__} for one in self.faults[:SHOWN]],
            "faults_by_kind": dict(sorted(self.faults_by_kind.items())),
            "fault_count": self.faults_by_kind.total(), "differences": self.differences[:SHOWN],
            "difference_count": len(self.differences), "per_second": self.per_second,
        }  # fmt: skip


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment_words(value)
    return day_words(value) if isinstance(value, date) else str(localize(value))
