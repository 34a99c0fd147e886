"""Lists from elsewhere: mapping as data, faults by line, all or nothing."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.kernel.access.scope import scope_of
from comity.kernel.base.errors import NotAllowed, Refused
from comity.modules.portfolio.bringing import Bringer, shipped
from comity.modules.portfolio.models import Case, CostLine, Initiative

pytestmark = pytest.mark.django_db
HEADS = "No.,Name,What for,Kind,2026,2027\n"


@pytest.fixture
def bring(house, root):
    """Return the function that reads a list; the mapping has amounts unless told otherwise."""
    columns = {"code": "No.", "title": "Name", "need": "What for", "category": "Kind"}
    costs = [
        {
            "column": str(year),
            "year": year,
            "phase": "build",
            "pool": "services",
            "fund": house.fund.code,
            "factor": "1000",
        }
        for year in (2026, 2027)
    ]
    mapping = SimpleNamespace(
        columns=columns,
        costs=costs,
        constants={"programme": house.programme.code},
        words={"category": {"new": "growth"}},
    )

    def read(text, write=True, person=root, **values):
        chosen = SimpleNamespace(**{**vars(mapping), **values})
        return Bringer(
            person, scope_of(person), chosen, (HEADS + text).encode(), "list.csv", house.units["OICT"]
        ).run(write)  # fmt: skip

    return read


def test_a_list_becomes_initiatives_with_drafts_of_cases(bring, house):
    report = bring("A-1,Search,Find it,new,1.5,\nA-2,Desk,Help,new,,2\nA-3,Policy,Rules,new,,\n")
    assert (report.added, report.costs, report.total, report.faults) == (3, 2, Decimal("3500.00"), [])
    assert {one.code: one.state for one in Initiative.objects.all()} == {
        "A-1": "under_appraisal", "A-2": "under_appraisal", "A-3": "rationalised",
    }  # fmt: skip
    assert [(line.year, line.amount, line.fund) for line in CostLine.objects.order_by("year")] == [
        (2026, Decimal(1500), house.fund), (2027, Decimal(2000), house.fund),
    ]  # fmt: skip
    assert Case.objects.filter(state="draft").count() == 2


def test_every_fault_is_said_with_its_line_and_nothing_is_written(bring):
    report = bring(
        "A-1,Search,Find it,new,1,\n,,x,new,1,\nA-3,Desk,Help,strange,1,\nA-4,Mail,Post,new,much,\nA-1,Again,x,new,,\n"
    )
    assert {line for line, _column, _said in report.faults} == {3, 4, 5, 6}
    assert (4, "Kind") in {(line, column) for line, column, _said in report.faults}
    assert any("is not an amount" in said for _line, _column, said in report.faults)
    assert not Initiative.objects.exists()


def test_the_same_list_twice_changes_nothing(bring):
    bring("A-1,Search,Find it,new,1,\n")
    report = bring("A-1,Search,Find it,new,1,\n")
    assert (report.added, report.known) == (0, 1)
    assert Initiative.objects.count() == 1


def test_looking_writes_nothing(bring):
    assert bring("A-1,Search,Find it,new,1,\n", write=False).added == 1
    assert not Initiative.objects.exists()


def test_a_file_without_a_column_of_the_mapping_is_refused(bring):
    with pytest.raises(Refused, match="Sponsor unit"):
        bring("A-1,Search,Find it,new,1,\n", columns={"code": "No.", "title": "Sponsor unit"})


def test_who_may_not_import_brings_nothing(bring, member):
    with pytest.raises(NotAllowed):
        bring("A-1,Search,Find it,new,1,\n", person=member)


def test_the_page_reads_a_list_by_a_mapping_that_comes_with_comity(house, root, enter):
    house.make("governance.programme", code="KM")
    text = "code,programme,name,time_frame,summary,benefit\nKM-02,Knowledge management,Portal,near term,One portal,Found\n"
    client, address = enter(root), reverse("portfolio:bring")
    said = {"mapping": "list-2008", "unit": "OICT"}
    looked = client.post(address, {**said, "dry": "on", "file": SimpleUploadedFile("a.csv", text.encode())})
    assert looked.status_code == 200, looked.content.decode()[:3000]
    assert not Initiative.objects.exists()
    written = client.post(address, {**said, "file": SimpleUploadedFile("a.csv", text.encode())})
    assert written.status_code == 302
    one = Initiative.objects.get()
    assert (one.code, one.programme.code, one.time_frame) == ("KM-02", "KM", "near")
    wrong = client.post(address, {**said, "file": SimpleUploadedFile("a.csv", b"code\n1\n")})
    assert wrong.status_code == 422
    assert "lacks these columns" in wrong.content.decode()


def test_mappings_that_come_with_comity_name_fields_that_exist():
    from comity.modules.portfolio.bringing import INITIATIVE

    assert len(shipped()) == 2
    for one in shipped().values():
        assert {*one["columns"], *one["constants"]} <= {*INITIATIVE, "base_year"}
