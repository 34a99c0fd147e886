"""Finding a mapping: of the installation, or one that is shipped (`desk/data/*.json`)."""

from pathlib import Path

from django.utils.translation import gettext as _

from comity.kernel.base.errors import Refused
from comity.kernel.imports import mappings
from comity.kernel.people.models import Unit

from ..models import LogMapping

DATA = Path(__file__).resolve().parents[1] / "data"


def find(code: str, unit: Unit | None = None, *, keep: bool = True) -> LogMapping:
    """Return a mapping by its code; a shipped one becomes a record the first time, for tickets of `unit`."""
    place = unit or Unit.objects.order_by("path").first()
    if place is None:
        raise Refused(_("Add a unit first: every ticket belongs to one."))
    found: LogMapping = mappings.find(LogMapping, DATA, code, keep=keep, unit=place)
    return found
