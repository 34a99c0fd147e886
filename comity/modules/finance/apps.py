"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "comity.modules.finance"
    label = "finance"
    verbose_name = _("Finance")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        from . import sides  # noqa: F401  (what stands beside records)
        from .models import folding

        def may(right: str, kind: str) -> menu.Needs:
            return lambda scope: bool(scope.reach(right, kind))

        menu.add("Resource", _("Headroom by fund"), "finance:headroom", may("view", "finance.envelope"), 2)
        menu.add("Resource", _("Expenses by year"), "finance:spending", may("view", "finance.expense"), 4)
        menu.add("Resource", _("Year end"), "finance:year-end", may("work", "finance.envelope"), 280)
        menu.add("Resource", _("Import expenses"), "finance:import", may("import", "finance.expense"), 282)

        def fold(using: str, **rest: Any) -> None:
            folding.install(using)

        # Like the guards of the journal: made from the models, so every migration leaves the right one behind.
        post_migrate.connect(fold, sender=self, weak=False, dispatch_uid="finance.folding")
