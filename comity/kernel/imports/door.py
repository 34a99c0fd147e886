"""The door: a file that was sent is opened only when the virus check lets it through."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO

from django.utils.translation import gettext as _

from ..base.errors import Refused
from ..base.moment import now
from ..files.models import Scan, StoredFile
from ..files.shelf import shelf
from ..jobs.progress import Later

AGAIN = timedelta(seconds=10)


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open the content of a stored file; one that is being checked is read later, an infected one never."""
    stored = StoredFile.objects.filter(pk=file).first()
    if stored is None:
        raise Refused(_("The file is not kept any more; send it again."))
    if stored.scan == Scan.INFECTED:
        raise Refused(_("A virus was found in this file; nothing was imported."))
    if not stored.open_to_readers:
        raise Later(AGAIN, _("The file waits for the virus check."))
    try:
        content = shelf().open(stored.digest)
    except FileNotFoundError as error:
        raise Refused(_("The file is not kept any more; send it again.")) from error
    with content:
        yield content


def keep(file: str) -> bool:
    """Say that a stored file is still wanted, so that it is not tidied away; False when it is gone."""
    return bool(StoredFile.objects.filter(pk=file).update(used_at=now()))
