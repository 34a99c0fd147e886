"""Adding many records at once: the same rules, a few statements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from ..access.rules import ask
from ..audit import journal
from ..audit.actors import Actor
from ..audit.snapshot import snapshot
from ..base.models import Record, Tracked
from ..base.moment import now
from . import hooks
from .models import Counter
from .write import assign, born, check, prefix_of

M = TypeVar("M", bound=Tracked)


def add_many(
    actor: Actor, model: type[M], rows: Iterable[dict[str, Any]], *, reason: str = "", checked: bool = False
) -> list[M]:
    """Add records from dictionaries of values, all or none. A row may say its own `happened_at`.

    `checked` says that the caller has validated every value (generated or migrated data).
    """
    records: list[M] = []
    when: list[datetime | None] = []
    with journal.writing(actor, reason):
        for values in rows:
            moment = values.pop("happened_at", None)
            record = model()
            assign(record, values)
            born(record, moment or now())
            if not checked:
                check(record)
            ask(actor, "add", record)
            records.append(record)
            when.append(moment)
        if records and isinstance(records[0], Record):
            _number(records)
        entries = [
            journal.entry(model.kind_name(), record.pk, "add", after=snapshot(record), happened_at=moment)
            for record, moment in zip(records, when, strict=True)
        ]
        journal.store(entries)
        for record, made in zip(records, entries, strict=True):
            record.entry_id = made.pk
        model._base_manager.bulk_create(records, batch_size=500)
        hooks.run(records, "add")
    return records


def _number(records: list[Any]) -> None:
    """Give references to new records, one counter statement for each prefix and year of birth."""
    by_year: dict[tuple[str, int], list[Any]] = {}
    for record in records:
        if not record.reference:
            by_year.setdefault((prefix_of(record), record.created_at.year), []).append(record)
    for (prefix, year), group in by_year.items():
        for record, reference in zip(group, Counter.take(prefix, year, len(group)), strict=True):
            record.reference = reference
