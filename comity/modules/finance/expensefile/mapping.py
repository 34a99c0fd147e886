"""Finding a mapping: of the installation, or one that is shipped (`finance/data/mappings/*.json`)."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import add
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused

from ..models import ExpenseMapping

DATA = Path(__file__).resolve().parents[1] / "data" / "mappings"


def shipped() -> list[str]:
    """Return the codes of the mappings that come with Comity."""
    return sorted(path.stem for path in DATA.glob("*.json"))


def find(code: str) -> ExpenseMapping:
    """Return a mapping by its code; a shipped one becomes a record the first time."""
    found = ExpenseMapping.objects.filter(code=code).first()
    if found:
        return found
    if code not in shipped():
        raise Refused(
            _("There is no expense mapping “%(code)s”. These come with Comity: %(codes)s.")
            % {"code": code, "codes": ", ".join(shipped())}
        )
    values = json.loads((DATA / f"{code}.json").read_text("utf-8"))
    return add(System("import"), ExpenseMapping, reason="A mapping that comes with Comity.", **values)
