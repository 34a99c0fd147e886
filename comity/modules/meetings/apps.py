"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "comity.modules.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        from . import blocks, sides, topics  # noqa: F401  (home, what stands beside records, kinds of news)

        menu.add(
            "Decide", _("Calendar of bodies"), "meetings:calendar",
            lambda scope: bool(scope.reach("view", "meetings.meeting")), 38,
        )  # fmt: skip
