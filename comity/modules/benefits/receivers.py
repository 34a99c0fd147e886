"""What follows from others' changes and our own: closing a project opens its benefit calendar."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.hooks import after
from comity.kernel.actions.verbs import change
from comity.kernel.audit.journal import acting
from comity.kernel.base.errors import Refused
from comity.kernel.notices.tell import tell

from . import actions, topics
from .models import FINAL, BenefitMeasurement


@after(apps.get_model("projects", "Project"))
def open_the_calendar(records: Sequence[Any], verb: str) -> None:
    """In the transaction of the closure, so that no project is closed without its calendar."""
    for project in records:
        if verb == "close":
            actions.open_calendar(project)
        moved = {"unit", "classification"} & set(getattr(project, "was", {}))
        if moved:
            for one in BenefitMeasurement.objects.filter(project=project):
                level = max(one.classification, project.classification)
                change(actions.US, one, unit=project.unit, classification=level, reason=project.reference)


@after(BenefitMeasurement)
def keep_what_was_measured(records: Sequence[Any], verb: str) -> None:
    """What is closed is not removed."""
    if verb == "remove" and any(one.state in FINAL for one in records):
        raise Refused(_("This entry is closed and stays as it is."))


@after(BenefitMeasurement)
def tell_the_owner(records: Sequence[Any], verb: str) -> None:
    """What a second person made of a measurement is news to its owner."""
    topic = {"send_back": topics.RETURNED, "verify": topics.VERIFIED}.get(verb)
    for one in records if topic else ():
        tell(
            [one.owner, one.submitter], topic, one.kind_name(), one.pk, one.get_absolute_url(), but=acting(),  # type: ignore[arg-type]
            reference=one.reference, title=one.title,
        )  # fmt: skip
