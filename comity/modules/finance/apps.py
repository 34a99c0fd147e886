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
        from .models import folding

        def fold(using: str, **rest: Any) -> None:
            folding.install(using)

        # Like the guards of the journal: made from the models, so every migration leaves the right one behind.
        post_migrate.connect(fold, sender=self, weak=False, dispatch_uid="finance.folding")
