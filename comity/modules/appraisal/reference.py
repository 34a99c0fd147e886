"""The reference class: what comparable cases promised and what came, told by whoever measures it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Reference:
    """Cases of a kind. `cost` and `duration` are what half of them overran by, `cost_high` what four in five stayed
    under (per cent of the first plan); `realised` is the share of the promised benefits that came, in per cent.
    `projects` closed; `measured` counts the benefits that were measured. None where nobody can tell yet."""

    label: str
    projects: int
    measured: int
    cost: Decimal | None = None
    cost_high: Decimal | None = None
    duration: Decimal | None = None
    realised: Decimal | None = None


# (person, scope, programme, size) -> the classes that the person may see; without programme and size all of them.
Asked = Callable[[Any, Any, UUID | None, str], list[Reference]]
_asked: list[Asked] = []


def told_by(asked: Asked) -> Asked:
    """Let this function tell the reference classes; the last one declared is asked."""
    _asked[:] = [asked]
    return asked


def references(person: Any, scope: Any, programme: UUID | None = None, size: str = "") -> list[Reference]:
    """Return what comparable cases came to, nearest class first; empty while nobody has measured."""
    return _asked[0](person, scope, programme, size) if _asked else []
