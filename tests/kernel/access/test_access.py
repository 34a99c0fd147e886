"""Who may do what: grants, delegation, shares; and the rule in Python agrees with the rule in SQL."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.kernel.access.models import Grant
from comity.kernel.access.rules import can, visible_to
from comity.kernel.access.scope import Reach, scope_of
from comity.kernel.actions.verbs import add, change
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed
from comity.kernel.base.moment import now
from comity.kernel.people.models import Unit

pytestmark = pytest.mark.django_db
US = System("test")


def test_a_right_holds_at_its_unit_and_below(units, member, neighbour):
    assert can(member, "change", units["OICT"])
    answer = can(neighbour, "change", units["OICT"])
    assert not answer
    assert "OICT" in str(answer.sentence)
    assert can(neighbour, "change", units["RICT"])
    assert set(visible_to(neighbour, Unit.objects.all())) == {units["UNON"], units["RICT"]}


def test_a_grant_holds_only_between_its_days(units, someone, make):
    person, today = someone("Late", "UNON"), now().date()
    make("access.grant", person=person, role=None, right="view", register="*", unit=units["UN"], source="x",
         starts=today + timedelta(days=1), ends=None)  # fmt: skip
    make("access.grant", person=person, role=None, right="change", register="*", unit=units["UN"], source="x",
         starts=None, ends=today - timedelta(days=1))  # fmt: skip
    assert not can(person, "view", units["UN"])
    assert not can(person, "change", units["UN"])


def test_a_role_gives_its_rights_where_it_is_held(units, someone, make):
    chief = make("people.role", code="chief")
    person = someone("Chief", "UNON")
    make("people.appointment", person=person, unit=units["UNON"], role=chief, starts=None, ends=None)
    grant = make(
        "access.grant", role=chief, person=None, right="change", register="people.*", unit=None, source="x"
    )
    assert can(person, "change", units["RICT"])
    assert not can(person, "change", units["OICT"])
    change(US, grant, ends=now().date() - timedelta(days=1), starts=None)
    assert not can(person, "change", units["RICT"])


def test_a_classification_above_the_ceiling_is_out_of_sight(units, someone, make):
    reader, cleared = someone("Reader", "UN", "view"), someone("Cleared", "UN", "view", ceiling=2)
    norm = make("norms.norm", unit=units["OICT"])
    secret = make("norms.exemption", unit=units["OICT"], norm=norm, classification=2, requester=cleared)
    kind = type(secret)
    assert not can(reader, "view", secret)
    assert not visible_to(reader, kind.objects.all()).exists()
    assert visible_to(cleared, kind.objects.all()).get() == secret


def test_who_is_named_sees_the_record_and_a_share_opens_one(units, stranger, someone, make):
    norm = make("norms.norm", unit=units["UNON"])
    mine = make("norms.exemption", unit=units["UNON"], norm=norm, requester=stranger)
    other = make("norms.exemption", unit=units["UNON"], norm=norm, requester=someone("Other", "UNON"))
    kind = type(mine)
    assert list(visible_to(stranger, kind.objects.all())) == [mine]
    make("access.share", kind_of="norms.exemption", object_id=other.pk, person=stranger, unit=None, right="view",
         starts=None, ends=None)  # fmt: skip
    assert set(visible_to(stranger, kind.objects.all())) == {mine, other}
    assert can(stranger, "view", other)
    assert not can(stranger, "change", other)


def test_delegation_passes_on_what_is_held_and_ends_with_it(units, someone, make):
    giver, taker = someone("Giver", "UNON", "decide"), someone("Taker", "OICT")
    held = Grant.objects.get(person=giver)
    make("access.grant", person=taker, role=None, right="decide", register="*", unit=units["RICT"], below=True,
         source="leave", granted_by=giver, delegated_from=held, starts=None, ends=None)  # fmt: skip
    assert can(taker, "decide", units["RICT"])
    too_much = make("access.grant", person=taker, role=None, right="decide", register="*", unit=units["UN"],
                    below=True, source="leave", granted_by=giver, delegated_from=held, starts=None, ends=None)  # fmt: skip
    assert too_much
    assert not can(taker, "decide", units["OICT"])
    change(US, held, ends=now().date() - timedelta(days=1), starts=None)
    assert not can(taker, "decide", units["RICT"])


def test_the_write_path_asks_where_a_record_was_and_where_it_will_be(units, neighbour, make):
    norm = make("norms.norm", unit=units["UNON"])
    with pytest.raises(NotAllowed):
        change(neighbour, norm, unit=units["OICT"])
    with pytest.raises(NotAllowed):
        add(neighbour, type(norm), code="N1", name={"en": "N"}, kind="policy", unit=units["OICT"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["UN", "OICT", "UNON", "RICT"]), st.booleans(), st.integers(0, 2)),
        max_size=4,
    ),
)
def test_can_and_visible_to_are_one_rule(lines, units, someone, make):
    person = getattr(test_can_and_visible_to_are_one_rule, "person", None)
    from comity.modules.norms.models import Exemption

    if person is None or not type(person).objects.filter(pk=person.pk).exists():
        person = test_can_and_visible_to_are_one_rule.person = someone("Anyone", "OICT")
        norm = make("norms.norm", unit=units["UN"])
        for code in units:
            for level in (0, 1, 2):
                make(
                    "norms.exemption",
                    unit=units[code],
                    norm=norm,
                    classification=level,
                    requester=someone(f"R{code}{level}", "UN"),
                )
    scope = scope_of(person)
    scope.lines.clear()
    scope._kept.clear()
    for code, below, ceiling in lines:
        scope.lines["view", "norms.exemption"].append(Reach(units[code].path, below, ceiling))
    seen = set(visible_to(person, Exemption.objects.all(), "view", scope))
    allowed = {row for row in Exemption.objects.select_related("unit") if can(person, "view", row, scope)}
    assert seen == allowed
