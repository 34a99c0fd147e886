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

        from .models import folding

        def sees(kind: str) -> menu.Needs:
            return lambda scope: bool(scope.reach("view", kind))

        menu.add("Resource", _("Headroom by fund"), "finance:headroom", sees("finance.envelope"), 2)

        def fold(using: str, **rest: Any) -> None:
            folding.install(using)

        # Like the guards of the journal: made from the models, so every migration leaves the right one behind.
        post_migrate.connect(fold, sender=self, weak=False, dispatch_uid="finance.folding")
