"""Papers to take along: the sheet of a decision, the minutes of a meeting; both can be hung on their record."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.kernel.actions.hang import attach

from ..decision_pages import sees_the_case
from ..models import Decision, Meeting
from ..papers import WRITERS, Paper, minutes, sheet
from .reader import for_person, seen


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def decision_sheet(request: Any, pk: Any, form: str) -> HttpResponse:
    decision = seen(request, Decision, pk, "body", "meeting", "matter", "item", "signed_by")
    return answer(
        request, decision, sheet(decision, sees_the_case(decision, request.person, request.scope)), form
    )


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: Any, pk: Any, form: str) -> HttpResponse:
    meeting = seen(request, Meeting, pk, "body")
    return answer(request, meeting, minutes(meeting, request.person, request.scope), form)


def answer(request: Any, record: Any, paper: Paper, form: str) -> HttpResponse:
    """Return a paper as a file, or (POST) hang it on its record as it is now."""
    if form not in WRITERS:
        raise Http404
    write, kind = WRITERS[form]
    name, content = f"{record.reference}.{form}", write(paper)
    if request.method == "POST":
        attach(request.person, record, ContentFile(content, name=name))
        messages.success(request, _("%(name)s hangs on the record now.") % {"name": name})
        return redirect(record.get_absolute_url())
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
