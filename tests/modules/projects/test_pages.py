"""The own pages of delivery: plan, road map, declared and computed, earned value; plans from files."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.kernel.actions.verbs import change
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.modules.projects import actions, mspdi, planning
from comity.modules.projects.models import Project, Task

from .conftest import US

pytestmark = pytest.mark.django_db
OVERVIEWS = ("/projects/road-map/", "/projects/declared-and-computed/")
OWN = ("gantt/", "gantt.csv", "plan.xml", "plan/", "earned-value/", "earned-value.csv")


def text(response):
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def test_its_pages_open_in_both_directions(running, manager, root, enter, make):
    actions.rate(manager, running, 5, "All is well.")
    make("projects.timebox", project=running)
    client = enter(root)
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        root.account.language = language
        root.account.save(update_fields=["language"])
        for page in (*OVERVIEWS, f"/projects/{running.pk}/gantt/", f"/projects/{running.pk}/earned-value/"):
            response = client.get(page)
            assert response.status_code == 200, page
            assert f'dir="{direction}"' in text(response)[:600]
    for page in (
        *(f"/projects/{running.pk}/{own}" for own in OWN),
        "/projects/road-map.csv",
        "/projects/declared-and-computed.csv",
    ):
        assert client.get(page).status_code == 200, page


def test_a_plan_that_is_not_there_yet_is_no_fault(make, units, root, enter):
    project = make("projects.project", unit=units["OICT"])
    client = enter(root)
    for own in OWN:
        assert client.get(f"/projects/{project.pk}/{own}").status_code == 200, own
    for page in OVERVIEWS:
        assert client.get(page).status_code == 200


def test_what_may_not_be_seen_is_neither_shown_nor_counted(running, member, root, enter):
    change(US, running, classification=2)
    client = enter(member)
    for page in (*OVERVIEWS, "/projects/road-map.csv"):
        response = client.get(page)
        assert running.reference not in text(response), page
    for own in OWN:
        assert client.get(f"/projects/{running.pk}/{own}").status_code == 404
    assert running.reference in text(enter(root).get(OVERVIEWS[0]))


def test_the_gap_is_shown_with_its_project(running, manager, enter, root):
    actions.rate(manager, running, 5, "All is well.")
    page = text(enter(root).get(OVERVIEWS[1]))
    assert "Sample project" in page
    assert "+4" in page or "+3" in page


def test_overviews_cost_the_same_few_queries_for_one_project_and_for_many(running, make, units, root, enter):
    client, counts = enter(root), []
    for more in (0, 5):
        for _ in range(more):
            make("projects.task", project=make("projects.project", unit=units["OICT"]))
        for page in OVERVIEWS:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_the_manager_finds_the_project_at_home(running, manager, enter):
    assert "Sample project" in text(enter(manager).get("/"))


# Plans as files


def plan_of(running):
    return planning.plan_of(Project.objects.get(pk=running.pk))


def test_a_plan_with_its_baselines_comes_back(running, manager):
    actions.spend(manager, running, _fund(), Decimal(100), "Invoice", task=running.tasks.get(number=1))
    found, faults = mspdi.read(mspdi.write(plan_of(running)))
    assert (faults, found) == ([], plan_of(running))
    assert [shot.number for shot in found.tasks[0].baselines] == [0]
    assert found.tasks[0].actual_cost == 100
    assert planning.compare(running, found, []).lines == []


def _fund():
    from tests.making import make

    return make("finance.fund")


@pytest.fixture
def upload(settings, tmp_path):
    """Return the function that sends a plan, only to be looked at, and lets the work be done."""
    settings.MEDIA_ROOT = tmp_path

    def sent(client, project, content, name="plan.xml"):
        said = {"file": SimpleUploadedFile(name, content), "dry": "on"}
        answer = client.post(f"/projects/{project.pk}/plan/", said)
        drain()
        return answer

    return sent


def test_a_plan_is_looked_at_first_and_then_written_as_a_whole(planned, manager, enter, upload):
    first = now().date()
    tasks = (
        mspdi.PlanTask(10, "Dig", first, first + timedelta(days=9), cost=Decimal(70)),
        mspdi.PlanTask(
            11, "Lay", first, first + timedelta(days=9), 2, links=(mspdi.Link(10, mspdi.LinkKind.SS, 60),)
        ),
        mspdi.PlanTask(1, "Part 1", first, first + timedelta(days=9), cost=Decimal(500)),
    )
    client = enter(manager)
    answer = upload(client, planned, mspdi.write(mspdi.Plan("New plan", tasks)))
    assert answer.status_code == 302
    page = text(client.get(answer["Location"]))
    assert "Dig" in page
    assert planned.tasks.count() == 3
    written = client.post(answer["Location"])
    drain()
    assert "3 lines were written" in text(client.get(written["Location"]))
    laid = Task.objects.get(project=planned, number=11)
    assert (laid.parent.name, laid.waits_for.get().predecessor.name, laid.waits_for.get().lag) == (
        "Dig",
        "Dig",
        60,
    )
    assert planned.tasks.get(number=1).start == first
    assert planned.tasks.count() == 5
    entry = Entry.objects.filter(object_id=laid.pk).get()
    assert (entry.person_id, entry.reason) == (manager.pk, "plan.xml")
    assert client.post(answer["Location"])["Location"] == written["Location"]  # once is enough
    drain()
    assert planned.tasks.count() == 5


def test_a_faulty_plan_is_answered_with_its_lines_and_writes_nothing(planned, manager, enter, upload):
    client = enter(manager)
    content = b"<Project>\n<Tasks><Task><UID>9</UID><Name>X</Name>\n<Start>soon</Start><Finish>2026-01-01</Finish></Task></Tasks></Project>"
    answer = upload(client, planned, content)
    assert "Line 3: “Start” holds “soon”" in text(client.get(answer["Location"]))
    assert client.post(answer["Location"]).status_code == 200
    drain()
    assert planned.tasks.count() == 3
    assert upload(client, planned, b"").status_code == 422
    assert upload(client, planned, b"a,b", "plan.csv").status_code == 422


def test_a_manager_who_is_replaced_before_the_plan_is_written_writes_nothing(
    planned, manager, stranger, enter, upload
):
    day = now().date()
    client = enter(manager)
    answer = upload(client, planned, mspdi.write(mspdi.Plan("P", (mspdi.PlanTask(10, "Dig", day, day),))))
    client.post(answer["Location"])
    change(US, planned, manager=stranger)
    drain()
    assert Job.objects.latest("id").error == "You lack the right “import” on projects in OICT."
    assert planned.tasks.count() == 3
    assert client.get(answer["Location"]).status_code == 403


def test_a_run_belongs_to_its_project(planned, manager, make, units, enter, upload):
    other = make("projects.project", unit=units["OICT"], manager=manager)
    answer = upload(enter(manager), planned, b"<Project></Project>")
    assert enter(manager).get(answer["Location"]).status_code == 200
    elsewhere = answer["Location"].replace(str(planned.pk), str(other.pk))
    assert enter(manager).get(elsewhere).status_code == 404
    assert enter(manager).get(f"{elsewhere}faults.csv").status_code == 404


def test_dependencies_come_with_the_plan_and_not_into_a_project_that_no_longer_plans(planned, root):
    day = now().date()
    first = mspdi.PlanTask(10, "Dig", day, day)
    later = (mspdi.PlanTask(11 + n, f"T{n}", day, day, links=(mspdi.Link(10 + n),)) for n in range(5))
    plan = mspdi.Plan("P", (first, *later))
    planning.apply(root, planned, plan)
    links = list(planned.links.select_related("task", "predecessor").order_by("task__number"))
    assert [(one.task.number, one.predecessor.number) for one in links] == [(n + 1, n) for n in range(10, 15)]
    assert {(one.unit, one.classification) for one in links} == {(planned.unit, planned.classification)}
    planned.state = "closing"
    more = mspdi.Plan("P", (first, mspdi.PlanTask(11, "T0", day, day, links=(mspdi.Link(10),)),
                            mspdi.PlanTask(12, "T1", day, day, links=(mspdi.Link(10),))))  # fmt: skip
    with pytest.raises(Refused, match="so this stays as it is"):
        planning.apply(root, planned, more)


def test_a_plan_that_waits_for_itself_is_refused(planned):
    day = now().date()
    plan = mspdi.Plan(
        "",
        tuple(
            mspdi.PlanTask(a, f"T{a}", day, day, links=(mspdi.Link(b),)) for a, b in ((1, 2), (2, 3), (3, 1))
        ),
    )
    assert [one.code for one in planning.compare(planned, plan, []).faults] == ["circle"]


def test_nobody_brings_a_plan_into_a_project_of_others(running, member, stranger, enter, upload):
    content = mspdi.write(plan_of(running))
    assert upload(enter(member), running, content).status_code == 403
    assert upload(enter(stranger), running, content).status_code == 404


def test_no_method_of_an_own_address_fails(running, root, stranger, enter):
    from uuid import uuid4

    paths = [f"/projects/{key}/{own}" for key in (running.pk, uuid4()) for own in (*OWN, f"plan/{uuid4()}/")]
    paths += [
        *OVERVIEWS,
        "/projects/road-map.csv",
        "/projects/investments/",
        f"/projects/investments/{uuid4()}/",
    ]
    for person in (root, stranger):
        client = enter(person)
        client.raise_request_exception = False
        for path in paths:
            for method in ("get", "head", "options", "post", "put", "patch", "delete"):
                assert getattr(client, method)(path).status_code < 500, (method, path)
