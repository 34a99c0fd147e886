"""Work on files: scanning what came in, and tidying away what nobody refers to."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from ..base.moment import now
from ..jobs.declare import Retry, job
from ..jobs.progress import Progress
from . import clamd
from .models import Scan, StoredFile
from .shelf import shelf

UNUSED = timedelta(days=7)


def look(stored: StoredFile) -> Scan:
    """Ask the scanner about one content and note what it says; an infected content leaves the shelf."""
    with shelf().open(stored.digest) as content:
        found = clamd.scan(settings.COMITY_CLAMD, content)
    verdict = Scan.INFECTED if found else Scan.CLEAN
    row = StoredFile.objects.filter(pk=stored.pk)
    row.update(scan=verdict, scan_note=found[:200], scanned_at=now())
    if found:
        shelf().remove(stored.digest)
    return verdict


@job("files.scan", title=_("Check a file for viruses"), retry=Retry(20, timedelta(seconds=5), 2))
def scan(progress: Progress, file: str) -> dict[str, str]:
    """Let a file out of quarantine, or not."""
    stored = StoredFile.objects.filter(pk=UUID(file)).first()
    if stored is None or not settings.COMITY_CLAMD:
        return {}
    return {"verdict": look(stored)}


@job(
    "files.scan-rest", title=_("Check the files that were never checked"), every=timedelta(hours=1), long=True
)
def scan_rest(progress: Progress) -> dict[str, int]:
    """Check what came in while there was no scanner, or while it was away."""
    if not settings.COMITY_CLAMD:
        return {}
    waiting = StoredFile.objects.filter(scan__in=(Scan.QUARANTINED, Scan.UNSCANNED)).order_by("id")
    total, count = waiting.count(), 0
    for stored in list(waiting):
        progress(count, total)
        try:
            look(stored)
        except FileNotFoundError:
            continue
        count += 1
    return {"checked": count}


@job(
    "files.tidy",
    title=_("Remove files that nothing refers to"),
    every=timedelta(days=1),
    offset=timedelta(hours=3),
)
def tidy(progress: Progress) -> dict[str, int]:
    """Remove contents that no record has used for a week."""
    count = 0
    unused = StoredFile.objects.filter(attachments=None, used_at__lt=now() - UNUSED)
    for pk in list(unused.values_list("pk", flat=True)):
        count += _remove(pk)
        progress(count)
    return {"removed": count}


def _remove(pk: UUID) -> bool:
    """Remove row and content while the row is held: who stores the same content now comes after us."""
    try:
        with transaction.atomic():
            rows = StoredFile.objects.select_for_update()
            stored = rows.filter(pk=pk, used_at__lt=now() - UNUSED).first()
            if stored is None:
                return False
            digest = stored.digest
            stored.delete()
            shelf().remove(digest)
    except ProtectedError:
        return False
    return True
