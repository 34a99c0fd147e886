"""What the pipeline promises in six languages (search.md, section 12)."""

import pytest

from comity.kernel.search import pipeline, symbols


def exact(text: str, language: str) -> list[str]:
    return [token.exact for token in pipeline.tokens(text, language)]


def stems(text: str, language: str) -> list[str]:
    return [token.stem for token in pipeline.tokens(text, language)]


@pytest.mark.parametrize(
    "written", ["الكِتَابُ", "الكتـــاب", "الكتاب"], ids=["vowel signs", "tatweel", "plain"]
)
def test_arabic_with_signs_and_without_is_one_word(written):
    assert exact(written, "ar") == ["الكتاب"]


@pytest.mark.parametrize(
    ("one", "other"), [("إدارة", "ادارة"), ("أمن", "امن"), ("مستشفى", "مستشفي"), ("خدمة", "خدمه")]
)
def test_arabic_spellings_of_one_word_meet_exactly_and_by_stem(one, other):
    assert exact(one, "ar") == exact(other, "ar")
    assert stems(one, "ar") == stems(other, "ar")


@pytest.mark.parametrize(
    "word", ["شبكة", "خدمة", "طابعة", "خدمات", "بيانات", "نبات", "تقرير", "موظفين", "معلومات"]
)
def test_an_arabic_word_meets_its_definite_form_and_and_the_form(word):
    assert stems(word, "ar") == stems("ال" + word, "ar") == stems("وال" + word, "ar")


def test_arabic_digits_meet_western_ones():
    assert exact("٢٠٢٦", "ar") == exact("2026", "en")


def test_russian_yo_meets_ye_and_endings_meet_by_stem():
    assert exact("Ёлка", "ru") == exact("елка", "ru")
    assert len({stems(word, "ru")[0] for word in ("отчёт", "отчета", "отчеты", "отчётов")}) == 1


def test_a_keyboard_without_accents_finds_french_and_spanish():
    assert exact("évaluation", "fr") == ["evaluation"]
    assert stems("évaluations", "fr") == stems("evaluation", "fr")
    assert exact("información", "es") == ["informacion"]
    assert exact("cœur", "fr") == ["coeur"]


def test_english_endings_meet_by_stem_and_not_exactly():
    assert stems("printers", "en") == stems("printer", "en")
    assert exact("printers", "en") != exact("printer", "en")


def test_offsets_point_into_the_text_as_written():
    text = "L’équipe a réglé الشَّبَكَة и 网络安全 A/62/793."
    for language in ("fr", "ar", "ru", "zh"):
        for token in pipeline.tokens(text, language):
            assert text[token.start : token.end].strip() == text[token.start : token.end] != ""
    assert "الشَّبَكَة" in {text[t.start : t.end] for t in pipeline.tokens(text, "ar")}


def test_our_chinese_names_are_one_word():
    assert "联合国大会" in [t.exact for t in pipeline.tokens("联合国大会改革", "zh", query=True)]


@pytest.mark.parametrize("text", ["第六十二届会议信息技术厅", "内罗毕办事处的打印机坏了", "欧阳靖宇申请账户"])
def test_every_chinese_word_of_two_characters_is_found_by_word_or_bigram(text):
    found = set(exact(text, "zh")) | set(pipeline.bigrams(text))
    assert all(text[at : at + 2] in found for at in range(len(text) - 1))


def test_the_script_decides_the_language_and_latin_is_asked_in_three():
    assert pipeline.languages("打印机") == ("zh",)
    assert pipeline.languages("طابعة") == ("ar",)
    assert pipeline.languages("принтер") == ("ru",)
    assert pipeline.languages("imprimante", "fr") == ("fr", "en", "es")
    assert pipeline.languages("VPN 网络") == ("zh", "en", "fr", "es")
    assert pipeline.languages("123") == ("en", "fr", "es")


def test_a_symbol_is_found_whole_and_by_each_prefix():
    assert list(symbols.prefixes("A/C.5/57/L.54")) == ["a/c.5", "a/c.5/57", "a/c.5/57/l.54", "a/c.5/57/l.54"]
    assert set(symbols.prefixes("INC-HQ-2026-000123")) == {
        "inc-hq",
        "inc-hq-2026",
        "inc-hq-2026-000123",
        "000123",
        "123",
    }


def test_a_symbol_with_a_bracket_is_found_with_and_without_it():
    assert {"a/res/217(iii)", "a/res/217"} <= set(symbols.prefixes("A/RES/217 (III)"))


def test_symbols_are_seen_in_running_text_and_words_are_not():
    text = "See A/62/793, ST/SGB/2007/6 and RSK-12; and/or well-known e-mail are words."
    assert symbols.found_in(text) == ["a/62/793", "st/sgb/2007/6", "rsk-12"]
