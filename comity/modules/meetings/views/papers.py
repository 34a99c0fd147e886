"""Papers to take along: the sheet of a decision, the minutes of a meeting; both can be hung on their record."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ..models import Decision, Meeting
from ..papers import WRITERS, Paper, minutes, sheet
from .reader import for_person, seen


@for_person
@require_safe
def decision_sheet(request: Any, pk: Any, form: str) -> HttpResponse:
    decision = seen(request, Decision, pk, "body", "meeting", "matter", "item", "signed_by")
    return answer(sheet(decision), form, decision.reference)


@for_person
@require_safe
def meeting_minutes(request: Any, pk: Any, form: str) -> HttpResponse:
    meeting = seen(request, Meeting, pk, "body")
    return answer(minutes(meeting, request.person, request.scope), form, meeting.reference)


def answer(paper: Paper, form: str, name: str) -> HttpResponse:
    """Return a paper as a file."""
    if form not in WRITERS:
        raise Http404
    write, kind = WRITERS[form]
    response = HttpResponse(write(paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
