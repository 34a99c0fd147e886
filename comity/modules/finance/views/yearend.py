"""The end of a year: choose for each open promise what becomes of it, look at what would happen, do it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comity.kernel.access.rules import visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.registers.cells import link_html

from ..models import Envelope
from ..yearend import CHOICES, close, open_promises, rehearse
from .reader import for_person, needs


@for_person
def page(request: Any) -> HttpResponse:
    """The open promises of a year; sent once to look, twice to do."""
    needs(request, "work", Envelope)
    years = sorted(set(visible_to(request.person, Envelope.objects.all(), "work", request.scope).values_list("year", flat=True)))  # fmt: skip
    year = _year(request, years)
    shown, hidden = open_promises(year, request.person, request.scope)
    choices = {one.key: request.POST.get(f"do-{one.key}", one.usual) for one in shown}
    context: dict[str, Any] = {
        "year": year,
        "years": years,
        "hidden": hidden,
        "lines": [
            {"open": one, "record": link_html(one.record), "chosen": choices[one.key]} for one in shown
        ],
        "choices": CHOICES.items(),
        "where": "finance/views/yearend.py; finance/yearend.py",
    }
    if request.method == "POST":
        reason = _("Year end %(year)s") % {"year": year}
        try:
            if "apply" in request.POST:
                made = close(request.person, shown, choices, reason)
                messages.success(request, _("Movements posted: %(count)s.") % {"count": len(made)})
                return redirect(f"{request.path}?year={year}")
            context["made"] = rehearse(request.person, shown, choices)
        except Refused as refusal:
            context["refused"] = refusal.sentence
    return render(request, "finance/yearend.html", context, status=422 if "refused" in context else 200)


def _year(request: Any, years: list[int]) -> int:
    """Return the year that is asked for, or the present one."""
    said = request.GET.get("year", "") or request.POST.get("year", "")
    if not said:
        return now().year
    if not said.isdecimal() or len(said) != 4 or (years and int(said) not in years):
        raise Http404
    return int(said)
