"""Which records wait for a step that the reader's seats open, alone or together with others."""

from dataclasses import dataclass
from typing import Any

from comity.kernel.access.rules import visible_to
from comity.kernel.registers.register import registers

from .models import Mandate, Matter, Right, Seat
from .models.bodies import ACTING

MOST = 30  # of one register
ASKING = (
    "needs",
    "late",
)  # elsewhere only the main step of a state waits: a project that runs may be stopped, and does not ask for it


@dataclass(frozen=True)
class Waits:
    """A record and the step that waits; `alone` says that the reader may take it without the others."""

    record: Any
    state: Any
    step: Any
    body: Any
    alone: bool


def for_reader(person: Any, scope: Any, seats: list[Seat], held: list[Mandate]) -> list[Waits]:
    """Return what waits, the longest first: a query for each register that has such steps."""
    acting = {seat.body_id for seat in seats if seat.capacity in ACTING}
    mine = [m for m in held if m.body_id in acting and m.right != Right.ADVISE]
    acts = dict(Matter.objects.values_list("code", "act"))
    found = [one for register in registers.values() for one in _of(register, person, scope, mine, acts)]
    return sorted(found, key=lambda one: (not one.alone, one.record.state_since))


def _of(register: Any, person: Any, scope: Any, mine: list[Mandate], acts: dict[str, str]) -> list[Waits]:
    model = register.model
    matters = {m.matter.code for m in mine}
    steps = (
        [s for s in model.flow.steps.values() if s.matter in matters and not s.internal] if model.flow else []
    )
    states = {source.name for step in steps for source in step.sources}
    if not states:
        return []
    rows = visible_to(person, register.rows().filter(state__in=states), "view", scope).order_by(
        "state_since", "pk"
    )
    found = []
    for row in rows.select_related(*(["unit"] if model.unit_field == "unit" else []))[:MOST]:
        step, mandate = _open(row, steps, mine, acts)
        if mandate is not None:
            state = model.flow.states[row.state]
            found.append(Waits(row, state, step, mandate.body, mandate.body.is_office))
    return found


def _open(
    row: Any, steps: list[Any], mine: list[Mandate], acts: dict[str, str]
) -> tuple[Any, Mandate | None]:
    """Return the first step out of the present state that one of the mandates reaches."""
    facts = row.facts()
    asks = type(row).flow.states[row.state].meaning in ASKING
    for step in steps:
        if not (asks or step.primary) or all(source.name != row.state for source in step.sources):
            continue
        rights = {step.right, acts.get(step.matter, "")} & set(Right.values)
        for one in mine:
            if one.matter.code == step.matter and one.right in rights and one.fits(facts):
                return step, one
    return None, None
