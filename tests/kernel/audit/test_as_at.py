"""A record as at a moment is the record that stood in the database then (I7), whatever was done to it, also twice at once."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kernel.actions.verbs import add, change, remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.history import as_at
from comity.kernel.audit.journal import canonical
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.audit.verify import verify
from comity.kernel.base.moment import at
from comity.kernel.people.models import Unit

pytestmark = pytest.mark.django_db
US = System("test")
BEGUN = datetime(2026, 1, 1, 8, tzinfo=UTC)
KINDS = ("office", "unit", "group", "department")
DEEDS = st.lists(
    st.tuples(st.integers(0, 72), st.sampled_from(("rename", "kind", "move", "nothing", "remove"))), min_size=1, max_size=12
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(deeds=DEEDS, asked=st.lists(st.integers(-10, 900), min_size=3, max_size=12))
def test_as_at_equals_what_stood_there(deeds, asked):
    with transaction.atomic():
        try_all(deeds, asked)
        transaction.set_rollback(True)


def kept(unit):
    """Return the row of the database as the journal writes one."""
    return orjson.loads(canonical(snapshot(Unit.objects.get(pk=unit.pk))))


def try_all(deeds, asked):
    """Do the deeds one after the other, and ask for the record at every hour."""
    with at(BEGUN - timedelta(days=1)):
        homes = [add(US, Unit, code=f"H{n}", name=f"Home {n}", kind="office") for n in range(2)]
    moment, stood = BEGUN, []
    with at(moment):
        unit = add(US, Unit, code="U", name="Unit", kind="unit", parent=homes[0])
    stood.append((moment, kept(unit)))
    for number, (hours, deed) in enumerate(deeds):
        moment += timedelta(hours=hours)
        with at(moment):
            if deed == "remove":
                remove(US, unit, reason="The test ends it.")
                stood.append((moment, None))
                break
            values = {
                "rename": {"name": f"Unit {number}"},
                "kind": {"kind": KINDS[number % 4]},
                "move": {"parent": homes[number % 2]},
                "nothing": {"kind": unit.kind},
            }[deed]
            unit = change(US, unit, **values)
        stood.append((moment, kept(unit)))
    for hour in asked:
        when = BEGUN + timedelta(hours=hour)
        expected = next((state for begun, state in reversed(stood) if begun <= when), None)
        assert as_at(unit.pk, when) == expected
    assert not list(verify())
