"""What every address of the API does first: who calls, how fast, in which form; and how it refuses."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from django.core.exceptions import RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views import View

from ...access.rules import visible_to
from ...base.errors import NotAllowed, Refused
from ...people.bearer import SAFE, account_of, enter
from ..register import Register
from . import limits
from .problems import Problem, hidden, problem, unreadable

log = logging.getLogger(__name__)
LARGEST = 1024 * 1024
DEEPEST = 40
JSON = ("application/json", "application/merge-patch+json")
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class Door(View):
    """One address of the API. A subclass has a method for each HTTP method, and may belong to a register."""

    register: ClassVar[Any] = None
    http_method_names = ["get", "head", "post", "patch", "delete", "options"]  # noqa: RUF012
    account: Any = None
    token: Any = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        pace: dict[str, str] = {}
        try:
            self.account, self.token = account_of(request)
            if self.account is None:
                raise Problem(401, "no-token", _("Send a personal token: “Authorization: Bearer comity_…”."))
            pace = limits.count(self.account.pk)
            with self._as_caller(request):
                response = self._answered(request, *args, **kwargs)
        except Refused as refusal:
            response = problem(refusal, request.id)
        except Exception:
            log.exception("%s %s", request.method, request.path)
            got_request_exception.send(sender=type(self), request=request)
            response = problem(
                Problem(500, "fault", _("Nothing was changed. The fault is written down.")), request.id
            )
        if response.status_code == 401:
            response["WWW-Authenticate"] = 'Bearer realm="Comity"'
        for name, value in pace.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Vary", "Accept, Accept-Language, Authorization, Cookie")
        if request.method == "HEAD":
            length = str(len(response.content))
            response.content = b""
            response["Content-Length"] = length
        return response

    @contextmanager
    def _as_caller(self, request: Any) -> Iterator[None]:
        """Let the rest of the request know its caller, in the caller's language and zone."""
        if self.account.person is None:
            raise NotAllowed(_("This account belongs to no person, so it may do nothing."))
        self.person = self.account.person
        if self.token is None:
            self.scope = request.scope
            yield
            return
        enter(request, self.account)
        self.scope = request.scope
        language = self.account.language or translation.get_language() or "en"
        zone = ZoneInfo(self.account.zone or self.person.zone)
        with translation.override(language), timezone.override(zone):
            yield

    def _answered(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or refuse while the caller's language is still the one that sentences are read in."""
        try:
            return self._answer(request, *args, **kwargs)
        except Refused as refusal:
            return problem(refusal, request.id)

    def _answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.accepts(request):
            raise Problem(406, "not-acceptable", _("Ask with “Accept: application/json”."))
        method = request.method.lower()
        handler = getattr(self, method, None) if method in self.http_method_names else None
        if handler is None:
            allowed = ", ".join(m.upper() for m in self.http_method_names if hasattr(self, m))
            raise Problem(
                405,
                "method",
                _("Here only these are possible: %(methods)s.") % {"methods": allowed},
                headers={"Allow": allowed},
            )
        verb = "read" if request.method in SAFE else "write"
        if self.token and not self.admits(verb):
            raise NotAllowed(
                _("The scopes of this token do not allow to %(verb)s here.") % {"verb": verb},
                code="token-scope",
            )
        try:
            return handler(request, *args, **kwargs)
        except Http404:
            raise hidden() from None
        except IntegrityError as fault:
            log.warning("%s %s: %s", request.method, request.path, fault)
            raise Problem(
                409, "conflict", _("This does not fit what somebody else has just written. Read it again.")
            ) from fault
        except DataError as fault:
            log.warning("%s %s: %s", request.method, request.path, fault)
            raise Problem(422, "value", _("The database does not take one of these values.")) from fault

    def accepts(self, request: Any) -> bool:
        """Say whether the caller takes what this address gives."""
        return request.accepts("application/json") or request.accepts("application/problem+json")

    def admits(self, verb: str) -> bool:
        """Say whether the caller's token allows `verb` (read or write) here."""
        if self.register is None:
            return True  # these doors show nothing but what `seen` lets through
        return bool(self.token.allows(verb, self.register.kind()))

    def seen(self, register: type[Register]) -> bool:
        """Say whether the caller has anything to look for in a register."""
        if self.token and not self.token.allows("read", register.kind()):
            return False
        return bool(self.scope.reach("view", register.kind()) or register.model.party_rights)

    def record(self, pk: UUID) -> Any:
        """Return a record the caller may see; what is hidden and what is missing answer alike."""
        related = [f.name for f in self.register.model._meta.local_concrete_fields if f.is_relation]
        rows = visible_to(self.person, self.register.rows(), "view", self.scope)
        found = rows.select_related(*related).filter(pk=pk).first()
        if found is None:
            raise hidden()
        return found

    def body(self) -> dict[str, Any]:
        """Read the JSON object that was sent; an empty body is an empty object."""
        raw = self.raw()
        if not raw:
            return {}
        if self.request.content_type not in JSON:
            raise Problem(415, "media-type", _("Send “Content-Type: application/json”."))
        try:
            found = orjson.loads(raw)
        except orjson.JSONDecodeError as fault:
            raise unreadable("", _("This is no proper JSON: %(why)s.") % {"why": fault.msg}) from fault
        if not isinstance(found, dict):
            raise unreadable("", _("Send a JSON object: {…}."))
        examine(found)
        return found

    def raw(self) -> bytes:
        """Return the bytes that were sent, unless they are too many."""
        said = self.request.META.get("CONTENT_LENGTH") or "0"
        if said.isdigit() and int(said) > LARGEST:
            raise Problem(413, "too-large", _("Send at most 1 MiB at once."))
        try:
            raw: bytes = self.request.body
        except RequestDataTooBig as fault:
            raise Problem(413, "too-large", _("Send at most 1 MiB at once.")) from fault
        except UnreadablePostError as fault:
            raise unreadable("", _("The request ended before it was whole.")) from fault
        if len(raw) > LARGEST:
            raise Problem(413, "too-large", _("Send at most 1 MiB at once."))
        return raw


def examine(found: Any) -> None:
    """Refuse what no table takes: zero bytes in texts, objects nested without end."""
    waiting = [(found, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise unreadable("", _("This is nested too deeply."))
        if isinstance(value, str):
            if "\0" in value:
                raise unreadable("", _("A text holds a zero byte."))
        elif isinstance(value, dict):
            waiting += [(one, depth + 1) for pair in value.items() for one in pair]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]


def only(query: Any, *names: str) -> None:
    """Refuse parameters that an address does not know: ignored, they would mislead."""
    for name, value in query.items():
        if "\0" in value:
            raise unreadable(name[:80], _("A text holds a zero byte."), "parameter")
    strange = sorted(set(query) - set(names))
    if strange:
        known = ", ".join(names) or "—"
        said = _("Unknown parameter; known here: %(known)s.") % {"known": known}
        raise Problem(400, "parameter", said, {name[:80]: [said] for name in strange[:10]})


def plain(value: Any) -> Any:
    """Write what JSON has no form for: decimals as texts, spans of time as ISO 8601."""
    from datetime import timedelta

    from django.utils.duration import duration_iso_string

    return duration_iso_string(value) if isinstance(value, timedelta) else str(value)


def answer(content: Any, status: int = 200, /, **headers: str) -> HttpResponse:
    """Write an answer as JSON; header names are written with underscores."""
    response = HttpResponse(
        orjson.dumps(content, plain, OPTIONS), content_type="application/json", status=status
    )
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
