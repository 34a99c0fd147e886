"""Trying a change without making it: the rules of the model and the rights of the person, said before anything is written."""

from typing import Any

from ..access.rules import ask
from ..access.scope import Scope
from ..actions.write import assign, born, check
from ..audit.snapshot import snapshot
from ..base.models import Tracked, column
from ..base.moment import now
from ..people.models import Person


def could_add(person: Person, scope: Scope, model: type[Tracked], values: dict[str, Any]) -> None:
    """Refuse what `add` would refuse."""
    record = model()
    assign(record, values)
    born(record, now())
    check(record)
    ask(person, "add", record, scope)


def could_change(person: Person, scope: Scope, record: Tracked, values: dict[str, Any]) -> None:
    """Refuse what `change` would refuse; the record is left as it was."""
    ask(person, "change", record, scope)
    kept = snapshot(record)
    assign(record, values)
    try:
        check(record)
        ask(person, "change", record, scope)
    finally:
        for name, value in kept.items():
            setattr(record, column(type(record), name).attname, value)
