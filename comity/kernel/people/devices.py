"""The sessions of an account: on which device, when last seen, and how they end."""

import re
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..base.moment import now

SEEN_EVERY = (
    300  # seconds between two notes of a visit: a write at each request would cost more than it tells
)
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"), ("Opera", r"OPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"), ("Chrome", r"(Chrome|CriOS|Chromium)/"), ("Safari", r"Safari/"),
)  # fmt: skip
SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("Mac", r"Mac OS X|Macintosh"), ("ChromeOS", r"CrOS"), ("Linux", r"Linux|X11"),
)  # fmt: skip


def device(agent: str) -> str:
    """Say in words what a User-Agent header comes from; proper names only, so it needs no translation."""
    found = [
        next((name for name, form in kinds if re.search(form, agent)), "") for kinds in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or agent.split("/")[0][:40]


class SeenMiddleware:
    """Note now and then that a session was used, from where and with what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            moment = int(now().timestamp())
            if not 0 <= moment - request.session.get("seen", 0) < SEEN_EVERY:
                request.session["seen"] = moment
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def sessions_of(request: Any) -> list[dict[str, Any]]:
    """Return the living sessions of the reader, the one in use first, then the last seen."""
    found = [
        {
            "key": session.pk,
            "device": device(session.user_agent) or _("Unknown device"),
            "agent": session.user_agent,
            "address": session.ip,
            "began": session.created_at,
            "seen": session.last_seen_at,
            "current": session.session_key == request.session.session_key,
        }
        for session in UserSession.objects.purge_and_list(request.user)
    ]
    return sorted(found, key=lambda one: (not one["current"], -one["seen"].timestamp()))


def end_one(request: Any, key: int) -> bool:
    """End one session of the reader that is not the one in use; say whether there was one."""
    mine = UserSession.objects.filter(user=request.user, pk=key)
    session = mine.exclude(session_key=request.session.session_key).first()
    if session:
        session.end()
    return session is not None


def end_others(request: Any) -> None:
    """End every session but this one, also those that nobody has noted."""
    request.user.end_sessions()
    mine = UserSession.objects.filter(user=request.user)
    for session in mine.exclude(session_key=request.session.session_key):
        session.end()
    former = request.session.session_key
    update_session_auth_hash(request, request.user)
    # The key of the session has changed: its note follows it.
    request.session.save()
    mine.filter(session_key=former).update(session_key=request.session.session_key)


def tidy() -> int:
    """Forget sessions that are over, with their notes; return how many. For a daily job."""
    over, _kinds = Session.objects.filter(expire_date__lt=now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return over


def end_all(request: Any) -> None:
    """End every session, this one too; the caller signs out."""
    request.user.end_sessions()
    for session in UserSession.objects.filter(user=request.user):
        session.end()
