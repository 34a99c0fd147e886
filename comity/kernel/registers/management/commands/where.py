"""Name the files behind a page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comity.kernel.registers.where import behind


class Command(BaseCommand):
    help = (
        "Name register, table, flow, page code, template and tests behind an address such as /norms/norms/."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path")

    def handle(self, *args: Any, **options: Any) -> None:
        found = behind("/" + options["path"].strip("/") + "/" if options["path"].strip("/") else "/")
        if not found:
            raise CommandError(f"No page answers at {options['path']}.")
        for what, where in found.items():
            self.stdout.write(f"{what:<10}{where}")
