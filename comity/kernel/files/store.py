"""Taking a file in: streamed, limited, recognised, and kept once."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ..base.errors import Refused
from ..base.moment import now
from ..jobs.queue import enqueue
from .models import Scan, StoredFile
from .shelf import incoming, shelf
from .sniff import fits, sniff

PART = 256 * 1024  # bytes held in memory at a time
LIMIT = 25 * 1024 * 1024
# Control signs, and those that turn the direction of writing: "exe.gpj" must not read as "jpg.exe".
UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]")


def limit() -> int:
    """Return the most bytes one file may have (COMITY_FILES_LIMIT, 25 MiB where nothing is said)."""
    return int(getattr(settings, "COMITY_FILES_LIMIT", LIMIT))


def clean_name(name: str) -> str:
    """Return the last part of a name without what could mislead, at most 200 characters with its ending."""
    last = UNSAFE.sub("", re.split(r"[/\\]", name or "")[-1]).strip(" .") or "file"
    stem, dot, ending = last.rpartition(".")
    return last if len(last) <= 200 or not dot else f"{stem[: 199 - len(ending[:20])]}.{ending[:20]}"


def store(upload: Any, name: str = "") -> StoredFile:
    """Keep a content (a Django upload, or anything with `read`) and return its row.

    The row belongs to the caller's transaction. Refuses what is empty, too large, of a type that is
    not allowed, or named as something it is not; each sentence names the file.
    """
    name = clean_name(name or getattr(upload, "name", "") or "")
    path = Path(tempfile.mkstemp(dir=incoming())[1])
    try:
        digest, size = _receive(upload, path, name)
        with path.open("rb") as content:
            media_type = sniff(content)
        if not media_type:
            _refuse(_("“%(name)s” is of a kind that is not accepted here."), name)
        if not fits(name, media_type):
            _refuse(
                _("“%(name)s” holds %(type)s, which its ending does not say: rename it or send another."),
                name, type=media_type,
            )  # fmt: skip
        if StoredFile.objects.filter(digest=digest, scan=Scan.INFECTED).exists():
            _refuse(_("A virus was found in “%(name)s”."), name)
        return _keep(path, digest, size, media_type)
    finally:
        path.unlink(missing_ok=True)


def _parts(upload: Any) -> Iterator[bytes]:
    if hasattr(upload, "chunks"):
        yield from upload.chunks(PART)
    else:
        while part := upload.read(PART):
            yield part


def _receive(upload: Any, path: Path, name: str) -> tuple[str, int]:
    """Write the content to `path`, durably; return its SHA-256 and size."""
    digest, size, most = hashlib.sha256(), 0, limit()
    with path.open("wb") as out:
        for part in _parts(upload):
            size += len(part)
            if size > most:
                _refuse(
                    _("“%(name)s” is larger than %(limit)s, the most that one file may have."),
                    name, limit=filesizeformat(most),
                )  # fmt: skip
            digest.update(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        _refuse(_("“%(name)s” is empty."), name)
    return digest.hexdigest(), size


def _keep(path: Path, digest: str, size: int, media_type: str) -> StoredFile:
    """Put the content on the shelf and make or find its row.

    The shelf is looked at twice: `jobs.tidy` may be removing the same content, and once the row is
    ours it has finished. Neither look waits for a network inside a transaction of our own.
    """
    if not shelf().has(digest):
        shelf().put(path, digest)
    with transaction.atomic():
        fresh = StoredFile(
            digest=digest, size=size, media_type=media_type,
            scan=Scan.QUARANTINED if settings.COMITY_CLAMD else Scan.UNSCANNED,
        )  # fmt: skip
        StoredFile.objects.bulk_create([fresh], ignore_conflicts=True)
        # Writing to the row holds it until the commit, so that nobody tidies it away meanwhile.
        StoredFile.objects.filter(digest=digest).update(used_at=now())
        stored = StoredFile.objects.get(digest=digest)
        if stored.pk == fresh.pk and settings.COMITY_CLAMD:
            enqueue("files.scan", file=stored.pk)
    if path.exists() and not shelf().has(digest):
        shelf().put(path, digest)
    return stored


def _refuse(sentence: Any, name: str, **more: Any) -> None:
    said = sentence % {"name": name, **more}
    raise Refused(said, {"file": [said]}, code="file")
