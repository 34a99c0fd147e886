"""Work of the desk that nobody waits for: importing a log, counting anew."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Refused
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.files.shelf import shelf
from comity.kernel.jobs.declare import Retry, job

from . import importlog, tally

SHOWN = 200  # faults that the page of the report lists


@job(
    "desk.import_log",
    title=_("Import of an incident log"),
    retry=Retry(5, timedelta(seconds=5), 2),
    long=True,
)
def import_log(
    progress: Any, file: str, mapping: str, dry: bool, name: str = "", who: str = ""
) -> dict[str, Any]:
    """Read a log that was uploaded. Cut off and begun again, it goes on where it stood."""
    stored = StoredFile.objects.get(pk=file)
    if stored.scan == Scan.INFECTED:
        raise Refused(_g("A virus was found in this file; nothing was imported."))
    if not stored.open_to_readers:
        raise RuntimeError("The file still waits for the virus check; tried again soon.")
    with shelf().open(stored.digest) as content:
        report = importlog.load(
            content, importlog.mapping(mapping),
            lambda done, total, what: progress(done, total or None, what), dry=dry, reason=f"{who}: {name}",
        )  # fmt: skip
    report.faults = report.faults[:SHOWN]
    return {**asdict(report), "per_second": report.per_second, "name": name}


@job("desk.count", title=_("Count promises anew"), long=True)
def count_anew(progress: Any) -> dict[str, int]:
    """Make the count of promises from the clocks, when it is in doubt."""
    return {"tickets": tally.rebuild(lambda done, total: progress(done, total, ""))}
