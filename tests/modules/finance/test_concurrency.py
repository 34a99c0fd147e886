"""Many processes ask for the same money at once: no more is promised than there is, and nobody waits for good."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from comity.kernel.audit.verify import verify
from comity.modules.finance.models import Envelope, Movement

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
WRITERS, TIMES, AMOUNT = 4, 12, 700


def environment(folder):
    """Return the environment of a process that works on this very database; SQLite's is copied to a file."""
    url = ""
    if connection.vendor == "postgresql":
        said = connection.settings_dict
        place = f"{said['HOST'] or '127.0.0.1'}:{said['PORT'] or 5432}/{said['NAME']}"
        url = f"postgres://{said['USER']}:{said['PASSWORD'] or ''}@{place}"
    else:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "comity.sqlite3")])
    return {
        **os.environ, "COMITY_VAR": str(folder), "COMITY_DATABASE": url, "COMITY_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "comity.settings.dev", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def hammer(folder, amount):
    """Let all writers work at once; return how many promises each got, and was refused."""
    around = environment(folder)
    running = [
        subprocess.Popen(
            [sys.executable, str(HERE.with_name("hammer.py")), f"w{number}", str(TIMES), str(amount)],
            env=around, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]  # fmt: skip
    found = []
    for one in running:
        out, wrong = one.communicate(timeout=120)
        assert one.returncode == 0, wrong.decode()[-2000:]
        found.append(json.loads(out.splitlines()[-1]))
    return found


def read(folder, sql):
    """Run a query where the writers wrote."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    import sqlite3

    with sqlite3.connect(folder / "comity.sqlite3") as other:
        return other.execute(sql).fetchall()


def test_concurrent_promises_over_several_envelopes_never_overdraw_and_never_deadlock(money, case, tmp_path):
    first = money(10_000)
    money(13_000, programme=first.programme, year=2027)
    case()
    found = hammer(tmp_path, AMOUNT)
    got, refused = sum(one[0] for one in found), sum(one[1] for one in found)
    assert (got, refused) == (14, WRITERS * TIMES - 14)
    rows = read(tmp_path, "SELECT reserved, moved FROM finance_envelope")
    assert [row[0] for row in rows] == [14 * AMOUNT * 100] * 2
    assert {row[1] for row in rows} == {15}
    sums = read(
        tmp_path, "SELECT SUM(amount) FROM finance_movement WHERE kind = 'reservation' GROUP BY envelope_id"
    )
    assert [int(row[0]) for row in sums] == [14 * AMOUNT * 100] * 2
    if connection.vendor == "postgresql":
        assert list(verify()) == []
        assert Movement.objects.count() == 30
        assert Envelope.objects.filter(reserved=Decimal(14 * AMOUNT)).count() == 2
