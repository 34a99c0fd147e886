"""Lists of investments from elsewhere: by a mapping, looked at first, all or nothing."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import change, remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.modules.projects.models import ReportedProject

from .test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


HEADS = "Project ID,Project Name,Start,End,Cost ($M),CIO Rating,Unit\n"


@pytest.fixture
def mapping(make):
    return make(
        "projects.investmentmapping", code="list", dates="%m/%d/%Y", factors={"planned_cost": 1_000_000},
        columns={
            "code": "Project ID", "title": "Project Name", "planned_start": "Start", "planned_finish": "End",
            "planned_cost": "Cost ($M)", "declared": "CIO Rating", "unit": "Unit",
        },
        words={"unit": {"015": "OICT"}}, constants={"group": "A list"},
    )  # fmt: skip


def bring(client, content, name="list.csv", **more):
    """Send a list that is only to be looked at, and let the work be done."""
    said = {"file": SimpleUploadedFile(name, content.encode()), "mapping": "list", "dry": "on", **more}
    answer = client.post("/projects/investments/", said)
    drain()
    return answer


def write(client, answer):
    """Write what was looked at."""
    written = client.post(answer["Location"])
    drain()
    return written


def test_a_list_is_read_by_its_mapping_and_written_once(mapping, root, enter, units):
    client = enter(root)
    answer = bring(
        client, HEADS + '1,Radar,03/01/2025,09/30/2026,"1,250.5",4,015\n2,Mail,03/01/2025,n/a,,,015\n'
    )
    assert answer.status_code == 302
    assert not ReportedProject.objects.exists()
    assert write(client, answer).status_code == 302
    one = ReportedProject.objects.get(code="1")
    assert (one.planned_cost, one.unit, one.declared, one.group) == (
        Decimal("1250500000.00"),
        units["OICT"],
        4,
        "A list",
    )
    again = bring(client, HEADS + "1,Radar,03/01/2025,09/30/2026,1250.5,3,015\n")
    assert "Declared rating" in text(client.get(again["Location"]))
    assert write(client, again).status_code == 302
    one.refresh_from_db()
    assert one.declared == 3
    page = client.get("/projects/declared-and-computed/?from=elsewhere")
    assert "Radar" in text(page)


def test_every_fault_of_a_list_names_its_line_and_nothing_is_written(mapping, root, enter, units):
    client = enter(root)
    answer = bring(
        client,
        HEADS
        + "1,Radar,soon,09/30/2026,1,4,015\n1,Twice,03/01/2025,03/01/2024,much,9,XX\n,,03/01/2025,,,,015\n",
    )
    page = text(client.get(answer["Location"]))
    for words in (
        "“soon” cannot be read",
        "stands in line 2",
        "“much” cannot",
        "There is no unit “XX”",
        "This is needed",
    ):
        assert words in page, words
    assert client.post(answer["Location"]).status_code == 200
    assert not ReportedProject.objects.exists()


def test_a_list_without_its_columns_or_of_garbage_is_answered_kindly(mapping, root, enter):
    client = enter(root)
    assert "The file has no column “CIO Rating”" in text(
        client.get(bring(client, "Project ID\n1\n")["Location"])
    )
    assert bring(client, "\0\0").status_code == 422
    assert client.post("/projects/investments/", {"mapping": "nope"}).status_code == 422


def test_a_mapping_that_could_not_be_followed_is_refused(mapping, root):
    for wrong in ({"columns": ["code"]}, {"words": {"unit": "OICT"}}, {"factors": {"planned_cost": "many"}}):
        with pytest.raises(Refused):
            change(root, mapping, **wrong)
        mapping.refresh_from_db()


def test_who_may_not_import_brings_no_list(mapping, member, enter):
    assert enter(member).get("/projects/investments/").status_code == 403


def test_a_list_is_written_by_the_person_for_the_file(mapping, root, enter, units):
    client = enter(root)
    write(client, bring(client, HEADS + "1,Radar,03/01/2025,09/30/2026,1,4,015\n"))
    entry = Entry.objects.get(object_id=ReportedProject.objects.get().pk)
    assert (entry.person_id, entry.reason) == (root.pk, "list.csv")


def test_the_same_list_again_changes_nothing(mapping, root, enter, units):
    client, content = enter(root), HEADS + "1,Radar,03/01/2025,09/30/2026,1,4,015\n"
    write(client, bring(client, content))
    before = ReportedProject.objects.values_list("pk", "version").get()
    answer = bring(client, content)
    assert Job.objects.latest("id").result["unchanged"] == 1
    write(client, answer)
    assert ReportedProject.objects.values_list("pk", "version").get() == before


def test_who_may_not_add_where_a_line_belongs_is_told_so_by_line(mapping, someone, enter, units):
    half = someone("Half", "UNON", "view", "add", "change", "import", register="projects.*")
    client = enter(half)
    page = text(client.get(bring(client, HEADS + "1,Radar,03/01/2025,,1,4,015\n")["Location"]))
    assert "You lack the right “add” on projects reported from elsewhere in OICT." in page
    assert "Import it now" not in page


def test_who_loses_the_right_before_the_list_is_written_writes_nothing(mapping, someone, enter, units):
    one = someone("One", "UN", "view", "add", "change", "import", register="projects.*")
    client = enter(one)
    answer = bring(client, HEADS + "1,Radar,03/01/2025,09/30/2026,1,4,015\n")
    client.post(answer["Location"])
    remove(System("test"), Grant.objects.get(person=one, right="import"), "Moved on.")
    drain()
    assert "You lack the right “import”" in Job.objects.latest("id").error
    assert not ReportedProject.objects.exists()


def test_all_faults_are_a_file_and_an_infected_list_is_not_read(mapping, root, enter):
    client = enter(root)
    lines = "".join(f"{n},Radar,soon,,,,015\n" for n in range(250))
    answer = bring(client, HEADS + lines)
    assert "and 50 more faults" in text(client.get(answer["Location"]))
    table = client.get(f"{answer['Location']}faults.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 251
    assert table[1] == "2,planned_start,,“soon” cannot be read here.,yes"
    StoredFile.objects.update(scan=Scan.INFECTED)
    assert bring(client, HEADS + lines).status_code == 422
