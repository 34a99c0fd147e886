"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "comity.modules.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from . import topics  # noqa: F401  (the topics must be known before anybody chooses among them)
