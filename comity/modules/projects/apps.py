"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "comity.modules.projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        from . import blocks  # noqa: F401  (what home shows)

        def may(right: str, kind: str) -> Any:
            return lambda scope: bool(scope.reach(right, kind))

        menu.add("Decide", _("Road map"), "projects:roadmap", may("view", "projects.project"), 61)
        menu.add("Decide", _("Declared and computed"), "projects:health", may("view", "projects.project"), 62)
        menu.add(
            "Decide",
            _("Import investments"),
            "projects:investments",
            may("import", "projects.reportedproject"),
            270,
        )
