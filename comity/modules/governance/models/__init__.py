"""The tables of governance: constitutions, bodies and seats; mandates and the accountability framework."""

from .bodies import Body, BodyKind, Capacity, Quorum, Seat, Voting
from .constitutions import Constitution, Matter, Programme, Right
from .mandates import Accountability, Mandate, Mode
from .scope import Scoped

__all__ = [
    "Accountability", "Body", "BodyKind", "Capacity", "Constitution", "Mandate", "Matter", "Mode", "Programme",
    "Quorum", "Right", "Scoped", "Seat", "Voting",
]  # fmt: skip
