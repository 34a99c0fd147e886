"""The portfolio's own pages: what they show, to whom, and what is hidden."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.kernel.actions.verbs import add, change
from comity.modules.portfolio import public
from comity.modules.portfolio.models import BenefitValue, Case, CostLine, Initiative, StaffLine

pytestmark = pytest.mark.django_db
OWN = ("overview", "overview-csv", "roadmap", "roadmap-csv", "rationalisation", "bring")


def text(response):
    return response.content.decode()


def test_the_overview_adds_up_what_the_reader_may_see(house, draft, root, enter):
    draft()
    page = text(enter(root).get(reverse("portfolio:overview")))
    assert "KM-01" in page
    assert page.count("600") >= 2
    file = text(enter(root).get(reverse("portfolio:overview-csv")))
    assert "KM-01,Search" in file
    assert "600.00" in file


def test_what_is_strictly_confidential_is_neither_counted_nor_drawn_nor_written(
    house, draft, initiative, root, enter
):
    case = draft()
    change(root, case, classification=2)
    secret = initiative("KM-77", title="Secret search", begins="2026-01-01")
    change(root, secret, classification=2)
    client = enter(house.chair)
    for name in ("overview", "overview-csv", "roadmap", "roadmap-csv", "rationalisation"):
        page = text(client.get(reverse(f"portfolio:{name}")))
        assert "KM-77" not in page
        assert case.reference not in page
    assert "600" not in text(client.get(reverse("portfolio:overview-csv")))
    for name, key in (("story", secret.pk), ("whole-case", case.pk), ("trace", case.pk)):
        assert client.get(reverse(f"portfolio:{name}", args=[key])).status_code == 404
    assert case.reference not in text(client.get(reverse("portfolio:story", args=[case.initiative_id])))
    assert [one.case for one in public.candidates(house.chair)] == [None]


def test_a_stranger_is_refused_and_a_guest_signs_in(stranger, enter, client):
    for name in OWN:
        assert enter(stranger).get(reverse(f"portfolio:{name}")).status_code == 403
        assert client.get(reverse(f"portfolio:{name}")).status_code == 302


def test_the_story_tells_the_steps_the_decision_and_the_promise(house, tabled, decide, root, enter):
    case = tabled()
    decide(case)
    page = text(enter(root).get(reverse("portfolio:story", args=[case.initiative_id])))
    for words in (
        "Propose",
        "Submit for review",
        "Endorse",
        "Approve",
        "Promised: Time saved",
        "from 9 to 4",
        "600 reserved",
    ):
        assert words in page


def test_other_modules_tell_what_they_know(house, draft, root, enter, monkeypatch):
    from datetime import date

    from comity.modules.portfolio import story

    monkeypatch.setattr(story, "_tellers", [])
    public.tells(
        lambda one, person, scope: [public.Moment(date(2027, 5, 5), "delivery", f"A project of {one.code}")]
    )
    page = text(enter(root).get(reverse("portfolio:story", args=[draft().initiative_id])))
    assert "A project of KM-01" in page


def test_the_whole_case_says_what_stands_in_the_way_and_what_the_envelope_has(house, draft, root, enter):
    case = draft(amount=1200)
    add(house.sponsor, StaffLine, option=case.preferred, year=2026, category="field", months=Decimal("7.5"))
    page = text(enter(root).get(reverse("portfolio:whole-case", args=[case.pk])))
    assert "Own staff, in person-months" in page
    assert "7.5" in page
    assert "What stands in the way" in page
    assert "are missing" in page
    assert "too much" in page
    assert "All of it" in page
    assert enter(root).get(reverse("portfolio:trace", args=[case.pk])).status_code == 200


def test_a_new_version_is_opened_from_the_page(house, tabled, decide, enter):
    case = tabled()
    decide(case, "returned")
    response = enter(house.sponsor).post(reverse("portfolio:renew", args=[case.pk]))
    assert response.status_code == 302
    assert Case.objects.get(number=2).get_absolute_url() == response["Location"]


def test_pages_cost_the_same_queries_for_few_and_for_many(house, draft, initiative, root, enter):
    draft(initiative("KM-10"))
    client, counts = enter(root), []
    for more in (0, 6):
        for number in range(more):
            draft(initiative(f"KM-2{number}"))
        client.get(reverse("portfolio:overview"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("portfolio:overview")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_candidates_have_options_money_ties_and_aims(house, draft, initiative):
    case = draft()
    benefit = case.benefits.get()
    add(house.sponsor, BenefitValue, benefit=benefit, year=2027, amount=100)
    add(
        house.sponsor,
        StaffLine,
        option=case.preferred,
        year=2026,
        category="professional",
        months=Decimal("1.5"),
    )
    (one,) = public.candidates(house.chair)
    full = next(way for way in one.ways if way.preferred)
    nothing = next(way for way in one.ways if not way.preferred)
    assert full.costs == {(house.fund.pk, 2026): CostLine.objects.get().amount}
    assert (full.benefits, nothing.benefits) == ({2027: 100}, {2027: 0})
    assert (full.share, nothing.share) == (100, 0)
    assert (full.staff, nothing.staff) == ({("professional", 2026): Decimal("1.5")}, {})
    assert len(one.aims) == 1
    assert one.programme == house.programme.pk
    assert [line.kind for line in public.flows_of(case.preferred)] == ["cost", "benefit"]


@pytest.mark.parametrize("name", ["story", "whole-case", "trace", "renew"])
def test_an_unknown_key_is_not_found(name, root, enter):
    key = "01a21261-d85c-7abf-8692-4176f4c63408"
    client, address = enter(root), reverse(f"portfolio:{name}", args=[key])
    assert (client.post if name == "renew" else client.get)(address).status_code == 404


def test_the_demonstration_brings_thirty_six_initiatives(make, units):
    from comity.modules.portfolio.demo import lines

    codes = [line["code"] for line in lines("initiatives.csv")]
    assert len(codes) == len(set(codes)) == 36
    assert {line["code"] for line in lines("cases.csv")} <= set(codes)
    assert not Initiative.objects.exists()
