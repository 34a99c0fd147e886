"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "comity.modules.portfolio"
    label = "portfolio"
    verbose_name = _("Portfolio")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        def sees(kind: str) -> menu.Needs:
            return lambda scope: bool(scope.reach("view", kind))

        menu.add("Decide", _("Portfolio"), "portfolio:overview", sees("portfolio.initiative"), 100)
        menu.add(
            "Decide", _("Road map of initiatives"), "portfolio:roadmap", sees("portfolio.initiative"), 102
        )
        menu.add(
            "Decide", _("Likely duplicates"), "portfolio:rationalisation",
            lambda scope: bool(scope.reach("review", "portfolio.initiative")), 104,
        )  # fmt: skip
        menu.add(
            "Decide", _("Bring in a list"), "portfolio:bring",
            lambda scope: bool(scope.reach("import", "portfolio.initiative")), 196,
        )  # fmt: skip
