"""The Django card of this package."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "comity.kernel.actions"
    label = "actions"
