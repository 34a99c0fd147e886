"""How fast one account may call: a window of a minute, counted in this process.

The count is kept in memory on purpose: a counter in the database would turn every reading call into a
write. With several web processes an account gets the allowance in each of them; it is generous anyway.
"""

import time
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .problems import Problem

WINDOW = 60
_lock = Lock()
_counts: dict[UUID, int] = {}
_window = 0


def allowance() -> int:
    """Return how many calls an account has in a minute."""
    return int(getattr(settings, "COMITY_API_RATE", 1200))


def count(account: UUID) -> dict[str, str]:
    """Count a call and return the headers that say what is left; refuse when nothing is."""
    global _window
    here, most = int(time.monotonic()), allowance()
    with _lock:
        if here // WINDOW != _window:
            _window = here // WINDOW
            _counts.clear()
        used = _counts[account] = _counts.get(account, 0) + 1
    left, wait = max(0, most - used), WINDOW - here % WINDOW
    headers = {
        "RateLimit-Policy": f'"account";q={most};w={WINDOW}',
        "RateLimit": f'"account";r={left};t={wait}',
    }
    if used > most:
        raise Problem(
            429, "too-many", _("Wait a little: this account has made too many requests in this minute."),
            headers={**headers, "Retry-After": str(wait)},
        )  # fmt: skip
    return headers
