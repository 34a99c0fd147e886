"""Expenses come in with their dirt named by line, agree with the file to the cent, and come in once."""

import csv
import io
from decimal import Decimal

import pytest
from django.db.models import Sum

from comity.kernel.base.errors import Refused
from comity.modules.finance.expensefile import load, mapping
from comity.modules.finance.expensefile.judging import amount_of
from comity.modules.finance.models import Expense

pytestmark = pytest.mark.django_db
HEAD = (
    "PRIORITY_AREA,PART_ID,PART_DESCRIPTION,SECTION_ID,SECTION_DESCRIPTION,ENTITY,YEAR,FINANCIAL_YEAR,AMOUNT,"
    "SOURCE_TYPE,REFERENCE,NOTE"
)
GOOD = [
    "Work,VIII,Support,29C,Information technology,OICT,2022,2022,51724019,Regular assessed,A/78/6,",
    'Work,VIII,Support,29C,Information technology,OICT,2022,2021/22,"18,535,100.25",Other Assessed,A/76/717,',
    "Work,ViII,Support,29C,Information and communications,oict ,2023,2023,-10,Voluntary,Statement,",
    "Work,VIII,Support,,,UNRoD,2023,2023,(20.50),Voluntary,Statement,",
    "Work,VIII,Support,,,UNROD,2023,2023,0,Voluntary,Statement,",
    "Work,VIII,Support,,,UNROD,2023,2023,0,Voluntary,Statement,",
]
BAD = [
    HEAD,
    "Work,VIII,Support,29C,IT,OICT,2022,2022,many,Regular assessed,A/78/6,",
    "Work,VIII,Support,29C,IT,OICT,2022,2022,1.005,Regular assessed,A/78/6,",
    "Work,VIII,Support,29C,IT,OICT,year,2022,7,Regular assessed,A/78/6,",
    "Work,VIII,Support,29C,IT,OICT,2022,2022,8,Gold,A/78/6,",
    "Work,VIII,Support,29C,IT,,2022,2022,9,Regular assessed,A/78/6,",
    "too,short",
    "",
]


def file(*lines):
    return io.BytesIO(("\ufeff" + "\r\n".join([HEAD, *lines]) + "\r\n").encode())


def test_what_is_kept_agrees_with_the_csv_module_to_the_cent():
    report = load(file(*GOOD), mapping("un-secretariat"))
    assert (report.read, report.kept, report.new, report.skipped) == (6, 6, 6, 0)
    assert report.agrees
    rows = list(csv.DictReader(io.StringIO("\n".join([HEAD, *GOOD]))))
    expected = sum(amount_of(row["AMOUNT"]) for row in rows)
    assert Expense.objects.aggregate(Sum("amount"))["amount__sum"] == expected == Decimal("70259088.75")
    assert {(one["year"], one["source"]): one["in_file"] for one in report.totals} == {
        ("2022", "Regular assessed"): "51724019.00",
        ("2022", "Other Assessed"): "18535100.25",
        ("2023", "Voluntary"): "-30.50",
    }


def test_dirt_is_told_by_line_and_what_is_usable_is_kept():
    report = load(file(*GOOD, *BAD), mapping("un-secretariat"))
    assert (report.read, report.kept, report.skipped, report.blank) == (13, 6, 7, 1)
    assert report.faults_by_kind == {
        "amount": 1, "decimals": 1, "entity": 1, "financing": 1, "header": 1, "name": 1, "negative": 2, "section": 3,
        "spaces": 1, "spelling": 3, "twice": 1, "width": 1, "year": 1, "zero": 2,
    }  # fmt: skip
    told = {(one.line, one.kind) for one in report.faults}
    assert {(8, "header"), (9, "amount"), (14, "width"), (4, "spelling"), (7, "twice")} <= told
    assert sorted(set(Expense.objects.values_list("entity", "part"))) == [("OICT", "VIII"), ("UNROD", "VIII")]
    left = {(one["year"], one["source"]): one["left_out"] for one in report.totals}
    assert left["2022", "Gold"] == "8.00"
    assert left["year", "Regular assessed"] == "7.00"
    assert left["2023", "Voluntary"] == "0.00"
    assert report.agrees


def test_the_same_file_again_changes_nothing_and_a_longer_one_adds_its_lines():
    load(file(*GOOD[:4]), mapping("un-secretariat"))
    before = set(Expense.objects.values_list("pk", "version"))
    again = load(file(*GOOD[:4]), mapping("un-secretariat"))
    assert (again.new, again.unchanged, again.written) == (0, 4, 0)
    assert set(Expense.objects.values_list("pk", "version")) == before
    more = load(file(*GOOD), mapping("un-secretariat"))
    assert (more.new, more.unchanged) == (2, 4)
    less = load(file(*GOOD[:3]), mapping("un-secretariat"))
    assert (less.new, less.gone, less.agrees) == (0, 3, False)


def test_a_dry_run_writes_nothing():
    report = load(file(*GOOD), mapping("un-secretariat"), dry=True)
    assert report.new == 6
    assert not Expense.objects.exists()


def test_a_file_without_the_columns_is_refused_with_their_names():
    with pytest.raises(Refused, match="lacks these columns of the mapping: AMOUNT"):
        load(io.BytesIO(HEAD.replace("AMOUNT", "SUM").encode()), mapping("un-secretariat"))
    with pytest.raises(Refused, match="no lines"):
        load(file(), mapping("un-secretariat"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1", "1"), ("1,234.5", "1234.5"), ("(3)", "-3"), ("\u22124", "-4"), ("1 000", "1000"), ("1,23", None), ("", None), ("1e5", None), ("nan", None)],
)  # fmt: skip
def test_amounts_are_read_as_books_write_them(text, amount):
    assert amount_of(text) == (None if amount is None else Decimal(amount))
