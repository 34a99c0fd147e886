"""The first administrator of an empty installation."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from comity.kernel.access.rules import can
from comity.kernel.audit.verify import verify
from comity.kernel.people.models import Person, Unit

pytestmark = pytest.mark.django_db


def first(*words):
    said = io.StringIO()
    call_command("administrator", *words, stdout=said)
    return said.getvalue()


def test_an_empty_installation_gets_an_administrator_who_may_do_everything():
    said = first("Ada Example", "ada@example.org", "--address", "https://comity.example.org")
    ada = Person.objects.get(code="P-1")
    assert "https://comity.example.org/" in said
    assert can(ada, "administer", Unit.objects.get(code="HQ"))
    assert list(verify()) == []


def test_where_somebody_holds_rights_it_is_refused(root):
    with pytest.raises(CommandError, match="already"):
        first("Eve Example", "eve@example.org")


def test_a_faulty_address_makes_nothing():
    with pytest.raises(CommandError, match="email"):
        first("Ada Example", "not an address")
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
