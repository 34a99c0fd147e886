"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    name = "comity.modules.benefits"
    label = "benefits"
    verbose_name = _("Benefits")
