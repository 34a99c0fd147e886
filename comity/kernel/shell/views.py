"""How a reader wants to read: language, theme and density, kept with the account or in a cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .frame import DENSITIES, THEMES

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to where the reader was, never to another host."""
    wish = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wish if safe else "/")


def remember(request: Any, response: HttpResponse, name: str, value: str, cookie: str = "") -> None:
    """Keep a preference with the account, and in a cookie for the pages before sign-in."""
    if request.user.is_authenticated and getattr(request.user, name, None) != value:
        setattr(request.user, name, value)
        request.user.save(update_fields=[name])
    response.set_cookie(
        cookie or name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read Comity in another of its languages."""
    response = back(request)
    wish = request.POST.get("language", "")
    if wish in dict(settings.LANGUAGES):
        remember(request, response, "language", wish, settings.LANGUAGE_COOKIE_NAME)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Read it light or dark, wide or dense."""
    response = back(request)
    for name, allowed in (("theme", THEMES), ("density", DENSITIES)):
        if (wish := request.POST.get(name, "")) in allowed:
            remember(request, response, name, wish)
    return response
