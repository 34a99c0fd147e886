"""The settings of the house that is killed: an ordinary one, with the job of `work`, its tables made from the models."""

from comity.settings.dev import *  # noqa: F403
from comity.settings.dev import COMITY_CONNECTORS, INSTALLED_APPS  # type: ignore[attr-defined]

MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}
COMITY_CONNECTORS = [*COMITY_CONNECTORS, "tests.crash.work"]
COMITY_API_RATE = 10_000_000
