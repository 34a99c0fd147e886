"""Small structures that people write as plain lines: lists of words, pairs, hours of a day or of a week.

The database and programs keep JSON; a form shows lines, so that nobody has to know brackets:

    words   new, assigned               pairs   waiting_user: requester
    hours   08:00–12:00, 13:00–17:00    week    Mon 09:00–17:00
"""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMMA = re.compile(r"[,،、，;]")
SPAN = re.compile(r"^(\d{1,2}:\d\d)\s*(?:-|–|—|to)\s*(\d{1,2}:\d\d)$")


def write(shape: str, value: Any) -> str:
    """Return the lines for a value; what is not of the shape is written as it is."""
    try:
        return WRITERS[shape](value) if value else ""
    except (TypeError, ValueError, AttributeError, KeyError):
        return str(value)


def read(shape: str, text: str) -> Any:
    """Return the value of lines; a fault names its line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return READERS[shape](lines)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in COMMA.split(text) if part.strip()]


def _number(word: str) -> Any:
    return int(word) if word.isascii() and word.isdigit() else word


def _read_words(lines: list[tuple[int, str]]) -> list[Any]:
    return [_number(part) for _n, line in lines for part in _parts(line)]


def _pairs(lines: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for number, line in lines:
        name, sign, rest = line.partition(":")
        if not sign or not name.strip():
            raise ValidationError(_("Line %(line)s: write a name, a colon and a value.") % {"line": number})
        yield name.strip(), rest.strip()


def _read_pairs(lines: list[tuple[int, str]]) -> dict[str, Any]:
    truth = {"true": True, "false": False}
    return {name: truth.get(said.lower(), _number(said)) for name, said in _pairs(lines)}


def _read_lists(lines: list[tuple[int, str]]) -> dict[str, Any]:
    return {name: True if said.lower() == "true" else _parts(said) for name, said in _pairs(lines)}


def _spans(number: int, text: str) -> list[list[str]]:
    found = [SPAN.match(part) for part in _parts(text)]
    if not all(found):
        raise ValidationError(_("Line %(line)s: write hours as 08:00–12:00, 13:00–17:00.") % {"line": number})
    return [[one[1].zfill(5), one[2].zfill(5)] for one in found if one]


def _read_hours(lines: list[tuple[int, str]]) -> list[list[str]]:
    return [span for number, line in lines for span in _spans(number, line)]


def _read_week(lines: list[tuple[int, str]]) -> dict[str, list[list[str]]]:
    known = {code: code for code in CODES}
    for at, code in enumerate(CODES):
        known |= {str(WEEKDAYS_ABBR[at]).lower(): code, str(WEEKDAYS[at]).lower(): code}
    week: dict[str, list[list[str]]] = {}
    for number, line in lines:
        day, _space, rest = re.sub(r"\s*:\s*(?!\d\d\b)", " ", line, count=1).partition(" ")
        if day.lower() not in known:
            raise ValidationError(_("Line %(line)s: begin with a day, such as %(day)s.") % {
                "line": number, "day": WEEKDAYS_ABBR[0],
            })  # fmt: skip
        week.setdefault(known[day.lower()], []).extend(_spans(number, rest))
    return week


def _write_hours(value: Any) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in value)


WRITERS: dict[str, Any] = {
    "words": lambda value: ", ".join(str(one) for one in value),
    "pairs": lambda value: "\n".join(
        f"{name}: {str(said).lower() if isinstance(said, bool) else said}" for name, said in value.items()
    ),
    "lists": lambda value: "\n".join(
        f"{name}: {'true' if said is True else ', '.join(map(str, said))}" for name, said in value.items()
    ),
    "hours": _write_hours,
    "week": lambda value: "\n".join(
        f"{WEEKDAYS_ABBR[at]} {_write_hours(value[code])}" for at, code in enumerate(CODES) if value.get(code)
    ),
}
READERS: dict[str, Any] = {
    "words": _read_words, "pairs": _read_pairs, "lists": _read_lists, "hours": _read_hours, "week": _read_week,
}  # fmt: skip


class PlainText(forms.CharField):
    """The box in which such lines are written; what was kept as JSON may be pasted as it is."""

    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto"})

    def __init__(self, shape: str, **options: Any):
        self.shape = shape
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else write(self.shape, value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | dict):
            return value
        text = super().to_python(value) or ""
        if text[:1] in ("[", "{"):
            return forms.JSONField().to_python(text)
        return read(self.shape, text)


class PlainField(models.JSONField):
    """JSON in the database and for programs, plain lines for people; `shape` is one of those above."""

    def __init__(self, *args: Any, shape: str = "words", **options: Any):
        self.shape = shape
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def formfield(self, **options: Any) -> Any:
        return PlainText(
            self.shape, label=self.verbose_name, help_text=self.help_text, required=not self.blank, **options
        )

    def words(self, value: Any) -> str:
        """Return a value as people read it."""
        return write(self.shape, value)
