"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "comity.modules.portfolio"
    label = "portfolio"
    verbose_name = _("Portfolio")
