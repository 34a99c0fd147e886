"""The demonstration's constitutions and seats, and sample rows for tests."""

import itertools
from collections.abc import Callable
from typing import Any

from comity.kernel.audit.actors import System

from .loading import load as load_constitutions
from .loading import seat
from .models import Constitution, Seat

order = 12
US = System("demo")
_number = itertools.count(1)


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write both constitutions, adopt that of 2008 and fill the seats; again is harmless."""
    if not Constitution.objects.exists():
        progress(0, 2, "constitutions")
        load_constitutions(US)
    if not Seat.objects.exists():
        progress(1, 2, "seats")
        seat(US)


def sample_programme(make: Callable[..., Any]) -> dict[str, Any]:
    return {"code": f"PRG{next(_number)}"}


def sample_seat(make: Callable[..., Any]) -> dict[str, Any]:
    """A member of a body of its own, so that many can be made."""
    return {
        "body": make("governance.body"),
        "capacity": "member",
        "person": make("people.person"),
        "alternate_for": None,
    }


def sample_mandate(make: Callable[..., Any]) -> dict[str, Any]:
    """Each in a matter of its own: two alike may not overlap."""
    return {"matter": make("governance.matter"), "right": "decide", "unit": None}


def sample_accountability(make: Callable[..., Any]) -> dict[str, Any]:
    return {"matter": make("governance.matter"), "mode": "central", "unit": None}
