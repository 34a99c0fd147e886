"""Lists from elsewhere: mapping as data, faults by line, all or nothing."""

import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.imports.mappings import shipped
from comity.kernel.imports.run import Run
from comity.kernel.jobs import progress
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.modules.portfolio.bringing.reading import INITIATIVE
from comity.modules.portfolio.jobs import InitiativeList
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
        chosen, more = SimpleNamespace(**{**vars(mapping), **values}), {"unit": house.units["OICT"]}
        run = Run(InitiativeList, person, "list.csv", chosen, dry=not write, more=more)
        return run.load(io.BytesIO((HEADS + text).encode()))

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
    assert {one.line for one in report.faults} == {3, 4, 5, 6}
    assert (4, "Kind") in {(one.line, one.column) for one in report.faults}
    assert any("is not an amount" in one.sentence for one in report.faults)
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


LIST = "code,programme,name,time_frame,summary,benefit\nKM-02,Knowledge management,Portal,near term,One portal,Found\n"


@pytest.fixture
def send(house, settings, tmp_path):
    """Return the function that sends a list on the page, read by a mapping that comes with Comity."""
    settings.MEDIA_ROOT = tmp_path
    house.make("governance.programme", code="KM")

    def sent(client, text=LIST, name="a.csv", **more):
        said = {
            "mapping": "list-2008",
            "unit": "OICT",
            "file": SimpleUploadedFile(name, text.encode()),
            **more,
        }
        return client.post(reverse("portfolio:bring"), said)

    return sent


def test_the_page_reads_a_list_by_a_mapping_that_comes_with_comity(send, root, enter):
    client = enter(root)
    looked = send(client, dry="on")
    assert looked.status_code == 302, looked.content.decode()[:3000]
    drain()
    page = client.get(looked.url).content.decode()
    assert "Nothing was written: this is what would happen." in page
    assert "KM-02 Portal" in page
    assert not Initiative.objects.exists()
    written = client.post(looked.url).url
    drain()
    one = Initiative.objects.get()
    assert (one.code, one.programme.code, one.time_frame) == ("KM-02", "KM", "near")
    entry = Entry.objects.get(object_id=one.pk)
    assert (entry.person_id, entry.reason) == (root.pk, "a.csv")
    assert "1 line was written" in client.get(written).content.decode()
    again = send(client).url
    drain()
    assert Job.objects.latest("id").result["known"] == 1
    assert Initiative.objects.count() == 1
    assert "0 lines were written" in client.get(again).content.decode()


def test_a_list_without_the_columns_fails_with_their_names(send, root, enter):
    client = enter(root)
    wrong = send(client, "code\n1\n")
    drain()
    assert "lacks these columns" in client.get(wrong.url).content.decode()


def test_a_list_with_a_fault_writes_nothing_and_its_faults_are_a_file(send, root, enter):
    client = enter(root)
    sent = send(client, LIST + "KM-03,Nobody knows,Wiki,near term,x,y\n")
    drain()
    page = client.get(sent.url).content.decode()
    assert "Nothing was written. Mend these lines" in page
    assert "Import it now" not in page
    assert not Initiative.objects.exists()
    table = client.get(f"{sent.url}faults.csv").content.decode()
    assert "3,programme,,Nothing you may see is called “Nobody knows”.,yes" in table
    assert client.post(sent.url).status_code == 200
    assert Job.objects.count() == 1


def test_who_loses_the_right_before_the_run_brings_nothing(send, house, enter):
    client = enter(house.chair)
    sent = send(client)
    assert sent.status_code == 302
    remove(System("test"), Grant.objects.get(person=house.chair, right="import"), "Moved on.")
    drain()
    assert Job.objects.get().error == "You lack the right “import” on initiatives."
    assert not Initiative.objects.exists()


def test_a_run_that_was_cut_off_before_its_end_was_noted_writes_nothing_twice(send, root, enter):
    send(enter(root))
    drain()
    Job.objects.update(state="waiting", worker="")  # its worker died after the commit
    drain()
    job = Job.objects.get()
    assert (job.state, job.result["known"], job.result["written"]) == ("done", 1, 0)
    assert Initiative.objects.count() == 1


def test_how_far_a_long_list_is_can_be_watched_and_it_can_be_cancelled(send, root, enter, monkeypatch):
    monkeypatch.setattr(progress, "WRITE", 0)
    monkeypatch.setattr(progress, "ASK", 0)
    monkeypatch.setattr("comity.modules.portfolio.bringing.reading.could_add", lambda *said: None)
    client = enter(root)
    sent = send(client, LIST + "".join(f"KM-{n},KM,Portal {n},near term,x,y\n" for n in range(100, 240)))
    told, write = [], progress.Progress.write

    def cancel_at_the_third(self):
        write(self)
        told.append((self.job.pk, Job.objects.get().done, Job.objects.get().total))
        if len(told) == 2:
            client.post(f"/jobs/{self.job.pk}/cancel/", {"next": sent.url})

    monkeypatch.setattr(progress.Progress, "write", cancel_at_the_third)
    drain()
    assert [done for _pk, done, _total in told] == [50, 100]
    assert {total for _pk, _done, total in told} == {141}
    assert Job.objects.get().state == "cancelled"
    assert not Initiative.objects.exists()
    assert "Try again" in client.get(sent.url).content.decode()


def test_an_infected_list_is_refused(send, root, enter):
    client = enter(root)
    sent = send(client)
    StoredFile.objects.update(scan=Scan.INFECTED)
    drain()
    assert "A virus was found in this file; nothing was imported." in client.get(sent.url).content.decode()
    assert not Initiative.objects.exists()


def test_mappings_that_come_with_comity_name_fields_that_exist():
    found = shipped(InitiativeList.shipped)
    assert len(found) == 2
    for one in found.values():
        assert {*one["columns"], *one["constants"]} <= {*INITIATIVE, "base_year"}
