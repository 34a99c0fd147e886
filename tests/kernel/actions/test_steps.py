"""The write path: steps with rights, guards, reasons and advice; stale edits; conversation; time-outs."""

from datetime import timedelta

import pytest

from comity.kernel.actions.steps import offers
from comity.kernel.actions.talk import conversation
from comity.kernel.actions.verbs import add, advise, change, comment, remove, take
from comity.kernel.audit.actors import System
from comity.kernel.audit.history import history
from comity.kernel.base.errors import NotAllowed, Refused, Stale
from comity.kernel.base.moment import at, now
from comity.kernel.clocks.fire import fire_timers
from comity.modules.norms.models import Exemption, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(someone):
    return {
        "asker": someone("Asker", "UNON", "propose", register="norms.*"),
        "assessor": someone("Assessor", "UN", "view", "review", register="norms.*"),
        "adviser": someone("Adviser", "UN", "view", "advise", register="norms.*"),
        "decider": someone("Decider", "UN", "view", "decide", "review", register="norms.*"),
    }


@pytest.fixture
def asked(cast, make, units):
    return make("norms.exemption", unit=units["UNON"], requester=cast["asker"])


def sentences(refusal):
    return " ".join(
        [str(refusal.value.sentence), *(str(s) for said in refusal.value.fields.values() for s in said)]
    )


def test_an_exception_is_assessed_advised_and_granted(cast, asked):
    take(cast["assessor"], asked, "assess", assessment="Low.")
    advice = advise(cast["adviser"], asked, "oppose", "It opens a door.")
    day = now().date() + timedelta(days=30)
    with pytest.raises(Refused) as silent:
        take(cast["decider"], asked, "grant", granted_until=day)
    assert "every advice" in sentences(silent)
    with pytest.raises(Refused) as without_why:
        take(
            cast["decider"], asked, "grant", granted_until=day, dispositions={advice.pk: ("not_followed", "")}
        )
    assert "why" in sentences(without_why)
    take(
        cast["decider"],
        asked,
        "grant",
        granted_until=day,
        dispositions={advice.pk: ("not_followed", "The door is locked.")},
    )
    asked.refresh_from_db()
    advice.refresh_from_db()
    assert asked.state == "granted"
    assert advice.disposition_reason == "The door is locked."
    assert [entry.verb for entry in history(asked.pk)][:2] == ["grant", "assess"]


def test_the_requester_never_decides_and_the_assessor_does_not_either(cast, asked):
    take(cast["decider"], asked, "assess", assessment="Low.")
    with pytest.raises(Refused) as refusal:
        take(cast["decider"], asked, "grant", granted_until=now().date() + timedelta(days=3))
    assert "somebody else" in sentences(refusal)


def test_each_refused_step_says_why(cast, asked):
    for name in ("asker", "adviser", "assessor"):
        for step in ("grant", "refuse", "revoke"):
            with pytest.raises(Refused) as refusal:
                take(cast[name], asked, step, reason="x")
            assert sentences(refusal)
    asked.refresh_from_db()
    assert asked.state == "requested"
    shown = {offer.step.name: offer for offer in offers(cast["adviser"], asked)}
    assert not shown["assess"].allowed
    assert "review" in str(shown["assess"].sentence)


def test_advice_changes_no_state_and_needs_the_right(cast, asked):
    with pytest.raises(NotAllowed):
        advise(cast["asker"], asked, "support", "Yes.")
    advise(cast["adviser"], asked, "support", "Yes.")
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_an_exception_expires_by_the_clock_and_is_renewed_only_by_a_new_assessment(cast, asked):
    take(cast["assessor"], asked, "assess", assessment="Low.")
    take(cast["decider"], asked, "grant", granted_until=now().date() + timedelta(days=2))
    assert fire_timers() == 0
    with at(now() + timedelta(days=4)):
        assert fire_timers() == 1
        assert fire_timers() == 0
    asked.refresh_from_db()
    assert asked.state == "expired"
    assert history(asked.pk).first().actor == "system:clock"
    take(cast["asker"], asked, "renew", reason="Still needed.")
    asked.refresh_from_db()
    assert (asked.state, asked.assessment, asked.granted_until) == ("requested", "", None)


def test_a_promulgated_version_supersedes_the_one_before(cast, make, units):
    norm = make("norms.norm", unit=units["UN"])
    first, second = (make("norms.version", unit=units["UN"], norm=norm) for _ in range(2))
    for version in (first, second):
        take(System("test"), version, "consult")
        take(cast["decider"], version, "promulgate", effective_from=now().date())
    assert set(Version.objects.values_list("pk", "state")) == {
        (first.pk, "superseded"),
        (second.pk, "in_force"),
    }


def test_two_people_cannot_overwrite_each_other(member, make, units):
    norm = make("norms.norm", unit=units["OICT"])
    other = type(norm).objects.get(pk=norm.pk)
    change(member, norm, name={"en": "First"})
    with pytest.raises(Stale):
        change(member, other, name={"en": "Second"})
    with pytest.raises(Stale):
        change(member, norm, expect=1, name={"en": "Third"})
    norm.refresh_from_db()
    assert str(norm.name) == "First"


def test_a_step_asks_for_its_fields_and_refuses_others(cast, asked):
    with pytest.raises(Refused) as missing:
        take(cast["assessor"], asked, "assess")
    assert "assessment" in missing.value.fields
    with pytest.raises(Refused):
        take(cast["assessor"], asked, "assess", assessment="x", title="Changed on the side")


def test_removing_needs_a_reason_and_respects_references(root, make, units):
    norm = make("norms.norm", unit=units["OICT"])
    make("norms.version", norm=norm, unit=units["OICT"])
    with pytest.raises(Refused) as without:
        remove(root, norm, " ")
    assert "reason" in without.value.fields
    with pytest.raises(Refused) as referred:
        remove(root, norm, "Not needed.")
    assert "refer to it" in str(referred.value.sentence)
    assert type(norm).objects.filter(pk=norm.pk).exists()


def test_internal_notes_are_for_who_may_note(cast, asked, root):
    comment(root, asked, "Between us.", internal=True)
    comment(cast["asker"], asked, "Any news?")
    with pytest.raises(NotAllowed):
        comment(cast["asker"], asked, "x", internal=True)
    assert [c.text for c in conversation(asked, notes=False)] == ["Any news?"]
    assert len(conversation(asked, notes=True)) == 2


def test_a_fault_in_a_field_changes_nothing(member, units):
    with pytest.raises(Refused) as refusal:
        add(member, Exemption, title="", unit=units["OICT"])
    assert {"title", "norm", "scope"} <= set(refusal.value.fields)
    with pytest.raises(Refused):
        add(member, Exemption, no_such_field=1)


def test_a_unit_that_moves_takes_its_parts_along(units, root, make):
    from comity.kernel.access.rules import can
    from comity.kernel.people.models import Unit

    make("people.unit", code="LAN", parent=units["RICT"])
    change(root, units["UNON"], parent=units["OICT"])
    assert dict(Unit.objects.filter(code__in=["UNON", "RICT", "LAN"]).values_list("code", "path")) == {
        "UNON": "/UN/OICT/UNON/",
        "RICT": "/UN/OICT/UNON/RICT/",
        "LAN": "/UN/OICT/UNON/RICT/LAN/",
    }
    units["OICT"].refresh_from_db()
    with pytest.raises(Refused):
        change(root, units["OICT"], parent=Unit.objects.get(code="RICT"))
    assert can(root, "change", Unit.objects.get(code="RICT"))
