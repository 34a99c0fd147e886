"""The Django card of this package."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "comity.kernel.shell"
    label = "shell"
