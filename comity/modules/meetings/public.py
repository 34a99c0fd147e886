"""The door of meetings: putting a record on a body's agenda, and what bodies decided about it.

    put_on_agenda(person, case, "case.decision", _("Shall the case be approved?"))

Call it from a hook (`kernel.actions.hooks.after`) or a page, so that the item keeps the version that was stored.
When the chair signs, the record's step with the same matter and outcome is taken with the decision as authority:
inside its effect and hooks `record.authority` is the `Decision` (`reference`, `body`, `outcome`, `conditions`).
`rehearse(record, matter, outcome, text, at=…)` holds a whole meeting in one call: for demonstrations and tests.
Foreign keys use the string "meetings.Decision".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .actions import put_on_agenda
from .queries import agenda_items, decision, decisions_on, open_items
from .rehearsal import rehearse


@dataclass(frozen=True)
class DecisionRecorded:
    """The chair has signed a decision; told after the commit. `outcome` as in `models.words.Outcome`."""

    decision_id: UUID
    body_id: UUID
    matter: str
    outcome: str
    kind_of: str
    object_id: UUID | None


@dataclass(frozen=True)
class Effect:
    """What a decision changed: a line `before` and `after` (words or amounts), under a heading."""

    label: Any
    before: Any
    after: Any
    url: str = ""


@dataclass(frozen=True)
class Effects:
    """What a module says a decision did, as a small table on the page of the decision."""

    title: Any
    lines: tuple[Effect, ...]


# (decision, person, scope) -> what it did in a module, or None; only what the person may see.
EffectsOf = Callable[[Any, Any, Any], Effects | None]
_effects: list[EffectsOf] = []


def effects_of(asked: EffectsOf) -> EffectsOf:
    """Let a module (finance: the envelope before and after) say what a decision did."""
    _effects.append(asked)
    return asked


def effects(decision: Any, person: Any, scope: Any) -> list[Effects]:
    """Gather what every module says of a decision."""
    return [found for asked in _effects if (found := asked(decision, person, scope)) is not None]


__all__ = [
    "DecisionRecorded", "Effect", "Effects", "agenda_items", "decision", "decisions_on", "effects", "effects_of",
    "open_items", "put_on_agenda", "rehearse",
]  # fmt: skip
