"""What the journal keeps of a row: its own fields, by name."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ..base.models import Tracked

NEVER = {"id", "entry_id", "version", "created_at", "changed_at"}


def tracked_fields(model: type[Tracked]) -> list[Any]:
    """Return the fields whose values the journal keeps."""
    skip = NEVER | set(model.untracked)
    return [field for field in model._meta.local_concrete_fields if field.name not in skip]


def snapshot(row: Tracked) -> dict[str, Any]:
    """Return {field name: value as the journal keeps it}; a foreign key is the key it points to."""
    return {field.name: _settled(getattr(row, field.attname)) for field in tracked_fields(type(row))}


def _settled(value: Any) -> Any:
    """A value reads the same before and after the database: a moment in any zone, and the zero that has a minus."""
    if isinstance(value, Decimal) and not value:
        return abs(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value
