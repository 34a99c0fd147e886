"""Copy everything into one archive while people work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from comity.kernel.audit.backup import backup
from comity.kernel.base.moment import now


class Command(BaseCommand):
    help = "Write database, files and their hashes into one archive; the system goes on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "archive", nargs="?", type=Path, help="Where to (default: the folder var/backups)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = (
            options["archive"] or settings.COMITY_VAR / "backups" / f"comity-{now():%Y%m%dT%H%M%SZ}.tar.gz"
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        manifest = backup(target, self.stdout.write)
        self.stdout.write(f"{target}: {len(manifest['tables'])} tables, {len(manifest['files'])} files.")
