"""The pages of governance open by right, say what stands on a day, and tell nobody more than they may see."""

from datetime import date

import pytest

from comity.kernel.actions.verbs import add, change, remove
from comity.kernel.notices.models import Notice
from comity.modules.governance import hooks, public
from comity.modules.governance.models import Seat

pytestmark = pytest.mark.django_db
PAGES = ("", "matrix.csv", "freedom/", "freedom.csv", "picture/", "route/", "mine/")


@pytest.fixture
def filled(ruled):
    """An executive committee, a local committee and an office, with mandates and rules."""
    ruled.body("EC", quorum="majority")
    ruled.body("LOCAL", "entity", "UNON", parent=ruled.bodies["EC"])
    ruled.body("CITO", "office", "OICT", parent=ruled.bodies["EC"])
    ruled.mandate("EC", "case.decision")
    ruled.mandate("LOCAL", "case.decision", unit=ruled.units["UNON"], amount_to=250_000)
    ruled.mandate("CITO", "case.endorsement", "endorse")
    ruled.rule("case.decision", "EC")
    ruled.rule("case.decision", "LOCAL", "local", unit=ruled.units["UNON"], amount_to=250_000)
    return ruled


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_by_right_and_to_nobody_else(client, enter, root, stranger, filled, page):
    assert client.get(f"/governance/{page}").status_code == 302
    assert enter(root).get(f"/governance/{page}").status_code == 200
    assert enter(stranger).get(f"/governance/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES[:5])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("day=2020-02-02", 200), ("day=yesterday", 422), ("unit=NOWHERE", 404), ("unit=UNON", 200),
        ("constitution=1848", 404), ("programme=%00", 200), ("programme=none", 404),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_answered_rightly(enter, root, filled, page, query, status):
    assert enter(root).get(f"/governance/{page}?{query}").status_code == status


def test_the_matrix_shows_each_right_with_its_source_and_limits(enter, root, filled):
    page = enter(root).get("/governance/").content.decode()
    for words in ("Decide", "Endorse", "para 27", "below USD 250,000", "UNON"):
        assert words in page
    inside = enter(root).get("/governance/?unit=OICT").content.decode()
    assert "below USD 250,000" not in inside, "a mandate of UNON concerns no other unit"


def test_the_matrix_is_as_at_any_date(enter, root, ruled):
    ruled.body("OLD", "office")
    ruled.mandate("OLD", "strategy", ends=date(2019, 12, 31))
    assert "OLD" not in enter(root).get("/governance/").content.decode()
    assert "OLD" in enter(root).get("/governance/?day=2019-12-31").content.decode()


def test_a_person_of_another_unit_sees_only_the_mandates_of_the_own(enter, neighbour, filled):
    page = enter(neighbour).get("/governance/")
    assert {one["row"].body.code for one in page.context["mandates"]} == {"LOCAL"}


def test_the_way_of_a_matter_is_explained(enter, root, filled):
    answer = enter(root).get("/governance/route/?matter=case.decision&unit=UNON&amount=300000")
    page = answer.content.decode()
    assert "EC" in str(answer.context["found"].body)
    assert "250,000" in page
    assert enter(root).get("/governance/route/?matter=nothing&risk=9&unit=X").status_code == 422


def test_own_seats_and_mandates_are_shown_with_what_waits(enter, root, member, filled, make):
    filled.seat("CITO", member)
    filled.mandate("CITO", "norm.exception")
    filled.mandate("CITO", "norm.promulgation")
    make("norms.version", unit=filled.units["OICT"], title="Draft of passwords")
    from comity.kernel.actions.verbs import take

    version = make("norms.version", unit=filled.units["OICT"], title="Waits for promulgation")
    take(root, version, "consult")
    page = enter(member).get("/governance/mine/").content.decode()
    assert version.reference in page
    assert "Promulgate" in page
    assert "Draft of passwords" not in page
    assert "alone" in page


def test_neighbours_say_what_was_decided_where(enter, root, filled, monkeypatch):
    monkeypatch.setattr(hooks, "_counters", [])
    body = filled.bodies["LOCAL"]
    public.decided_where(lambda person, scope, since, until: [public.Decided("case.decision", body.pk, 7)])
    page = enter(root).get("/governance/freedom/")
    assert page.context["totals"] == [0, 0, 7]


def test_who_gets_or_loses_a_seat_is_told(root, member, filled):
    seat = add(
        root, Seat, body=filled.bodies["EC"], person=member, capacity="member", starts=date(2020, 1, 1)
    )
    change(root, seat, ends=date(2030, 1, 1))
    remove(root, seat, "By mistake.")
    assert [n.topic for n in Notice.objects.filter(person=member).order_by("created_at", "pk")] == [
        "governance.seated", "governance.left", "governance.removed",
    ]  # fmt: skip


def test_a_body_lists_its_seats_and_mandates(enter, root, member, filled):
    filled.seat("EC", member, "chair")
    page = enter(root).get(filled.bodies["EC"].get_absolute_url()).content.decode()
    assert member.name in page
    assert "case.decision" in page or "Mandates" in page


def test_the_matrix_costs_the_same_queries_however_many_mandates(
    enter, root, filled, django_assert_max_num_queries
):
    client = enter(root)
    client.get("/governance/")
    for number in range(8):
        filled.mandate("EC", f"matter{number}")
    for page in ("", "freedom/", "picture/"):
        client.get(f"/governance/{page}")
        with django_assert_max_num_queries(14):
            client.get(f"/governance/{page}")
