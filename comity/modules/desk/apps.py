"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "comity.modules.desk"
    label = "desk"
    verbose_name = _("Service desk")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        from . import blocks  # noqa: F401  (what home shows)

        def may(right: str) -> Any:
            return lambda scope: bool(scope.reach(right, "desk.ticket"))

        menu.add("My work", _("Queue"), "desk:queue", may("work"), 10)
        menu.add("Serve", _("What you can ask for"), "desk:catalogue", order=2)
        menu.add("Serve", _("My matters"), "desk:mine", order=4)
        menu.add("Measure", _("Promises kept"), "desk:attainment", may("view"), 10)
        menu.add("Measure", _("Import a log"), "desk:import", may("import"), 280)
        menu.place("ask", "desk:catalogue")
        menu.place("work", "desk:queue")
