"""A small portfolio: a programme with 1,000 USD a year, three initiatives with cases, an adopted model, two assessors."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.modules.selection.models import Assessment, Criterion, ScoringModel

US = System("test")
YEAR = 2027


@pytest.fixture
def house(make, units, someone):
    """Who analyses, assesses and looks on; the money; the initiatives A (600), B (500) and C (400)."""
    rights = ("view", "add", "change", "work", "propose", "import", "export", "advise")
    people = {name: someone(name.title(), "OICT", *rights, ceiling=1) for name in ("ann", "ben")}
    viewer = someone("Vera", "OICT", "view", ceiling=1)
    sponsor = someone("Sam", "OICT", "view")
    programme, fund = make("governance.programme", code="RM"), make("finance.fund", code="RB")
    proposal = make(
        "finance.envelopeproposal",
        programme=programme,
        fund=fund,
        year=YEAR,
        amount=Decimal(1000),
        unit=units["OICT"],
    )
    for step in ("submit", "review", "approve"):
        take(US, proposal, step)
    made = SimpleNamespace(
        programme=programme, fund=fund, units=units, make=make, viewer=viewer, sponsor=sponsor, **people
    )
    made.initiatives = {
        code: initiative(made, code, cost) for code, cost in (("A", 600), ("B", 500), ("C", 400))
    }
    return made


def initiative(house, code, cost, **values):
    """Make an initiative with a case whose one option costs this much in the year."""
    one = house.make(
        "portfolio.initiative", code=code, title=f"Initiative {code}", programme=house.programme, sponsor=house.sponsor,
        unit=house.units["OICT"], begins=date(YEAR, 1, 1), finishes=date(YEAR, 12, 31), category="growth", **values,
    )  # fmt: skip
    take(US, one, "propose")
    take(US, one, "rationalise", reason="Alone of its kind.")
    case = house.make(
        "portfolio.case", initiative=one, sponsor=house.sponsor, unit=house.units["OICT"], base_year=YEAR
    )
    option = house.make("portfolio.caseoption", case=case, kind="full", preferred=True)
    house.make(
        "portfolio.costline", option=option, year=YEAR, fund=house.fund, amount=Decimal(cost), phase="build"
    )
    one.refresh_from_db()
    return one


@pytest.fixture
def model(house):
    """An adopted model of two criteria, with weights 3 and 1."""
    made = add(US, ScoringModel, title="Worth", unit=house.units["OICT"])
    for code, weight in (("goal", 3), ("risk", 1)):
        words = {name: {"en": name} for name in ("name", "none", "half", "full")}
        add(US, Criterion, scoring_model=made, code=code, weight=weight, **words)
    take(US, made, "propose")
    take(US, made, "adopt")
    return made


def assess(person, model, one, goal, risk, hand_in=True):
    made = add(
        person,
        Assessment,
        scoring_model=model,
        initiative=one,
        assessor=person,
        scores={"goal": goal, "risk": risk},
    )
    return take(person, made, "hand_in") if hand_in else made


@pytest.fixture
def assessed(house, model):
    """Both have assessed all: A is worth 100 points, B 75, C 50."""
    for code, score in (("A", 4), ("B", 3), ("C", 2)):
        for person in (house.ann, house.ben):
            assess(person, model, house.initiatives[code], score, score)
    return model
