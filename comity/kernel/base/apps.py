"""The Django card of this package."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "comity.kernel.base"
    label = "base"
