"""Check every journal chain, and every row against the journal."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comity.kernel.audit.verify import verify


class Command(BaseCommand):
    help = "Check the hash chains of the journal and every register row against it; names what was altered."

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = not sys.stderr.isatty()

        def progress(done: int, total: int, what: str) -> None:
            if not quiet:
                self.stderr.write(f"\r{done:,} of {total:,} {what:<30}", ending="")

        faults = 0
        for fault in verify(progress):
            faults += 1
            self.stdout.write(fault.sentence)
        if faults:
            raise CommandError(f"{faults} faults.")
        self.stdout.write("The journal is intact, and every row agrees with it.")
