"""The filtered list as a file: CSV, XLSX or JSON lines, streamed, and only what the person may see.

Columns are the register's fields by name, after the key columns `id` and `version`; a text in several
languages has one column for each (`name.fr`). What is exported can be imported back.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter
from django.db.models import QuerySet

from ..tongues import LANGUAGES
from ..tongues.text import Text, TranslatedField, to_text
from .cells import plain, value_path
from .cover import guarded, unseen
from .register import Register

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
# A spreadsheet would take a text that begins with these for a formula (CWE-1236).
PART = 2000
RISKY = ("=", "+", "-", "@", "\t", "\r")


def export_fields(register: type[Register]) -> list[str]:
    """Return the fields that files and programs get: reference, state, and all that the pages show."""
    model = register.model
    named = [*register.columns, *(n for p in register.panels for n in p.fields), *register.form_fields()]
    own = [
        name
        for name in ("reference", "state")
        if any(f.name == name for f in model._meta.local_concrete_fields)
    ]
    return list(dict.fromkeys([*own, *named]))


def natural_path(field: Any) -> str:
    """Return the path of the value by which a file names a record: a code, a reference, an e-mail."""
    if not field.is_relation:
        return str(field.name)
    for name in ("code", "reference"):
        if any(f.name == name for f in field.related_model._meta.local_concrete_fields):
            return f"{field.name}__{name}"
    return value_path(field) if not isinstance(field.related_model, TranslatedField) else f"{field.name}_id"


def records(
    register: type[Register], rows: "QuerySet[Any]", names: list[str], person: Any = None, scope: Any = None
) -> Iterator[dict[str, Any]]:
    """Yield each row as {field: value}, keys first; memory stays the same whatever the number."""
    fields: list[Any] = [register.model._meta.get_field(name) for name in names]
    covered = [field for field in fields if guarded(field)]
    paths = [natural_path(field) for field in fields] + [field.attname for field in covered]
    found = rows.values_list("pk", "version", *paths).iterator(chunk_size=PART)
    while part := list(islice(found, PART)):
        hidden = {
            field.name: unseen(guarded(field), (row[place] for row in part), person, scope)
            for place, field in enumerate(covered, len(fields) + 2)
        }
        for key, version, *values in part:
            one = {"id": str(key), "version": version, **dict(zip(names, map(plain, values), strict=False))}
            for place, field in enumerate(covered, len(fields)):
                if values[place] in hidden[field.name]:
                    one[field.name] = None
            yield one


def header(register: type[Register], names: list[str]) -> list[str]:
    """Return the column heads of a table; texts get one for each language."""
    heads = ["id", "version"]
    for name in names:
        translated = isinstance(register.model._meta.get_field(name), TranslatedField)
        heads += [f"{name}.{code}" for code in LANGUAGES] if translated else [name]
    return heads


def flat(record: dict[str, Any], heads: list[str]) -> list[Any]:
    """Return a record as the cells of a table."""
    cells: list[Any] = []
    for head in heads:
        name, _dot, language = head.partition(".")
        value = record[name]
        if language:
            value = to_text(value).get(language, "")
        elif isinstance(value, Text | dict | list):
            value = orjson.dumps(value).decode()
        cells.append("" if value is None else value)
    return cells


def safe(value: Any) -> Any:
    """Keep a spreadsheet from running a text as a formula; `importing.unsafe` takes the mark away."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def as_csv(heads: list[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a CSV file in UTF-8 with a byte order mark, so that spreadsheets read every script."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff".encode()
    writer.writerow(heads)
    for number, row in enumerate(rows):
        writer.writerow([safe(cell) for cell in flat(row, heads)])
        if number % 500 == 499:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_jsonl(heads: list[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield one JSON object a line."""
    for row in rows:
        yield orjson.dumps(row, default=str) + b"\n"


def as_xlsx(heads: list[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Write a workbook row by row to a temporary file, then yield it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        with xlsxwriter.Workbook(
            path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, heads)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, flat(row, heads))
        with path.open("rb") as file:
            while chunk := file.read(65536):
                yield chunk


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "jsonl": as_jsonl}


def export(
    register: type[Register], rows: "QuerySet[Any]", form: str, person: Any, scope: Any
) -> Iterator[bytes]:
    """Yield the bytes of a file of `rows` (already cut to what the person may see) in a form of TYPES."""
    names = export_fields(register)
    return WRITERS[form](header(register, names), records(register, rows, names, person, scope))
