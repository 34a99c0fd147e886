"""What every engine promises; see `engine.Engine`."""

import pytest

from comity.kernel.search.engine import EXACT, Page, Position
from comity.kernel.search.query import parse
from comity.kernel.search.scope import Scope, grant_tokens

from .conftest import WIDE, document


@pytest.fixture
def ids(engine):
    """Return the function that answers a question with ids in their order."""

    def asked(text, scope=WIDE, **more):
        return [hit.id for hit in engine.find(parse(text), scope, **more).hits]

    return asked


def test_words_are_joined_by_or_and_more_of_them_rank_higher(fill, ids):
    fill(
        document("1", "Printer"),
        document("2", "Printer on fire"),
        document("3", "Camp fire"),
        document("4", "Mail"),
    )
    found = ids("printer fire")
    assert found[0] == "2"
    assert sorted(found) == ["1", "2", "3"]


def test_a_word_in_the_title_weighs_more_than_in_the_body(fill, ids):
    fill(
        document("body", "Network", "the vpn is slow today"),
        document("title", "VPN", "the line is slow today"),
    )
    assert ids("vpn") == ["title", "body"]


def test_the_form_as_typed_ranks_above_other_forms(fill, ids):
    fill(document("1", "printing"), document("2", "printers"))
    fill(document("3", "printed"))
    assert ids("printers") == ["2"] or ids("printers")[0] == "2"
    assert ids("printing")[0] == "1"


def test_quotes_ask_for_a_phrase_plus_requires_and_minus_excludes(fill, ids):
    fill(document("1", "do not print"), document("2", "print not do"), document("3", "mail"))
    assert ids('"not print"') == ["1"]
    assert ids("+mail print") == ["3"]
    assert ids("print -do") == []
    assert sorted(ids("print mail -mail")) == ["1", "2"]


def test_stop_words_alone_are_still_asked(fill, ids):
    fill(document("1", "The Who"), document("2", "Who is it"))
    assert ids("the who")[0] == "1"


def test_chinese_is_found_by_two_characters_and_by_exact_stretch(fill, ids):
    fill(document("1", "欧阳靖宇申请账户", lang="zh-hans"), document("2", "打印机坏了", lang="zh-hans"))
    assert ids("阳靖") == ["1"]
    assert ids("打印机") == ["2"]
    assert ids('"靖宇申"') == ["1"]


def test_arabic_is_found_however_it_is_written(fill, ids):
    fill(document("1", "الطَّابِعَةُ لا تعمل", lang="ar"), document("2", "طابعه جديدة", lang="ar"))
    assert sorted(ids("طابعة")) == sorted(ids("الطابعه")) == sorted(ids("والطابعة")) == ["1", "2"]


def test_a_reference_comes_first_whole_and_its_prefix_lists_the_series(fill, ids):
    fill(
        document("1", "Mentions INC-HQ-2026-000002"),
        document("2", "Printer", reference="INC-HQ-2026-000002"),
        document("3", "Mail", reference="INC-HQ-2026-000003"),
        document("4", "Line", reference="A/C.5/57/L.54"),
        document("5", "Line", reference="A/C.5/57"),
    )
    assert ids("INC-HQ-2026-000002") == ["2", "1"]
    assert ids("inc-hq-2026-000002")[0] == "2"
    assert sorted(ids("INC-HQ-2026")) == ["2", "3"]
    assert ids("a/c.5/57") == ["5", "4"]


def test_documents_of_one_thing_are_one_hit_and_counted_once(fill, engine):
    fill(
        document("1", "Printer", lang="en"),
        document("1", "Imprimante printer", lang="fr", first=False),
        document("2", "Printer"),
    )
    found = engine.find(parse("printer"), WIDE, facets=True)
    assert found.count == 2
    assert found.facets["kind"] == [("desk.ticket", 2)]
    assert {hit.id: {lang for lang, _ in hit.versions} for hit in found.hits} == {
        "1": {"en", "fr"},
        "2": {"en"},
    }


def test_pages_follow_one_another_without_gap_or_repetition(fill, engine):
    fill(*(document(str(n), f"printer {'fire ' * (n % 7)}") for n in range(130)))
    pages = [engine.find(parse("printer"), WIDE, Page(at, 20)).hits for at in range(0, 140, 20)]
    seen = [hit.id for page in pages for hit in page]
    assert len(seen) == len(set(seen)) == 130


def test_counts_are_exact_and_then_say_more(fill, engine):
    fill(*(document(str(n), "printer", year=2020 + n % 3) for n in range(EXACT + 5)))
    found = engine.find(parse("printer"), WIDE)
    assert (found.count, found.more) == (EXACT, True)
    found = engine.find(parse("printer"), WIDE, filters={"year": ("2020",)})
    assert (found.count, found.more) == (3335, False)


def test_many_versions_never_make_the_count_say_more_than_there_are(fill, engine):
    half = EXACT // 2 + 50
    fill(
        *(document(str(n), "printer") for n in range(half)),
        *(document(str(n), "printer", lang="fr", first=False) for n in range(half)),
    )
    found = engine.find(parse("printer"), WIDE)
    assert found.more
    assert found.count <= half


def test_an_empty_question_lists_the_newest_first(fill, ids):
    fill(document("old", "a", year=2020), document("new", "b", year=2026), document("mid", "c", year=2023))
    assert ids("") == ["new", "mid", "old"]


def test_facets_count_only_what_was_found_and_seen(fill, engine):
    fill(
        document("1", "printer", state="new", unit="/UN/A/"),
        document("2", "printer", state="closed", unit="/UN/A/"),
        document("3", "printer", state="new", unit="/UN/B/"),
        document("4", "mail", state="new", unit="/UN/A/"),
    )
    scope = Scope.of("reader", [("desk.ticket", grant_tokens("/UN/A/", 0))])
    assert sorted(engine.find(parse("printer"), scope, facets=True).facets["state"]) == [
        ("closed", 1),
        ("new", 1),
    ]


def test_putting_twice_leaves_one_and_deleting_leaves_none(fill, engine, ids):
    fill(document("1", "printer"))
    fill(document("1", "printer"))
    assert engine.find(parse("printer"), WIDE).count == 1
    engine.apply([], ["desk.ticket:1"], Position(0, 9))
    assert ids("printer") == []
    assert engine.position() == Position(0, 9)


def test_what_fails_half_way_changes_neither_content_nor_position(fill, engine, ids):
    fill(document("1", "printer"))

    def broken():
        yield document("2", "printer")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.apply(broken(), ["desk.ticket:1"], Position(0, 50))
    assert ids("printer") == ["1"]
    assert engine.position() == Position(0, 1)
    fill(document("3", "printer"))
    assert sorted(ids("printer")) == ["1", "3"]


def test_things_narrowed_after_the_position_are_neither_found_nor_counted(fill, engine):
    fill(document("1", "printer"), document("2", "printer"))
    found = engine.find(parse("printer"), WIDE, without=frozenset({"desk.ticket:1"}), facets=True)
    assert [hit.id for hit in found.hits] == ["2"]
    assert found.count == 1
    assert found.facets["kind"] == [("desk.ticket", 1)]


def test_suggestions_complete_the_last_word_of_titles_and_references_in_scope(fill, engine):
    fill(
        document("1", "Printer broken", reference="INC-HQ-2026-000123"),
        document("2", "Private printer", unit="/UN/X/"),
        document("3", "打印机坏了", lang="zh-hans"),
    )
    scope = Scope.of("reader", [("desk.ticket", grant_tokens("/UN/DM/", 0))])
    assert [hit.id for hit in engine.suggest("prin", scope)] == ["1"]
    assert [hit.id for hit in engine.suggest("inc-hq-2026-0001", scope)] == ["1"]
    assert [hit.id for hit in engine.suggest("打印", scope)] == ["3"]
    assert engine.suggest("a.*", scope) == []


@pytest.mark.parametrize(
    "text",
    ['"', "-", "+", '""', '-"a b"', "(", "a*b", "\\", "\x00", "the", "+-x", "«»", "a" * 5000, "٪", "😀"],
)
def test_no_question_is_an_error(fill, engine, text):
    fill(document("1", "printer"))
    engine.find(parse(text), WIDE, facets=True)
    engine.suggest(text, WIDE)
