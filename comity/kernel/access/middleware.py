"""The reader's scope, compiled when the first question of a request needs it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .scope import scope_of


class ScopeMiddleware:
    """Give every request its `scope`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(lambda: scope_of(request.person))  # type: ignore[attr-defined]
        return self.get_response(request)
