"""The Django card of this package."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "comity.kernel.files"
    label = "files"
