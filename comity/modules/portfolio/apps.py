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

        menu.add("Decide", _("Portfolio"), "portfolio:overview", sees("portfolio.initiative"), 50)
        menu.add(
            "Decide", _("Road map of initiatives"), "portfolio:roadmap", sees("portfolio.initiative"), 202
        )
        menu.add(
            "Decide", _("Likely duplicates"), "portfolio:rationalisation",
            lambda scope: bool(scope.reach("review", "portfolio.initiative")), 53,
        )  # fmt: skip
        menu.add(
            "Decide", _("Bring in a list"), "portfolio:bring",
            lambda scope: bool(scope.reach("import", "portfolio.initiative")), 296,
        )  # fmt: skip
