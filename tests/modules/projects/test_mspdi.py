"""Plans of MS Project: what is written is read again; what is wrong is named by line and element; nothing is fetched."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.modules.projects.mspdi import (
    Assignment,
    Link,
    LinkKind,
    Plan,
    PlanTask,
    Resource,
    Snapshot,
    read,
    write,
)

words = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
names = words.filter(bool)
money = st.decimals(min_value=0, max_value=10**9, places=2)
days = st.integers(0, 3000).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@st.composite
def snapshots(draw):
    numbers = draw(st.lists(st.integers(0, 10), unique=True, max_size=3))
    return tuple(Snapshot(n, draw(days), draw(days), draw(money)) for n in numbers)


@st.composite
def plans(draw):
    uids = draw(st.lists(st.integers(1, 10**6), unique=True, min_size=1, max_size=5))
    tasks = []
    for uid in uids:
        start = draw(days)
        links = tuple(
            Link(other, draw(st.sampled_from(LinkKind)), draw(st.integers(-600, 600)))
            for other in draw(st.lists(st.sampled_from(uids), unique=True, max_size=2))
            if other != uid
        )
        tasks.append(
            PlanTask(
                uid, draw(names), start, start + timedelta(days=draw(st.integers(0, 400))), draw(st.integers(1, 4)),
                draw(st.booleans()), draw(st.integers(0, 100)), draw(money), draw(money),
                draw(st.none() | days), draw(st.none() | days), draw(st.just("") | names), links, draw(snapshots()),
            )
        )  # fmt: skip
    resources = tuple(Resource(n, draw(names), draw(money)) for n in range(1, draw(st.integers(1, 3)) + 1))
    given_out = tuple(
        Assignment(n, task.uid, draw(st.sampled_from(resources)).uid, draw(money))
        for n, task in enumerate(tasks, start=1)
    )
    return Plan(draw(names), tuple(tasks), resources, given_out)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_plan_comes_back_as_it_was_written(plan):
    assert read(write(plan)) == (plan, [])


def test_all_eleven_baselines_come_back():
    day = date(2026, 1, 5)
    kept = tuple(Snapshot(n, day, day + timedelta(days=n), Decimal(n)) for n in range(11))
    plan = Plan("P", (PlanTask(1, "T", day, day, baselines=kept),))
    assert read(write(plan))[0].tasks[0].baselines == kept


TASK = "<Task>\n<UID>1</UID><Name>Dig</Name>\n<Start>2026-01-05T08:00:00</Start><Finish>2026-01-09T17:00:00</Finish>{}</Task>"
FILE = '<Project xmlns="http://schemas.microsoft.com/project"><Tasks>\n{}</Tasks></Project>'


def of(more="", tasks=TASK):
    return FILE.format(tasks.replace("{}", more)).encode()


def test_money_in_the_file_is_in_hundredths():
    assert read(of("<Cost>123456</Cost>"))[0].tasks[0].cost == Decimal("1234.56")


@pytest.mark.parametrize(
    ("content", "code", "line", "element"),
    [
        (b"<Project>\n<Tasks>", "xml", 2, ""),
        (b"", "xml", 1, ""),
        (b"\x00\xff", "xml", 1, ""),
        (b"<Plan/>", "root", 1, "Plan"),
        (of("\n<Cost>much</Cost>"), "cost", 5, "Cost"),
        (of("\n<Cost>-5</Cost>"), "cost", 5, "Cost"),
        (of("\n<PercentComplete>101</PercentComplete>"), "number", 2, "PercentComplete"),
        (of("\n<ActualStart>soon</ActualStart>"), "date", 5, "ActualStart"),
        (of("\n<Baseline><Number>11</Number></Baseline>"), "baseline", 5, "Baseline"),
        (of("<PredecessorLink><PredecessorUID>7</PredecessorUID></PredecessorLink>"), "reference", 2, "PredecessorUID"),
        (of("<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>9</Type></PredecessorLink>"), "link", 4, "Type"),
        (of(tasks="<Task><UID>1</UID><Start>2026-01-05</Start><Finish>2026-01-05</Finish></Task>"), "missing", 2, "Name"),
        (of(tasks=TASK + TASK), "twice", 4, "UID"),
        (of(tasks="<Task><UID>1</UID><Name>X</Name><Start>2026-01-05</Start><Finish>2026-01-01</Finish></Task>"), "order", 2, "Finish"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_its_element(content, code, line, element):
    _plan, faults = read(content)
    assert (code, line, element) in [(one.code, one.line, one.element) for one in faults]


def test_no_entity_and_no_document_type_is_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Zanzibar")
    for declared in (f'<!ENTITY x SYSTEM "file://{secret}">', '<!ENTITY x "aaaa">'):
        content = f"<!DOCTYPE Project [{declared}]><Project><Title>&x;</Title></Project>".encode()
        plan, faults = read(content)
        assert plan == Plan()
        assert [one.code for one in faults] == ["doctype"]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_garbage_is_a_fault_and_never_a_failure(content):
    _plan, faults = read(content)
    assert faults


@settings(max_examples=40, deadline=None)
@given(plans(), st.data())
def test_a_damaged_plan_never_fails(plan, data):
    content = bytearray(write(plan))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    read(bytes(content))


def test_what_xml_cannot_hold_becomes_a_space():
    day = date(2026, 1, 5)
    assert read(write(Plan("P", (PlanTask(1, "a\x08b", day, day),))))[0].tasks[0].name == "a b"
