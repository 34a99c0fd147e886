"""Likely duplicates: pure functions over words, capabilities and systems."""

from hypothesis import given
from hypothesis import strategies as st

from comity.modules.portfolio.likeness import Thing, alike, stem, words_of

DESK = Thing("a", "Global service desk", "Help for everyone around the clock", "Service", ("iNeed",))
HELP = Thing("b", "One desk for all services", "A service desk around the clock", "Service", ("iNeed",))
ROADS = Thing("c", "Road maps of missions", "Maps of roads for convoys", "Geography", ("GIS",))
texts = st.text(st.characters(categories=["L", "Zs"]), max_size=60)
things = st.lists(
    st.builds(Thing, st.integers(), texts, texts, texts, st.tuples(texts)),
    max_size=8,
    unique_by=lambda t: t.key,
)


def test_two_that_say_the_same_are_found_and_the_reasons_are_named():
    found = alike([DESK, HELP, ROADS])
    assert [(one.one, one.other) for one in found] == [("a", "b")]
    assert found[0].capability
    assert found[0].systems == ("iNeed",)
    assert {"service", "desk", "clock"} <= set(found[0].words)


def test_a_shared_system_alone_is_no_likeness_but_capability_and_system_together_are():
    far = [Thing(1, "Payroll", systems=("IMIS",)), Thing(2, "Gardens", systems=("IMIS",))]
    assert alike(far) == []
    near = [Thing(1, "Payroll", "", "Pay", ("IMIS",)), Thing(2, "Gardens", "", "pay ", ("imis",))]
    assert len(alike(near)) == 1


def test_forms_of_a_word_agree():
    assert stem("documents") == stem("documentation")
    assert words_of("The use of a Search-engine") == ["search", "engine"]


@given(things)
def test_likeness_lies_between_nothing_and_the_same_and_does_not_depend_on_the_order(some):
    found = {frozenset((one.one, one.other)): one.score for one in alike(some, least=0.0, most=1000)}
    again = {frozenset((one.one, one.other)): one.score for one in alike(some[::-1], least=0.0, most=1000)}
    assert all(0 <= score <= 1.0001 for score in found.values())
    assert found == again
