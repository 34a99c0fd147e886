"""Plan against forecast, by the vectors of the federal dashboard's definition; bands, ratings and metrics."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.modules.projects.pure import forecast
from comity.modules.projects.pure.figures import Figure
from comity.modules.projects.pure.forecast import Band, Bands, Met

D = Decimal
START, END, TODAY = date(2026, 1, 1), date(2026, 4, 11), date(2026, 3, 1)  # 100 days


@pytest.mark.parametrize(
    ("planned", "actual", "completed", "projected", "expected"),
    [
        (D(100), None, None, D(120), D("-0.2")),
        (D(100), None, None, D(80), D("0.2")),
        (D(100), D(90), END, D(130), D("0.1")),  # both actuals are known
        (D(100), D(90), None, D(130), D("-0.3")),  # cost alone does not count
        (D(100), None, END, D(130), D("-0.3")),
    ],
)
def test_cost_is_compared_with_the_actual_when_it_is_over_else_with_the_projected(
    planned, actual, completed, projected, expected
):
    assert forecast.cost_forecast_variance(planned, actual, completed, projected).value == expected


@pytest.mark.parametrize(
    ("today", "completed", "projected", "expected"),
    [
        (TODAY, None, date(2026, 5, 1), D("-0.2")),  # projected, in the future
        (TODAY, date(2026, 4, 1), date(2026, 5, 1), D("0.1")),  # completed
        (date(2026, 5, 11), None, date(2026, 4, 1), D("-0.3")),  # the projected day is past: today
        (date(2026, 4, 21), None, None, D("-0.1")),
        (TODAY, None, None, D("0.41")),
    ],
)
def test_the_schedule_is_compared_with_completion_projection_or_today(today, completed, projected, expected):
    assert forecast.schedule_forecast_variance(START, END, today, completed, projected).value == expected


def test_without_a_budget_or_a_length_there_is_no_variance_but_a_reason():
    assert forecast.cost_forecast_variance(D(0), projected=D(5)).reason == "no_budget"
    assert forecast.cost_forecast_variance(D(5)).reason == "missing"
    assert forecast.schedule_forecast_variance(START, START, TODAY).reason == "no_length"
    assert forecast.schedule_forecast_variance(None, END, TODAY).reason == "missing"


def test_a_thousandfold_cost_is_flagged_as_a_likely_error_of_unit():
    assert forecast.suspicious(forecast.cost_forecast_variance(D(2), projected=D(2000)))
    assert forecast.suspicious(forecast.cost_forecast_variance(D(2_000_000), projected=D(2)))
    assert not forecast.suspicious(forecast.cost_forecast_variance(D(100), projected=D(300)))
    assert not forecast.suspicious(forecast.cost_forecast_variance(D(0)))


@pytest.mark.parametrize(
    ("value", "band"),
    [("0.5", "well"), ("0", "well"), ("-0.0999", "well"), ("-0.10", "needs"), ("-0.2999", "needs"), ("-0.30", "late")],
)  # fmt: skip
def test_colours_change_at_ten_and_thirty_per_cent(value, band):
    assert Bands().of(Figure("x", "", D(value))) == band


def figure(value):
    return Figure("x", "", None if value is None else D(value))


@pytest.mark.parametrize(
    ("variances", "rating"),
    [
        (["0", "0.1"], 5), (["-0.05", "0"], 4), (["-0.15", "0"], 3), (["-0.4", "0"], 2), (["-0.4", "-0.5"], 1),
        ([None, "0"], 5), ([None, None], None),
    ],
)  # fmt: skip
def test_the_computed_rating_follows_the_worst_evidence(variances, rating):
    assert forecast.computed_rating([figure(one) for one in variances], Bands()) == rating


@given(st.lists(st.decimals(-2, 2, places=3), min_size=1, max_size=5), st.decimals(0, 1, places=3))
def test_worse_evidence_never_betters_the_rating(values, by):
    before = forecast.computed_rating([figure(one) for one in values], Bands())
    after = forecast.computed_rating([figure(one - by) for one in values], Bands())
    assert after <= before


def test_a_declared_rating_below_all_evidence_prevails():
    assert forecast.prevailing(1, 3, 5) == 1
    assert forecast.prevailing(4, 3, 5) == 3
    assert forecast.prevailing(4, None, None) == 4
    assert forecast.prevailing(None, 3, 2) == 2


@pytest.mark.parametrize(
    ("over", "actual", "day", "met"),
    [
        (True, D(10), date(2026, 3, 1), Met.YES),
        (True, D(9), date(2026, 3, 1), Met.NO),
        (False, D(10), date(2026, 3, 1), Met.YES),
        (False, D(11), date(2026, 3, 1), Met.NO),
        (True, D(10), date(2026, 11, 1), Met.UNKNOWN),  # already the next fiscal year
        (True, None, date(2026, 3, 1), Met.UNKNOWN),
    ],
)
def test_a_metric_is_met_not_met_or_cannot_be_determined(over, actual, day, met):
    assert forecast.metric_met(over, {2026: D(10)}, actual, day, year_starts=10) is met


def test_an_unknown_variance_has_no_colour():
    assert Bands().of(figure(None)) is Band.UNKNOWN
