"""Put an archive back, prove it equal, and check the journal."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from comity.kernel.audit.backup import restore
from comity.kernel.base.errors import Refused


class Command(BaseCommand):
    help = "Replace database and files by those of an archive; stop the server and the worker first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--yes", action="store_true", help="Do not ask whether to replace what is here.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["archive"].exists():
            raise CommandError(f"There is no file {options['archive']}.")
        if (
            not options["yes"]
            and input("This replaces everything here. Go on? (yes) ").strip().lower() != "yes"
        ):
            raise CommandError("Nothing was changed.")
        try:
            manifest = restore(options["archive"], self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Equal by hash: {len(manifest['tables'])} tables, {len(manifest['files'])} files.")
        call_command("verify", stdout=self.stdout)
        self.stdout.write("Rebuild the search index with: comity search rebuild")
