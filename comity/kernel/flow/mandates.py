"""Who may take a step that names a matter: the kernel asks, whoever keeps the mandates answers.

A step with a `matter` is not opened by a right alone. A source of mandates (a module that keeps bodies, seats
and mandates) says whether this actor may take it on this record today, alone or with the authority of a
recorded decision, and why not otherwise (A/62/793 para 25(b)). Where no source has an answer the right decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..access.rules import Answer
from ..audit.actors import Actor


@dataclass(frozen=True)
class Facts:
    """What mandates and thresholds compare: where a record belongs, what it costs (USD), how risky it is (0 to 4)."""

    unit: Any = None
    programme: UUID | None = None
    amount: Decimal | None = None
    risk: int | None = None


# (actor, record, step, authority) -> the answer, or None when no mandate speaks of the matter.
Source = Callable[[Actor, Any, Any, Any], Answer | None]
_sources: list[Source] = []


def source(asked: Source) -> Source:
    """Let this function answer for steps that name a matter; the last one declared is asked."""
    _sources[:] = [asked]
    return asked


def mandate(actor: Actor, record: Any, step: Any, authority: Any = None) -> Answer | None:
    """Return what the mandates say of a step, None when they say nothing."""
    return _sources[0](actor, record, step, authority) if step.matter and _sources else None
