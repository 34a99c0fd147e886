"""Meetings for calendars (iCalendar): a body's, a person's own by a secret address, and those that are public."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from comity.kernel.base.moment import now
from comity.modules.governance import public as governance

from .models import FeedKey, Meeting

STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
KEPT = timedelta(days=400)
SHOWN = 500


def recent() -> Any:
    """Return the meetings that a calendar keeps: of the last year and to come."""
    rows = Meeting.objects.filter(starts_at__gte=now() - KEPT).select_related("body")
    return rows.order_by("-starts_at", "-id")


def public_meetings() -> Any:
    """Return what anybody may know of: never a classified meeting."""
    return recent().filter(public=True, classification=0).exclude(state="planned")[:SHOWN]


def meetings_for(person: Any) -> Any:
    """Return the meetings of the bodies in which a person sits."""
    return recent().filter(body__in=governance.bodies_of(person))[:SHOWN]


def person_of(key: str) -> Any:
    """Return whose calendar a secret address is."""
    found = FeedKey.objects.filter(key=key).select_related("person").first() if "\0" not in key else None
    return found.person if found else None


def answer(meetings: Iterable[Meeting], request: Any) -> HttpResponse:
    """Write meetings as a calendar. A classified title stays in the house."""
    calendar = Calendar()
    calendar.add("prodid", "-//Comity//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Meetings"))
    for meeting in meetings:
        calendar.add_component(_event(meeting, request))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return response


def _event(meeting: Meeting, request: Any) -> Event:
    event = Event()
    event.add("uid", f"{meeting.pk}@{settings.COMITY_NODE.lower()}.comity")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.version)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at or meeting.deadline or meeting.starts_at + timedelta(hours=2))
    words = str(meeting.body) if meeting.classification else f"{meeting.body}: {meeting.title}"
    event.add("summary", words)
    if meeting.place and not meeting.classification:
        event.add("location", meeting.place)
    event.add("status", STATUS.get(meeting.state, "CONFIRMED"))
    event.add("url", request.build_absolute_uri(meeting.get_absolute_url()))
    return event
