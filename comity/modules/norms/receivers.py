"""What follows from a change of a norm: one version at a time is in force."""

from collections.abc import Sequence

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.models import Tracked

from .models import Version


@after(Version)
def one_in_force(records: Sequence[Tracked], verb: str) -> None:
    """A promulgated version supersedes the one before it, in the same transaction."""
    if verb != "promulgate":
        return
    for version in records:
        assert isinstance(version, Version)  # noqa: S101  what the hook is registered for
        for older in Version.objects.filter(norm=version.norm, state="in_force").exclude(pk=version.pk):
            take(System("norms"), older, "supersede", reason=version.reference)
