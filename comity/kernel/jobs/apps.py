"""The Django card of this package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "comity.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        from . import purge  # noqa: F401  (declares its job)

        # A web process knows the same declarations as a worker: it has to show and to retry them.
        autodiscover_modules("jobs")
