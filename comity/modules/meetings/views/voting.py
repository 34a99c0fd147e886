"""Voting: one question, three large buttons; made for a phone, and for a browser without scripts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Person
from comity.kernel.registers.cells import link_html
from comity.kernel.registers.register import of

from .. import actions, queries
from ..models import Choice, Decision
from ..subjects import subject_of
from .reader import for_person, keys_of, sentences


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: Any, pk: Any) -> HttpResponse:
    """The vote of somebody who was entitled when it was opened, for every seat they vote for."""
    decision = queries.decision(pk)
    mine = (
        list(decision.entitlements.filter(caster=request.person).select_related("person", "ballot"))
        if decision
        else []
    )
    if decision is None or not mine:
        raise Http404
    problems: list[str] = []
    if request.method == "POST":
        problems = _cast(request, decision)
        if not problems:
            return redirect("meetings:vote", pk=pk)
    return render(
        request,
        "meetings/vote.html",
        _context(request, decision, mine, problems),
        status=422 if problems else 200,
    )


def _cast(request: Any, decision: Decision) -> list[str]:
    """Cast what was chosen; return the sentences why not."""
    voter = Person.objects.filter(pk__in=keys_of(request, "person")).first() or request.person
    try:
        actions.vote(
            request.person, decision, request.POST.get("choice", ""), request.POST.get("statement", "")[:4000], voter
        )  # fmt: skip
    except Refused as refusal:
        return sentences(refusal)
    messages.success(request, _("Your vote is cast."))
    return []


def _context(request: Any, decision: Decision, mine: list[Any], problems: list[str]) -> dict[str, Any]:
    subject = subject_of(decision)
    open_now = decision.state == "deliberating"
    return {
        "decision": decision, "mine": mine, "problems": problems, "choices": Choice.choices, "open": open_now,
        "subject": link_html(subject) if subject is not None and of(subject) else "",
        "waiting": [one for one in mine if open_now and one.present and not hasattr(one, "ballot")],
        "typed": request.POST.get("statement", ""), "where": "meetings.views.voting.vote",
    }  # fmt: skip
