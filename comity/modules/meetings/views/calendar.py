"""When which body meets: a page by month, and the addresses for calendars."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.kernel.access.rules import visible_to
from comity.kernel.base.moment import now
from comity.modules.governance import public as governance

from .. import feeds
from ..models import FeedKey, Meeting
from .reader import for_person

AHEAD, BACK, MOST = timedelta(days=400), timedelta(days=100), 300


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Any) -> HttpResponse:
    """The meetings of the bodies one may look into, and the secret address of one's own calendar."""
    if request.method == "POST":
        FeedKey.objects.filter(person=request.person).delete()
        FeedKey.objects.create(person=request.person)
        messages.success(request, _("Your calendar has a new address; the old one is closed."))
        return redirect("meetings:calendar")
    rows = visible_to(request.person, Meeting.objects.select_related("body"), "view", request.scope)
    rows = rows.filter(starts_at__gte=now() - BACK, starts_at__lte=now() + AHEAD)
    code = request.GET.get("body", "").replace("\0", "")
    if code:
        rows = rows.filter(body__code=code)
    found = list(rows.order_by("starts_at", "id")[:MOST])
    months = [
        (day, [(one, one.flow.states[one.state]) for one in some])
        for day, some in groupby(found, lambda one: one.starts_at.date().replace(day=1))
    ]
    mine = FeedKey.objects.filter(person=request.person).first()
    address = request.build_absolute_uri(reverse("meetings:feed", args=[mine.key])) if mine else ""
    context = {
        "months": months, "code": code, "bodies": governance.bodies_of(request.person), "address": address,
        "where": "meetings.views.calendar.page",
    }  # fmt: skip
    return render(request, "meetings/calendar.html", context)


@require_safe
def feed(request: Any, key: str) -> HttpResponse:
    """One's own meetings, for a calendar that cannot sign in: whoever knows the address may read it."""
    person = feeds.person_of(key)
    if person is None:
        raise Http404
    return feeds.answer(feeds.meetings_for(person), request)


@for_person
@require_safe
def of_body(request: Any, code: str) -> HttpResponse:
    """The meetings of a body that the reader may see."""
    rows = visible_to(
        request.person, feeds.recent().filter(body__code=code.replace("\0", "")), "view", request.scope
    )
    return feeds.answer(rows[: feeds.SHOWN], request)
