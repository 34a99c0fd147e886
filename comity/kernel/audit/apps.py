"""The Django card of this package."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import register as check
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "comity.kernel.audit"
    label = "audit"

    def ready(self) -> None:
        from . import security  # noqa: F401  (it registers its listeners)
        from .checks import no_cascades
        from .guards import install

        check(no_cascades)

        def guard(using: str, **rest: Any) -> None:
            install(using)

        # Guards are made from the models, so every migration leaves the right ones behind.
        post_migrate.connect(guard, sender=self, weak=False, dispatch_uid="audit.guards")
