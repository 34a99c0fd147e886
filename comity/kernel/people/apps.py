"""The Django card of this package."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "comity.kernel.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401  (they register themselves)

        # Servers run no checks of their own, and this one must hold wherever the house starts.
        for fault in checks.demonstration():
            raise ImproperlyConfigured(f"{fault.msg} {fault.hint}")
