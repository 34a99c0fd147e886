"""The first page of the API, its description, and the answer for addresses that do not exist."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ...access.rules import can
from ..register import Register, registers
from .door import Door, answer, only
from .openapi import description
from .problems import TITLES, Problem


class Index(Door):
    """What there is: for programs as JSON, for people as a page."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        wants_page = (
            request.method == "GET"
            and not request.headers.get("Authorization")
            and self._prefers_html(request)
        )
        if wants_page:
            if request.person is None:
                from django.contrib.auth.views import redirect_to_login

                return redirect_to_login(request.get_full_path())
            return self._page(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Any) -> HttpResponse:
        only(request.GET)
        items = [
            {
                "kind": kind,
                "label": str(register.model._meta.verbose_name_plural),
                "url": f"/api/{register.path()}",
                "may_add": bool(can(self.person, "add", register.model, self.scope)),
            }
            for kind, register in registers.items()
            if self.seen(register)
        ]
        return answer({"items": items, "description": "/api/openapi.json"})

    def _prefers_html(self, request: Any) -> bool:
        best = request.get_preferred_type(["application/json", "text/html"])
        return bool(best == "text/html")

    def _page(self, request: Any) -> HttpResponse:
        from .urls import doors

        def described(register: type[Register], route: str, door: type[Door]) -> dict[str, Any]:
            url = f"/api/{register.path()}{route}".replace("<uuid:pk>", "{id}").replace(
                "<slug:step>", "{step}"
            )
            return {
                "url": url,
                "methods": [m.upper() for m in ("get", "post", "patch", "delete") if hasattr(door, m)],
            }

        shown = [
            {
                "title": register.model._meta.verbose_name_plural,
                "doors": [described(register, route, door) for route, _role, door in doors(register)],
            }
            for kind, register in registers.items()
            if request.scope.reach("view", kind) or register.model.party_rights
        ]
        return render(request, "registers/api.html", {"registers": shown, "problems": sorted(TITLES.items())})


class Description(Door):
    """The description of the whole API in OpenAPI 3.1."""

    def get(self, request: Any) -> HttpResponse:
        only(request.GET)
        response = HttpResponse(description(), content_type="application/json")
        response["Cache-Control"] = "private, max-age=300"
        return response

    def accepts(self, request: Any) -> bool:
        return super().accepts(request) or bool(request.accepts("application/vnd.oai.openapi+json"))


class Nowhere(Door):
    """Every other address."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options"]  # noqa: RUF012

    def _answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.path.endswith("/"):
            raise Problem(404, "not-found", _("There is no such address. Addresses end with a slash."))
        raise Problem(404, "not-found", _("There is no such address."))
