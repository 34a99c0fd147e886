"""The Django card of this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "comity.kernel.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401  (they register themselves)
