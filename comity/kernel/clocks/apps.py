"""The Django card of this package."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "comity.kernel.clocks"
    label = "clocks"
