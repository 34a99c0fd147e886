"""What delivery says on the home of those who lead or sponsor projects."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.kernel.registers import home

from . import performance
from .models import Project

FEW = 6


@home.block(order=18)
def mine(request: Any) -> dict[str, Any] | None:
    """The open projects that I lead or sponsor, with what is declared and what the figures say."""
    rows = Project.objects.filter(
        Q(manager=request.person) | Q(sponsor=request.person), state__in=Project.flow.open_states()
    )
    found = performance.gather(list(rows.order_by("-id")[:FEW])) if request.person else []
    if not found:
        return None
    items = [
        {
            "project": one.project, "state": one.project.flow.states[one.project.state], "one": one,
            "url": reverse("projects:gantt", args=[one.project.pk]),
        }
        for one in found
    ]  # fmt: skip
    return {"title": _("My projects"), "template": "projects/home_mine.html", "items": items}
