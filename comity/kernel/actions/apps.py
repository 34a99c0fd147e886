"""The Django card of this package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActionsConfig(AppConfig):
    name = "comity.kernel.actions"
    label = "actions"

    def ready(self) -> None:
        from .timing import listen

        listen()
        autodiscover_modules("receivers")
