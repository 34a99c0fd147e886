"""A log of another system becomes tickets whose history is the log's; what is wrong is said by line."""

import csv
import io
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import change, remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.clocks.models import Clock
from comity.kernel.files.models import Scan, StoredFile
from comity.kernel.jobs import progress
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.kernel.search.models import SearchChange
from comity.modules.desk import importlog, tally
from comity.modules.desk.models import FAR, Attainment, Group, ImportedCase, LogMapping, Ticket

load_module = import_module("comity.modules.desk.importlog.load")
HEADS = [
    "number",
    "incident_state",
    "sys_updated_at",
    "sys_mod_count",
    "opened_at",
    "sys_updated_by",
    "category",
    "subcategory",
    "u_symptom",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "contact_type",
    "reassignment_count",
    "reopen_count",
    "caller_id",
    "opened_by",
    "assigned_to",
    "resolved_by",
    "location",
    "cmdb_ci",
    "closed_code",
    "problem_id",
    "rfc",
    "vendor",
    "caused_by",
    "made_sla",
]


def line(number, state, updated, mod, group="Group 56", priority="3 - Moderate", **other):
    row = dict.fromkeys(HEADS, "?") | {
        "number": number, "incident_state": state, "sys_updated_at": updated, "sys_mod_count": str(mod),
        "opened_at": "2/3/2026 09:00", "sys_updated_by": f"Updated by {mod}", "category": "Category 5",
        "subcategory": "Subcategory 1", "impact": "2 - Medium", "urgency": "2 - Medium", "priority": priority,
        "assignment_group": group, "contact_type": "Phone", "reassignment_count": "0", "reopen_count": "0",
        "caller_id": "Caller 7", "made_sla": "true",
    }  # fmt: skip
    return row | other


FIRST = [
    line("INC1", "New", "2/3/2026 09:10", 0),
    line("INC1", "Active", "2/3/2026 10:00", 1, assigned_to="Resolver 3"),
    line("INC1", "Awaiting User Info", "2/3/2026 10:30", 2),
    line(
        "INC1",
        "Active",
        "3/3/2026 10:30",
        3,
        group="Group 24",
        priority="1 - Critical",
        reassignment_count="1",
    ),
    line("INC2", "Active", "2/3/2026 09:30", 0),
    line("INC2", "Resolved", "2/3/2026 09:45", 1, resolved_by="Resolved by 149"),
    line("INC2", "Closed", "7/3/2026 09:45", 2),
]


def text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def load(rows, **options):
    raw = rows if isinstance(rows, str) else text(rows)
    return importlog.load(io.BytesIO(raw.encode()), importlog.mapping("servicenow"), **options)


def test_each_case_becomes_a_ticket_whose_history_is_the_logs(desk):
    report = load(FIRST)
    assert (report.events, report.kept, report.cases, report.new, report.skipped) == (7, 7, 2, 2, 0)
    assert report.by_state == {"closed": 1, "in_progress": 1}
    one = Ticket.objects.get(external_number="INC1")
    assert one.reference.startswith("INC-HQ-2026-")
    assert one.opened_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (one.state, one.priority, one.reassign_count, one.group.name["en"]) == (
        "in_progress",
        1,
        1,
        "Group 24",
    )
    assert one.title == "Category 5 · Subcategory 1"
    assert one.kept["caller_id"] == "Caller 7"
    told = Entry.objects.filter(object_id=one.pk).order_by("happened_at", "id")
    assert list(told.values_list("verb", "reason", "actor")) == [
        ("add", "Updated by 0", "system:import"), ("begin", "Updated by 1", "system:import"),
        ("ask_requester", "Updated by 2", "system:import"), ("resume", "Updated by 3", "system:import"),
    ]  # fmt: skip
    assert set(Group.objects.filter(code__startswith="GROUP-").values_list("code", flat=True)) == {
        "GROUP-56",
        "GROUP-24",
    }
    assert not list(verify())


def test_a_case_that_starts_in_the_middle_was_new_when_it_was_opened(desk):
    load(FIRST)
    two = Ticket.objects.get(external_number="INC2")
    told = (
        Entry.objects.filter(object_id=two.pk)
        .order_by("happened_at", "id")
        .values_list("verb", "happened_at")
    )
    assert [verb for verb, _at in told] == ["add", "begin", "resolve", "confirm"]
    assert told[0][1] == two.opened_at
    assert two.resolved_at == datetime(2026, 3, 2, 9, 45, tzinfo=UTC)
    assert two.closed_at == datetime(2026, 3, 7, 9, 45, tzinfo=UTC)


def test_clocks_count_and_search_follow(desk):
    load(FIRST)
    one, two = (Ticket.objects.get(external_number=name) for name in ("INC1", "INC2"))
    quick = Clock.objects.get(object_id=one.pk, definition=desk.quick)
    assert quick.stage == "running"
    assert one.due_at == quick.due_at < FAR
    solve = Clock.objects.get(object_id=two.pk, definition=desk.solve)
    assert (solve.stage, solve.breached_at, two.due_at) == ("stopped", None, FAR)
    cell = Attainment.objects.get(kind="sla")
    assert (cell.kept, cell.missed, cell.priority) == (1, 0, 3)
    assert SearchChange.objects.filter(kind="desk.ticket").count() == 2
    before = sorted(Attainment.objects.values_list("kind", "priority", "group_id", "kept", "missed"))
    tally.rebuild()
    assert before == sorted(Attainment.objects.values_list("kind", "priority", "group_id", "kept", "missed"))


def test_a_second_run_changes_nothing_and_a_longer_log_only_what_is_new(desk):
    load(FIRST)
    entries, versions = (
        Entry.objects.count(),
        list(Ticket.objects.order_by("id").values_list("version", "entry_id")),
    )
    again = load(FIRST)
    assert (again.unchanged, again.new, again.extended, again.written) == (2, 0, 0, 0)
    assert Entry.objects.count() == entries
    assert versions == list(Ticket.objects.order_by("id").values_list("version", "entry_id"))
    longer = [
        *FIRST,
        line(
            "INC1",
            "Resolved",
            "4/3/2026 10:00",
            4,
            group="Group 24",
            priority="1 - Critical",
            reassignment_count="1",
        ),
    ]
    more = load(longer)
    assert (more.unchanged, more.extended, more.written) == (1, 1, 1)
    one = Ticket.objects.get(external_number="INC1")
    assert one.state == "resolved"
    assert Clock.objects.get(object_id=one.pk, definition=desk.quick).stage == "stopped"
    assert Entry.objects.filter(object_id=one.pk).count() == 5
    assert ImportedCase.objects.get(number="INC1").events == 5
    assert not list(verify())


def test_another_history_of_the_same_case_is_a_fault_and_changes_nothing(desk):
    load(FIRST)
    other = [dict(row) for row in FIRST]
    other[1]["sys_updated_at"] = "2/3/2026 10:01"
    report = load(other)
    assert (report.differing, report.written) == (1, 0)
    assert "INC1" in report.faults[0].sentence


def test_faults_are_said_by_line_and_the_counts_add_up(desk):
    rows = [*FIRST, FIRST[0], line("?", "New", "2/3/2026 09:10", 0), line("INC3", "-100", "2/3/2026 09:10", 0),
            line("INC4", "New", "31/2/2026 09:10", 0)]  # fmt: skip
    report = load(text(rows) + "too,short\n")
    assert report.faults_by_kind == {"number": 1, "state": 1, "date": 1, "width": 1}
    assert [fault.line for fault in report.faults] == [10, 11, 12, 13]
    assert "“-100”" in report.faults[1].sentence
    assert report.events == 12 == report.kept + report.duplicates + report.skipped
    assert report.duplicates == 1
    by_other_means = {row["number"] for row in csv.DictReader(io.StringIO(text(FIRST)))}
    assert report.cases == len(by_other_means) == Ticket.objects.count()


def test_a_dry_run_writes_nothing(desk):
    report = load(FIRST, dry=True)
    assert (report.new, report.kept, report.written) == (2, 7, 0)
    assert not Ticket.objects.exists()
    assert not Group.objects.filter(code__startswith="GROUP").exists()


def test_a_file_without_the_columns_is_refused_before_anything_is_read(desk):
    with pytest.raises(Refused, match="incident_state"):
        load("number,opened_at\nINC1,x\n")


@pytest.fixture
def importer(desk, make, settings, tmp_path):
    """The agent, who may import; files lie in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path
    make(
        "access.grant", person=desk.agent, role=None, right="import", register="desk.ticket", unit=desk.units["UN"],
        below=True, ceiling=0, source="tests",
    )  # fmt: skip
    return desk.agent


def send(client, content=None, name="log.csv", **more):
    content = text(FIRST).encode() if content is None else content
    said = {"file": SimpleUploadedFile(name, content), "mapping": "servicenow", **more}
    return client.post("/desk/import/", said)


def test_a_log_is_imported_in_the_browser_looked_at_first(desk, importer, enter):
    client = enter(importer)
    assert "servicenow" in client.get("/desk/import/").content.decode()
    sent = send(client, dry="on")
    job = Job.objects.get()
    assert sent.url == f"/desk/import/{job.pk}/"
    assert client.get(sent.url).status_code == 200
    drain()
    page = client.get(sent.url).content.decode()
    assert "Nothing was written" in page
    assert not Ticket.objects.exists()
    assert not LogMapping.objects.exists()
    assert client.post(sent.url).status_code == 302
    second = client.post(sent.url).url  # a second press is the same run
    assert Job.objects.filter(name="desk.import_log").count() == 2
    drain()
    page = client.get(second).content.decode()
    assert "7 lines were written" in page
    assert "Cases whose last state is “closed”" in page
    assert Ticket.objects.count() == 2
    brought = Entry.objects.get(kind="jobs.job", verb="import")
    assert (brought.person_id, brought.reason) == (importer.pk, "log.csv")
    assert enter(desk.asker).get("/desk/import/").status_code == 403
    assert enter(desk.asker).get(second).status_code == 403


def test_the_right_is_asked_at_the_unit_of_the_mapping(desk, importer, enter, make):
    change(System("test"), Grant.objects.get(right="import"), unit=desk.units["OICT"])
    client = enter(importer)
    sent = send(client)
    drain()
    assert Job.objects.get().state == "failed"
    assert "You lack the right “import” on tickets in UN" in client.get(sent.url).content.decode()
    assert not Ticket.objects.exists()


def test_who_loses_the_right_between_two_chunks_writes_no_further(desk, importer, enter, monkeypatch):
    monkeypatch.setattr(load_module, "CHUNK", 1)
    done = load_module.writing.store_new

    def store_and_lose(*said):
        done(*said)
        remove(System("test"), Grant.objects.get(right="import"), "Moved on.")

    monkeypatch.setattr(load_module.writing, "store_new", store_and_lose)
    send(enter(importer))
    drain()
    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "You lack the right “import” on tickets in UN.")
    assert [one.external_number for one in Ticket.objects.all()] == ["INC1"]


def test_an_import_that_was_cut_off_goes_on_where_it_stood(desk, importer, enter, monkeypatch):
    monkeypatch.setattr(load_module, "CHUNK", 1)
    client = enter(importer)
    sent = send(client)
    done = load_module.writing.store_new

    def dies_at_the_second(told, *said):
        if told[0][0].number == "INC2":
            raise ConnectionError
        done(told, *said)

    with monkeypatch.context() as patched:
        patched.setattr(load_module.writing, "store_new", dies_at_the_second)
        drain()
    assert Ticket.objects.count() == 1
    assert Job.objects.get().state == "waiting"
    Job.objects.update(run_after=now())
    drain()
    job = Job.objects.get()
    assert (job.state, job.result["new"], job.result["unchanged"]) == ("done", 1, 1)
    assert Ticket.objects.count() == 2
    assert "The work was cut off and went on" in client.get(sent.url).content.decode()
    assert Entry.objects.filter(kind="jobs.job", verb="import").count() == 1
    assert list(verify()) == []


def test_how_far_it_is_stands_on_its_page(desk, importer, enter, monkeypatch):
    monkeypatch.setattr(load_module, "CHUNK", 1)
    monkeypatch.setattr(progress, "WRITE", 0)
    client, pages = enter(importer), []
    sent = send(client)
    done = load_module.writing.store_new

    def look(*said):
        done(*said)
        pages.append(client.get(sent.url).content.decode())

    monkeypatch.setattr(load_module.writing, "store_new", look)
    drain()
    assert "0 of 2 cases" in pages[0]
    assert "1 of 2 cases" in pages[1]
    assert "57 %" in pages[1]  # four of seven events
    assert "hx-trigger" in pages[1]
    assert "Look again" in pages[1]
    assert f"/jobs/{Job.objects.get().pk}/cancel/" in pages[1]


def test_an_infected_log_is_refused_and_one_in_quarantine_waits(desk, importer, enter):
    client = enter(importer)
    sent = send(client)
    StoredFile.objects.update(scan=Scan.QUARANTINED)
    drain()
    job = Job.objects.get()
    assert (job.state, job.message, job.tries) == ("waiting", "The file waits for the virus check.", 0)
    assert "waits for the virus check" in client.get(sent.url).content.decode()
    StoredFile.objects.update(scan=Scan.INFECTED)
    Job.objects.update(run_after=now())
    drain()
    assert "A virus was found in this file; nothing was imported." in client.get(sent.url).content.decode()
    assert not Ticket.objects.exists()
    assert send(client).status_code == 422  # the same content again is known


def test_what_is_no_log_is_refused_at_once(desk, importer, enter):
    client = enter(importer)
    page = send(client, name="log.pdf")
    assert page.status_code == 422
    assert "csv, txt, zip" in page.content.decode()
    assert send(client, b"\0\0").status_code == 422
    assert send(client, mapping="nope").status_code == 422
    assert not Job.objects.exists()


def test_all_faults_are_a_file(desk, importer, enter, someone):
    client = enter(importer)
    rows = [*FIRST, *(line(f"INC{n}", "Lost", "2/3/2026 09:10", 0) for n in range(300))]
    sent = send(client, text(rows).encode(), dry="on")
    drain()
    page = client.get(sent.url).content.decode()
    assert "and 100 more faults" in page
    table = client.get(f"{sent.url}faults.csv").content.decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(table)))
    assert len(told) == 301
    assert told[1] == ["9", "", "state", "Line 9: the state “Lost” is not in the mapping.", "yes"]
    assert enter(desk.asker).get(f"{sent.url}faults.csv").status_code == 403
