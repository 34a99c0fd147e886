"""A committee that decides on discount policies, a group that advises on them, and who sits there."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import now
from comity.modules.meetings import actions
from comity.modules.meetings.models import Meeting
from comity.modules.meetings.public import put_on_agenda

US = System("test")
MATTER = "discount.policy"


@pytest.fixture
def house(make, units, someone):
    """A committee of five: a chair, three members and one ex officio; a secretary, an alternate, a group beside."""
    matter = make("governance.matter", code=MATTER, act="decide")
    rules = {"quorum": "majority", "voting_rule": "majority_cast", "unit": units["OICT"]}
    body = make("governance.body", code="COM", kind="committee", **rules)
    group = make("governance.body", code="GRP", kind="group", **{**rules, "quorum": "none"})
    for one, right in ((body, "decide"), (group, "advise")):
        make("governance.mandate", body=one, matter=matter, right=right)
    names = ("chair", "ann", "ben", "cat", "officio", "secretary", "alternate")
    people = {n: someone(n.title(), "OICT", "view", "work", "confirm", "propose") for n in names}
    capacity = {"chair": "chair", "officio": "ex_officio", "secretary": "secretary", "alternate": "alternate"}
    seats = {}
    for name, person in people.items():
        seats[name] = make(
            "governance.seat", body=body, person=person, capacity=capacity.get(name, "member"),
            votes=0 if name == "secretary" else 1,
            alternate_for=seats["ann"] if name == "alternate" else None,
        )  # fmt: skip
    make("governance.seat", body=group, person=people["chair"], capacity="chair")
    make("governance.seat", body=group, person=people["secretary"], capacity="secretary", votes=0)
    make("governance.seat", body=group, person=people["ben"], capacity="member")
    return SimpleNamespace(
        matter=matter, body=body, group=group, seats=seats, units=units, make=make, **people
    )


@pytest.fixture
def policy(house):
    """A discount policy that waits for its adoption."""
    made = house.make("appraisal.discountpolicy", unit=house.units["OICT"], starts=date(2030, 1, 1))
    house.make("appraisal.ratestep", policy=made)
    return take(US, made, "propose")


@pytest.fixture
def meet(house):
    """Return the function that opens a meeting of a body where the named are present."""

    def opened(*present, body=None, **values):
        body = body or house.body
        meeting = add(
            US, Meeting,
            title="Quarterly meeting", body=body, unit=house.units["OICT"], starts_at=now() + timedelta(hours=1), **values,
        )  # fmt: skip
        take(house.secretary, meeting, "call")
        for name in present:
            actions.attend(house.secretary, meeting, getattr(house, name), "present")
        return take(house.secretary, meeting, "start")

    return opened


@pytest.fixture
def table(house, policy):
    """Return the function that tables a decision on the policy at a meeting."""

    def tabled(meeting, record=None, proposed="approved", body=None):
        item = put_on_agenda(house.secretary, record or policy, MATTER, "Shall it be adopted?", body=body)
        take(house.secretary, item, "schedule", meeting=meeting)
        decision = actions.prepare(house.secretary, item)
        return take(house.secretary, decision, "table", proposed=proposed)

    return tabled


@pytest.fixture
def decide(house, meet, table):
    """Return the function that brings a decision up to the signature of the chair."""

    def taken(yes=("ann", "ben", "cat"), no=(), outcome="approved", **values):
        meeting = values.pop("meeting", None) or meet("chair", "ann", "ben", "cat", "officio")
        decision = table(
            meeting, values.pop("record", None), values.pop("proposed", "approved"), values.pop("body", None)
        )
        take(house.secretary, decision, "deliberate", method="vote")
        for name in yes:
            actions.vote(getattr(house, name), decision, "yes")
        for name in no:
            actions.vote(getattr(house, name), decision, "no")
        return take(house.secretary, decision, "conclude", outcome=outcome, text="Decides so.", **values)

    return taken
