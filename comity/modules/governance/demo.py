"""Sample rows for tests; the demonstration's constitutions, bodies and seats (see demo_seats)."""

import itertools
from collections.abc import Callable
from typing import Any

order = 12
_number = itertools.count(1)


def sample_programme(make: Callable[..., Any]) -> dict[str, Any]:
    return {"code": f"PRG{next(_number)}"}


def sample_seat(make: Callable[..., Any]) -> dict[str, Any]:
    """A member of a body of its own, so that many can be made."""
    return {
        "body": make("governance.body"), "capacity": "member", "person": make("people.person"), "alternate_for": None,
    }  # fmt: skip


def sample_mandate(make: Callable[..., Any]) -> dict[str, Any]:
    """Each in a matter of its own: two alike may not overlap."""
    return {"matter": make("governance.matter"), "right": "decide", "unit": None}


def sample_accountability(make: Callable[..., Any]) -> dict[str, Any]:
    return {"matter": make("governance.matter"), "mode": "central", "unit": None}
