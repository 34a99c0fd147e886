"""Exactly once: an effect and its key are written in one transaction, so neither is without the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ..base.moment import now


@contextmanager
def once(key: str) -> Iterator[bool]:
    """Open a transaction in which the effect named `key` may be done; True only for the first time ever.

    `with once(f"import:{file}:{line}") as first: if first: ...` A failure inside forgets the key too.
    Of two at the same time, the second waits for the first (PostgreSQL: at the key; SQLite: at its lock).
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO jobs_effect (key, at) VALUES (%s, %s) ON CONFLICT (key) DO NOTHING",
                [key, connection.ops.adapt_datetimefield_value(now())],
            )
            first = cursor.rowcount == 1
        yield first
