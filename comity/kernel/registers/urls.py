"""The addresses of every register."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from . import diagram, exchange, hanging, personal, views
from .register import Register, registers

ROLES: tuple[tuple[str, type[views.Role]], ...] = (
    ("", views.List),
    ("add/", views.Add),
    ("export.<slug:form>", exchange.Export),
    ("import/", exchange.Import),
    ("import/<uuid:run>/", exchange.ImportResult),
    ("views/", personal.Views),
    ("bulk/", personal.Bulk),
    ("diagram/", diagram.Diagram),
    ("<uuid:pk>/", views.Show),
    ("<uuid:pk>/change/", views.Change),
    ("<uuid:pk>/remove/", views.Remove),
    ("<uuid:pk>/step/<slug:step>/", views.Take),
    ("<uuid:pk>/comment/", views.Talk),
    ("<uuid:pk>/advise/", views.Advise),
    ("<uuid:pk>/hang/<slug:what>/", hanging.Hanging),
)


def pages(register: type[Register]) -> list[URLPattern]:
    """Return the pages of one register; a register may replace the class of a role."""
    found: list[Any] = []
    for route, general in ROLES:
        view: Any = register.views.get(general.role, general)
        if view is not None:
            found.append(path(route, view.as_view(register=register), name=general.role))
    return found


def urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the addresses of all registers, each under its own namespace."""
    return [path(one.path(), include((pages(one), one.kind()))) for one in registers.values()]
