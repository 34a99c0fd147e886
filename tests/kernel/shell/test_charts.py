"""Pictures: escaped, from zero, turned round with the script, and with the same numbers beneath."""

import re
from datetime import UTC, datetime

from django.utils import translation

from comity.kernel.shell.charts import (
    Bar,
    Dot,
    Edge,
    Interval,
    Node,
    Series,
    State,
    bars,
    dots_map,
    flow_diagram,
    interval_strip,
    stacked,
    tree,
    trend,
)
from comity.kernel.shell.charts.dots import HIGH, WIDE, ground, project


def test_words_from_people_cannot_become_markup():
    chart = bars([Bar("<script>alert(1)</script>", 3)], "Finding", "Number")
    assert "<script>" not in chart.svg
    assert "&lt;script&gt;" in chart.svg


def test_bars_begin_at_zero_and_keep_their_proportion():
    svg = bars([Bar("a", 200), Bar("b", 50)], "Finding", "Number", rtl=False).svg
    widths = [float(w) for w in re.findall(r'<rect x="0.00%" y="\d+" width="([\d.]+)%"', svg)]
    assert widths[0] == 4 * widths[1]


def test_lengths_run_with_the_writing_direction():
    ahead = bars([Bar("a", 10), Bar("b", 5)], "Finding", "Number", rtl=False).svg
    back = bars([Bar("a", 10), Bar("b", 5)], "Finding", "Number", rtl=True).svg
    assert 'x="59.00%" y="64" width="41.00%"' in back
    assert 'x="0.00%" y="64" width="41.00%"' in ahead
    assert 'direction="rtl"' in back


def test_every_picture_has_a_title_a_description_and_its_numbers():
    chart = stacked([("OICT", [3, 1])], [("Kept", "well"), ("Late", "late")], "Finding", "Measure")
    assert "<title>Finding</title><desc>Measure</desc>" in chart.svg
    assert [cell["words"] for cell in chart.cells[0]] == ["OICT", "3", "1", "4"]
    assert chart.csv().splitlines() == ["Name,Kept,Late,Total", "OICT,3,1,4"]


def test_numbers_follow_the_locale_and_files_do_not():
    chart = bars([Bar("a", 1234.5)], "Finding", "Number")
    with translation.override("fr"):
        assert chart.cells[0][1]["words"] == "1\u202f234,5"
    assert chart.csv().splitlines()[1] == "a,1234.5"


def test_a_trend_breaks_where_a_value_is_missing():
    svg = trend(["Jan", "Feb", "Mar", "Apr"], [Series("Kept", [90, 91, None, 95])], "Finding", target=90).svg
    assert svg.count("<polyline") == 2
    assert 'class="target"' in svg


def test_a_strip_tells_counted_from_uncounted_and_shows_the_due_time():
    def at(hour):
        return datetime(2026, 11, 25, hour, tzinfo=UTC)

    lines = [Interval(at(6), at(9), True, "Open"), Interval(at(9), at(12), False, "Paused", paused=True)]
    chart = interval_strip(lines, "Finding", at(14), at(10), rtl=False)
    assert 'class="counted"' in chart.svg
    assert 'class="paused"' in chart.svg
    assert 'class="dueline"' in chart.svg
    assert [row[2] for row in chart.rows] == ["3:00", "3:00"]


def test_a_closed_group_of_a_tree_hides_what_is_below():
    shut = Node("OICT", "/oict/", "12", "?open=OICT", False, [Node("Below")])
    chart = tree([Node("UN", children=[shut])], "Finding")
    assert "Below" not in chart.svg
    assert 'href="?open=OICT"' in chart.svg
    assert len(chart.rows) == 2


def test_the_map_keeps_places_where_they_are():
    x, y = project(36.8, -1.2)
    assert 0.55 * WIDE < x < 0.65 * WIDE
    assert 0.5 * HIGH < y < 0.7 * HIGH
    base = ground([((0, 0), (20, 0), (20, 20), (0, 20), (0, 0))])
    chart = dots_map([Dot(36.8, -1.2, "Nairobi", 40, "/nbo/")], base, "Finding", "Persons")
    assert 'href="/nbo/"' in chart.svg
    assert chart.rows == [["Nairobi", 40]]


def test_a_life_cycle_draws_every_state_and_step_without_overlap():
    states = [State("new", "New", initial=True), State("busy", "Busy"), State("done", "Done", closed=True)]
    steps = [
        Edge("new", "busy", "Take"), Edge("busy", "new", "Give back"),
        Edge("busy", "done", "Finish"), Edge("new", "done", "Cancel"),
    ]  # fmt: skip
    chart = flow_diagram(states, steps, "Finding", rtl=False)
    places = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="label halo"', chart.svg)
    assert len(places) == len(set(places)) == len(chart.rows) == 4
    assert chart.svg.count("<rect") == 3
