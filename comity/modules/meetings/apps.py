"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "comity.modules.meetings"
    label = "meetings"
    verbose_name = _("Meetings")
