"""Doing something as its reader would see it: in the person's language and time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

from ..people.accounts import Account
from ..people.models import Person


def language_of(person: Person | None) -> str:
    """Return the language a person reads: of the account, else of the person, else of the installation."""
    account = _account(person)
    for wish in (account.language if account else "", person.language if person else ""):
        if wish.lower() in dict(settings.LANGUAGES):
            return wish.lower()
    return settings.LANGUAGE_CODE


def zone_of(person: Person | None) -> ZoneInfo:
    """Return the time zone of a person: of the account, else of the duty station."""
    account = _account(person)
    return ZoneInfo((account.zone if account else "") or (person.zone if person else "") or "UTC")


@contextmanager
def speaking_to(person: Person | None) -> Iterator[None]:
    """Let texts, dates and numbers inside the block be made for `person`."""
    with translation.override(language_of(person)), timezone.override(zone_of(person)):
        yield


def _account(person: Person | None) -> Account | None:
    return getattr(person, "account", None) if person else None
