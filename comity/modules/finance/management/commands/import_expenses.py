"""Load published expenses: `comity import_expenses FILE --mapping un-secretariat`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comity.kernel.base.errors import Refused

from ...expensefile import load, mapping


class Command(BaseCommand):
    help = "Load expenses (CSV) by year, entity and source of funds, and reconcile them to the cent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The expenses: a CSV file.")
        parser.add_argument(
            "--mapping", default="un-secretariat", help="How its columns are to be understood."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with path.open("rb") as content:
                how = mapping(options["mapping"], keep=not options["dry_run"])
                report = load(
                    content, how, dry=options["dry_run"], reason=f"comity import_expenses {path.name}"
                )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.tell(report)

    def tell(self, report: Any) -> None:
        """Write the report: counts and sums that can be checked against the file by other means."""
        say = self.stdout.write
        for name in ("read", "kept", "skipped", "blank", "new", "unchanged", "gone"):
            say(f"{name:<10} {getattr(report, name):>9,}")
        say(f"{'year':<6}{'source':<20}{'lines':>7}{'in the file':>20}{'left out':>16}{'in Comity':>20}")
        for line in report.totals:
            say(
                f"{line['year']:<6}{line['source']:<20}{line['lines']:>7,}{line['in_file']:>20}"
                f"{line['left_out']:>16}{line['here']:>20}"
            )
        for kind, count in report.faults_by_kind.items():
            say(f"{count:>6,} × {kind}")
        for fault in report.faults[:20]:
            say(f"  {fault.sentence}")
        agrees = "agree to the cent" if report.agrees else "DO NOT AGREE"
        done = "Nothing was written (dry run)." if report.dry else f"{report.written:,} lines written"
        say(f"{done} in {report.seconds:.2f} s ({report.per_second:,} a second); kept and here {agrees}.")
