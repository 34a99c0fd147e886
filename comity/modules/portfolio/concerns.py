"""What is worth knowing before a case is decided, told by modules that stand above the portfolio; it blocks nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .models import Case


@dataclass(frozen=True)
class Concern:
    """A sentence, and the address of what it is about."""

    text: Any
    url: str = ""


# (case, person, scope) -> what a module warns of, only what the person may see.
Warner = Callable[[Case, Any, Any], Iterable[Concern]]
_warners: list[Warner] = []


def warns(warner: Warner) -> Warner:
    """Let a module warn the readers of a case."""
    _warners.append(warner)
    return warner


def concerns(case: Case, person: Any, scope: Any) -> list[Concern]:
    """Gather what every module warns of."""
    return [one for warner in _warners for one in warner(case, person, scope)]
