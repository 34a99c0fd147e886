"""The exact solver against an oracle that tries everything, and against optima of the literature's form."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.modules.selection.exact.answer import Wish
from comity.modules.selection.exact.child import ask
from comity.modules.selection.exact.conflicts import explain
from comity.modules.selection.exact.explore import frontier, refusals, robustness
from comity.modules.selection.exact.judge import breaches, cost_of, pay, value_of
from comity.modules.selection.exact.money import Short, spread
from comity.modules.selection.exact.orlib import mknap1, mknap2
from comity.modules.selection.exact.problem import (
    Envelope,
    Floor,
    Initiative,
    Need,
    Option,
    Problem,
    Synergy,
    from_json,
    to_json,
)
from comity.modules.selection.exact.rebalance import Terms, forced, running
from comity.modules.selection.exact.solve import result_from, solve

FUNDS, YEARS, PROGRAMMES = ("F", "G", "H"), (1, 2), ("P", "Q")
amounts = st.integers(0, 12)


def flow_exists(needs, held):
    """Say by trying every set of funds whether needs can be paid (Hall), apart from the code under test."""
    for size in range(len(held) + 1):
        for some in itertools.combinations(sorted(held), size):
            only = sum(a for (_who, funds), a in needs.items() if set(funds) & set(held) <= set(some))
            if only > sum(held[f] for f in some):
                return False
    return True


@st.composite
def problems(draw):
    codes = [f"I{n}" for n in range(draw(st.integers(1, 4)))]
    items = []
    for code in codes:
        options = []
        for o in range(draw(st.integers(1, 2))):
            needs = draw(
                st.lists(
                    st.tuples(st.sampled_from(YEARS), amounts, st.sets(st.sampled_from(FUNDS))), max_size=3
                )
            )
            staff = tuple((y, draw(st.sampled_from("ab")), draw(amounts)) for y in YEARS)
            options.append(
                Option(
                    f"o{o}", draw(st.integers(0, 9)), tuple(Need(y, a, tuple(f)) for y, a, f in needs), staff
                )
            )
        others = [c for c in codes if c != code]
        items.append(Initiative(
            code, draw(st.sampled_from(PROGRAMMES)), tuple(options), draw(st.sampled_from(["", "", "", "in", "out"])),
            tuple(draw(st.sets(st.sampled_from(others), max_size=1))) if others else (),
            tuple(draw(st.sets(st.sampled_from(["g", "h"])))),
        ))  # fmt: skip
    envelopes = tuple(
        Envelope(p, f, y, draw(st.integers(0, 20)))
        for p in PROGRAMMES for f in FUNDS for y in YEARS if draw(st.booleans())
    )  # fmt: skip
    pair = st.lists(st.sampled_from(codes), min_size=2, max_size=3, unique=True)
    exclusions = tuple(map(tuple, draw(st.lists(pair, max_size=1)))) if len(codes) > 1 else ()
    synergies = tuple(
        Synergy(*one[:2], draw(st.integers(-6, 6)))
        for one in (draw(st.lists(pair, max_size=1)) if len(codes) > 1 else [])
    )
    floors = tuple(draw(st.lists(st.sampled_from(
        [Floor("g", "count", 1), Floor("g", "share", 30), Floor("programme:P", "money", 5), Floor("h", "share", 50)]
    ), max_size=2)))  # fmt: skip
    staff = draw(
        st.sampled_from([(), tuple((y, "", 15) for y in YEARS), ((1, "a", 9), (2, "b", 5), (2, "", 12))])
    )
    return Problem(tuple(items), envelopes, exclusions, synergies, floors, staff)


def everything(problem):
    """Yield every choice, right or wrong."""
    ways = [[None, *[o.code for o in one.options]] for one in problem.initiatives]
    for picks in itertools.product(*ways):
        yield {one.code: pick for one, pick in zip(problem.initiatives, picks, strict=True) if pick}


@given(problems())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_answer_is_the_best_of_all_choices_and_says_so(problem):
    plain = problem.canonical()
    right = [c for c in everything(plain) if not breaches(plain, c)]
    found = solve(problem, gap=0)
    if not right:
        assert found.status == "infeasible"
        return
    best = max(value_of(plain, c) for c in right)
    assert (found.status, found.value, found.bound) == ("optimal", best, best)
    assert not breaches(plain, found.chosen)
    equal = [c for c in right if value_of(plain, c) == best]
    least = min(cost_of(plain, c) for c in equal)
    assert found.unique
    assert found.cost == least, "the cheapest of equals"
    order = [(one.code, o.code) for one in plain.initiatives for o in one.options]
    first = max([c.get(i) == o for i, o in order] for c in equal if cost_of(plain, c) == least)
    assert [found.chosen.get(i) == o for i, o in order] == first, "the first in order of equally cheap ones"


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_the_input_changes_nothing(problem, random):
    items = list(problem.initiatives)
    random.shuffle(items)
    other = replace(problem, initiatives=tuple(items), envelopes=tuple(reversed(problem.envelopes)))
    one, two = solve(problem), solve(other)
    assert one.sha256 == two.sha256 == from_json(to_json(problem)).sha256
    assert (one.chosen, one.spending) == (two.chosen, two.spending)
    assert result_from(one.to_json()) == one


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sets(st.sampled_from("FGHK")).map(lambda s: tuple(sorted(s)))),
        st.integers(1, 40), max_size=6,
    ),
    st.dictionaries(st.sampled_from("FGHK"), st.integers(0, 60), min_size=1),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_money_is_spread_exactly_when_it_can_be(needs, held):
    needs = {(who, tuple(f for f in funds if f in held)): amount for (who, funds), amount in needs.items()}
    paid = spread(needs, held)
    assert isinstance(paid, Short) is not flow_exists(needs, held)
    if isinstance(paid, Short):
        only = sum(a for (_w, funds), a in needs.items() if set(funds) <= set(paid.funds))
        assert paid.lacking == only - sum(held.get(f, 0) for f in paid.funds) > 0
        return
    for who in "abc":
        assert sum(a for (w, _f), a in paid.items() if w == who) == sum(
            a for (w, _f), a in needs.items() if w == who
        )
    assert all(sum(a for (_w, f), a in paid.items() if f == fund) <= limit for fund, limit in held.items())


def test_a_need_is_moved_to_another_fund_so_that_an_earmark_is_served():
    needs = {("wide", ("F", "G")): 10, ("narrow", ("F",)): 10}
    assert spread(needs, {"F": 10, "G": 10}) == {("narrow", "F"): 10, ("wide", "G"): 10}


FIRST = "2\n3 1 25\n10 15 12\n4 5 6\n10\n2 2 7.5\n3.5 7.5\n1.5 2\n1 1\n2 1\n"
SECOND = """ words
++++++++++
 EXAMPLE text
 1 3 // sizes
 10 15 12 // weights
 10
 4 5 6 // #1
 25 // optimum
+++++++++++++
 problem TINY2.DAT
+++++++++++++
 2 2
 5 4
 3 3
 2 2
 1 2
 5
"""


def test_files_of_the_or_library_are_read_and_their_optima_found():
    known = mknap1(FIRST) + mknap2(SECOND)
    assert [one.name for one in known] == ["mknap1-1", "mknap1-2", "example", "TINY2"]
    for one in known:
        found = solve(one.problem, gap=0)
        assert found.value == one.optimum * 1000
        assert found.gap == 0


def plan(code, value, *needs, **more):
    return Initiative(code, "P", (Option("full", value, tuple(Need(*n) for n in needs)),), **more)


def small():
    return Problem(
        (
            plan("A", 6000, (1, 60, ("F",))),
            plan("B", 5000, (1, 50, ("F",))),
            plan("C", 4000, (1, 40, ("F",))),
        ),
        (Envelope("P", "F", 1, 100),),
    )


def test_the_price_of_a_refusal_is_what_the_whole_loses():
    base = solve(small(), 0)
    assert base.chosen == {"A": "full", "C": "full"}
    (one,) = refusals(small(), base, gap=0)
    assert (one.initiative, one.loss, one.drops) == ("B", 1000, ("A",))


def test_what_cannot_be_had_at_all_has_no_price():
    problem = replace(small(), initiatives=(*small().initiatives, plan("D", 9000, (1, 500, ("F",)))))
    assert refusals(problem, solve(problem, 0), ["D"], gap=0)[0].loss is None


def test_the_frontier_never_falls_with_more_money():
    points = frontier(small(), (40, 90, 100, 110, 150), gap=0)
    assert [p.value for p in points] == [4000, 9000, 10000, 11000, 15000]
    assert all(p.bound == p.value for p in points)


def test_the_same_seed_gives_the_same_bands():
    base = solve(small(), 0)
    one, two = (robustness(small(), base, 12, seed=7, gap=0) for _n in range(2))
    assert one == two
    assert {b.initiative for b in one} == {"A", "B", "C"}
    assert {b.band for b in one} <= {"core", "borderline", "exterior"}


def test_what_is_best_whatever_the_weights_is_core_and_what_never_fits_is_exterior():
    problem = Problem(
        (plan("good", 9000, (1, 1, ("F",))), plan("dear", 9000, (1, 9999, ("F",)))),
        (Envelope("P", "F", 1, 100),),
    )
    bands = {b.initiative: b.band for b in robustness(problem, solve(problem), 8)}
    assert bands == {"good": "core", "dear": "exterior"}


def test_nothing_fits_names_the_demands_and_the_missing_money():
    problem = Problem(
        (plan("A", 1, (1, 100, ("F",)), must="in"), plan("B", 1, (1, 20, ("F",)))),
        (Envelope("P", "F", 1, 90),), floors=(Floor("programme:P", "count", 2),),
    )  # fmt: skip
    assert solve(problem).status == "infeasible"
    why = explain(problem)
    assert ("mandatory", "A") in {(c.kind, c.name) for c in why.give_up}
    assert [(c.kind, c.lacks) for c in why.or_add] == [("money", 30)]


def test_running_work_goes_on_slows_down_or_stops_and_what_is_spent_is_spent():
    item = Initiative(
        "R", "P", (Option("full", 8000, (Need(1, 500, ("F",)), Need(2, 100, ("F",)), Need(3, 60, ("F",)))),)
    )
    made = running(item, 2, 4, Terms(stop=15))
    assert [(o.code, o.value, o.cost) for o in made.options] == [
        ("continue", 8000, 160),
        ("slow", 6400, 160),
        ("stop", 0, 15),
    ]
    other = Initiative("N", "P", (Option("full", 7000, (Need(2, 95, ("F",)),)),), requires=("R",))
    money = tuple(Envelope("P", "F", y, a) for y, a in ((2, 145), (3, 80), (4, 40)))
    assert solve(Problem((made, other), money), 0).chosen == {"R": "slow", "N": "full"}
    poor = tuple(Envelope("P", "F", y, a) for y, a in ((2, 20), (3, 0)))
    assert solve(Problem((made, other), poor), 0).chosen == {"R": "stop"}, (
        "what stops delivers nothing to others"
    )


def test_what_goes_beyond_the_years_looked_at_is_left_out_and_time_moves_with_the_work():
    one = Option(
        "full", 1000, (Need(1, 60, ("F",)), Need(2, 100, ("F",))), ((1, "a", 9), (2, "a", 7)), ((2, 50),)
    )
    slow = running(Initiative("R", "P", (one,)), 2, 2, Terms(later=30, worth=70)).options[1]
    assert slow.needs == (Need(2, 70, ("F",)),)
    assert (slow.staff, slow.run, slow.value) == (((2, "a", 5),), ((2, 35),), 700)


def test_forcing_what_is_under_way_means_to_stop_it_or_not_to():
    item = running(plan("R", 8000, (1, 500, ("F",))), 1, 3, Terms(stop=15))
    assert [o.code for o in forced(item, "out").options] == ["stop"]
    assert [o.code for o in forced(item, "in").options] == ["continue", "slow"]
    assert {forced(item, how).must for how in ("in", "out")} == {"in"}
    assert forced(plan("N", 1), "out").must == "out"


def test_staff_is_limited_by_category_and_all_together():
    items = tuple(
        Initiative(code, "P", (Option("full", value, staff=((1, who, 100),)),))
        for code, value, who in (("A", 3, "p"), ("B", 2, "p"), ("C", 1, "g"))
    )
    assert set(solve(Problem(items), 0).chosen) == set("ABC"), "what is not listed has no limit"
    assert set(solve(Problem(items, staff=((1, "p", 199),)), 0).chosen) == set("AC")
    assert set(solve(Problem(items, staff=((1, "", 199),)), 0).chosen) == {"A"}
    poor = replace(Problem(items, staff=((1, "p", 100),)), floors=(Floor("programme:P", "count", 3),))
    assert [(c.kind, c.name, c.lacks) for c in explain(poor).or_add] == [("staff", "1 · p", 100)]


def test_what_was_kept_before_there_were_categories_is_still_read():
    said = to_json(
        Problem((Initiative("A", "P", (Option("full", 1, staff=((1, "", 5),)),)),), staff=((1, "", 9),))
    )
    said["initiatives"][0]["options"][0]["staff"], said["staff"], said["run"] = [[1, 5]], [[1, 9]], None
    read = from_json(said)
    assert (read.initiatives[0].options[0].staff, read.staff, read.run) == (((1, "", 5),), ((1, "", 9),), ())


def test_an_amount_beyond_the_tolerance_of_the_solver_is_still_refused():
    """One cent too much in a thousand million is within HiGHS's tolerance, and yet too much."""
    big = 10**11
    problem = Problem(
        (plan("A", 5000, (1, big, ("F",))), plan("B", 4000, (1, big, ("F",)))),
        (Envelope("P", "F", 1, 2 * big - 1),),
    )
    found = solve(problem, 0)
    assert found.chosen == {"A": "full"}
    assert found.value == 5000


def test_who_pays_adds_up_to_the_cost():
    found = solve(small(), 0)
    assert sum(s.amount for s in found.spending) == found.cost == 100
    assert pay(small(), found.chosen)[1] == []


def test_the_child_process_answers_alike_and_is_ended_when_nobody_wants_it():
    said = []
    made = ask(small(), Wish(gap=0), lambda *words: said.append(words), lambda: True)
    assert made["result"]["chosen"] == solve(small(), 0).chosen
    assert said
    assert ask(small(), Wish(gap=0), lambda *words: None, lambda: False) is None


@pytest.mark.parametrize("watched", [3])
def test_work_can_be_ended_between_two_solves(watched):
    class Enough(Exception):
        pass

    def watch(done, total, said):
        if done >= watched:
            raise Enough

    with pytest.raises(Enough):
        frontier(small(), range(10, 110, 10), watch=watch)
