"""Bringing a file in: a dry run that says what would happen, then all of it or nothing.

A row with `id` or `reference`, or whose natural key is known, changes that record (the right to
change is asked); any other adds one. Faults name line and field. The same file twice changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..access.rules import can, visible_to
from ..actions.verbs import add, change
from ..audit import journal
from ..base.errors import Refused
from ..base.models import Tracked
from ..tongues.text import TranslatedField, to_text
from .lookup import LookupField
from .reading import rows
from .register import Register
from .trying import could_add, could_change

Progress = Callable[[int, int, str], None]
SHOWN = 200


@dataclass
class Plan:
    """What a file would do: counts, differences to look at, faults by line."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)

    def fault(self, line: int, name: str, sentence: Any) -> None:
        self.faults.append({"line": line, "field": name, "sentence": str(sentence)})

    def as_dict(self) -> dict[str, Any]:
        """Return the report as it is kept and shown; long lists are cut, counts are whole."""
        return {
            "added": self.added, "changed": self.changed, "unchanged": self.unchanged,
            "fault_count": len(self.faults), "faults": self.faults[:SHOWN], "differences": self.differences[:SHOWN],
        }  # fmt: skip


class Importer:
    """Reads one file for one person; `run(apply=False)` is the dry run."""

    def __init__(self, register: type[Register], person: Any, scope: Any, content: bytes, name: str):
        self.register, self.person, self.scope = register, person, scope
        self.content, self.name = content, name
        self.model: type[Tracked] = register.model
        self.plan = Plan()
        self._found: dict[tuple[str, str], Any] = {}

    def run(self, apply: bool, progress: Progress | None = None) -> Plan:
        """Read every row; with `apply`, write them all, unless one is at fault."""
        if not can(self.person, "import", self.model, self.scope):
            raise Refused(can(self.person, "import", self.model, self.scope).sentence)
        lines = list(rows(self.register, self.content, self.name))
        if apply:
            with journal.writing(self.person, str(self.name)):
                self._each(lines, True, progress)
                if self.plan.faults:
                    raise Refused(
                        _("Nothing was imported: %(count)s lines are at fault.")
                        % {"count": len(self.plan.faults)},
                        {f"line {fault['line']}": [fault["sentence"]] for fault in self.plan.faults[:SHOWN]},
                    )
        else:
            self._each(lines, False, progress)
        return self.plan

    def _each(self, lines: list[tuple[int, dict[str, Any]]], apply: bool, progress: Progress | None) -> None:
        seen: dict[Any, int] = {}
        for number, (line, raw) in enumerate(lines):
            before = len(self.plan.faults)
            values = self._values(line, raw)
            record = self._known(line, raw, values)
            if len(self.plan.faults) > before:
                continue
            key = record.pk if record else tuple(str(values.get(name)) for name in self.model.natural_key)
            if key in seen and (record or any(part != "None" for part in key)):
                self.plan.fault(
                    line, "", _("This record stands in line %(line)s already.") % {"line": seen[key]}
                )
                continue
            seen[key] = line
            self._write(line, record, values, apply)
            if progress and number % 50 == 0:
                progress(number, len(lines), "")

    def _write(self, line: int, record: Any, values: dict[str, Any], apply: bool) -> None:
        """Add or change one record, or only check that it could be."""
        try:
            if record is None:
                if apply:
                    add(self.person, self.model, **values)
                else:
                    could_add(self.person, self.scope, self.model, values)
                self.plan.added += 1
                self.plan.differences.append(
                    {"line": line, "what": "add", "record": str(next(iter(values.values()), ""))}
                )
                return
            differing = {n: v for n, v in values.items() if _plain(getattr(record, n)) != _plain(v)}
            if not differing:
                self.plan.unchanged += 1
                return
            before = {name: str(getattr(record, name) or "") for name in differing}
            if apply:
                change(self.person, record, **differing)
            else:
                could_change(self.person, self.scope, record, differing)
            self.plan.changed += 1
            after = {name: str(value if value is not None else "") for name, value in differing.items()}
            self.plan.differences.append(
                {"line": line, "what": "change", "record": str(record), "before": before, "after": after}
            )
        except Refused as refusal:
            told = False
            for name, said in refusal.fields.items():
                for sentence in said:
                    self.plan.fault(line, name, sentence)
                    told = True
            if not told:
                self.plan.fault(line, "", refusal.sentence)

    def _known(self, line: int, raw: dict[str, Any], values: dict[str, Any]) -> Any:
        """Return the record a row is about, or None for a new one."""
        shown = visible_to(self.person, self.register.rows(), "view", self.scope)
        for name in ("id", "reference"):
            if raw.get(name):
                try:
                    wanted = UUID(raw[name]) if name == "id" else raw[name]
                except ValueError:
                    self.plan.fault(line, name, _("“%(value)s” is no key.") % {"value": raw[name]})
                    return None
                record = shown.filter(**{"pk" if name == "id" else name: wanted}).first()
                if record is None:
                    self.plan.fault(
                        line, name, _("Nothing you may see is called “%(value)s”.") % {"value": raw[name]}
                    )
                return record
        key = [name for name in self.model.natural_key if name not in ("id", "reference")]
        if key and all(name in values for name in key):
            return shown.filter(**{name: values[name] for name in key}).first()
        return None

    def _values(self, line: int, raw: dict[str, Any]) -> dict[str, Any]:
        """Turn the texts of a row into values of the fields."""
        values: dict[str, Any] = {}
        for name, text in raw.items():
            if name in ("id", "version", "reference", "state"):
                continue
            column: Any = self.model._meta.get_field(name)
            try:
                values[name] = self._value(column, text)
            except ValidationError as error:
                self.plan.fault(line, name, " ".join(error.messages))
        return values

    def _value(self, column: Any, text: Any) -> Any:
        if isinstance(column, TranslatedField):
            return to_text(text)
        if text == "":
            return None if column.null else column.get_default() if column.has_default() else ""
        if column.is_relation:
            asked = (column.name, text)
            if asked not in self._found:
                lookup = LookupField(column.related_model, self.person, self.scope, required=False)
                self._found[asked] = lookup.to_python(text)
            return self._found[asked]
        if column.choices:
            by_label = {str(label).lower(): key for key, label in column.flatchoices}
            text = by_label.get(str(text).lower(), text)
        if isinstance(column, models.BooleanField):
            return str(text).lower() in ("true", "1", "yes", "x")
        if isinstance(column, models.JSONField):
            import orjson

            try:
                return orjson.loads(text)
            except orjson.JSONDecodeError as error:
                raise ValidationError(_("This is no JSON.")) from error
        return column.to_python(text)


def _plain(value: Any) -> Any:
    """Return what two values are compared by."""
    return (
        value.pk
        if isinstance(value, Tracked)
        else (value or "")
        if not isinstance(value, bool | int | float)
        else value
    )
