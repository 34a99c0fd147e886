"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalConfig(AppConfig):
    name = "comity.modules.appraisal"
    label = "appraisal"
    verbose_name = _("Appraisal")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        menu.add("Decide", _("Appraisal calculator"), "appraisal:calculator", order=281)
