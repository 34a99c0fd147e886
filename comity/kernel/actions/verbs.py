"""The verbs of the write path, in one place for modules to import."""

from .bulk import add_many
from .steps import advise, offers, take
from .talk import comment
from .write import add, change, remove

__all__ = ["add", "add_many", "advise", "change", "comment", "offers", "remove", "take"]
