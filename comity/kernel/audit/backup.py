"""A copy of everything while it runs, and its way back: database, files, and hashes to prove them equal.

The archive is a tar file: `manifest.json`, the database (an SQLite file, or a PostgreSQL dump made by
pg_dump from the same snapshot as the hashes) and `files/`. The search index is not in it: it is
rebuilt from the database.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from ..base.errors import Refused
from ..base.moment import now
from .models import Stream

Say = Callable[[str], None]
# Rows that come and go by themselves (sessions, cache, leases) are copied, but prove nothing.
PASSING = {"cache", "django_session", "usersessions_usersession", "search_indexnode", "sqlite_sequence"}


def digests(rows: Callable[[str], Iterator[Any]], tables: list[str]) -> dict[str, str]:
    """Return {table: SHA-256 over its rows in the order of their first column}."""
    found = {}
    for table in tables:
        total = hashlib.sha256()
        for row in rows(table):
            total.update(repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)).encode())
        found[table] = total.hexdigest()
    return found


def sqlite_digests(path: Path) -> dict[str, str]:
    """Hash every table of an SQLite file."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        tables = [name for (name,) in base.execute(names) if name not in PASSING]
        found = digests(lambda table: base.execute(f'SELECT * FROM "{table}" ORDER BY 1, rowid'), tables)  # noqa: S608
    base.close()
    return found


def postgres_digests() -> dict[str, str]:
    """Hash every table of the PostgreSQL database, inside the transaction of the caller."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall() if name not in PASSING]

        def rows(table: str) -> Iterator[Any]:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608  names come from the catalogue
            return iter(cursor.fetchall())

        return digests(rows, tables)


@contextmanager
def place() -> Iterator[Path]:
    """Give a folder beside the data, so that moving into place is a rename."""
    settings.COMITY_VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.COMITY_VAR) as folder:
        yield Path(folder)


def backup(target: Path, say: Say) -> dict[str, Any]:
    """Write an archive to `target`; people go on working meanwhile. Returns the manifest."""
    with place() as folder:
        say("Copying the database …")
        hashes = _copy_sqlite(folder) if connection.vendor == "sqlite" else _copy_postgres(folder)
        manifest = {
            "comity": 1, "engine": connection.vendor, "node": settings.COMITY_NODE, "at": now().isoformat(),
            "tables": hashes, "files": _file_hashes(Path(settings.MEDIA_ROOT)),
        }  # fmt: skip
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
        say("Writing the archive …")
        partial = target.with_name(target.name + ".part")
        with tarfile.open(partial, "w:gz", compresslevel=3) as archive:
            archive.add(folder / "manifest.json", "manifest.json")
            archive.add(folder / "database", "database")
            for name in manifest["files"]:
                archive.add(Path(settings.MEDIA_ROOT) / name, f"files/{name}")
        os.replace(partial, target)
    return manifest


def _copy_sqlite(folder: Path) -> dict[str, str]:
    connection.ensure_connection()
    copy = sqlite3.connect(folder / "database")
    # All pages in one step: a copy page by page would begin anew with every write.
    connection.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()
    return sqlite_digests(folder / "database")


def _copy_postgres(folder: Path) -> dict[str, str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(["pg_dump", "-Fc", f"--snapshot={snapshot}", "-f", str(folder / "database")])
        return postgres_digests()


def _run(command: list[str]) -> None:
    """Run a PostgreSQL tool on our database; its words are the error when it fails."""
    base = connection.settings_dict
    known = {
        "PGHOST": base["HOST"],
        "PGPORT": str(base["PORT"] or ""),
        "PGUSER": base["USER"],
        "PGPASSWORD": base["PASSWORD"],
    }
    environment = (
        os.environ | {key: value for key, value in known.items() if value} | {"PGDATABASE": base["NAME"]}
    )
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(done.stderr.strip() or f"{command[0]} failed.")


def _file_hashes(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.endswith((".part", ".tmp"))
    }


def restore(source: Path, say: Say) -> dict[str, Any]:
    """Put an archive in the place of this installation's empty or stopped one, and prove it equal."""
    with place() as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        if manifest["engine"] != connection.vendor:
            raise Refused(
                f"The archive is of {manifest['engine']}, this installation runs on {connection.vendor}."
            )
        say("Checking the archive …")
        if _file_hashes(folder / "files") != manifest["files"]:
            raise Refused("The files of the archive are damaged; nothing was restored.")
        if connection.vendor == "sqlite":
            if sqlite_digests(folder / "database") != manifest["tables"]:
                raise Refused("The database of the archive is damaged; nothing was restored.")
            say("Putting the database in place …")
            _place_sqlite(folder / "database", manifest)
        else:
            say("Restoring the database …")
            _run(
                [
                    "pg_restore",
                    "--clean",
                    "--if-exists",
                    "--no-owner",
                    "--single-transaction",
                    "--dbname",
                    connection.settings_dict["NAME"],
                    str(folder / "database"),
                ]
            )
            if postgres_digests() != manifest["tables"]:
                raise Refused("The restored database differs from the archive.")
        say("Putting the files in place …")
        if (folder / "files").exists():
            shutil.copytree(folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
        shutil.rmtree(settings.COMITY_VAR / "search", ignore_errors=True)
    manifest["entries"] = sum(Stream.objects.values_list("seq", flat=True))
    return manifest


def _place_sqlite(copy: Path, manifest: dict[str, Any]) -> None:
    """Fill the live database from the copy through SQLite itself, so that open connections see it."""
    connection.ensure_connection()
    source = sqlite3.connect(copy)
    source.backup(connection.connection)
    source.close()
    connection.connection.execute("PRAGMA journal_mode=WAL")
    if sqlite_digests(Path(str(connection.settings_dict["NAME"]))) != manifest["tables"]:
        raise Refused("The restored database differs from the archive.")
