"""Questions of an offering as data: checked when they are written, asked as a form, kept with the answers.

An answer is kept as {"name", "label" by language, "type", "value"}: it reads the same after the question
has changed.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import localize
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.tongues import LANGUAGES
from comity.kernel.tongues.text import Text, to_text

TYPES = ("text", "long", "choice", "date", "number", "yesno", "person", "file")
KEYS = {"name", "label", "help", "type", "required", "choices"}
LONGEST = 4000
MOST_BYTES = 10 * 1024 * 1024


def faults_of(questions: Any) -> list[str]:
    """Return what is wrong with the questions, in sentences; empty when they can be asked."""
    if not isinstance(questions, list):
        return [_g("Write a list of questions.")]
    found: list[str] = []
    names: set[str] = set()
    for number, one in enumerate(questions, start=1):
        found += [
            _g("Question %(number)s: %(fault)s") % {"number": number, "fault": said}
            for said in _faults(one, names)
        ]
    return found


def _faults(one: Any, names: set[str]) -> Iterable[str]:
    """Yield what is wrong with one question; `names` are those already used."""
    if not isinstance(one, dict):
        yield _g("it is not a set of words and values.")
        return
    if strange := set(one) - KEYS:
        yield _g("it says something unknown: %(words)s.") % {"words": ", ".join(sorted(map(str, strange)))}
    name = one.get("name")
    if not isinstance(name, str) or not name.isidentifier() or name in names:
        yield _g("its name must be one word of letters and digits, used once.")
    else:
        names.add(name)
    if not _is_text(one.get("label")):
        yield _g("its label needs a text in at least one language.")
    if one.get("help") and not _is_text(one["help"]):
        yield _g("its help must be texts by language.")
    if one.get("type") not in TYPES:
        yield _g("its type must be one of %(types)s.") % {"types": ", ".join(TYPES)}
    if not isinstance(one.get("required", False), bool):
        yield _g("“required” is true or false.")
    choices = one.get("choices", [])
    if one.get("type") == "choice" and not (
        isinstance(choices, list) and choices and all(_is_choice(c) for c in choices)
    ):
        yield _g("a choice needs its choices, each with a value and a label.")


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and any(to_text(value).values()) and not set(value) - set(LANGUAGES)


def _is_choice(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("value"), str)
        and bool(value["value"])
        and _is_text(value.get("label"))
    )


def field_of(question: dict[str, Any], person: Any, scope: Any) -> forms.Field:
    """Return the form field of one question, in the reader's language."""
    common: dict[str, Any] = {
        "label": str(to_text(question["label"])),
        "help_text": str(to_text(question.get("help") or {})),
        "required": question.get("required", False),
    }
    match question["type"]:
        case "long":
            return forms.CharField(
                max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **common
            )
        case "choice":
            choices = [
                ("", "—"),
                *((one["value"], str(to_text(one["label"]))) for one in question["choices"]),
            ]
            return forms.ChoiceField(choices=choices, **common)
        case "date":
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
            )
        case "number":
            return forms.DecimalField(max_digits=15, decimal_places=3, **common)
        case "yesno":
            both: Any = [("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(choices=both, widget=forms.RadioSelect, **common)
        case "person":
            from comity.kernel.people.models import Person
            from comity.kernel.registers.lookup import LookupField

            return LookupField(Person, person, scope, **common)
        case "file":
            return forms.FileField(max_length=200, **common)
    return forms.CharField(max_length=250, widget=forms.TextInput(attrs={"dir": "auto"}), **common)


def kept(questions: list[dict[str, Any]], values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the answers as a ticket keeps them, in the order of the questions; what is empty is left out."""
    found = []
    for one in questions:
        value = values.get(one["name"])
        if value in (None, ""):
            continue
        found.append(
            {"name": one["name"], "label": one["label"], "type": one["type"], "value": _plain(value)}
            | ({"words": _words(one, value)} if one["type"] == "choice" else {})
        )
    return found


def _plain(value: Any) -> str:
    """Write a value for keeping: days in ISO 8601, persons and files by name."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(getattr(value, "name", value))


def _words(question: dict[str, Any], value: str) -> dict[str, str]:
    return next((one["label"] for one in question["choices"] if one["value"] == value), {"en": value})


def shown(answers: list[dict[str, Any]]) -> list[tuple[Text, str]]:
    """Return (question, answer) as the reader sees them."""
    return [(to_text(one["label"]), _show(one)) for one in answers]


def _show(answer: dict[str, Any]) -> str:
    value = answer["value"]
    match answer["type"]:
        case "choice":
            return str(to_text(answer.get("words") or {"en": value}))
        case "yesno":
            return _g("Yes") if value == "yes" else _g("No")
        case "date":
            day = parse_date(value)
            return str(localize(day)) if day else value
    return str(value)


def said(answers: list[dict[str, Any]]) -> str:
    """Return the answers as plain lines, for search and for programs; in English where it is known."""
    lines = []
    for one in answers:
        words = to_text(one.get("words") or {}).best("en")[0] or one["value"]
        lines.append(f"{to_text(one['label']).best('en')[0]}: {words}")
    return "\n".join(lines)
