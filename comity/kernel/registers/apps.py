"""The Django card of this package: finds every module's registers and checks them at start-up."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import register as check
from django.utils.module_loading import autodiscover_modules
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "comity.kernel.registers"
    label = "registers"

    def ready(self) -> None:
        autodiscover_modules("registers")
        check(declarations)
        lead()
        from .finding import feed

        feed()
        from . import deliveries  # noqa: F401  (with webhooks: a hook and jobs)

        for connector in settings.COMITY_CONNECTORS:
            import_module(connector)


def declarations(app_configs: Any = None, **rest: Any) -> list[CheckMessage]:
    """Name every field that a register mentions and its table does not have."""
    from .register import registers

    return [
        Error(fault, id="registers.E001", hint="Correct the name in registers.py.")
        for register in registers.values()
        for fault in register.faults()
    ]


def lead() -> None:
    """Put every register into the menu, for those who may see something in it."""
    from ..notices.tell import unread_count
    from ..shell import menu
    from .journal_page import may_read
    from .register import registers

    menu.add("My work", _("Home"), "home", order=0)
    menu.add("Measure", _("Journal"), "journal", may_read, order=90)
    menu.add("Measure", _("Jobs"), "jobs:list", order=91)
    menu.place("notices", "notices:list")
    menu.for_person(_("What I am told"), "notices:preferences")
    menu.unread(lambda request: unread_count(request.person))
    menu.place("home", "home")
    menu.place("search", "search")
    menu.for_person(_("Webhooks"), "webhooks:list", order=70)
    for kind, register in registers.items():
        if register.menu:

            def needs(scope: Any, kind: str = kind) -> bool:
                return bool(scope.reach("view", kind))

            menu.add(
                register.group,
                capfirst(register.model._meta.verbose_name_plural or kind),
                f"{kind}:list",
                needs,
                register.order,
            )
