"""The Django card of this module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "comity.modules.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from comity.kernel.shell import menu

        from . import notices  # noqa: F401  (the topics must be known before anybody chooses among them)

        def sees(kind: str) -> menu.Needs:
            return lambda scope: bool(scope.reach("view", kind))

        menu.add("Organisation", _("Chart"), "directory:chart", sees("people.unit"), 2)
        menu.add("Organisation", _("Map"), "directory:map", sees("people.dutystation"), 4)
        menu.add("Organisation", _("ICT personnel"), "directory:personnel", sees("people.appointment"), 6)
        menu.add("Organisation", _("Who may do what"), "directory:rights", sees("access.grant"), 8)
        menu.for_person(_("What may I do"), "directory:mine", 30)
        menu.for_person(_("Delegations"), "directory:delegations", 31)
