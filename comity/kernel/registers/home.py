"""Home: what a person can ask for, what waits for them, what they wait for. Modules bring the blocks.

@home.block(order=10)
def my_matters(request) -> dict | None:
    return {"title": _("My open matters"), "template": "desk/home_matters.html", "items": …}
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ..access.rules import can, visible_to
from ..base.models import Record
from ..flow.mandates import mandate
from .cells import state_cell
from .register import registers

Block = Callable[[Any], dict[str, Any] | None]
_blocks: list[tuple[int, Block]] = []
SHOWN = 6
RIGHTS = ("review", "endorse", "decide")


def block(order: int = 50) -> Callable[[Block], Block]:
    """Add a block to home; it says nothing (None) to whom it has nothing to say."""

    def wrap(made: Block) -> Block:
        _blocks.append((order, made))
        return made

    return wrap


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the blocks that have something for this person."""
    found = [made(request) for _order, made in sorted(_blocks, key=lambda pair: pair[0])]
    return render(request, "registers/home.html", {"blocks": [one for one in found if one]})


@block(order=30)
def awaiting(request: Any) -> dict[str, Any] | None:
    """What waits for a review, an endorsement or a decision that this person may give."""
    items = [item for kind in registers for item in _awaiting(request, kind)]
    return (
        {"title": _("Waiting for you"), "template": "registers/home_awaiting.html", "items": items}
        if items
        else None
    )


def _awaiting(request: Any, kind: str) -> list[dict[str, Any]]:
    """Return lines for the records of a register; a step with a matter waits for who holds its mandate."""
    register = registers[kind]
    flow = register.model.flow
    steps = [s for s in flow.steps.values() if s.right in RIGHTS and s.primary] if flow else []
    if not steps or not request.scope.reach("view", kind):
        return []
    chip, items = state_cell(flow), []
    for right in RIGHTS:
        mine = [s for s in steps if s.right == right and (s.matter or request.scope.reach(right, kind))]
        by_state = {source.name: step for step in mine for source in step.sources}
        if not by_state:
            continue
        asked = "view" if any(step.matter for step in mine) else right
        rows = visible_to(
            request.person, register.rows().filter(state__in=list(by_state)), asked, request.scope
        )
        for row in rows.order_by("state_since")[:SHOWN]:
            said = mandate(request.person, row, by_state[row.state])
            if can(request.person, right, row, request.scope) if said is None else said:
                record = isinstance(row, Record)
                items.append({
                    "url": row.get_absolute_url(), "reference": row.reference if record else getattr(row, "code", ""),
                    "title": row.title if record else getattr(row, "name", row), "chip": chip(row.state), "since": row.state_since,
                    "right": right,
                })  # fmt: skip
    return items
