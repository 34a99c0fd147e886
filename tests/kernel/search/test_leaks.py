"""The leak property: what a reader finds, counts and is suggested equals what the rule lets them see."""

import os
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.kernel.search import tantivy_engine
from comity.kernel.search.engine import Page, Position
from comity.kernel.search.query import parse
from comity.kernel.search.scope import Scope, grant_tokens
from comity.kernel.search.tantivy_engine import TantivyEngine

from .conftest import document

PATHS = ["/UN/", "/UN/A/", "/UN/AB/", "/UN/A/C/", "/UN/A/C/D/", "/UN/B/", "/UN/B/A/"]
PERSONS = ["p1", "p2"]
things = st.lists(
    st.tuples(
        st.sampled_from(PATHS), st.integers(0, 2), st.sets(st.sampled_from(PERSONS)), st.integers(0, 2)
    ),
    max_size=14,
)
grants = st.lists(st.tuples(st.sampled_from(PATHS), st.integers(0, 2), st.booleans()), max_size=3)


def allowed(thing, person, held, shared, at):
    """The rule itself, as `access.rules` tells it."""
    path, level, named, _ = thing
    reached = any(
        level <= ceiling and (path.startswith(own) if below else path == own) for own, ceiling, below in held
    )
    return person in named or reached or at in shared


@settings(
    max_examples=int(os.environ.get("LEAK_CASES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(things, things, grants, st.sampled_from(PERSONS), st.sets(st.integers(0, 13), max_size=2), st.data())
def test_nothing_is_found_counted_or_suggested_beyond_the_rule(before, after, held, person, shared, data):
    scope = Scope.of(
        person,
        [("desk.ticket", grant_tokens(path, ceiling, below)) for path, ceiling, below in held],
        shares=[("view", f"desk.ticket:{at}") for at in shared],
    )
    words = ["printer alpha", "printer beta", "mail"]

    def documents(rows):
        return [
            document(str(at), words[row[3]], unit=row[0], level=row[1], persons=row[2], state=f"s{row[1]}")
            for at, row in enumerate(rows)
        ]

    with TemporaryDirectory() as directory:
        engine = TantivyEngine(Path(directory), memory=15_000_000)
        engine.apply(documents(before), [], Position(0, 1))
        look(engine, scope, before, person, held, shared, frozenset())
        # Withdrawals that the index has not read yet: narrowed things are out of everything.
        narrowed = frozenset(data.draw(st.sets(st.integers(0, 13), max_size=3)))
        look(engine, scope, before, person, held, shared, narrowed)
        gone = {f"desk.ticket:{at}" for at in range(len(before))}
        engine.apply(documents(after), gone, Position(0, 2))
        look(engine, scope, after, person, held, shared, frozenset())
        engine.close()


@pytest.fixture(params=["rare", "common"], autouse=True, scope="module")
def how_common(request):
    """Terms that very many documents carry are asked for in another way; the answer is the same."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "common":
            patch.setattr(tantivy_engine, "MANY", 0)
            patch.setattr(tantivy_engine, "OFTEN", 0.2)
        yield


def look(engine, scope, rows, person, held, shared, narrowed):
    """Compare an answer in all its parts with the rule."""
    without = frozenset(f"desk.ticket:{at}" for at in narrowed)
    for text, fits in (("printer", (0, 1)), ("", (0, 1, 2)), ("mail", (2,))):
        expected = {
            at
            for at, row in enumerate(rows)
            if row[3] in fits and at not in narrowed and allowed(row, person, held, shared, at)
        }
        found = engine.find(parse(text), scope, Page(0, 50), without=without, facets=True)
        assert {int(hit.id) for hit in found.hits} == expected
        assert found.count == len(expected)
        assert dict(found.facets["state"]) == Counter(f"s{rows[at][1]}" for at in expected)
        for value, count in found.facets["state"]:
            narrower = engine.find(parse(text), scope, filters={"state": (value,)}, without=without)
            assert narrower.count == count
    suggested = {int(hit.id) for hit in engine.suggest("prin", scope, 50, without)}
    assert all(allowed(rows[at], person, held, shared, at) and at not in narrowed for at in suggested)
