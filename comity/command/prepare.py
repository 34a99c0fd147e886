"""Bring an installation up to date: each step skips itself when nothing changed, and says what it does."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import catalogues


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Show a step and the seconds it took."""
    print(f"comity: {sentence} ...", flush=True)
    began = time.monotonic()
    yield
    if (took := time.monotonic() - began) > 1:
        print(f"comity:   done in {took:.1f} s", flush=True)


def everything(*, demo: bool) -> None:
    """Prepare the folder, the catalogues, the database, the static files and, if asked, the demonstration."""
    from comity.settings import env

    folder(env.VAR)
    if behind := catalogues.stale():
        with step(f"compiling {len(behind)} language catalogues"):
            catalogues.compile_all(behind)
    import django

    django.setup()
    from django.core.management import call_command

    with step("bringing the database up to date"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    static(env.VAR)
    if demo:
        call_command("demo")


def folder(var: Path) -> None:
    """Make the folder of this installation and its secret key, readable by its owner only."""
    if not var.is_dir():
        print(f"comity: making {var} for the database, files and search index", flush=True)
        var.mkdir(parents=True, mode=0o700)
    key = var / "secret-key"
    if not key.exists() and not os.environ.get("COMITY_SECRET_KEY"):
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")


def static(var: Path) -> None:
    """Gather and compress style, script and pictures, unless the same files were gathered last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256(f"{settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = var / "static.stamp"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    with step("gathering and compressing style, script and pictures"):
        call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())
