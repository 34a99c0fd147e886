"""Finding a mapping: of the installation, or one that is shipped (`finance/data/mappings/*.json`)."""

from pathlib import Path

from comity.kernel.imports import mappings

from ..models import ExpenseMapping

DATA = Path(__file__).resolve().parents[1] / "data" / "mappings"


def find(code: str, *, keep: bool = True) -> ExpenseMapping:
    """Return a mapping by its code; a shipped one becomes a record the first time."""
    found: ExpenseMapping = mappings.find(ExpenseMapping, DATA, code, keep=keep)
    return found
