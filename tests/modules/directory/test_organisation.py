"""The pages of the directory over the whole demonstration: it adds up, and every kind of user can read it."""

import csv
from collections import Counter

import pytest
from django.test import Client

from comity.kernel.people.models import Account, Appointment, DutyStation, Person, Unit
from comity.modules.directory.branches import counted
from comity.modules.directory.holders import matrix, who_may
from comity.modules.directory.queries import ict_personnel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = (
    "/directory/chart/",
    "/directory/chart/?unit=DM",
    "/directory/chart/?unit=unon&day=2007-12-31",
    "/directory/map/",
    "/directory/map/ground.svg",
    "/directory/personnel/",
    "/directory/personnel/?office=DFS",
    "/directory/rights/mine/",
    "/directory/rights/delegations/",
)


@pytest.fixture
def cast(db):
    def entered(key):
        client = Client()
        client.force_login(Account.objects.get(login=f"demo-{key}"), backend=BACKEND)
        return client

    return entered


def rows_of(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


def test_ict_personnel_adds_up_to_the_figure_of_annex_four():
    lines = ict_personnel()
    assert sum(line.total for line in lines) == sum(line.stated for line in lines) == 3783
    for line in lines:
        assert line.difference == 0
        assert +line.counts == Counter(line.stated_by) - Counter()
        assert sum(unit.total() for unit in line.units.values()) == line.total


def test_the_page_shows_the_sum_and_that_it_agrees(cast):
    shown = cast("cito").get("/directory/personnel/").content.decode()
    assert shown.count("3,783") >= 4
    assert "The records and the table agree." in shown


def test_each_number_of_an_office_leads_to_as_many_appointments(cast):
    client = cast("cito")
    unit = client.get("/directory/personnel/?office=UNON").context["units"][0]
    cell = next(cell for cell in unit["cells"] if cell["number"])
    assert client.get(cell["url"]).context["page"].count_label == str(cell["number"])
    assert client.get(unit["url"]).context["page"].count_label == str(unit["total"])


def test_the_file_of_personnel_has_the_same_numbers(cast):
    rows = rows_of(cast("auditor").get("/directory/personnel.csv"))
    assert rows[-1][-3:] == ["3783", "3783", "0"]
    assert len(rows) == 11


@pytest.mark.parametrize("who", ["field-staff", "desk-agent", "local-ict-chief", "cito", "administrator"])
def test_everybody_appointed_may_open_the_pages_about_the_organisation(cast, who):
    client = cast(who)
    for page in PAGES:
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("page", ["chart", "map", "personnel"])
def test_files_need_the_right_to_export(cast, page):
    assert cast("field-staff").get(f"/directory/{page}.csv").status_code == 403
    answer = cast("administrator").get(f"/directory/{page}.csv")
    assert answer.status_code == 200
    assert len({len(row) for row in rows_of(answer)}) == 1


def test_the_chart_counts_everybody_once():
    top = Unit.objects.get(code="UN")
    people = counted(Appointment.objects.all(), top)
    assert people[top.path][1] == Person.objects.count()
    assert sum(here for here, _below in people.values()) == people[top.path][1]


def test_who_has_two_places_counts_once_above_both(make):
    first, second = Unit.objects.get(code="UNON-DESK"), Unit.objects.get(code="UNON-ICTS")
    one = Person.objects.filter(appointments__unit=first).first()
    before = counted(Appointment.objects.all(), Unit.objects.get(code="UN"))
    make("people.appointment", person=one, unit=second, starts=None, ends=None)
    after = counted(Appointment.objects.all(), Unit.objects.get(code="UN"))
    assert after[second.path][0] == before[second.path][0] + 1
    assert after["/UN/"] == before["/UN/"]


def test_a_past_day_shows_the_appointments_of_that_day(cast):
    early = cast("cito").get("/directory/personnel/?day=1990-01-01")
    assert early.context["total"] == 0
    assert "1 Jan 1990" in early.content.decode()


def test_a_day_that_is_none_is_refused_with_a_sentence(cast):
    answer = cast("cito").get("/directory/chart/?day=soon")
    assert answer.status_code == 422
    assert "Write the day" in answer.content.decode()


def test_the_map_names_every_place_with_its_time(cast):
    shown = cast("field-staff").get("/directory/map/")
    assert len(shown.context["places"]) == DutyStation.objects.count() == 84
    assert shown.content.decode().count('class="dot ') == 84
    assert "UTC+05:45" in shown.content.decode() or "UTC+05:30" in shown.content.decode()


def test_another_file_of_boundaries_draws_other_lines(cast, settings, tmp_path):
    client = cast("field-staff")
    usual = client.get("/directory/map/ground.svg").content
    none = tmp_path / "none.json"
    none.write_text('{"lines": []}')
    settings.COMITY_BOUNDARIES = str(none)
    assert len(client.get("/directory/map/ground.svg").content) < len(usual)


def test_the_matrix_says_who_decides_on_norms(cast):
    unit = Unit.objects.get(code="OICT")
    (holder,) = who_may(unit, "norms.exemption", "decide")
    assert holder.persons == {Person.objects.get(code="P-000005").pk: "Halima Nakagawa"}
    rights, lines = matrix(who_may(unit))
    cells = dict(lines)["norms.exemption"]
    assert cells[rights.index("decide")].number == 1
    shown = cast("auditor").get("/directory/rights/?unit=OICT&register=norms.exemption&right=decide")
    assert "Halima Nakagawa" in shown.content.decode()
    assert "A/62/793 para 29(d)" in shown.content.decode()


def test_a_local_chief_asks_about_the_own_unit_only(cast):
    chief = cast("local-ict-chief")
    assert chief.get("/directory/rights/").context["unit"].code == "UNON-ICTS"
    assert chief.get("/directory/rights/?unit=UNOG").status_code == 403
    assert cast("field-staff").get("/directory/rights/").status_code == 403


@pytest.mark.parametrize("page", PAGES[:6])
def test_pages_take_few_queries(cast, page, django_assert_max_num_queries):
    client = cast("cito")
    client.get(page)
    with django_assert_max_num_queries(10):
        client.get(page)
