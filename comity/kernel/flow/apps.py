"""The Django card of this package."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "comity.kernel.flow"
    label = "flow"
