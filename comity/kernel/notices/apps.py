"""The Django card of this package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "comity.kernel.notices"
    label = "notices"
