"""What other modules may use: promise, release, commit and spend money, and ask what is free.

Foreign keys to funds and envelopes are written "finance.Fund" and "finance.Envelope". All writing functions take
a `key` that names the deed (`case:<pk>:approve`): the same key again changes nothing. They ask no right; they run
inside the caller's step, in its transaction, and raise `Refused` with sentences when the money is not there.
"""

from .actions import commit, refund, release, reserve, spend
from .models import Fund
from .queries import Headroom, Held, headroom, held_by, reserved_for, shortfalls, usd

__all__ = [
    "Fund", "Headroom", "Held", "commit", "headroom", "held_by", "refund", "release", "reserve", "reserved_for", "shortfalls",
    "spend", "usd",
]  # fmt: skip
