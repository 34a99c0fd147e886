"""Earned value and earned schedule: known vectors, identities on random standings, and no division by zero."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.modules.projects.pure import evm, schedule
from comity.modules.projects.pure.evm import Box, Standing
from comity.modules.projects.pure.schedule import Piece

money = st.decimals(min_value=0, max_value=10**9, places=2)
CLOSE = Decimal("0.0001")
START = date(2026, 1, 1)


@st.composite
def standings(draw):
    bac = draw(money)
    return Standing(bac, draw(money), min(draw(money), bac), draw(money))


@st.composite
def plans(draw):
    pieces = []
    for _ in range(draw(st.integers(1, 6))):
        start = START + timedelta(days=draw(st.integers(0, 200)))
        cost = draw(st.decimals(min_value=1, max_value=10**6, places=2))
        pieces.append(Piece(start, start + timedelta(days=draw(st.integers(0, 90))), cost))
    return pieces


def test_a_known_project_has_its_known_figures():
    found = evm.figures(Standing(Decimal(1000), Decimal(500), Decimal(400), Decimal(600)))
    shown = {code: round(one.value, 4) for code, one in found.items() if one}
    assert shown == {
        "CV": -200, "SV": -100, "CPI": Decimal("0.6667"), "SPI": Decimal("0.8"), "EAC": 1500, "EAC2": 1200,
        "EAC3": 1725, "ETC": 900, "VAC": -500, "TCPI": Decimal("1.5"), "TCPI2": Decimal("0.6667"),
    }  # fmt: skip
    assert all(one.formula for one in found.values())


def test_what_is_undefined_says_why_instead_of_dividing_by_zero():
    found = evm.figures(Standing(Decimal(1000), Decimal(0), Decimal(0), Decimal(0)))
    assert (found["CPI"].value, found["CPI"].reason) == (None, "no_cost")
    assert (found["SPI"].value, found["SPI"].reason) == (None, "no_plan")
    assert found["EAC"].reason == "no_cost"
    assert found["EAC2"].value == 1000


def test_no_efficiency_reaches_a_budget_that_is_spent():
    found = evm.figures(Standing(Decimal(100), Decimal(90), Decimal(50), Decimal(120)))
    assert (found["TCPI"].value, found["TCPI"].reason) == (None, "all_spent")


@given(standings())
def test_the_identities_of_earned_value_hold(now):
    found = evm.figures(now)
    assert found["CV"].value == now.ev - now.ac
    assert found["SV"].value == now.ev - now.pv
    if found["EAC"]:
        eac = found["EAC"].value
        assert found["ETC"].value == eac - now.ac
        assert found["VAC"].value + eac == now.bac
        assert abs(found["CPI"].value * now.ac - now.ev) < CLOSE
        assert found["EAC2"].value - now.ac == now.bac - now.ev
    for one in found.values():
        assert (one.value is None) == bool(one.reason)


@given(standings())
def test_a_project_on_its_plan_costs_its_budget(now):
    found = evm.figures(Standing(now.bac, now.ev, now.ev, now.ev))
    assert found["CV"].value == found["SV"].value == 0
    if now.ev:
        assert abs(found["EAC"].value - now.bac) < CLOSE
        assert abs(found["EAC3"].value - now.bac) < CLOSE


@given(plans(), st.integers(-20, 320))
def test_planned_value_grows_to_the_whole(pieces, day):
    at = START + timedelta(days=day)
    value = schedule.planned_value(pieces, at)
    total = sum(piece.cost for piece in pieces)
    assert 0 <= value <= schedule.planned_value(pieces, at + timedelta(days=1)) <= total
    assert schedule.planned_value(pieces, START + timedelta(days=400)) == total


@settings(max_examples=60)
@given(plans(), st.integers(0, 100))
def test_earned_schedule_is_the_time_that_planned_what_is_earned(pieces, share):
    first, last = schedule.span(pieces)
    earned = (sum(piece.cost for piece in pieces) * share / 100).quantize(Decimal("0.01"))
    at = schedule.earned_day(pieces, earned)
    assert 0 <= at <= (last - first).days + 1
    whole = int(at)
    assert schedule.planned_value(pieces, first + timedelta(days=whole - 1)) <= earned
    assert schedule.planned_value(pieces, first + timedelta(days=whole)) >= earned or at == whole


@given(plans())
def test_who_keeps_the_plan_has_an_index_of_one(pieces):
    first, last = schedule.span(pieces)
    day = first + (last - first) / 2
    found = schedule.earned_schedule(pieces, schedule.planned_value(pieces, day), day)
    if all(day < piece.finish for piece in pieces) or found["SVt"].value == 0:
        assert found["SPIt"].value >= 1


def test_the_index_in_time_stays_where_the_index_in_money_forgets():
    """SPI goes back to 1 at completion, SPI(t) does not: ten days planned, done after twenty."""
    pieces = [Piece(START, START + timedelta(days=9), Decimal(100))]
    end = START + timedelta(days=19)
    money_index = evm.schedule_index(
        Standing(Decimal(100), schedule.planned_value(pieces, end), Decimal(100), Decimal(100))
    )
    assert money_index.value == 1
    assert schedule.earned_schedule(pieces, Decimal(100), end)["SPIt"].value == Decimal("0.5")


def test_an_empty_plan_and_one_that_has_not_begun_say_so():
    assert schedule.earned_schedule([], Decimal(0), START)["SPIt"].reason == "no_budget"
    pieces = [Piece(START, START, Decimal(5))]
    before = schedule.earned_schedule(pieces, Decimal(0), START - timedelta(days=9))
    assert (before["SPIt"].value, before["SPIt"].reason) == (None, "no_time")


@given(st.integers(0, 500), st.integers(0, 500), st.decimals(0, 2, places=2))
def test_a_time_box_varies_in_scope_only(points, accepted, elapsed):
    found = evm.box_figures(Box(points, accepted, elapsed))
    assert found["EV"].value == accepted
    assert found["PV"].value == points * min(elapsed, 1)
    assert found["scope"].value == found["EV"].value - found["PV"].value
    assert bool(found["done"]) == (points > 0)
