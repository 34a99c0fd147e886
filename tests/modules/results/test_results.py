"""Key results, what measures them, and numbers that two persons stand for."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from comity.kernel.actions.verbs import add, change, remove, take
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.people.models import Person, Unit
from comity.modules.results import demo
from comity.modules.results.models import Indicator, IndicatorPeriod, KeyResult, Measurement
from comity.modules.results.public import standing_of, without_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(make, units):
    """The persons of the demonstration that its indicators name."""
    made = [make("people.person", code=code, name=code) for code in ("P-000003", "P-000005", "P-000017")]
    for person in made:
        for right in ("propose", "review"):
            make(
                "access.grant", person=person, role=None, right=right, register="results.*", unit=units["OICT"], below=True
            )  # fmt: skip
    return made


@pytest.fixture
def period(make, units):
    indicator = make("results.indicator", unit=units["OICT"], direction="up")
    return make("results.indicatorperiod", indicator=indicator, target=Decimal(80))


@pytest.fixture
def measured(make, period, units):
    def number(value, **more):
        more.setdefault("unit", units["OICT"])
        return make("results.measurement", period=period, value=Decimal(value), **more)

    return number


@pytest.fixture
def other(someone):
    return someone("Other", "OICT", "*")


def test_nobody_verifies_what_they_submitted(measured, root, other, period):
    number = take(root, measured(83), "submit")
    assert number.submitter == root
    for step in ("verify", "send_back"):
        with pytest.raises(Refused, match="somebody else"):
            take(root, number, step, reason="It is right.")
    take(other, number, "verify")
    period.refresh_from_db()
    assert (number.verifier, period.actual) == (other, Decimal(83))


def test_who_lacks_the_right_to_review_verifies_nothing(measured, root, member):
    number = take(root, measured(83), "submit")
    with pytest.raises(NotAllowed):
        take(member, number, "verify")


def test_a_number_counts_only_while_it_is_verified(measured, root, other, period):
    number = take(root, measured(83), "submit")
    period.refresh_from_db()
    assert period.actual is None
    take(other, number, "verify")
    take(other, number, "reopen", reason="The wrong week.")
    period.refresh_from_db()
    assert period.actual is None


def test_a_submitted_number_changes_only_after_it_is_returned(measured, root, other):
    number = take(root, measured(83), "submit")
    with pytest.raises(Refused):
        change(root, number, value=Decimal(99))
    number.refresh_from_db()
    take(other, number, "send_back", reason="Say which week.")
    change(root, number, value=Decimal(81))
    assert take(root, number, "submit").value == 81


def test_what_was_published_stays(measured, root, other):
    number = take(other, take(root, measured(83), "submit"), "verify")
    with pytest.raises(Refused):
        remove(root, number, "No longer wanted.")
    take(root, number, "publish")
    for wish in ({"title": "Other"}, {"value": Decimal(99)}, {"evidence": "Other"}):
        with pytest.raises(Refused):
            change(root, Measurement.objects.get(pk=number.pk), **wish)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE results_measurement SET value = 99")


def test_the_newest_verified_number_is_the_actual(measured, root, other, period):
    for value, day in ((70, 1), (75, 20), (72, 10)):
        take(other, take(root, measured(value, measured_on=date(2026, 5, day)), "submit"), "verify")
    period.refresh_from_db()
    assert period.actual == 75


def test_parts_add_up_once_all_are_verified(measured, root, other, period):
    change(root, period.indicator, disaggregation="New York, Nairobi", combine="sum")
    for part, expected in (("New York", None), ("Nairobi", Decimal(60))):
        take(other, take(root, measured(30, part=part), "submit"), "verify")
        period.refresh_from_db()
        assert period.actual == expected
    with pytest.raises(Refused):
        measured(30, part="Geneva")


@pytest.mark.parametrize(
    ("direction", "target", "actual", "met"),
    [("up", 80, 80, True), ("up", 80, 79, False), ("down", 80, 79, True), ("down", 80, 81, False), ("up", None, 5, None), ("up", 80, None, None)],
)  # fmt: skip
def test_met_has_a_third_answer(direction, target, actual, met):
    one = Indicator(direction=direction)
    assert one.met(target and Decimal(target), actual and Decimal(actual)) is met


def test_another_unit_measures_only_its_own(measured, units):
    with pytest.raises(Refused, match="fields"):
        measured(5, unit=units["UNON"])


def test_what_is_measured_is_a_number(period, root, units):
    with pytest.raises(Refused):
        add(
            root,
            Measurement,
            title="x",
            period=period,
            value="many",
            measured_on=date(2026, 1, 1),
            unit=units["OICT"],
        )


def test_the_demonstration_has_the_41_key_results_and_says_which_nobody_measures(cast, units, root, enter):
    demo.load(lambda *said: None)
    demo.load(lambda *said: None)
    assert KeyResult.objects.count() == 41
    assert len(without_indicator(KeyResult.objects.values_list("pk", flat=True))) == 36
    client = enter(root)
    page = client.get(reverse("results:overview")).content.decode()
    assert page.count("No indicator yet") == 36
    assert "5 of 41 key results have an indicator" in page
    older = client.get(reverse("results:overview"), {"strategy": "2008"}).content.decode()
    assert "names no key results" in older
    assert client.get(reverse("results:overview"), {"strategy": "1999"}).status_code == 404
    lines = client.get(reverse("results:overview-csv")).content.decode().splitlines()
    assert len(lines) == 42
    for one in Indicator.objects.all():
        assert client.get(reverse("results:trend", args=[one.pk])).status_code == 200
        assert client.get(reverse("results:trend-csv", args=[one.pk])).status_code == 200
    assert Person.objects.filter(code="P-000003").exists()
    assert Unit.objects.filter(code="OICT").exists()


def test_another_unit_sees_neither_indicator_nor_trend(make, units, neighbour, enter, period):
    make(
        "access.grant",
        person=neighbour,
        role=None,
        right="view",
        register="results.keyresult",
        unit=units["UN"],
        below=True,
    )
    client = enter(neighbour)
    assert client.get(reverse("results:trend", args=[period.indicator_id])).status_code == 404
    assert standing_of(neighbour, None, period.indicator_id) is None
    assert client.get(reverse("results:overview")).status_code == 200


def test_periods_move_with_their_indicator(period, root, units):
    change(root, period.indicator, unit=units["UNON"])
    assert IndicatorPeriod.objects.get(pk=period.pk).unit == units["UNON"]
