"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "comity.modules.desk"
    label = "desk"
    verbose_name = _("Service desk")
