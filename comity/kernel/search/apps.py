"""The Django card of this package."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "comity.kernel.search"
    label = "search"
