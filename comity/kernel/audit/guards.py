"""The database's own refusal: no row of a register changes without its journal entry.

Triggers stand on every `Tracked` table, on SQLite and PostgreSQL alike: the new row must name an
entry about itself that is not sealed yet, that is, written in the same transaction. Tables that
declare `append_only = True` take no update and no removal, tracked ones included; rows that are final
(`final_when`) keep what they say; entries take only their seal, once. What else the database of a module
must refuse, its model says in `refusals`.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

from ..base.models import Tracked
from .models import Entry

UNSEALED = "SELECT 1 FROM audit_entry e WHERE e.object_id = {row}.id AND e.seq IS NULL"


def tracked_models() -> list[type[Tracked]]:
    """Return every concrete register model."""
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def conditions(model: type[models.Model]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (name, event, condition under which it is refused, sentence) for a table."""
    table = model._meta.db_table
    yield from getattr(model, "refusals", ())
    if issubclass(model, Tracked):
        free = {"id", *model.untracked}
        columns = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields if f.name not in free)
        named = UNSEALED.format(row="NEW") + " AND e.id = NEW.entry_id"
        yield "add", "INSERT", f"NOT EXISTS ({named})", f"{table}: a row was added without its journal entry"
        yield (
            "change",
            f"UPDATE OF {columns}",
            f"NEW.id <> OLD.id OR NOT EXISTS ({named})",
            f"{table}: a row was changed without its journal entry",
        )
        gone = UNSEALED.format(row="OLD") + " AND e.verb = 'remove'"
        yield (
            "remove",
            "DELETE",
            f"NOT EXISTS ({gone})",
            f"{table}: a row was removed without its journal entry",
        )
        yield from _final(model)
    elif model is Entry:
        same = " AND ".join(
            f"NEW.{f.column} IS NOT DISTINCT FROM OLD.{f.column}"
            for f in Entry._meta.local_concrete_fields
            if f.name not in Entry.kept
        )
        yield (
            "change",
            "UPDATE",
            f"OLD.seq IS NOT NULL OR NOT ({same})",
            "audit_entry: the journal is append-only",
        )
        yield "remove", "DELETE", "TRUE", "audit_entry: the journal is append-only"
    elif getattr(model, "append_only", False):
        yield "change", "UPDATE", "TRUE", f"{table}: this table is append-only"
        yield "remove", "DELETE", "TRUE", f"{table}: this table is append-only"


def _final(model: type[Tracked]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the guards of tracked rows that are final: all of them, or those for which a condition holds."""
    table = model._meta.db_table
    if model.append_only:
        yield "keep", "UPDATE", "TRUE", f"{table}: this table is append-only"
        yield "stay", "DELETE", "TRUE", f"{table}: this table is append-only"
    elif model.final_when:
        free = {"id", "entry_id", "version", "changed_at", *model.untracked, *model.final_free}
        columns = [f.column for f in model._meta.local_concrete_fields if f.name not in free]
        same = " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in columns)
        changed = f"({model.final_when}) AND NOT ({same})"
        yield "keep", "UPDATE", changed, f"{table}: a final row keeps what it says"
        yield "stay", "DELETE", f"({model.final_when})", f"{table}: a final row is not removed"


def statements(model: type[models.Model], vendor: str) -> Iterator[str]:
    """Yield the SQL that puts the guards of one table in place, replacing older ones."""
    table = model._meta.db_table
    for name, event, refused, sentence in conditions(model):
        guard = f"{table}_guard_{name}"
        if vendor == "sqlite":
            yield f'DROP TRIGGER IF EXISTS "{guard}"'
            condition = refused.replace("IS NOT DISTINCT FROM", "IS")
            yield (
                f'CREATE TRIGGER "{guard}" BEFORE {event} ON "{table}" WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        else:
            back = "OLD" if event == "DELETE" else "NEW"
            yield (
                f'CREATE OR REPLACE FUNCTION "{guard}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
                f"IF {refused} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END IF; RETURN {back}; END $$"
            )
            yield f'DROP TRIGGER IF EXISTS "{guard}" ON "{table}"'
            yield (
                f'CREATE TRIGGER "{guard}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{guard}"()'
            )


def install(using: str = "default", only: type[models.Model] | None = None) -> None:
    """Put every guard in place; runs after each `migrate` and may be repeated."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in [only] if only else apps.get_models():
            if model._meta.db_table in there:
                for sql in statements(model, connection.vendor):
                    cursor.execute(sql)


def lift(using: str = "default") -> None:
    """Take the guards away: only to empty a test database between tests."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for name, *_ in conditions(model):
                guard, table = f"{model._meta.db_table}_guard_{name}", model._meta.db_table
                on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard}"{on}')
