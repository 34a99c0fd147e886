"""What an import of a log found and did."""

from dataclasses import dataclass, field

from comity.kernel.imports import report


@dataclass
class Report(report.Report):
    """Events read are those kept, doubled and skipped, together; cases are new, longer, the same or different."""

    events: int = 0
    cases: int = 0
    kept: int = 0
    duplicates: int = 0
    new: int = 0
    extended: int = 0
    unchanged: int = 0
    differing: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
