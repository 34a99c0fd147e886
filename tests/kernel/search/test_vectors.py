"""Meaning: what the store of vectors promises, and that it finds across languages."""

import pytest

from comity.kernel.search.entries import Entry
from comity.kernel.search.scope import Scope, acl_tokens, grant_tokens
from comity.kernel.search.vectors import Vectors, encode_query, fused, paragraphs

from .judged import recall

READER = Scope.of("reader", [("norms.norm", grant_tokens("/UN/A/", 1))])


def norm(id, title, unit="/UN/A/", level=0, **more):
    return Entry("norms.norm", id, title=title, acl=acl_tokens(unit, level), meaning=True, **more)


@pytest.fixture
def store(tmp_path):
    return Vectors(tmp_path)


def near(store, text, scope=READER, **more):
    return [thing.split(":")[1] for thing, _ in store.nearest(encode_query(text), scope, **more)]


def put(store, *entries):
    things = {}
    for entry in entries:
        things.setdefault(entry.thing, []).append(entry)
    return store.put(things)


def test_a_question_in_another_language_finds_the_english_text():
    figures = recall()
    assert all(both >= 0.9 and both > words for words, _meaning, both in figures.values()), figures


def test_the_scope_is_applied_before_the_best_are_taken(store):
    put(store, *(norm(f"h{n}", f"The printer in room {n} is broken", unit="/UN/B/") for n in range(30)))
    put(store, norm("mine", "The printing device does not work"), norm("high", "Broken printer", level=2))
    assert near(store, "imprimante en panne", limit=1) == ["mine"]


def test_another_process_sees_what_was_written_and_unchanged_text_is_not_embedded_again(store, tmp_path):
    other = Vectors(tmp_path)
    assert put(store, norm("1", "Broken printer")) == 1
    assert near(other, "printer") == ["1"]
    assert put(store, norm("1", "Broken printer", level=2)) == 0
    assert near(other, "printer") == near(store, "printer") == []
    assert put(store, norm("1", "Broken printer")) == 0
    assert near(other, "printer") == ["1"]
    store.put({"norms.norm:1": []})
    assert near(other, "printer") == near(store, "printer") == []


def test_what_a_crash_left_behind_the_manifest_is_overwritten(store, tmp_path):
    put(store, norm("1", "Broken printer"))
    for name in ("vectors.f16", "log.jsonl"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"half a row")
    again = Vectors(tmp_path)
    put(again, norm("2", "Slow network"))
    assert near(Vectors(tmp_path), "the network is slow")[0] == "2"
    assert near(Vectors(tmp_path), "printer")[0] == "1"


def test_facets_and_narrowed_things_narrow_the_list_by_meaning(store):
    put(store, norm("1", "Broken printer", state="new"), norm("2", "Printer jam", state="closed"))
    assert near(store, "printer", filters={"state": ("closed",)}) == ["2"]
    assert near(store, "printer", without={"norms.norm:2"}) == ["1"]


def test_long_text_is_cut_at_sentences_into_pieces_of_700_characters():
    pieces = paragraphs("Title", "A sentence of some length. " * 100 + "\n\nEnd.")
    assert all(len(piece) <= 700 for piece in pieces)
    assert pieces[0] == "Title"
    assert pieces[-1] == "End."


def test_fusion_puts_first_what_stands_high_in_both_lists():
    assert fused(["a", "b", "c"], ["b", "d"])[0] == "b"
