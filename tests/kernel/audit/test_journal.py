"""The journal: nothing without it, nothing altered in it, anything seen as at a date."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from comity.kernel.actions.verbs import add, add_many, change, remove
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.audit.history import as_at, history
from comity.kernel.audit.models import Entry, Stream
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import NotAllowed
from comity.kernel.base.moment import at, now
from comity.kernel.people.models import Person, Role, Unit

pytestmark = pytest.mark.django_db
US = System("test")


def test_a_row_cannot_be_changed_without_its_entry(units):
    for forbidden in (
        lambda: Unit.objects.filter(pk=units["OICT"].pk).update(kind="group"),
        lambda: Unit.objects.filter(pk=units["RICT"].pk).delete(),
        lambda: Unit.objects.bulk_update([units["OICT"]], ["kind"]),
        lambda: units["OICT"].save(),
        lambda: Person(
            code="x", name="X", entry_id=units["UN"].pk, created_at=now(), changed_at=now()
        ).save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()
    assert not list(verify())


def test_an_old_entry_does_not_excuse_a_new_change(units):
    unit = units["OICT"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(kind="group", entry_id=unit.entry_id)


def test_sealed_entries_take_no_change_and_no_removal(units):
    for forbidden in (
        lambda: Entry.objects.filter(seq=1).update(reason="because"),
        lambda: Entry.objects.filter(seq=1).delete(),
        lambda: Entry.objects.filter(seq=2).update(seq=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()


def test_a_change_needs_an_actor():
    with pytest.raises(NotAllowed):
        add(None, Role, code="x", name="X")  # type: ignore[arg-type]
    with pytest.raises(TypeError), journal.writing("somebody"):  # type: ignore[arg-type]
        pass
    with pytest.raises(RuntimeError):
        journal.record("people.role", now(), "add")  # type: ignore[arg-type]


def test_a_rolled_back_change_leaves_no_entry(units):
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        add(US, Role, code="x", name="X")
        1 / 0  # noqa: B018
    assert Entry.objects.count() == before
    add(US, Role, code="y", name="Y")
    assert not list(verify())


def test_a_savepoint_rolled_back_inside_a_change_leaves_no_hole():
    with journal.writing(US):
        add(US, Role, code="a", name="A")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            add(US, Role, code="b", name="B")
            1 / 0  # noqa: B018
        add(US, Role, code="c", name="C")
    assert not list(verify())


def tamper(table: str, assignment: str, key: object) -> None:
    """Change a row as somebody with the database in hand would: guards off, change, guards on."""
    from comity.kernel.audit import guards

    guards.lift()
    with connection.cursor() as cursor:
        shown = key.hex if connection.vendor == "sqlite" and hasattr(key, "hex") else str(key)
        cursor.execute(f"UPDATE {table} SET {assignment} WHERE id = %s", [shown])  # noqa: S608
    guards.install()


def test_verify_names_one_altered_entry_and_one_altered_row():
    people = add_many(US, Person, [{"code": f"P{n}", "name": f"Person {n}"} for n in range(300)])
    tamper("audit_entry", "reason = 'quietly'", people[150].entry_id)
    faults = [fault.sentence for fault in verify()]
    assert len(faults) == 1
    assert str(people[150].pk) in faults[0]
    tamper("people_person", "name = 'Somebody else'", people[200].pk)
    faults = [fault.sentence for fault in verify()]
    assert len(faults) == 2
    assert "name" in faults[1]
    assert "Somebody else" in faults[1]


def test_verify_sees_a_cut_tail():
    add_many(US, Role, [{"code": f"r{n}", "name": {"en": "R"}} for n in range(3)])
    Stream.objects.update(seq=2)
    assert any("ends at" in fault.sentence for fault in verify())


def test_a_record_is_seen_as_at_a_date():
    moment = now()
    with at(moment - timedelta(days=3)):
        role = add(US, Role, code="chief", name={"en": "Chief"})
    with at(moment - timedelta(days=1)):
        change(US, role, name={"en": "Head"})
    assert as_at(role.pk, moment - timedelta(days=4)) is None
    assert as_at(role.pk, moment - timedelta(days=2))["name"] == {"en": "Chief"}
    assert as_at(role.pk, moment)["name"] == {"en": "Head"}
    remove(US, role, "Not needed.")
    assert as_at(role.pk, moment + timedelta(days=1)) is None
    assert [entry.verb for entry in history(role.pk)] == ["remove", "change", "add"]


def test_the_zero_that_has_a_minus_is_zero_in_the_journal_too(make):
    step = make("appraisal.ratestep")
    change(US, step, rate=Decimal("-0"))
    assert [fault.sentence for fault in verify()] == []
