"""What is measured beside the pages: the weight of pages, the import of the log, clocks computed anew."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from typing import Any

from .client import Wire, ask
from .place import HOME, ROOT, SERVER, Place

KNAPSACKS = ROOT.parent / "shared" / "data" / "orlib"
LOG = ROOT.parent / "shared" / "data" / "itsm" / "incident_event_log.zip"


def weights(port: int, page: Any) -> dict[str, int]:
    """Return bytes on the wire, and as they would be if compressed, of a page and of its style and script."""
    _status, head, body = Wire(port).send(page)
    packed = b"content-encoding" in head.lower()
    html = gzip.decompress(body) if packed else body
    found = {
        "page as sent": len(body),
        "page if compressed": len(gzip.compress(html, 6)),
        "style and script": 0,
    }
    for path in re.findall(rb'<(?:link[^>]+stylesheet[^>]+href|script[^>]+src)="([^"]+)"', html):
        _s, _h, part = Wire(port).send(ask("GET", path.decode(), {"Accept-Encoding": "br, gzip"}))
        found["style and script"] += len(part)
    return found


def scratch(place: Place, name: str) -> Place:
    """Copy a place, so that what is done to it is forgotten; return the copy."""
    copy = Place(place.database, -1 if name == "log" else -2)
    shutil.rmtree(copy.var, ignore_errors=True)
    shutil.copytree(place.var, copy.var)
    if place.database == "postgres":
        import psycopg

        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as base:
            base.execute(f'DROP DATABASE IF EXISTS "{copy.name}" WITH (FORCE)')
            base.execute(f'CREATE DATABASE "{copy.name}" TEMPLATE "{place.name}"')
    return copy


def forget(place: Place) -> None:
    """Remove a copy."""
    shutil.rmtree(place.var, ignore_errors=True)
    if place.database == "postgres":
        import psycopg

        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as base:
            base.execute(f'DROP DATABASE IF EXISTS "{place.name}" WITH (FORCE)')


def log_import(place: Place) -> dict[str, float]:
    """Import the event log into a copy of a place; return events, seconds, and seconds until it can be found."""
    if not LOG.exists():
        return {}
    copy = scratch(place, "log")
    code = (
        "import sys, time; from bench.place import Place; Place(sys.argv[1], int(sys.argv[2])).enter()\n"
        "from pathlib import Path; from comity.modules.desk import importlog; from comity.kernel.search import follow\n"
        "report = importlog.load(Path(sys.argv[3]).open('rb'), importlog.mapping('servicenow'))\n"
        "began = time.monotonic(); follow.catch_up()\n"
        "print(report.written, report.seconds, time.monotonic() - began)"
    )
    command = [sys.executable, "-c", code, copy.database, str(copy.tickets), str(LOG)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    forget(copy)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return {}
    events, seconds, search = map(float, done.stdout.split()[-3:])
    return {"events": events, "seconds": seconds, "search": search}


def clocks(database: str, count: int) -> dict[str, float]:
    """Run `bench/clocks.py` on its own database; return clocks a second built and computed again."""
    environment = dict(os.environ)
    HOME.mkdir(parents=True, exist_ok=True)
    file = HOME / "clocks.sqlite3"
    for old in HOME.glob("clocks.sqlite3*"):
        old.unlink()
    if database == "postgres":
        import psycopg

        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as base:
            base.execute("DROP DATABASE IF EXISTS comity_bench_clocks WITH (FORCE)")
            base.execute("CREATE DATABASE comity_bench_clocks")
        environment["COMITY_TEST_DATABASE"] = f"{SERVER}/comity_bench_clocks"
    command = [sys.executable, str(ROOT / "bench" / "clocks.py"), str(count), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    if database == "postgres":
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as base:
            base.execute("DROP DATABASE IF EXISTS comity_bench_clocks WITH (FORCE)")
    for old in HOME.glob("clocks.sqlite3*"):
        old.unlink()
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return {}
    took = re.search(r"([\d,]+) clocks computed again in ([\d.]+) s", done.stdout)
    built = re.search(r"([\d,]+) clocks built in ([\d.]+) s", done.stdout)
    if took is None or built is None:
        raise RuntimeError(done.stdout)
    return {"clocks": float(took[1].replace(",", "")), "again": float(took[2]), "built": float(built[2])}


def told(*command: str) -> str:
    """Run another bench in a process of its own; return what it prints, or what went wrong as its last line."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return f"{command[0]} ended with code {done.returncode}."
    # The solver's library writes a line of its own now and then, past Python.
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("Highs")).strip()


def versions(database: str) -> str:
    """Name the libraries and the server that were measured."""
    import platform
    import sqlite3
    from importlib.metadata import version

    names = ", ".join(
        f"{name} {version(name)}" for name in ("django", "granian", "jinja2", "tantivy", "psycopg")
    )
    base = f"SQLite {sqlite3.sqlite_version}"
    if database == "postgres":
        import psycopg

        with psycopg.connect(f"{SERVER}/postgres") as held:
            base = "PostgreSQL " + str(held.info.parameter_status("server_version")).split(" ")[0]
    return f"{base}, Python {platform.python_version()}, {names}"
