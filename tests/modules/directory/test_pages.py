"""The pages of the directory open by right; strangers and the signed-out see nothing."""

import pytest

from comity.kernel.registers.register import registers

pytestmark = pytest.mark.django_db
PAGES = ("chart/", "map/", "map/ground.svg", "personnel/", "rights/", "chart.csv", "map.csv", "personnel.csv")


@pytest.mark.parametrize("page", [*PAGES, "rights/mine/", "rights/delegations/"])
def test_nobody_enters_without_signing_in(client, page):
    answer = client.get(f"/directory/{page}")
    assert answer.status_code == 302
    assert "/account/login" in answer["Location"]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "map/ground.svg"])
def test_pages_open_by_right(enter, root, stranger, page):
    assert enter(root).get(f"/directory/{page}").status_code == 200
    assert enter(stranger).get(f"/directory/{page}").status_code == 403


def test_the_menu_shows_only_what_may_be_used(enter, root, stranger):
    assert "/directory/chart/" in enter(root).get("/").content.decode()
    assert "/directory/chart/" not in enter(stranger).get("/").content.decode()


def test_the_chart_ends_where_sight_ends(enter, member, units):
    client = enter(member)
    shown = client.get("/directory/chart/").content.decode()
    assert "OICT" in shown
    assert "UNON" not in shown
    assert client.get("/directory/chart/?unit=UNON").status_code == 404
    assert client.get("/directory/chart/?unit=NOWHERE").status_code == 404


def test_persons_who_may_not_be_seen_are_a_number_and_grants_no_link(enter, someone, make, units, root):
    reader = someone("Reader", "OICT", "view", register="access.grant")
    rest = {"role": None, "unit": units["OICT"], "below": True, "ceiling": 0, "source": "tests"}
    make("access.grant", person=reader, right="view", register="people.unit", **rest)
    shown = enter(reader).get("/directory/rights/?unit=OICT&register=people.unit")
    assert shown.status_code == 200
    assert "Root" not in shown.content.decode()
    above = next(one for one in shown.context["holders"] if one["grant"].person == root)
    assert (above["rest"], above["url"]) == (1, "")


def test_own_rights_are_shown_with_their_source(enter, member):
    shown = enter(member).get("/directory/rights/mine/").content.decode()
    assert "All registers" in shown
    assert "OICT and below" in shown
    assert "tests" in shown


def test_who_holds_nothing_is_told_so(enter, stranger):
    assert "You hold no rights" in enter(stranger).get("/directory/rights/mine/").content.decode()


def test_records_show_what_stands_around_them(enter, root, member, make, units):
    station = make("people.dutystation", code="NBO", zone="Africa/Nairobi")
    make("people.unit", code="NEW", parent=units["OICT"], station=station)
    client = enter(root)
    unit = client.get(units["OICT"].get_absolute_url()).content.decode()
    assert "The chart from here" in unit
    assert "Member" in unit
    place = client.get(station.get_absolute_url()).content.decode()
    assert "Time there now" in place
    assert "1 unit" in place
    person = client.get(member.get_absolute_url()).content.decode()
    assert "Works here as" in person
    assert "May sign in." in person


def test_how_somebody_signs_in_is_not_told_to_everybody(enter, someone, member):
    reader = someone("Reader", "UN", "view")
    assert "May sign in." not in enter(reader).get(member.get_absolute_url()).content.decode()
    assert "May sign in." in enter(member).get(member.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", sorted(registers))
def test_a_register_with_a_life_shows_it(enter, root, stranger, kind):
    from django.urls import reverse

    flow, page = registers[kind].model.flow, reverse(f"{kind}:diagram")
    answer = enter(root).get(page)
    assert answer.status_code == (200 if flow else 404)
    if flow:
        shown = answer.content.decode()
        assert all(str(state.label) in shown for state in flow.states.values())
        assert page in enter(root).get(reverse(f"{kind}:list")).content.decode()
