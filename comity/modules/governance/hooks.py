"""What neighbours tell governance: what was decided where, and what waits for a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Decided:
    """How many decisions a body took in a matter."""

    matter: str
    body_id: Any
    number: int


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person's act: a line with its address."""

    title: Any
    url: str
    body_id: Any = None
    matter: str = ""


# (person, scope, first day, last day) -> the decisions that the person may see, counted in SQL.
Counter = Callable[[Any, Any, date | None, date | None], Iterable[Decided]]
# (person, scope) -> what waits for this person, a few dozen at most.
Waits = Callable[[Any, Any], Iterable[Waiting]]
_counters: list[Counter] = []
_waits: list[Waits] = []


def decided_where(counter: Counter) -> Counter:
    """Let a module count decisions for the page of central control and operational freedom."""
    _counters.append(counter)
    return counter


def awaits(lister: Waits) -> Waits:
    """Let a module say what waits for a person's vote, signature or review."""
    _waits.append(lister)
    return lister


def decided(person: Any, scope: Any, since: date | None = None, until: date | None = None) -> list[Decided]:
    """Gather what every module has counted."""
    return [one for counter in _counters for one in counter(person, scope, since, until)]


def waiting(person: Any, scope: Any) -> list[Waiting]:
    """Gather what waits for a person."""
    return [one for lister in _waits for one in lister(person, scope)]


def counts_decisions() -> bool:
    """Say whether any module counts decisions."""
    return bool(_counters)
