"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "comity.modules.governance"
    label = "governance"
    verbose_name = _("Governance")

    def ready(self) -> None:
        from comity.kernel.flow.mandates import source
        from comity.kernel.shell import menu

        from .queries.asking import answer

        source(answer)  # seats and mandates open the steps that name a matter

        def sees(scope: Any) -> bool:
            return bool(scope.reach("view", "governance.mandate"))

        menu.add("Decide", _("Who decides what"), "governance:matrix", sees, 1)
        menu.add("Decide", _("Central and local"), "governance:freedom", sees, 3)
        menu.for_person(_("What may I decide"), "governance:mine", 32)
