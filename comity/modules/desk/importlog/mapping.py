"""Finding a mapping: of the installation, or one that is shipped (`desk/data/*.json`)."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit

from ..models import LogMapping

DATA = Path(__file__).resolve().parents[1] / "data"


def shipped() -> list[str]:
    """Return the codes of the mappings that come with Comity."""
    return sorted(
        path.stem for path in DATA.glob("*.json") if "columns" in json.loads(path.read_text("utf-8"))
    )


def find(code: str, unit: Unit | None = None) -> LogMapping:
    """Return a mapping by its code; a shipped one becomes a record the first time, for tickets of `unit`."""
    found = LogMapping.objects.select_related("unit").filter(code=code).first()
    if found:
        return found
    if code not in shipped():
        raise Refused(
            _("There is no log mapping “%(code)s”. These come with Comity: %(codes)s.")
            % {"code": code, "codes": ", ".join(shipped())}
        )
    place = unit or Unit.objects.order_by("path").first()
    if place is None:
        raise Refused(_("Add a unit first: every ticket belongs to one."))
    values = json.loads((DATA / f"{code}.json").read_text("utf-8"))
    return add(System("import"), LogMapping, reason="A mapping that comes with Comity.", unit=place, **values)
