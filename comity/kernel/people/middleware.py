"""Who reads: language, time zone and request id of every request."""

import re
import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from ..base.ids import uuid7
from ..base.request import request_id
from .accounts import Account

SAFE_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class ReaderMiddleware:
    """Choose language (account, cookie, browser) and zone (account, duty station), and name the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get("X-Request-ID", "")
        request.id = said if SAFE_ID.match(said) else uuid7().hex  # type: ignore[attr-defined]
        request_id.set(request.id)  # type: ignore[attr-defined]
        account: Any = request.user
        known = isinstance(account, Account) and account.is_authenticated
        if known:
            # One query brings account, person and place; the lazy user would ask three times.
            request.person = person = account.person  # type: ignore[attr-defined]
        else:
            request.person = person = None  # type: ignore[attr-defined]
        wish = (account.language if known else "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = (
            wish if wish in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
        )
        zone = (account.zone if known else "") or (person.zone if person else "UTC")
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
