"""The present moment, in one place, so that tests and replays can say what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """Return the present in UTC, or the moment that `at` has set."""
    return _fixed.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let `now()` answer `moment` inside the block; `moment` carries its zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone.")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _fixed.reset(token)
