"""Who acts: a person, or a system actor that is named."""

from dataclasses import dataclass
from uuid import UUID

from ..people.models import Person


@dataclass(frozen=True)
class System:
    """A program that acts by itself; `name` is the command or the clock, as in the journal."""

    name: str


Actor = Person | System


def signature(actor: Actor) -> tuple[UUID | None, str]:
    """Return (person key, name) as the journal keeps them; anything else is refused."""
    match actor:
        case Person():
            return actor.pk, actor.name
        case System(name) if name:
            return None, f"system:{name}"
    raise TypeError("A change needs its actor: a person or a named system actor.")
