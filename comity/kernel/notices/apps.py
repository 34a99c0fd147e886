"""The Django card of this package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "comity.kernel.notices"
    label = "notices"

    def ready(self) -> None:
        # Every process has to know every topic: the worker writes the mail, whoever told the news.
        autodiscover_modules("topics")
