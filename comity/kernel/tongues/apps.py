"""The Django card of this package."""

from django.apps import AppConfig


class TonguesConfig(AppConfig):
    name = "comity.kernel.tongues"
    label = "tongues"
