"""Load the incident log of another system: `comity import FILE --mapping servicenow`."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Unit

from ...importlog import load, mapping


class Command(BaseCommand):
    help = "Load an incident log (CSV, or a ZIP with one): each case becomes a ticket with the log's history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The log: a CSV file, or a ZIP archive with one.")
        parser.add_argument("--mapping", default="servicenow", help="How its columns are to be understood.")
        parser.add_argument("--unit", default="", help="Code of the unit of the tickets, the first time.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        unit = Unit.objects.filter(code=options["unit"]).first() if options["unit"] else None
        if options["unit"] and unit is None:
            raise CommandError(f"There is no unit {options['unit']}.")
        try:
            with path.open("rb") as content:
                how, say = mapping(options["mapping"], unit, keep=not options["dry_run"]), Line(self.stdout)
                report = load(content, how, say, dry=options["dry_run"], reason=f"comity import {path.name}")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("")
        self.tell(report)

    def tell(self, report: Any) -> None:
        """Write the report: counts that can be checked against the file by other means."""
        say = self.stdout.write
        say(f"Events read      {report.events:>9,}")
        say(f"  kept           {report.kept:>9,}")
        say(f"  twice in file  {report.duplicates:>9,}")
        say(f"  skipped        {report.skipped:>9,}")
        say(f"Cases            {report.cases:>9,}")
        for name in ("new", "extended", "unchanged", "differing"):
            say(f"  {name:<14} {getattr(report, name):>9,}")
        say("Last state of the cases: " + ", ".join(f"{state} {n:,}" for state, n in report.by_state.items()))
        for kind, count in sorted(report.faults_by_kind.items()):
            say(f"Faults of the kind “{kind}”: {count:,}")
        for fault in report.faults[:20]:
            say(f"  {fault.sentence}")
        if len(report.faults) > 20:
            say(f"  … and {sum(report.faults_by_kind.values()) - 20:,} more")
        done = "Nothing was written (dry run)." if report.dry else f"{report.written:,} events written"
        say(f"{done} in {report.seconds:.1f} s ({report.per_second:,} a second)")


class Line:
    """One line on the terminal that says how far it is and how long it will take."""

    def __init__(self, out: Any):
        self.out, self.began, self.said = out, 0.0, 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        moment = time.monotonic()
        if total and not self.began:
            self.began = moment
        if moment - self.said < 0.5 and done != total:
            return
        self.said = moment
        left = ""
        if total and done and moment > self.began:
            seconds = (moment - self.began) * (total - done) / done
            left = f", about {int(seconds // 60)} min {int(seconds % 60):02} s left"
        share = f"{100 * done / total:5.1f} %  " if total else ""
        end = "" if sys.stdout.isatty() else "\n"
        start = "\r" if sys.stdout.isatty() else ""
        self.out.write(f"{start}{share}{what}{left}{' ' * 10}", ending=end)
        self.out.flush()
