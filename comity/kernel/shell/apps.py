"""The Django card of this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "comity.kernel.shell"
    label = "shell"

    def ready(self) -> None:
        from . import menu

        # People stand below the shell and cannot add their own line.
        menu.for_person(_("My profile"), "people:profile", order=10)
