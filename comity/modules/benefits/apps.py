"""The Django card of this module."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    name = "comity.modules.benefits"
    label = "benefits"
    verbose_name = _("Benefits")

    def ready(self) -> None:
        from comity.kernel.shell import menu
        from comity.modules.appraisal.public import told_by

        from . import blocks  # noqa: F401  (what home shows)
        from .queries import classes

        def sees(kind: str) -> Any:
            return lambda scope: bool(scope.reach("view", kind))

        told_by(classes)
        menu.add(
            "Measure",
            _("Promised and realised"),
            "benefits:overview",
            sees("benefits.benefitmeasurement"),
            30,
        )
        menu.add("Measure", _("Promised twice"), "benefits:twice", sees("portfolio.casebenefit"), 231)
