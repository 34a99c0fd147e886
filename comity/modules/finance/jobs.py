"""Work of finance that nobody waits for: importing a file of expenses."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Refused
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.files.shelf import shelf
from comity.kernel.jobs.declare import Retry, job

from . import expensefile

SHOWN = 300  # faults that the page of the report lists


@job(
    "finance.import_expenses",
    title=_("Import of expenses"),
    retry=Retry(5, timedelta(seconds=5), 2),
    long=True,
)
def import_expenses(
    progress: Any, file: str, mapping: str, dry: bool, name: str = "", who: str = ""
) -> dict[str, Any]:
    """Read a file that was uploaded. Cut off and begun again, it goes on where it stood."""
    stored = StoredFile.objects.get(pk=file)
    if stored.scan == Scan.INFECTED:
        raise Refused(_g("A virus was found in this file; nothing was imported."))
    if not stored.open_to_readers:
        raise RuntimeError("The file still waits for the virus check; tried again soon.")
    with shelf().open(stored.digest) as content:
        report = expensefile.load(
            content, expensefile.mapping(mapping),
            lambda done, total, what: progress(done, total or None, what), dry=dry, reason=f"{who}: {name}",
        )  # fmt: skip
    report.faults = report.faults[:SHOWN]
    return {**asdict(report), "per_second": report.per_second, "name": name}
