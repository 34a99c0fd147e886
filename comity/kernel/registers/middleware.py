"""A refusal that no form has shown becomes a page that says why."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from ..base.errors import Refused


class RefusalMiddleware:
    """Answers `Refused` with its sentence and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            from .views import problem_page

            return problem_page(request, exception)
        return None
