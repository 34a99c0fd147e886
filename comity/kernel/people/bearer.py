"""Who calls the API: the owner of a bearer token, or the reader of a session who passes the CSRF check."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _

from ..base.errors import NotAllowed, Refused
from .accounts import Account, Token

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class BadToken(Refused):
    """A token was shown that opens nothing."""

    status = 401
    code = "bad-token"


class _Check(CsrfViewMiddleware):
    """Django's own check, asked by hand where a view is exempt from it because of tokens."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def account_of(request: HttpRequest) -> tuple[Account | None, Token | None]:
    """Return (account, token) of the caller: both for a token, no token for a session, neither for a stranger.

    A view that asks this is `csrf_exempt`. A cookie alone still changes nothing: without a token, what is not
    a safe method passes the CSRF check here. A token that is wrong, expired or revoked raises `BadToken`, and
    with a token the session of the request counts for nothing.
    """
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        token = Token.find(secret.strip(), address_of(request)) if scheme.lower() == "bearer" else None
        if token is None:
            raise BadToken(
                _("This token is not known, has expired or was revoked. Make a new one on your profile.")
            )
        return token.account, token
    account: Any = request.user
    if not account.is_authenticated:
        return None, None
    if request.method not in SAFE:
        check = _Check(lambda seen: None)  # type: ignore[arg-type]
        check.process_request(request)
        if check.process_view(request, lambda: None, (), {}):  # type: ignore[arg-type, return-value]
            raise NotAllowed(_("Send the CSRF token of this session, or use a personal token."), code="csrf")
    return account, None


def enter(request: Any, account: Account) -> None:
    """Let the rest of this request know its caller; the scope is compiled from `request.person` when asked."""
    request.user = account
    request.person = account.person


def address_of(request: HttpRequest) -> str | None:
    """Return the address of the caller, behind as many proxies as the settings name."""
    from allauth.core.internal.httpkit import get_client_ip

    return get_client_ip(request)
