"""A submitted case keeps the discount policy it was appraised with and its figures, whatever is adopted later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.actions.write import write
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import at, now
from comity.modules.appraisal.public import appraise
from comity.modules.portfolio.appraising import kept, lines_of_option
from comity.modules.portfolio.models import BenefitValue, Case, CaseAppraisal, CostLine

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def adopt(make, units):
    """Return the function that lets a discount policy come into force."""

    def adopted(title, rate, starts):
        policy = make("appraisal.discountpolicy", title=title, unit=units["OICT"], starts=starts)
        make("appraisal.ratestep", policy=policy, from_year=0, rate=Decimal(rate))
        take(US, policy, "propose")
        return take(US, policy, "adopt")

    return adopted


@pytest.fixture
def priced(house, draft):
    """A draft whose benefit has a value and whose cost has a range."""
    case = draft()
    add(house.sponsor, BenefitValue, benefit=case.benefits.get(), year=2028, amount=Decimal(900))
    change(house.sponsor, CostLine.objects.get(), low=Decimal(500), high=Decimal(800))
    return case


def figure(case):
    return case.appraisals.order_by("-id").filter(preferred=True).first()


def test_the_submission_keeps_the_policy_and_the_figures_of_every_option(house, priced, adopt):
    policy = adopt("Three and a half", "3.5", date(2024, 1, 1))
    with at(now() + timedelta(days=3)):
        take(house.sponsor, priced, "submit")
        day = now().date()
    assert (priced.policy, priced.appraised_on) == (policy, day)
    rows = kept(priced)
    assert [(row.option, row.preferred) for row in rows] == [("Nothing", False), ("All of it", True)]
    worth = appraise(lines_of_option(priced.preferred), policy, 2026)
    mine = figure(priced)
    assert (mine.npv, mine.npsv, mine.bcr) == (worth.npv, worth.npsv, worth.bcr)
    assert mine.npsv == Decimal("900.00") * Decimal(1) - 600 - (900 - Decimal("840.16"))
    assert (mine.policy, mine.appraised_on, mine.total, mine.payback) == (policy, day, 600, None)
    assert mine.p10 < mine.p50 < mine.p90
    assert (mine.loss, mine.draws) == (Decimal(0), 5000)
    assert (rows[0].p50, rows[0].bcr, rows[0].npv) == (None, None, 0)
    assert Entry.objects.filter(object_id=mine.pk, verb="add").count() == 1


def test_a_decided_case_shows_the_figures_of_its_day_and_those_of_today_beside_them(
    house, priced, tabled, decide, adopt, root, enter
):
    adopt("Three and a half", "3.5", date(2024, 1, 1))
    tabled(priced)
    decide(priced)
    page = reverse("portfolio:whole-case", args=[priced.pk])
    before = enter(root).get(page).content.decode()
    assert "when it was submitted, with the policy" in before
    assert "Three and a half" in before
    assert "Today’s policy" not in before
    assert before.count(">240<") == 1  # 900 × 0.9335 − 600
    adopt("Nine", "9", now().date())
    after = enter(root).get(page).content.decode()
    for words in ("Three and a half", "Nine", "As it was submitted", "By today’s policy", ">240<", ">158<"):
        assert words in after
    priced.refresh_from_db()
    assert priced.policy.title == "Three and a half"
    trace = enter(root).get(reverse("portfolio:trace", args=[priced.pk])).content.decode()
    assert "npsv,240.16" in trace


def test_a_draft_is_read_by_the_policy_of_today(priced, adopt, root, enter):
    adopt("Three and a half", "3.5", date(2024, 1, 1))
    adopt("Nine", "9", now().date())
    page = enter(root).get(reverse("portfolio:whole-case", args=[priced.pk])).content.decode()
    assert "Appraised with today’s policy" in page
    assert "Three and a half" not in page
    assert ">158<" in page


def test_a_case_that_comes_back_is_appraised_anew_and_the_old_figures_stay(house, priced, adopt):
    adopt("Three and a half", "3.5", date(2024, 1, 1))
    take(house.sponsor, priced, "submit")
    first = figure(priced)
    take(house.pmo, priced, "send_back", reason="Count the training.")
    change(house.sponsor, priced.options.get(preferred=False), name="As today")
    assert (priced.policy, priced.appraised_on, kept(priced)) == (None, None, [])
    new = adopt("Nine", "9", now().date())
    take(house.sponsor, Case.objects.get(pk=priced.pk), "submit")
    priced.refresh_from_db()
    assert priced.policy == new
    assert figure(priced).npsv < first.npsv
    assert {row.policy for row in kept(priced)} == {new}
    assert [row.option for row in kept(priced)] == ["As today", "All of it"]
    assert [row.submission for row in priced.appraisals.order_by("id")] == [1, 1, 2, 2]


def test_without_a_policy_nothing_is_discounted_and_the_page_says_so(house, priced, root, enter):
    take(house.sponsor, priced, "submit")
    assert (priced.policy, figure(priced).npsv) == (None, 300)
    page = enter(root).get(reverse("portfolio:whole-case", args=[priced.pk])).content.decode()
    assert "nothing is discounted" in page


def test_nobody_writes_changes_or_removes_kept_figures(house, priced, root, enter):
    take(house.sponsor, priced, "submit")
    row = figure(priced)
    with pytest.raises(Refused) as refusal:
        change(root, row, npv=Decimal(1))
    assert "kept" in str(refusal.value.fields)
    with pytest.raises(Refused, match="kept"):
        remove(root, row, "Looks bad.")
    row.refresh_from_db()
    before, row.npv = snapshot(row), Decimal(1)
    with pytest.raises(DatabaseError, match="a final row"), transaction.atomic():
        write(US, row, "change", before, "Journaled, and still refused.", None)
    answer = enter(root).post(
        "/api/portfolio/case-appraisals/", {"option": "Mine"}, content_type="application/json"
    )
    assert answer.status_code in (403, 405, 422)
    assert CaseAppraisal.objects.count() == 2


def test_the_api_and_files_give_the_policy_and_the_figures(house, priced, adopt, root, enter):
    policy = adopt("Three and a half", "3.5", date(2024, 1, 1))
    take(house.sponsor, priced, "submit")
    client = enter(root)
    (case,) = client.get("/api/portfolio/cases/").json()["items"]
    assert case["appraised_on"] == str(priced.appraised_on)
    assert policy.reference in str(case["policy"])
    row = next(
        one for one in client.get("/api/portfolio/case-appraisals/").json()["items"] if one["preferred"]
    )
    assert Decimal(str(row["npsv"])) == Decimal("240.16")
    assert row["p50"]
    for register, words in (("case", policy.reference), ("caseappraisal", "240.16")):
        answer = client.get(reverse(f"portfolio.{register}:list") + "export.csv")
        file = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert words in file
