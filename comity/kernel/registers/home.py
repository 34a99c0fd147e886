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
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..access.rules import visible_to
from .cells import state_cell
from .register import registers

Block = Callable[[Any], dict[str, Any] | None]
_blocks: list[tuple[int, Block]] = []
SHOWN = 6


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
    items = []
    for kind, register in registers.items():
        flow = register.model.flow
        if flow is None:
            continue
        for right in ("review", "endorse", "decide"):
            states = {
                s.name
                for step in flow.steps.values()
                if step.right == right and step.primary
                for s in step.sources
            }
            if not states or not request.scope.reach(right, kind):
                continue
            rows = visible_to(request.person, register.rows().filter(state__in=states), right, request.scope)
            chip = state_cell(flow)
            for key, reference, title, state, since in rows.order_by("state_since").values_list(
                "pk", "reference", "title", "state", "state_since"
            )[:SHOWN]:
                items.append(
                    {
                        "url": reverse(f"{kind}:detail", args=[key]), "reference": reference, "title": title,
                        "chip": chip(state), "since": since, "right": right,
                    }
                )  # fmt: skip
    return (
        {"title": _("Waiting for you"), "template": "registers/home_awaiting.html", "items": items}
        if items
        else None
    )
