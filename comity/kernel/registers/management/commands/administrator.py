"""Make the first administrator, where nobody can sign in yet to make anybody."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import add
from comity.kernel.audit.actors import System
from comity.kernel.audit.journal import writing
from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Appointment, Person, Role, Unit
from comity.kernel.tongues.text import Text


class Command(BaseCommand):
    help = "Make the first administrator of a new installation, and print a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the person's name")
        parser.add_argument("email", help="the person's e-mail; the part before the @ is the sign-in name")
        parser.add_argument("--person", default="P-1", help="the index number (default: P-1)")
        parser.add_argument("--unit", default="HQ", help="the code of the topmost unit (default: HQ)")
        parser.add_argument("--organisation", default="Headquarters", help="the name of the topmost unit")
        parser.add_argument("--address", default="http://localhost:8000", help="where it is reached")

    def handle(self, *args: Any, **said: Any) -> None:
        if Grant.objects.exists():
            raise CommandError(
                "Somebody holds rights here already. Sign in as an administrator, or see `comity account list`."
            )
        setup = System("administrator")
        try:
            with writing(setup, "The first administrator."):
                self._make(setup, **said)
                call_command("account", "create", said["person"], address=said["address"], stdout=self.stdout)
        except Refused as refusal:
            raise CommandError(f"Nothing was made. {refusal}") from refusal

    @staticmethod
    def _make(
        setup: System, *, name: str, email: str, person: str, unit: str, organisation: str, **_: Any
    ) -> None:
        top = add(setup, Unit, code=unit, name=Text(en=organisation), kind="organisation")
        role = add(setup, Role, code="administrator", name=Text(en="Administrator"))
        who = add(setup, Person, code=person, name=name, email=email)
        add(setup, Appointment, person=who, unit=top, role=role)
        add(setup, Grant, role=role, right="*", register="*", unit=top, ceiling=1, source="Set-up")
