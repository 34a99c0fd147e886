"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "comity.modules.results"
    label = "results"
    verbose_name = _("Results")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        menu.add(
            "Measure", _("Goals and results"), "results:overview",
            lambda scope: bool(scope.reach("view", "results.keyresult")), 20,
        )  # fmt: skip
