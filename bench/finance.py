"""`python -m bench.finance`: what a promise costs beside bare SQL, on both databases; and reading expenses.

The floor of a promise is what a good programmer writes without a house: one transaction that adds a line and changes
a balance where enough is free, committed. Ours also keeps the journal with its chain, locks and explains. The floor of
the import is the csv module and one INSERT for each thousand lines.
"""

import argparse
import csv
import io
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from .place import Place

ROUNDS, ROWS = 300, 5000


def timed(what: Callable[[], Any]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def prepare(place: Place) -> None:
    """Make the tables from the models, and an envelope with plenty."""
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {card: None for card in _labels()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def _labels() -> list[str]:
    from django.apps import apps

    return [card.label for card in apps.get_app_configs()]


def envelope() -> Any:
    """Return an envelope with a thousand million."""
    from comity.modules.finance.models import Envelope
    from tests.making import make

    unit = make("people.unit", code="UN", kind="organisation", parent=None)
    proposal = make("finance.envelopeproposal", unit=unit, amount=10**9, year=2026)
    from comity.kernel.actions.verbs import take
    from comity.kernel.audit.actors import System

    for step in ("submit", "review", "approve"):
        take(System("bench"), proposal, step)
    return Envelope.objects.get()


def promises() -> tuple[float, float]:
    """Return how many promises are kept in a second: by bare SQL, and by us; each with a commit of its own."""
    from django.db import connection, transaction

    from comity.kernel.audit.actors import System
    from comity.modules.finance.models import EnvelopeProposal
    from comity.modules.finance.public import reserve

    one, record, us = envelope(), EnvelopeProposal.objects.get(), System("bench")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_line (id integer, amount bigint, note varchar(200))")
        cursor.execute("CREATE TABLE bench_pot (id integer, free bigint, CHECK (free >= 0))")
        cursor.execute("INSERT INTO bench_pot VALUES (1, 100000000000)")

    def floor() -> None:
        for number in range(ROUNDS):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_line VALUES (%s, 100, 'a promise')", [number])
                cursor.execute("UPDATE bench_pot SET free = free - 100 WHERE id = 1 AND free >= 100")

    def ours() -> None:
        for number in range(ROUNDS):
            lines = [(one.fund_id, one.year, 1)]
            reserve(us, key=f"b{number}", record=record, programme_id=one.programme_id, lines=lines)

    return ROUNDS / timed(floor), ROUNDS / timed(ours)


def imports() -> tuple[float, float]:
    """Return how many lines of expense are read in a second: by bare SQL, and by us with their journal."""
    from django.db import connection, transaction

    from comity.modules.finance.expensefile import load, mapping

    heads = list(mapping("un-secretariat").columns.values())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for number in range(ROWS):
        said = {"YEAR": 2023, "AMOUNT": number, "SOURCE_TYPE": "Voluntary", "FINANCIAL_YEAR": 2023}
        writer.writerow([said.get(head, f"{head[:5]} {number % 97}"[:9]) for head in heads])
    content = text.getvalue()

    def floor() -> None:
        marks = ", ".join(["%s"] * len(heads))
        with connection.cursor() as cursor:
            columns = ", ".join(f"c{place} varchar(300)" for place in range(len(heads)))
            cursor.execute(f"CREATE TABLE bench_expense ({columns})")
            rows = list(csv.reader(io.StringIO(content)))[1:]
            for start in range(0, len(rows), 1000):
                with transaction.atomic():
                    cursor.executemany(
                        f"INSERT INTO bench_expense VALUES ({marks})", rows[start : start + 1000]
                    )  # noqa: S608  marks only

    def ours() -> None:
        report = load(io.BytesIO(content.encode()), mapping("un-secretariat"))
        assert report.written == ROWS, report.faults[:3]

    return ROWS / timed(floor), ROWS / timed(ours)


def inside(database: str) -> None:
    """Measure one database, in a process of its own."""
    place = Place(database, 0)
    place.empty()
    place.enter()
    prepare(place)
    for name, measured in (("promises", promises), ("expenses", imports)):
        floor, ours = measured()
        print(
            f"{database:<9}{name:<10} floor {floor:>9,.0f}/s   Comity {ours:>8,.0f}/s   {floor / ours:>6.1f} ×",
            flush=True,
        )


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.finance", description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    options.add_argument("--inside", default="", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.inside:
        inside(given.inside)
        return
    for kind in ("sqlite", "postgres") if given.database == "both" else (given.database,):
        subprocess.run([sys.executable, "-m", "bench.finance", "--inside", kind], check=True)


if __name__ == "__main__":
    main()
