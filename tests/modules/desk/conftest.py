"""A small desk: one service, an offering, a group with an agent, promises, and somebody who asks."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from comity.kernel.base.moment import at

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)  # 09:00 in Nairobi


@pytest.fixture
def monday():
    with at(MONDAY):
        yield MONDAY


@pytest.fixture
def desk(make, units, someone, monday):
    """Return what a small desk consists of; it is Monday, nine in the morning in Nairobi."""
    station = make(
        "people.dutystation",
        code="NBO",
        name="Nairobi",
        country="KE",
        zone="Africa/Nairobi",
        latitude=-1.2,
        longitude=36.8,
    )
    calendar = make("clocks.calendar", code="nbo")
    group = make("desk.group", code="DESK", name="Service desk", unit=units["UNON"], calendar=calendar)
    other = make("desk.group", code="NET", name="Network", unit=units["UNON"], calendar=calendar)
    service = make(
        "desk.service", code="EML", name="E-mail", state="offered", area="communication", unit=units["UN"]
    )
    offering = make(
        "desk.offering", code="box", service=service, name={"en": "Shared mailbox", "fr": "Boîte partagée"}, unit=units["UN"],
        group=group, impact=3, urgency=2,
        questions=[
            {"name": "title", "label": {"en": "What is it called?", "fr": "Quel est son nom ?"}, "type": "text", "required": True},
            {"name": "size", "label": {"en": "Which size?"}, "type": "choice",
             "choices": [{"value": "s", "label": {"en": "Small"}}, {"value": "l", "label": {"en": "Large"}}]},
        ],
    )  # fmt: skip
    report = make(
        "desk.offering",
        code="eml-report",
        service=service,
        name="E-mail does not work",
        kind="report",
        unit=units["UN"],
        group=group,
    )
    solve = make(
        "clocks.clockdefinition",
        code="solve",
        calendar=calendar,
        minutes=240,
        pauses_in=["waiting_user"],
        stops_in=["resolved", "closed"],
        pause_reasons={"waiting_user": "requester"},
    )
    quick = make(
        "clocks.clockdefinition",
        code="quick",
        calendar=calendar,
        minutes=60,
        pauses_in=["waiting_user"],
        stops_in=["resolved", "closed"],
        pause_reasons={"waiting_user": "requester"},
    )
    reply = make(
        "clocks.clockdefinition",
        code="reply",
        kind="ola",
        measure="response",
        calendar=calendar,
        minutes=30,
        starts_in=["new"],
        runs_in=["new"],
        pauses_in=[],
        stops_in=["in_progress", "waiting_user", "resolved", "closed"],
        pause_reasons={},
    )
    sla = make(
        "desk.agreement",
        code="SLA",
        edition=1,
        name="General",
        kind="sla",
        unit=units["UN"],
        starts=None,
        ends=None,
        service=None,
        offering=None,
        group=None,
    )
    make("desk.target", agreement=sla, priority=None, definition=solve)
    make("desk.target", agreement=sla, priority=1, definition=quick)
    ola = make(
        "desk.agreement",
        code="OLA",
        edition=1,
        name="First answer",
        kind="ola",
        unit=units["UN"],
        starts=None,
        ends=None,
        service=None,
        offering=None,
        group=None,
    )
    make("desk.target", agreement=ola, priority=None, definition=reply)
    agent = someone("Agent", "UNON")
    for right in ("view", "work", "note", "change", "export"):
        make(
            "access.grant",
            person=agent,
            role=None,
            right=right,
            register="desk.ticket",
            unit=units["UN"],
            below=True,
            ceiling=0,
            source="tests",
        )
    make("desk.groupmember", group=group, person=agent, starts=None, ends=None)
    for right, register in (
        ("view", "desk.service"),
        ("view", "desk.offering"),
        ("view", "desk.group"),
        ("add", "desk.ticket"),
    ):
        make(
            "access.grant",
            person=None,
            role=None,
            right=right,
            register=register,
            unit=units["UN"],
            below=True,
            ceiling=0,
            source="tests",
        )
    asker = someone("Asker", "RICT")
    return SimpleNamespace(
        station=station, calendar=calendar, group=group, other=other, service=service, offering=offering, report=report,
        solve=solve, quick=quick, reply=reply, agent=agent, asker=asker, units=units,
    )  # fmt: skip
