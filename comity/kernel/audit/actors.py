"""Who acts: a person, or a system actor that is named."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from ..people.models import Person


@dataclass(frozen=True)
class System:
    """A program that acts by itself; `name` is the command or the clock, as in the journal."""

    name: str


Actor = Person | System
MARK = "system:"


def signature(actor: Actor) -> tuple[UUID | None, str]:
    """Return (person key, name) as the journal keeps them; anything else is refused."""
    match actor:
        case Person():
            return actor.pk, actor.name
        case System(name) if name:
            return None, f"{MARK}{name}"
    raise TypeError("A change needs its actor: a person or a named system actor.")


def spoken(name: str) -> str:
    """Return the name of an actor, as the journal keeps it, as people read it."""
    if name.startswith(MARK):
        return gettext("The system (%(name)s)") % {"name": name.removeprefix(MARK)}
    return name
