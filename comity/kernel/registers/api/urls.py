"""The addresses of the API, made from the registers."""

from typing import Any

from django.urls import path, re_path
from django.utils.module_loading import autodiscover_modules
from django.views.decorators.csrf import csrf_exempt

from ..register import Register, registers
from . import index, records, steps
from .deeds import deeds_of
from .door import Door

app_name = "api"


def doors(register: type[Register]) -> list[tuple[str, str, type[Door]]]:
    """Return (route, role, door) of every address of a register; what it does not have has no address."""
    found: list[tuple[str, str, type[Door]]] = [
        ("", "list", records.ListDoor),
        ("<uuid:pk>/", "record", records.RecordDoor),
        ("<uuid:pk>/history/", "history", records.PastDoor),
    ]
    if register.talk:
        found.append(("<uuid:pk>/comments/", "comments", records.TalkDoor))
    if register.model.flow:
        found += [
            ("<uuid:pk>/steps/", "steps", steps.OffersDoor),
            ("<uuid:pk>/steps/<slug:step>/", "step", steps.StepDoor),
            ("<uuid:pk>/advice/", "advice", records.AdviceDoor),
        ]
    for one in deeds_of(register):
        found.append((f"{'' if one.alone else '<uuid:pk>/'}{one.name}/", one.name, one))
    return found


def addresses() -> list[Any]:
    """Return the patterns of all registers. A view is exempt from the CSRF middleware because `Door` asks itself."""
    autodiscover_modules("api")
    made: list[Any] = []
    for register in registers.values():
        for route, role, door in doors(register):
            kind: Any = type(f"{register.__name__}{door.__name__}", (door,), {"register": register})
            made.append(
                path(register.path() + route, csrf_exempt(kind.as_view()), name=f"{register.kind()}:{role}")
            )
    return made


urlpatterns = [
    path("", csrf_exempt(index.Index.as_view()), name="index"),
    path("openapi.json", csrf_exempt(index.Description.as_view()), name="openapi"),
    *addresses(),
    re_path(r"^", csrf_exempt(index.Nowhere.as_view()), name="nowhere"),
]
