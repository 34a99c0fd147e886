"""The Django card of this package."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "comity.kernel.imports"
    label = "imports"
