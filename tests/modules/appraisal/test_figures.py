"""The sums: the vectors of the Green Book, and an oracle (numpy-financial) on random flows."""

from decimal import Decimal

import numpy_financial
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.modules.appraisal.figures import (
    GREEN_BOOK,
    Bias,
    Line,
    Rates,
    RateStep,
    appraise,
    grid,
    simulate,
    switching,
    tornado,
)
from comity.modules.appraisal.figures.irr import changes_of_sign, irr
from comity.modules.appraisal.figures.lines import cents

D = Decimal
amounts = st.integers(-(10**9), 10**9).map(lambda n: D(n).scaleb(-2))
flows = st.lists(amounts, min_size=2, max_size=40)


def flat(rate):
    return Rates((RateStep(0, D(rate)),))


def of(flow):
    """Turn signed amounts of years 0, 1, … into lines."""
    return [Line(year, "cost" if value < 0 else "benefit", abs(value)) for year, value in enumerate(flow)]


@pytest.mark.parametrize(
    ("year", "factor"),
    [(0, "1"), (10, "0.7089"), (30, "0.3563"), (31, "0.3459"), (75, "0.0942"), (100, "0.0508")],
)
def test_the_factors_are_those_printed_in_the_green_book(year, factor):
    assert round(GREEN_BOOK.factor(year), 4) == D(factor)


@given(flows, st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_net_present_value_agrees_with_numpy_financial(flow, hundredths):
    rate = D(hundredths).scaleb(-2)
    case = appraise(of(flow), flat(rate))
    expected = numpy_financial.npv(float(rate) / 100, [float(value) for value in flow])
    assert abs(float(case.npv) - expected) <= 0.005 * len(flow) + 1e-6 * max(1, abs(expected))
    assert case.npv == sum((row.present for row in case.cash), D(0)), "the column adds up to the figure"


@given(
    st.lists(st.integers(1, 10**7), min_size=1, max_size=5),
    st.lists(st.integers(1, 10**7), min_size=1, max_size=25),
)
@settings(max_examples=60, deadline=None)
def test_the_rate_of_return_agrees_with_numpy_financial(costs, benefits):
    flow = [D(-cost) for cost in costs] + [D(benefit) for benefit in benefits]
    expected = numpy_financial.irr([float(value) for value in flow])
    assume(expected == expected and abs(expected) < 100)
    found = irr(flow).value
    assert found is not None
    assert abs(float(found) - expected) <= 2e-6 * max(1.0, abs(expected))


@given(flows)
@settings(max_examples=80, deadline=None)
def test_no_rate_of_return_is_shown_unless_the_sign_changes_once(flow):
    if changes_of_sign(flow) != 1:
        assert irr(flow).value is None


def test_a_flow_with_two_rates_shows_none_and_says_which_two():
    figure = appraise(of([D(-100), D(230), D(-132)]), GREEN_BOOK).figure("irr")
    assert (figure.value, figure.why) == (None, "several")
    assert figure.fact("others") == (D("0.1000"), D("0.2000"))


@pytest.mark.parametrize(
    ("flow", "years", "why"),
    [
        ([-100, 50, 50, 50], "2.0", ""), ([-100, 40, 40, 40], "2.5", ""), ([-100, 10], None, "never"),
        ([100, 10], None, "none"), ([-100, 150, -100, 80], "2.6", ""), ([-100, 150, -80, 10], None, "never"),
    ],
)  # fmt: skip
def test_the_money_is_back_when_the_running_total_stays_above_zero(flow, years, why):
    figure = appraise(of(map(D, flow)), flat(0)).figure("payback")
    assert (figure.value, figure.why) == (years and D(years), why)


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**8), min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_discounting_never_brings_the_money_back_earlier(outlay, gains):
    flow = [D(-outlay), *map(D, gains)]
    case = appraise(of(flow), GREEN_BOOK)
    plain, counted = case.figure("payback").value, case.figure("discounted_payback").value
    assert counted is None or (plain is not None and plain <= counted)


def test_what_moves_no_money_counts_socially_but_not_in_cash():
    lines = [Line(0, "cost", D(100)), Line(1, "benefit", D(90)), Line(1, "benefit", D(50), cash=False)]
    case = appraise(lines, flat(0))
    assert (case.npv, case.npsv, case.bcr) == (D(-10), D(40), D("1.40"))


def test_what_was_spent_before_the_base_year_is_sunk():
    case = appraise([Line(2024, "cost", D(500)), Line(2026, "cost", D(10))], GREEN_BOOK, 2026)
    assert (case.sunk, case.npv) == (D(500), D(-10))


def test_a_benefit_cost_ratio_needs_costs():
    assert appraise([Line(0, "benefit", D(1))], GREEN_BOOK).figure("bcr").why == "free"


def test_optimism_bias_lifts_what_is_built_less_what_is_in_hand():
    lines = [Line(0, "cost", D(100), phase="build"), Line(1, "cost", D(10), phase="run")]
    case = appraise(lines, flat(0), bias=Bias(cost=D(200), mitigated=D(25)))
    assert case.npv == D(-260)


def test_a_delay_moves_benefits_and_loses_those_beyond_the_horizon():
    lines = [Line(0, "cost", D(100), phase="build"), *(Line(year, "benefit", D(100)) for year in (1, 2))]
    case = appraise(lines, flat(0), bias=Bias(duration=D(50)))
    assert [row.benefit for row in case.all] == [0, D(50), D(100)]


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8
    ),
    st.integers(0, 100), st.integers(0, 5400),
)  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_a_delay_never_makes_or_loses_a_cent_within_the_horizon(some, mitigated, duration):
    lines = [Line(0, "cost", D(1), phase="build"), Line(99, "cost", D(0), phase="run")]
    for year, *three in some:
        low, likely, high = sorted(D(n).scaleb(-2) for n in three)
        lines.append(Line(year, "benefit", likely, low, high))
    bias = Bias(duration=D(duration).scaleb(-1), mitigated=D(mitigated))
    before = sum(line.amount for line in lines if line.kind == "benefit")
    assert sum(line.amount for line in bias.applied(lines) if line.kind == "benefit") == before


def ranged():
    return [
        Line(0, "cost", D(100000), D(90000), D(160000), phase="build", name="Build"),
        *(Line(year, "benefit", D(30000), D(10000), D(35000), name="Savings") for year in range(1, 7)),
    ]


def test_the_widest_bar_of_the_tornado_is_first_and_ends_at_its_range():
    case = appraise(ranged(), GREEN_BOOK)
    bars = tornado(case)
    assert [bar.name for bar in bars] == ["Savings", "Build", "rate"]
    build = bars[1]
    assert build.high == case.npsv - 60000
    assert build.low == case.npsv + 10000


def test_a_switching_value_turns_the_result_to_zero():
    case = appraise(ranged(), GREEN_BOOK)
    build = next(one for one in switching(case) if one.name == "Build")
    turned = [
        Line(0, "cost", cents(D(100000) * (1 + build.change / 100)), phase="build")
        if line.kind == "cost"
        else line
        for line in ranged()
    ]
    assert abs(appraise(turned, GREEN_BOOK).npsv) < D(60), "the share is rounded to a tenth of a per cent"


@pytest.mark.parametrize("shape", ["triangular", "pert"])
def test_the_same_seed_draws_the_same_and_the_percentiles_are_in_order(shape):
    one = simulate(ranged(), GREEN_BOOK, seed=7, shape=shape, draws=2000)
    assert one == simulate(ranged(), GREEN_BOOK, seed=7, shape=shape, draws=2000)
    assert one != simulate(ranged(), GREEN_BOOK, seed=8, shape=shape, draws=2000)
    assert one.p10 < one.p50 < one.p90
    assert sum(one.counts) == 2000
    assert 0 < one.loss < 1


def test_a_triangle_has_the_mean_of_its_three_points_and_pert_weighs_the_likeliest():
    line = [Line(0, "benefit", D(30), D(0), D(60 + 30), name="x")]
    assert simulate(line, GREEN_BOOK, draws=50000).mean == pytest.approx(40, abs=0.3)
    assert simulate(line, GREEN_BOOK, draws=50000, shape="pert").mean == pytest.approx(35, abs=0.3)


def test_options_that_share_a_line_share_its_luck():
    both = ranged()
    dearer = [*both, Line(0, "cost", D(5000), name="More")]
    one, other = (simulate(lines, GREEN_BOOK, seed=3) for lines in (both, dearer))
    for name in ("p10", "p50", "p90", "mean"):
        assert getattr(one, name) - getattr(other, name) == pytest.approx(5000)


def test_without_ranges_nothing_is_left_to_chance():
    result = simulate([Line(0, "cost", D(5))], GREEN_BOOK)
    assert (result.p10, result.p90, result.loss, result.moving) == (-5, -5, 1, 0)


def test_the_grid_sorts_costs_by_year_and_phase():
    lines = [
        Line(2024, "cost", D(1), phase="plan"), Line(2026, "cost", D(2), phase="build", staff=True),
        Line(2027, "cost", D(4), phase="run"), Line(2033, "cost", D(8), phase="run"), Line(2027, "benefit", D(99)),
    ]  # fmt: skip
    whole, bought = grid(lines, 2026), grid(lines, 2026, with_staff=False)
    assert whole.total == (1, 2, 4, 0, 0, 0, 8)
    assert (whole.change, whole.run, bought.change) == (3, 12, 1)
    assert whole.staff == (0, 2, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("steps", [(), ((1, 3),), ((0, 3), (0, 4)), ((0, 3), (40, 2), (30, 1))])
def test_a_policy_begins_at_year_zero_and_goes_on_in_order(steps):
    with pytest.raises(ValueError, match="year 0"):
        Rates(tuple(RateStep(year, D(rate)) for year, rate in steps))


def test_a_line_lies_within_its_range():
    with pytest.raises(ValueError, match="between"):
        Line(0, "cost", D(5), low=D(6))
