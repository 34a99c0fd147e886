"""A programme with money, a sponsor, two offices and a committee, and a case that says all it must."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import now
from comity.modules.portfolio.models import (
    Aim,
    Case,
    CaseBenefit,
    CaseCheck,
    CaseOption,
    CaseRisk,
    CostLine,
    Initiative,
)  # fmt: skip
from comity.modules.portfolio.models.words import CheckArea

US = System("test")
MATTERS = {
    "case.review": "review", "case.endorsement": "endorse", "case.tabling": "review", "case.decision": "decide",
    "portfolio.inclusion": "decide", "portfolio.rebalancing": "decide", "initiative.merge": "decide",
}  # fmt: skip


@pytest.fixture
def house(make, units, someone):
    """Who sponsors, reviews, endorses and decides, and 1,000 USD a year for 2026 and 2027."""
    rights = ("view", "add", "change", "remove", "propose", "work", "confirm", "review")
    people = {
        name: someone(name.title(), "OICT", *(rights if name != "chair" else (*rights, "import", "export")))
        for name in ("sponsor", "pmo", "cito", "chair", "ann", "secretary")
    }
    matters = {code: make("governance.matter", code=code, act=act) for code, act in MATTERS.items()}
    bodies = {}
    for code, kind, seat in (
        ("PMO", "office", "pmo"),
        ("CITO", "office", "cito"),
        ("COM", "committee", "chair"),
    ):
        bodies[code] = make(
            "governance.body", code=code, kind=kind, unit=units["OICT"], voting_rule="consensus"
        )
        make("governance.seat", body=bodies[code], person=people[seat], capacity="chair")
    make("governance.seat", body=bodies["COM"], person=people["ann"], capacity="member")
    make("governance.seat", body=bodies["COM"], person=people["secretary"], capacity="secretary", votes=0)
    holders = {
        "case.review": "PMO",
        "case.tabling": "PMO",
        "case.endorsement": "CITO",
    }
    for code, matter in matters.items():
        make("governance.mandate", body=bodies[holders.get(code, "COM")], matter=matter, right=MATTERS[code])
    make("governance.mandate", body=bodies["PMO"], matter=matters["initiative.merge"], right="review")
    fund, programme = make("finance.fund"), make("governance.programme")
    for year in (2026, 2027):
        proposal = make(
            "finance.envelopeproposal",
            programme=programme,
            fund=fund,
            year=year,
            amount=Decimal(1000),
            unit=units["OICT"],
        )
        for step in ("submit", "review", "approve"):
            take(US, proposal, step)
    return SimpleNamespace(
        matters=matters, bodies=bodies, units=units, fund=fund, programme=programme, make=make, **people
    )


@pytest.fixture
def initiative(house):
    """Return the function that makes an initiative which is rationalised."""

    def made(code="KM-01", **values):
        values = {"title": "Search", "need": "Nobody finds anything.", "sponsor": house.sponsor} | values
        one = add(
            house.sponsor,
            Initiative,
            code=code,
            programme=house.programme,
            unit=house.units["OICT"],
            **values,
        )
        add(house.sponsor, Aim, initiative=one, key_result=house.make("results.keyresult"))
        take(house.sponsor, one, "propose")
        return take(house.pmo, one, "rationalise", reason="Nothing like it is proposed.")

    return made


@pytest.fixture
def draft(house, initiative):
    """Return the function that writes a case which says all it must, and is not submitted."""

    def written(one=None, amount=600, **values):
        one = one or initiative()
        case = add(
            house.sponsor, Case, initiative=one, title=one.title, unit=one.unit, sponsor=one.sponsor, base_year=2026,
            summary="One search for everything.", **values,
        )  # fmt: skip
        add(house.sponsor, CaseOption, case=case, name="Nothing", kind="nothing", share=0)
        option = add(house.sponsor, CaseOption, case=case, name="All of it", preferred=True)
        add(
            house.sponsor, CostLine, option=option, year=2026, phase="build", pool="services", fund=house.fund,
            amount=Decimal(amount),
        )  # fmt: skip
        add(
            house.sponsor, CaseBenefit, case=case, name="Time saved", kind="quantified", owner=house.ann, baseline=Decimal(9),
            target=Decimal(4), due=date(2028, 1, 1), measure="Minutes for a search",
        )  # fmt: skip
        add(house.sponsor, CaseRisk, case=case, area="data", text="Wrong rights", probability=2, impact=4)
        for area in CheckArea.values:
            add(house.sponsor, CaseCheck, case=case, area=area, verdict="conforms", text="Looked at.")
        return Case.objects.get(pk=case.pk)

    return written


@pytest.fixture
def tabled(house, draft):
    """Return the function that brings a case up to the committee."""

    def brought(case=None, **values):
        case = case or draft(**values)
        take(house.sponsor, case, "submit")
        take(house.pmo, case, "conform")
        take(house.cito, case, "endorse")
        return take(house.pmo, case, "table")

    return brought


@pytest.fixture
def decide(house):
    """Return the function by which the committee decides on what waits for it, as its chair signs."""
    from comity.modules.meetings.models import AgendaItem, Attendance, Decision, Meeting

    def decided(record, outcome="approved"):
        item = AgendaItem.objects.get(object_id=record.pk, state="awaiting")
        meeting = add(
            US,
            Meeting,
            title="Meeting",
            body=item.body,
            unit=house.units["OICT"],
            starts_at=now() + timedelta(hours=1),
        )
        take(US, meeting, "call")
        for person in (house.chair, house.ann):
            add(US, Attendance, meeting=meeting, person=person, presence="present")
        take(US, meeting, "start")
        take(US, item, "schedule", meeting=meeting)
        decision = add(US, Decision, item=item, title=item.title, unit=item.unit)
        take(US, decision, "table", proposed=outcome)
        take(US, decision, "deliberate", method="consensus")
        take(US, decision, "conclude", outcome=outcome, text="Decides so.")
        take(house.chair, decision, "sign")
        record.refresh_from_db()
        return decision

    return decided
