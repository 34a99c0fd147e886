"""Where one set of bench data lives: its own folder and its own database, apart from every installation."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("COMITY_BENCH", ROOT / "var" / "bench"))
# Any role that may make databases; trust authentication, as Debian's packages and CI images allow on loopback.
SERVER = os.environ.get("COMITY_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")


@dataclass(frozen=True)
class Place:
    """A data set: which database (sqlite or postgres), and how many tickets."""

    database: str
    tickets: int

    @property
    def name(self) -> str:
        return f"comity_bench_{self.tickets}"

    @property
    def var(self) -> Path:
        return HOME / f"{self.database}-{self.tickets}"

    @property
    def whole(self) -> bool:
        """Say whether the data were made to their end."""
        return (self.var / "whole").exists()

    def environment(self) -> dict[str, str]:
        """Return the variables under which any process works on these data."""
        url = f"{SERVER}/{self.name}" if self.database == "postgres" else ""
        return {
            "COMITY_VAR": str(self.var),
            "COMITY_DATABASE": url,
            "COMITY_SECRET_KEY": "only-for-the-bench",
            "COMITY_MAIL": "dummymail://",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }

    def enter(self) -> None:
        """Set Django up in this process; a process can enter one place only."""
        os.environ.update(self.environment())
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()

    def empty(self) -> None:
        """Begin anew: an empty folder and an empty database."""
        import shutil

        shutil.rmtree(self.var, ignore_errors=True)
        self.var.mkdir(parents=True)
        if self.database == "postgres":
            import psycopg

            with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as base:
                base.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
                base.execute(f'CREATE DATABASE "{self.name}"')
