"""What follows from a change of the organisation itself."""

from collections.abc import Sequence
from typing import Any

from ..audit import journal
from ..audit.actors import System
from ..audit.snapshot import snapshot
from ..people.models import Unit
from ..search.sources import note_units
from .hooks import after
from .write import write


@after(Unit)
def move_the_parts(records: Sequence[Any], verb: str) -> None:
    """When a unit moves in the tree, what is below it moves along, each with its own journal entry."""
    for unit in records:
        if verb == "remove" or "path" not in getattr(unit, "was", {}):
            continue
        for part in list(Unit.objects.filter(parent=unit)):
            before = snapshot(part)
            part.path = f"{unit.path}{part.code}/"
            with journal.writing(System("directory"), f"{unit} moved."):
                write(System("directory"), part, "move", before, "", None)  # and this hook moves its parts
        note_units([unit.path])
