"""Make accounts and let them in or keep them out, where nobody can sign in yet to do it."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from comity.kernel.base.events import announce
from comity.kernel.people.accounts import Account
from comity.kernel.people.happenings import AccountChanged
from comity.kernel.people.models import Person

US = "account"


class Command(BaseCommand):
    help = "Make an account for a person, print a link to choose a password, list accounts, disable or enable one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        create = deeds.add_parser(
            "create", help="make an account for a person and print a link to choose a password"
        )
        create.add_argument("person", help="the index number of the person")
        create.add_argument("--login", help="the sign-in name; the e-mail before the @ by default")
        for deed, words in (
            ("link", "print a link, good for a day and for one use, to choose a password"),
            ("disable", "end all sessions and let nobody in"),
            ("enable", "let the account in again"),
        ):
            deeds.add_parser(deed, help=words).add_argument("login", help="the sign-in name")
        listing = deeds.add_parser("list", help="list accounts")
        listing.add_argument("part", nargs="?", default="", help="a part of the sign-in name, e-mail or name")
        for asked in (create, deeds.choices["link"]):
            asked.add_argument(
                "--address", default="http://localhost:8000", help="where this installation is reached"
            )

    def handle(self, *args: Any, deed: str, **said: Any) -> None:
        getattr(self, deed)(**said)

    @transaction.atomic
    def create(self, person: str, login: str | None, address: str, **rest: Any) -> None:
        one = Person.objects.filter(code=person).first()
        if one is None:
            raise CommandError(f"There is no person with the index number {person}.")
        if Account.objects.filter(person=one).exists():
            raise CommandError(f"{one} has an account already: {one.account.login}.")
        name = (login or one.email.split("@")[0] or one.code).lower()
        if Account.objects.filter(login=name).exists():
            raise CommandError(f"The sign-in name {name} is taken; choose another with --login.")
        account = Account.objects.create_user(name, None, person=one, email=one.email, language=one.language)
        announce(AccountChanged(account.pk, "created", by=US))
        self.stdout.write(f"{one} signs in as {name}.")
        self._tell(account, address)

    def link(self, login: str, address: str, **rest: Any) -> None:
        self._tell(self._account(login), address)

    def disable(self, login: str, **rest: Any) -> None:
        self._account(login).allow(False, by=US)
        self.stdout.write(f"{login} can no longer sign in; all its sessions have ended.")

    def enable(self, login: str, **rest: Any) -> None:
        self._account(login).allow(True, by=US)
        self.stdout.write(f"{login} can sign in again.")

    def list(self, part: str, **rest: Any) -> None:
        part = part.lower()
        for account in Account.objects.order_by("login").iterator(chunk_size=500):
            name = account.person.name if account.person else "-"
            if part in f"{account.login} {account.email} {name}".lower():
                seen = account.last_login.strftime("%Y-%m-%d %H:%M UTC") if account.last_login else "never"
                state = "" if account.is_active else "  (disabled)"
                self.stdout.write(f"{account.login:32} {name:32} last signed in {seen}{state}")

    def _account(self, login: str) -> Account:
        account = Account.objects.filter(login=login.lower()).first()
        if account is None:
            raise CommandError(f"There is no account {login}.")
        return account

    def _tell(self, account: Account, address: str) -> None:
        names = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
        path = reverse("account_reset_password_from_key", kwargs=names)
        announce(AccountChanged(account.pk, "link", by=US))
        self.stdout.write("Choose a password here; the link is good for a day and for one use:")
        self.stdout.write(f"{address.rstrip('/')}{path}")
