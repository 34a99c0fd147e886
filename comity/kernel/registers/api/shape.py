"""How rows of a register read as JSON: fields by name, a foreign key as {id, code or reference, label}."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from ...base.models import Record, Tracked
from ...tongues.text import Text
from ..cover import guarded, unseen
from ..exporting import export_fields
from ..pages import NUMBERS
from ..register import Register
from .problems import unreadable

ALWAYS = ("id", "version")
STAMPS = ("created_at", "changed_at")


F = TypeVar("F", bound=Callable[..., Any])


def kept(make: F) -> F:
    """Let what the decorated function makes of a register be made once a process."""
    return cast(F, lru_cache(maxsize=1000)(make))


@dataclass(frozen=True)
class Part:
    """One field of the answer, and the paths it is read from."""

    name: str
    paths: tuple[str, ...]
    keys: tuple[str, ...] = ()
    target: type[Tracked] | None = None

    def write(self, values: tuple[Any, ...]) -> Any:
        """Return the value as JSON has it."""
        if not self.keys:
            return values[0]
        if values[0] is None:
            return None
        return {
            key: str(value) if isinstance(value, Text) else value
            for key, value in zip(self.keys, values, strict=True)
        }


def has(model: Any, name: str) -> bool:
    """Say whether a model has a field."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def keys_of(target: Any) -> dict[str, str]:
    """Return {key in the answer: field} of a foreign key's target: its key, its natural name, its label."""
    found = {"id": "pk"}
    natural = next((name for name in ("reference", "code") if has(target, name)), None)
    if natural:
        found[natural] = natural
    label = "title" if issubclass(target, Record) else target.label_field
    if (
        label not in (natural, "id", "pk")
        and has(target, label)
        and not isinstance(target._meta.get_field(label), NUMBERS)
    ):
        found["label"] = label
    return found


def part_of(field: Any) -> Part:
    """Return how a field is read."""
    if not field.is_relation:
        return Part(field.name, (field.name,))
    keys = keys_of(field.related_model)
    paths = (field.attname, *(f"{field.name}__{name}" for key, name in keys.items() if key != "id"))
    return Part(field.name, paths, tuple(keys), guarded(field))


@kept
def all_names(register: type[Register]) -> tuple[str, ...]:
    """Return every field the API shows of a register, keys first."""
    return tuple(dict.fromkeys([*ALWAYS, *export_fields(register), *STAMPS]))


class Shape:
    """The fields of an answer, as chosen; `rows` reads them in one query, and one more for guarded targets."""

    def __init__(self, register: type[Register], names: Iterable[str] | None = None):
        self.register = register
        wanted = all_names(register) if names is None else tuple(dict.fromkeys([*ALWAYS, *names]))
        self.parts = [part_of(register.model._meta.get_field(name)) for name in wanted]
        self.paths = [path for part in self.parts for path in part.paths]

    def rows(self, found: Iterable[tuple[Any, ...]], person: Any, scope: Any) -> list[dict[str, Any]]:
        """Write rows that were read by `values_list(*paths)`."""
        cut: list[tuple[Part, int, int, Callable[..., Any]]] = []
        start = 0
        for part in self.parts:
            cut.append((part, start, start + len(part.paths), part.write))
            start += len(part.paths)
        simple = [(part.name, first) for part, first, _end, _write in cut if not part.keys]
        joined = [(part.name, first, end, write) for part, first, end, write in cut if part.keys]
        made = []
        for row in found:
            one = {name: row[at] for name, at in simple}
            for name, first, end, write in joined:
                one[name] = write(row[first:end])
            made.append(one)
        for part in self.parts:
            if part.target is not None:
                cover(made, part, person, scope)
        return made

    def instance(self, record: Tracked, person: Any, scope: Any) -> dict[str, Any]:
        """Write one record in memory (as at a date)."""
        row = tuple(_walk(record, path) for path in self.paths)
        return self.rows([row], person, scope)[0]


def cover(made: list[dict[str, Any]], part: Part, person: Any, scope: Any) -> None:
    """Hide what a row refers to where the reader may not see it: that something is there is all one learns."""
    assert part.target is not None
    hidden = unseen(part.target, (row[part.name]["id"] for row in made if row[part.name]), person, scope)
    for row in made:
        if row[part.name] and row[part.name]["id"] in hidden:
            row[part.name] = dict.fromkeys(part.keys)


def _walk(record: Any, path: str) -> Any:
    for name in path.split("__"):
        if record is None:
            return None
        record = getattr(record, name, None)
    return record


@kept
def whole(register: type[Register]) -> Shape:
    """Return the shape with every field."""
    return Shape(register)


def shape_of(register: type[Register], said: str | None) -> Shape:
    """Return the shape that `fields=` asks for."""
    if said is None:
        return whole(register)
    names = [name.strip() for name in said.split(",") if name.strip()]
    known = all_names(register)
    strange = [name for name in names if name not in known]
    if strange or not names:
        raise unreadable(
            "fields", _("Choose among these fields: %(known)s.") % {"known": ", ".join(known)}, "parameter"
        )
    return Shape(register, names)
