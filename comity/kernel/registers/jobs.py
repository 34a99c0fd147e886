"""Work of the registers that nobody waits for: applying an import."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..access.scope import scope_of
from ..base.moment import now
from ..jobs.declare import job
from .importing import Importer
from .models import ImportRun
from .register import registers


@job("registers.import", title=_("Import of a file"), long=True)
def apply_import(progress: Any, run: str) -> dict[str, Any]:
    """Check the whole file again, saying how far it is, then write it in one transaction; once."""
    found = ImportRun.objects.select_related("person").get(pk=run)
    if found.state == "applied":
        return dict(found.report)

    def importer() -> Importer:
        register, scope = registers[found.kind], scope_of(found.person)
        return Importer(register, found.person, scope, bytes(found.content), found.name)

    plan = importer().run(False, lambda done, total, _what: progress(done, total, _("Checking the lines.")))
    if not plan.faults:
        plan = importer().run(True)
        found.applied_at = now()
    found.state = "faulty" if plan.faults else "applied"
    found.report = plan.as_dict()
    found.save(update_fields=["state", "report", "applied_at"])
    return found.report
