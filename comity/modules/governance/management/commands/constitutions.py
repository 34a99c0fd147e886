"""Write the constitutions that come with Comity: programmes, matters, bodies, mandates, accountability framework."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comity.kernel.audit.actors import System

from ...loading import load


class Command(BaseCommand):
    help = "Write the bodies and mandates of 2008 and 2022; what is there already is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--adopt",
            default="2008",
            choices=("2008", "2022", ""),
            help="Which one stands, where none stands yet.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in load(System("constitutions"), options["adopt"]).items():
            self.stdout.write(f"  {kind}: {number} added")
