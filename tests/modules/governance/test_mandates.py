"""Who may take a step: offices alone, committees by a recorded decision, nobody else."""

from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from comity.kernel.actions.verbs import add, add_many, change, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import now
from comity.kernel.flow.mandates import Facts
from comity.modules.governance import public
from comity.modules.governance.models import Mandate

pytestmark = pytest.mark.django_db
MATTER = "constitution"


@dataclass(frozen=True)
class Paper:
    """A stand-in for a recorded decision."""

    body_id: Any
    about: Any = None
    reference: str = "DEC-1"

    def covers(self, record: Any, step: Any) -> bool:
        return self.about is None or record.pk == self.about.pk


@pytest.fixture
def draft(make):
    return make("governance.constitution", code="2030", starts=None, ends=None)


def test_without_any_mandate_the_right_decides(draft, root, stranger):
    with pytest.raises(NotAllowed, match="right"):
        take(stranger, draft, "adopt")
    assert take(root, draft, "adopt").state == "adopted"


def test_who_sits_in_an_office_acts_alone_and_nobody_else(ruled, draft, root, member):
    ruled.body("CITO", "office")
    ruled.mandate("CITO", MATTER)
    ruled.seat("CITO", member)
    with pytest.raises(NotAllowed, match="CITO"):
        take(root, draft, "adopt")  # every right in the world, and no seat
    assert take(member, draft, "adopt").state == "adopted"


def test_a_committee_acts_only_by_a_recorded_decision(ruled, draft, root, member):
    ruled.body("EC", quorum="majority")
    ruled.mandate("EC", MATTER)
    ruled.seat("EC", member, "chair")
    with pytest.raises(NotAllowed, match="together"):
        take(member, draft, "adopt")
    with pytest.raises(NotAllowed, match="no seat"):
        take(root, draft, "adopt", authority=Paper(ruled.bodies["EC"].pk))
    with pytest.raises(NotAllowed, match="not about this"):
        take(member, draft, "adopt", authority=Paper(ruled.bodies["EC"].pk, about=member))
    assert (
        take(member, draft, "adopt", authority=Paper(ruled.bodies["EC"].pk, about=draft)).state == "adopted"
    )


def test_a_decision_of_a_body_without_the_mandate_opens_nothing(ruled, draft, member):
    ruled.body("EC"), ruled.body("OTHER")
    ruled.mandate("EC", MATTER)
    ruled.seat("OTHER", member, "chair")
    with pytest.raises(NotAllowed, match="no mandate"):
        take(member, draft, "adopt", authority=Paper(ruled.bodies["OTHER"].pk))
    draft.refresh_from_db()
    assert draft.state == "prepared"


def test_the_system_has_no_way_around(ruled, draft):
    ruled.body("CITO", "office")
    ruled.mandate("CITO", MATTER)
    with pytest.raises(NotAllowed):
        take(System("tests"), draft, "adopt")


def test_the_only_vote_acts_alone_unless_a_quorum_is_asked(ruled, draft, member, neighbour):
    ruled.body("DUO", quorum="none")
    ruled.mandate("DUO", MATTER)
    ruled.seat("DUO", member)
    facts = Facts()
    assert public.alone(member, "decide", MATTER, facts)
    ruled.seat("DUO", neighbour)
    assert not public.alone(member, "decide", MATTER, facts)
    assert public.may(member, "decide", MATTER, facts)


def test_secretaries_and_observers_take_no_part(ruled, member, neighbour):
    ruled.body("CITO", "office")
    ruled.mandate("CITO", MATTER)
    ruled.seat("CITO", member, "secretary")
    ruled.seat("CITO", neighbour, "observer")
    for person in (member, neighbour):
        assert not public.may(person, "decide", MATTER, Facts())
    assert public.secretaries(ruled.bodies["CITO"]) == [member]


def test_mandates_and_seats_hold_as_at_a_date(ruled, member):
    ruled.body("CITO", "office")
    ruled.mandate("CITO", MATTER, starts=date(2024, 1, 1), ends=date(2024, 12, 31))
    ruled.seat("CITO", member, starts=date(2024, 6, 1), ends=date(2024, 6, 30))
    said = {day: bool(public.may(member, "decide", MATTER, Facts(), on=day)) for day in (
        date(2023, 12, 31), date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30), date(2024, 7, 1), date(2025, 1, 1),
    )}  # fmt: skip
    assert list(said.values()) == [False, False, True, True, False, False]


def test_ending_a_mandate_changes_no_earlier_decision(ruled, draft, member, root):
    ruled.body("CITO", "office")
    mandate = ruled.mandate("CITO", MATTER, starts=date(2020, 1, 1))
    ruled.seat("CITO", member)
    take(member, draft, "adopt")
    change(root, mandate, ends=now().date() - timedelta(days=1), reason="A new constitution.")
    draft.refresh_from_db()
    assert draft.state == "adopted"
    assert not public.may(member, "decide", MATTER, Facts())


def test_a_mandate_of_a_unit_does_not_reach_another(ruled, member):
    ruled.body("LOCAL", "office", "UNON")
    ruled.mandate("LOCAL", "case.decision", unit=ruled.units["UNON"])
    ruled.seat("LOCAL", member)
    inside, outside = Facts(unit=ruled.units["RICT"]), Facts(unit=ruled.units["OICT"])
    assert public.may(member, "decide", "case.decision", inside)
    answer = public.may(member, "decide", "case.decision", outside)
    assert not answer
    assert "UNON only" in str(answer.sentence)


@pytest.mark.parametrize(
    ("values", "refused"),
    [({}, True), ({"starts": date(2025, 1, 1)}, True), ({"starts": date(2026, 1, 1)}, False), ({"below": False}, False)],
)  # fmt: skip
def test_the_same_mandate_twice_on_a_day_is_refused(ruled, values, refused):
    ruled.body("EC")
    ruled.mandate("EC", MATTER, ends=date(2025, 12, 31))
    if refused:
        with pytest.raises(Refused, match="same mandate"):
            ruled.mandate("EC", MATTER, **values)
    else:
        ruled.mandate("EC", MATTER, **values)


def test_one_chair_at_a_time_and_one_seat_for_a_person(ruled, member, neighbour):
    ruled.body("EC")
    ruled.seat("EC", member, "chair", ends=date(2025, 12, 31))
    with pytest.raises(Refused, match="chair"):
        ruled.seat("EC", neighbour, "chair", starts=date(2025, 6, 1))
    ruled.seat("EC", neighbour, "chair", starts=date(2026, 1, 1))
    with pytest.raises(Refused, match="already holds"):
        ruled.seat("EC", neighbour, "chair", starts=date(2027, 1, 1))
    assert public.chair(ruled.bodies["EC"], date(2025, 7, 1)) == member
    assert public.chair(ruled.bodies["EC"], date(2026, 7, 1)) == neighbour


def test_two_lines_of_one_load_may_not_say_the_same(ruled):
    body, matter = ruled.body("EC"), ruled.matter("strategy")
    line = {"body": body, "matter": matter, "right": "decide", "source": "para 27"}
    with pytest.raises(Refused, match="same mandate"):
        add_many(System("tests"), Mandate, [{**line, "code": code} for code in ("A", "B")], checked=True)
    assert not Mandate.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_may_not_give_the_same_mandate(ruled):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    body, matter = ruled.body("EC"), ruled.matter("strategy")
    began, said = Barrier(2), []

    def give(code):
        try:
            began.wait(5)
            add(
                System("tests"),
                Mandate,
                body=body,
                matter=matter,
                right="decide",
                source="para 27",
                code=code,
            )
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=give, args=(code,)) for code in ("A", "B")]
    [one.start() for one in threads]
    [one.join(10) for one in threads]
    assert Mandate.objects.count() == 1
    assert "same mandate" in said[0]
