"""Where contents lie: one face for a folder of this machine and for a bucket of S3."""

import os
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files import File


class Shelf(Protocol):
    """What every shelf can do; contents are named by their SHA-256 and never change."""

    def put(self, path: Path, digest: str) -> None:
        """Take over the finished file at `path`; it is durable afterwards."""

    def open(self, digest: str) -> BinaryIO:
        """Open a content for reading; FileNotFoundError when it is not there."""

    def has(self, digest: str) -> bool: ...

    def remove(self, digest: str) -> None:
        """Remove a content; nothing happens when it is not there."""


def address(digest: str) -> str:
    """Return the place of a content: two levels of folders, so that none holds too many."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, path: Path, digest: str) -> None:
        place = self.root / address(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o640)
        path.replace(place)
        # The name has to be as durable as the content, or a power cut leaves a row without its file.
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def open(self, digest: str) -> BinaryIO:
        return (self.root / address(digest)).open("rb")

    def has(self, digest: str) -> bool:
        return (self.root / address(digest)).exists()

    def remove(self, digest: str) -> None:
        (self.root / address(digest)).unlink(missing_ok=True)


class Bucket:
    """A bucket of S3 or of what speaks like it; keys and end point come from the usual AWS_ variables."""

    def __init__(self, name: str):
        from storages.backends.s3 import S3Storage

        self.storage = S3Storage(
            bucket_name=name, default_acl=None, file_overwrite=True, querystring_auth=True
        )

    def put(self, path: Path, digest: str) -> None:
        with path.open("rb") as content:
            self.storage.save(address(digest), File(content))
        path.unlink()

    def open(self, digest: str) -> BinaryIO:
        return cast(BinaryIO, self.storage.open(address(digest), "rb"))

    def has(self, digest: str) -> bool:
        return self.storage.exists(address(digest))

    def remove(self, digest: str) -> None:
        self.storage.delete(address(digest))


@cache
def _bucket(name: str) -> Bucket:
    return Bucket(name)


def shelf() -> Shelf:
    """Return the shelf of this installation."""
    name = settings.COMITY_FILES_BUCKET
    return _bucket(name) if name else Folder(Path(settings.MEDIA_ROOT))


def incoming() -> Path:
    """Return the folder for what is still arriving: on the shelf's own disk, so that moving is one step."""
    place = Path(settings.MEDIA_ROOT) / "incoming"
    place.mkdir(parents=True, exist_ok=True)
    return place
