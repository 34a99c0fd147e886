"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "comity.modules.governance"
    label = "governance"
    verbose_name = _("Governance")

    def ready(self) -> None:
        from comity.kernel.flow.mandates import source

        from .queries.asking import answer

        source(answer)  # seats and mandates open the steps that name a matter
