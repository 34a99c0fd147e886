"""What the desk says on everyone's home: asking, one's open matters, one's work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import can
from comity.kernel.registers import home

from . import public
from .models import Ticket


@home.block(order=5)
def asking(request: Any) -> dict[str, Any] | None:
    """The two doors of the desk."""
    return {"title": _("What do you need?"), "template": "desk/home_asking.html"}


@home.block(order=10)
def work(request: Any) -> dict[str, Any] | None:
    """What needs me, in order of time left; what waits for others after it."""
    if not can(request.person, "work", Ticket, request.scope):
        return None
    items = [*public.to_do(request.person, 10), *public.waiting_for_others(request.person, 5)]
    return {"title": _("My tickets"), "template": "desk/home_matters.html", "items": items, "work": True}


@home.block(order=15)
def matters(request: Any) -> dict[str, Any] | None:
    """What I asked for, whose turn it is and by when."""
    items = public.my_open(request.person, 10)
    return (
        {"title": _("My open matters"), "template": "desk/home_matters.html", "items": items}
        if items
        else None
    )
