"""The Django card of this package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "comity.kernel.people"
    label = "people"
