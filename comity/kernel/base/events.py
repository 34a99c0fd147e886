"""Events between modules: announced in the change, delivered after its commit.

An event is a frozen dataclass in the announcer's `public.py`; the listener imports it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

log = logging.getLogger(__name__)
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(event: type) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register the decorated function as a listener of `event` (a class)."""

    def wrap(listener: Callable[[Any], None]) -> Callable[[Any], None]:
        _listeners[event].append(listener)
        return listener

    return wrap


def announce(event: Any) -> None:
    """Deliver `event` to its listeners once the change is committed; never if it is rolled back."""
    for listener in _listeners[type(event)]:
        transaction.on_commit(partial(listener, event), robust=True)
