"""How long it takes to build clocks from history and to compute them again after a calendar change.

    python bench/clocks.py [clocks=1000000] [SQLite file]

Works on its own temporary SQLite database (or on COMITY_TEST_DATABASE, whose clock tables it fills
and empties). Each record has one clock; of five, two were stopped at once, two after a wait, and one
still runs. Prints what was measured.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
FILE = (
    sys.argv[2]
    if len(sys.argv) > 2
    else str(Path(tempfile.mkdtemp(prefix="comity-bench-")) / "clocks.sqlite3")
)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def set_up() -> None:
    """Make the tables of every app in the bench's own database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings.test")
    from comity.settings.base import SQLITE

    if not os.environ.get("COMITY_TEST_DATABASE"):
        settings.DATABASES = {"default": {**SQLITE, "NAME": FILE}}
    settings.MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in settings.INSTALLED_APPS}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)


def plant(model, **values):  # type: ignore[no-untyped-def]
    """Write one tracked row with its journal entry."""
    from comity.kernel.audit import journal
    from comity.kernel.audit.actors import System

    row = model(created_at=NOW, changed_at=NOW, version=1, **values)
    with journal.writing(System("bench")):
        row.entry_id = journal.record(model.kind_name(), row.pk, "add").pk
        row.save(force_insert=True)
    return row


def histories(definitions, count):  # type: ignore[no-untyped-def]
    """Invent records over two years; the last ones are still open."""
    from comity.kernel.base.ids import uuid7
    from comity.kernel.clocks.history import History

    random, end = Random(7), int(NOW.timestamp())
    first = end - 2 * 365 * 86400
    for i in range(count):
        at = first + (end - first) * i // count
        moves = [(at, "new")]
        if i % 5 in (2, 3):
            moves += [
                (at + random.randrange(3600), "waiting"),
                (at + random.randrange(7200, 200_000), "assigned"),
            ]
        if i % 5 != 4 and moves[-1][0] < end:
            moves.append((moves[-1][0] + random.randrange(600, 300_000), "resolved"))
        yield History("bench.ticket", uuid7(), [definitions[i % len(definitions)]], moves)


def main() -> None:
    set_up()
    from django.db import connection

    from comity.kernel.base.moment import at
    from comity.kernel.clocks import calendars
    from comity.kernel.clocks.history import bulk_build
    from comity.kernel.clocks.models import Calendar, ClockDefinition
    from comity.kernel.clocks.recompute import recompute

    week = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    office = plant(
        Calendar, code=f"office{os.getpid()}", name="Office", zone="Africa/Nairobi", hours=week, country="KE"
    )
    rules = {"pauses_in": ["waiting"], "stops_in": ["resolved"], "pause_reasons": {"waiting": "requester"}}
    promises = [{"minutes": 240}, {"minutes": 960}, {"minutes": 2400}, {"days": 5}]
    definitions = [
        plant(ClockDefinition, code=f"p{i}-{os.getpid()}", name="P", calendar=office, **rules, **promise)
        for i, promise in enumerate(promises)
    ]
    with at(NOW):
        begun = time.perf_counter()
        made = bulk_build(histories(definitions, COUNT))
        took = time.perf_counter() - begun
        print(f"{connection.vendor}: {made:,} clocks built in {took:.1f} s: {made / took:,.0f} records/s")
        calendars.changed([office.pk])
        longest, last = 0.0, time.perf_counter()

        def progress(done: int, total: int) -> None:
            nonlocal longest, last
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()

        begun = time.perf_counter()
        done = recompute(office, progress)
        took = time.perf_counter() - begun
        print(
            f"{connection.vendor}: {done:,} clocks computed again in {took:.1f} s: {done / took:,.0f}/s; ",
            end="",
        )
        print(f"longest transaction {longest:.2f} s")
        begun = time.perf_counter()
        print(
            f"{connection.vendor}: nothing to do: {recompute(office)} in {time.perf_counter() - begun:.2f} s"
        )
    if connection.vendor == "sqlite":
        print(f"file: {Path(FILE).stat().st_size / 2**20:,.0f} MiB")
    else:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE clocks_clock, clocks_clockevent, clocks_threshold")


if __name__ == "__main__":
    main()
