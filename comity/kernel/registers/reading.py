"""Reading a file of records: CSV or XLSX into rows with their line numbers."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from ..base.errors import Refused
from .exporting import RISKY, export_fields
from .register import Register

LIMIT = 100_000


def unsafe(value: str) -> str:
    """Take away the mark that `exporting.safe` puts before a text that looks like a formula."""
    return value[1:] if value.startswith("'") and value[1:].startswith(RISKY) else value


def table(content: bytes, name: str) -> Iterator[list[str]]:
    """Yield the rows of a file as texts; the first holds the heads."""
    if name.lower().endswith((".xlsx", ".xls", ".ods")):
        yield from _workbook(content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            _("The file is not UTF-8 at byte %(place)s. Save it as “CSV UTF-8” and try again.")
            % {"place": error.start}
        ) from error
    if "\0" in text:
        raise Refused(_("This is not a text file. Save it as CSV or XLSX and try again."))
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [unsafe(cell.strip()) for cell in row]
    except csv.Error as error:
        raise Refused(_("The file is no proper CSV: %(problem)s.") % {"problem": str(error)}) from error


def _workbook(content: bytes) -> Iterator[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, IndexError, ValueError) as error:
        raise Refused(_("This workbook cannot be read. Save it as XLSX or CSV and try again.")) from error
    for row in sheet.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()


def heads_of(register: type[Register], heads: list[str], allowed: list[str]) -> list[tuple[str, str]]:
    """Return (field, language) for each column; what the register does not know is refused by name.

    Columns that an export has and nobody writes (state, dates the system sets) are read over.
    """
    fields = {name: register.model._meta.get_field(name) for name in [*export_fields(register), *allowed]}
    by_label = {str(field.verbose_name).lower(): name for name, field in fields.items()}  # type: ignore[union-attr]
    found, strange = [], []
    for head in heads:
        base, _dot, language = head.partition(".")
        name = base if base in ("id", "version", *fields) else by_label.get(base.lower(), "")
        if head and not name:
            strange.append(head)
        found.append((name if name in ("id", "version", "reference", *allowed) else "", language.lower()))
    if strange:
        raise Refused(
            _("Unknown columns: %(strange)s. Known ones: %(known)s.")
            % {"strange": ", ".join(strange[:10]), "known": ", ".join(allowed)}
        )
    if not any(name for name, _language in found):
        raise Refused(_("The first line of the file has to name the columns."))
    return found


def rows(register: type[Register], content: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line, {field: text or {language: text}}) for each filled row."""
    lines = table(content, name)
    heads = next(lines, None)
    if not heads:
        raise Refused(_("The file is empty."))
    known = heads_of(register, heads, register.form_fields())
    for line, cells in enumerate(lines, 2):
        if line > LIMIT:
            raise Refused(_("The file has more than %(limit)s lines; divide it.") % {"limit": LIMIT})
        if not any(cells):
            continue
        values: dict[str, Any] = {}
        for (field, language), cell in zip(known, cells, strict=False):
            if field and language:
                values.setdefault(field, {})
                if cell:
                    values[field][language] = cell
            elif field:
                values[field] = cell
        yield line, values
