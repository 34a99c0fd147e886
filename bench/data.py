"""Make the data of the bench: `python -m bench.data [--n 1000000] [--database sqlite|postgres]` (`make bench-data`).

The demonstration comes first, through the write path; then the tickets, in bulk: each with its journal entry
(sealed and chained, so that `comity verify` agrees), its clocks, and at last the search index. The guards are
lifted meanwhile, because the entries are written with their seals. Indexes are made after the rows.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from .place import Place

CHUNK = 5000


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.data", description=__doc__)
    options.add_argument("--n", type=int, default=1_000_000, help="number of tickets (default: 1,000,000)")
    options.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    options.add_argument("--again", action="store_true", help="make the data anew although they are there")
    given = options.parse_args()
    kinds = ("sqlite", "postgres") if given.database == "both" else (given.database,)
    for kind in kinds:
        if len(kinds) > 1:
            # One process, one database: Django is set up once.
            again = ["--again"] if given.again else []
            command = [sys.executable, "-m", "bench.data", "--n", str(given.n), "--database", kind, *again]
            if code := os.spawnv(os.P_WAIT, sys.executable, command):
                sys.exit(code)
        elif Place(kind, given.n).whole and not given.again:
            print(f"{Place(kind, given.n).var} is there already; --again makes it anew.")
        else:
            build(Place(kind, given.n))


def build(place: Place) -> None:
    """Make one set of data from nothing."""
    began = time.monotonic()
    place.empty()
    place.enter()
    from django.core.management import call_command
    from django.db import connection

    from comity.kernel.audit import guards

    with step("migrations and the demonstration"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("demo")
    with step("who signs in"):
        from . import cast

        reach = cast.enrol()
    guards.lift()
    with without_indexes():
        fill(place.tickets)
    guards.install()
    with step("ANALYZE"), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    index()
    (place.var / "whole").write_text(json.dumps({**reach, "seconds": round(time.monotonic() - began)}))
    print(f"{place.var}: {place.tickets:,} tickets in {time.monotonic() - began:,.0f} s", flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is done and how long it took."""
    began = time.monotonic()
    print(f"{what} ...", flush=True)
    yield
    print(f"  {time.monotonic() - began:,.1f} s", flush=True)


def fill(count: int) -> None:
    """Write tickets, entries and clocks, chunk by chunk, each in one transaction."""
    from django.conf import settings
    from django.db import connection, transaction

    from comity.kernel.actions.models import Counter
    from comity.kernel.audit.models import Stream
    from comity.kernel.base.moment import now

    from .tickets import Maker

    stream = Stream.objects.get(name=settings.COMITY_NODE)
    until = int(now().timestamp())
    maker = Maker(stock(), count, until, stream.name, stream.seq, stream.hash)
    maker.numbers.update(
        dict(Counter.objects.values_list("key", "last"))
    )  # the demonstration has tickets too
    made, began, clocks = maker.tickets(), time.monotonic(), 0
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    for done in range(0, count, CHUNK):
        with transaction.atomic():
            clocks += store(list(islice(made, CHUNK)), until)
            Stream.objects.filter(name=stream.name).update(seq=maker.seq, hash=maker.head)
        done = min(count, done + CHUNK)
        pace = done / (time.monotonic() - began)
        left = (count - done) / pace
        show(f"{done:,} tickets, {clocks:,} clocks, {pace:,.0f} tickets/s, {left:,.0f} s left", done == count)
    for key, last in maker.numbers.items():
        Counter.objects.update_or_create(key=key, defaults={"last": last})
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=FULL")


def store(made: list[Any], until: int) -> int:
    """Write one chunk; return how many clocks it has."""
    from comity.kernel.audit.models import Entry
    from comity.kernel.clocks.history import bulk_build
    from comity.kernel.clocks.models import Clock
    from comity.kernel.clocks.raw import insert
    from comity.modules.desk.models import Ticket
    from comity.modules.desk.receivers import due_of

    from .tickets import moment, row

    clocks = bulk_build((history for _v, _l, history in made), moment(until))
    # Only what runs or waits has a due time; the others keep the date far away.
    live = {v["id"]: [] for v, _l, _h in made if v["state"] not in ("resolved", "closed", "cancelled")}
    for clock in Clock.objects.filter(object_id__in=list(live)).select_related("definition"):
        live[clock.object_id].append(clock)
    for values, _line, _history in made:
        if values["id"] in live:
            values["due_at"], values["response_due"] = due_of(live[values["id"]])
    entry = [f.name for f in Entry._meta.local_concrete_fields]
    ticket = [f.name for f in Ticket._meta.local_concrete_fields]
    insert(Entry, entry, [row({n: getattr(line, n) for n in entry}, entry) for _v, line, _h in made])
    insert(Ticket, ticket, [row(values, ticket) for values, _l, _h in made])
    return clocks


def stock() -> Any:
    """Read what tickets refer to."""
    from collections import defaultdict

    from comity.kernel.people.models import Person, Unit
    from comity.modules.desk.models import Group, GroupMember, Offering, Service
    from comity.modules.desk.promises import Promises

    from .tickets import Stock

    people = list(Person.objects.order_by("code").values_list("pk", "name", "station_id"))
    members, offered = defaultdict(list), defaultdict(list)
    for group, person in GroupMember.objects.order_by("pk").values_list("group_id", "person_id"):
        members[group].append(person)
    for service, offering in Offering.objects.order_by("code").values_list("service_id", "pk"):
        offered[service].append(offering)
    anybody = [key for key, _name, _station in people[:40]]
    return Stock(
        units=list(Unit.objects.order_by("path").values_list("pk", flat=True)),
        people=people,
        groups=[
            (key, members[key] or anybody)
            for key in Group.objects.order_by("code").values_list("pk", flat=True)
        ],
        services=[
            (key, offered[key]) for key in Service.objects.order_by("code").values_list("pk", flat=True)
        ],
        promises=Promises.on(),
    )


@contextmanager
def without_indexes() -> Iterator[None]:
    """Take the plain indexes of the big tables away and make them again when the rows are there."""
    from django.db import connection

    tables = ("desk_ticket", "audit_entry", "clocks_clock", "clocks_clockevent", "clocks_threshold")
    if connection.vendor == "sqlite":
        asked = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
        )
    else:
        asked = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint WHERE conname = indexname)"
        )
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(asked, [table])
            # The clocks of a chunk are looked up by their object, so that one index stays.
            found += [(n, sql) for n, sql in cursor.fetchall() if not ("UNIQUE" in sql and "clocks" in table)]
        for name, _sql in found:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with step(f"{len(found)} indexes"), connection.cursor() as cursor:
        for _name, sql in found:
            cursor.execute(sql.replace("%", "%%"))


def index() -> None:
    """Build the search index with the ordinary rebuild."""
    from comity.kernel.search import rebuild

    began = time.monotonic()

    def progress(done: int, total: int) -> None:
        show(
            f"search: {done:,} of {total:,}, {done / (time.monotonic() - began):,.0f} things/s", done == total
        )

    rebuild.rebuild(2, progress)


_shown = 0.0


def show(line: str, last: bool = False) -> None:
    """Write a line of progress: in place on a terminal, every ten seconds elsewhere."""
    global _shown
    alive = sys.stdout.isatty()
    if not last and time.monotonic() - _shown < (0.3 if alive else 10):
        return
    _shown = time.monotonic()
    print(f"\r  {line:<78}" if alive else f"  {line}", end="\n" if last or not alive else "", flush=True)


if __name__ == "__main__":
    main()
