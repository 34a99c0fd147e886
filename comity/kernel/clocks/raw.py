"""Many rows at once, past the ORM: COPY on PostgreSQL, executemany on SQLite. Moments are UTC seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models


def is_postgresql() -> bool:
    """Say which of the two dialects is spoken."""
    return connection.vendor == "postgresql"


def epoch(column: str) -> str:
    """Return SQL that reads a date-time column as UTC seconds."""
    if is_postgresql():
        return f"EXTRACT(EPOCH FROM {column})::bigint"
    return f"CAST(strftime('%%s', {column}) AS INTEGER)"


def stamp(place: str) -> str:
    """Return SQL that stores UTC seconds in a date-time column, in the very form Django writes."""
    return f"to_timestamp({place})" if is_postgresql() else f"datetime({place}, 'unixepoch')"


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as values of the named fields; moments as seconds, keys as `UUID.hex`."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    moments = [isinstance(field, models.DateTimeField) for field in fields]
    table = f'"{model._meta.db_table}"'
    with connection.cursor() as cursor:
        if is_postgresql():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(
                        [
                            datetime.fromtimestamp(value, UTC) if is_moment and value is not None else value
                            for value, is_moment in zip(row, moments, strict=True)
                        ]
                    )
        else:
            places = ", ".join(stamp("%s") if is_moment else "%s" for is_moment in moments)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def update(
    sql_table: str,
    sets: Sequence[tuple[str, str]],
    keys: Sequence[tuple[str, str]],
    where: str,
    rows: list[Any],
) -> None:
    """Update many rows by key.

    `sets` and then `keys` are (column, "moment", "integer", "text" or "uuid") in the order of the values.
    """
    if not rows:
        return
    columns = [*sets, *keys]
    with connection.cursor() as cursor:
        if is_postgresql():
            kinds = {"moment": "bigint", "integer": "bigint", "uuid": "uuid", "text": "text"}
            given = ", ".join(f"%s::{kinds[kind]}[]" for _name, kind in columns)
            names = ", ".join(f"{name}" for name, _kind in columns)
            values = ", ".join(
                f'"{name}" = ' + (stamp(f"v.{name}") if kind == "moment" else f"v.{name}")
                for name, kind in sets
            )
            match = " AND ".join(f't."{name}" = v.{name}' for name, _kind in keys)
            sql = (
                f'UPDATE "{sql_table}" t SET {values} FROM unnest({given}) AS v({names}) WHERE {match}{where}'  # noqa: S608
            )
            cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        else:
            values = ", ".join(
                f'"{name}" = ' + (stamp("%s") if kind == "moment" else "%s") for name, kind in sets
            )
            match = " AND ".join(f'"{name}" = %s' for name, _kind in keys)
            cursor.executemany(f'UPDATE "{sql_table}" SET {values} WHERE {match}{where}', rows)  # noqa: S608
