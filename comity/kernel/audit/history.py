"""Reading the journal: what a record was at a moment, and what happened to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet

from .models import Entry


def history(object_id: UUID) -> "QuerySet[Entry]":
    """Return the entries about a record, newest first."""
    return Entry.objects.filter(object_id=object_id).order_by("-happened_at", "-id")


def fold(entries: "list[Entry] | QuerySet[Entry]") -> dict[str, Any] | None:
    """Replay entries (oldest first) to the state they leave; None when there is none or it was removed."""
    state: dict[str, Any] | None = None
    for entry in entries:
        if entry.verb == "remove":
            state = None
        elif entry.after:
            state = {**(state or {}), **orjson.loads(entry.after)}
    return state


def as_at(object_id: UUID, moment: datetime) -> dict[str, Any] | None:
    """Return the fields of a record as they were at `moment`; None when it did not exist."""
    return fold(history(object_id).filter(happened_at__lte=moment).reverse())
