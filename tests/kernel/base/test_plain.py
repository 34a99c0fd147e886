"""Plain lines for small structures: what is written reads back, and a fault names its line."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.base.plain import CODES, PlainText, read, write

spans = st.lists(
    st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda p: [f"{p[0]:02}:{p[1]:02}", "23:59"]),
    max_size=3,
)


@given(
    st.dictionaries(st.sampled_from(CODES), spans.filter(bool)),
    st.sampled_from(["en", "ar", "fr", "ru", "zh-hans"]),
)
def test_a_week_reads_back_in_every_language(week, language):
    with override(language):
        assert read("week", write("week", week)) == week


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("words", ["new", "assigned", 75]),
        ("pairs", {"waiting_user": "requester", "1 - High": 1}),
        ("lists", {"units": ["UNON", "UNMIL"], "everybody": True}),
        ("hours", [["08:00", "12:00"], ["22:00", "06:00"]]),
    ],
)
def test_other_shapes_read_back(shape, value):
    assert read(shape, write(shape, value)) == value
    assert PlainText(shape).clean(write(shape, value)) == value


def test_what_was_kept_as_json_may_be_pasted():
    assert PlainText("week").clean('{"mon": [["09:00", "17:00"]]}') == {"mon": [["09:00", "17:00"]]}


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("week", "Mon 09:00-17:00\nSomeday 9:00-10:00"),
        ("week", "\nmon nine to five"),
        ("pairs", "a: b\nno colon"),
    ],
)
def test_a_fault_names_its_line(shape, text):
    with pytest.raises(ValidationError, match="Line 2"):
        read(shape, text)


def test_the_commas_of_every_script_part_words():
    assert read("words", "new، assigned，closed") == ["new", "assigned", "closed"]
