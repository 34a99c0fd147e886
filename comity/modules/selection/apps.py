"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "comity.modules.selection"
    label = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        def may(right: str, kind: str) -> Any:
            return lambda scope: bool(scope.reach(right, kind))

        menu.add("Decide", _("What if"), "selection:what-if", may("view", "selection.scenario"), 55)
        menu.add("Decide", _("To assess"), "selection:assess", may("add", "selection.assessment"), 56)
