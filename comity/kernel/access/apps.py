"""The Django card of this package."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "comity.kernel.access"
    label = "access"
