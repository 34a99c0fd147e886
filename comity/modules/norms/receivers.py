"""What follows from a change: one version at a time is in force; who asked is told how it goes."""

from collections.abc import Sequence
from typing import Any

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import acting
from comity.kernel.base.models import Tracked
from comity.kernel.notices.tell import tell

from .models import Exemption, Version
from .topics import BY_STATE


@after(Version)
def one_in_force(records: Sequence[Any], verb: str) -> None:
    """A promulgated version supersedes the one before it, in the same transaction."""
    if verb != "promulgate":
        return
    for version in records:
        for older in Version.objects.filter(norm=version.norm, state="in_force").exclude(pk=version.pk):
            take(System("norms"), older, "supersede", reason=version.reference)


@after(Exemption)
def tell_the_requester(records: Sequence[Tracked], verb: str) -> None:
    """Each step that somebody else took on an exception is news to who asked for it."""
    for one in records:
        assert isinstance(one, Exemption)
        topic = BY_STATE.get(one.state)
        if topic and "state" in getattr(one, "was", {}):
            tell(
                [one.requester], topic, one.kind_name(), one.pk, one.get_absolute_url(), but=acting(),
                reference=one.reference, title=one.title, until=one.granted_until,
            )  # fmt: skip
