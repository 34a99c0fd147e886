"""Print the address of a PostgreSQL that answers, for the tests; end with 1 when none does."""

import os
import sys

import psycopg

LOCAL = "postgres://127.0.0.1:5432/postgres"


def answering(url: str) -> bool:
    """Whether a server answers there and lets us make databases."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
    except psycopg.Error as fault:
        print(f"postgres: {url}: {fault}", file=sys.stderr)
        return False
    return bool(row and row[0])


if __name__ == "__main__":
    url = os.environ.get("COMITY_TEST_DATABASE") or LOCAL
    if not answering(url):
        sys.exit(1)
    print(url)
