"""Delegation: what one holds can be passed on for a while, never more, and it can be taken back."""

from datetime import timedelta

import pytest

from comity.kernel.access.models import Grant
from comity.kernel.access.rules import can
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import now
from comity.kernel.notices.models import Notice
from comity.kernel.people.models import Unit
from comity.modules.directory.actions import delegate, withdraw

pytestmark = pytest.mark.django_db
REASON = "I am on leave."


def today():
    return now().date()


@pytest.fixture
def later():
    return today() + timedelta(days=14)


@pytest.fixture
def chief(someone, make, units):
    """Somebody of UNON who may see, change and pass on there, up to confidential."""
    one = someone("Chief", "UNON", "view", "change", ceiling=1)
    rest = {"role": None, "person": one, "unit": units["UNON"], "below": True, "source": "tests"}
    make("access.grant", right="grant", register="access.grant", ceiling=1, **rest)
    return one


@pytest.fixture
def held(chief):
    return Grant.objects.get(person=chief, right="view")


@pytest.fixture
def share(chief, stranger, held, units, later):
    """Return the function that delegates as the case says; what it does not say is allowed."""

    def given(**said):
        unit, until = said.pop("unit", units["RICT"]), said.pop("until", later)
        reason, to = said.pop("reason", REASON), said.pop("to", stranger)
        return delegate(chief, to, said.pop("grant", held), unit, until, reason, **said)

    return given


def test_what_is_held_is_passed_on_and_holds_there(share, stranger, units, chief):
    assert not can(stranger, "view", units["RICT"])
    given = share(register="people.unit")
    assert can(stranger, "view", units["RICT"])
    assert not can(stranger, "view", units["UNON"])
    assert (given.granted_by, given.person, given.starts) == (chief, stranger, today())
    entry = Entry.objects.get(object_id=given.pk)
    assert (entry.actor, entry.reason) == (chief.name, REASON)
    assert Notice.objects.filter(person=stranger, topic="directory.delegated").count() == 1
    assert not list(verify())


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"unit": "OICT"}, "You may not delegate rights"),
        ({"unit": "UN"}, "You may not delegate rights"),
        ({"ceiling": 2}, "up to “Strictly confidential”"),
        ({"right": "remove"}, "does not include this right"),
        ({"right": "grant"}, "cannot be passed on"),
        ({"right": "*"}, "cannot be passed on"),
        ({"reason": "  "}, "Write a reason"),
        ({"until": "yesterday"}, "This day is past"),
        ({"to": "self"}, "cannot delegate to yourself"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_more_than_is_held_is_refused_with_a_sentence(share, more, sentence, units, chief):
    before = Grant.objects.count()
    if "unit" in more:
        more["unit"] = Unit.objects.get(code=more["unit"])
    if "until" in more:
        more["until"] = today() - timedelta(days=1)
    if "to" in more:
        more["to"] = chief
    with pytest.raises(Refused) as refusal:
        share(**more)
    assert sentence in str(refusal.value)
    assert Grant.objects.count() == before


def test_who_may_delegate_but_does_not_hold_the_right_is_told_how_far_it_is_held(
    share, chief, make, units, later
):
    here = make(
        "access.grant", person=chief, role=None, right="export", register="people.unit",
        unit=units["RICT"], below=True, ceiling=0, source="tests",
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refusal:
        share(grant=here, unit=units["UNON"])
    assert "You do not hold “export”" in str(refusal.value)
    assert "You hold it for RICT and below, up to “Unclassified”." in str(refusal.value)
    assert share(grant=here).unit == units["RICT"]


def test_the_right_to_delegate_is_asked(member, stranger, units, later):
    held = Grant.objects.get(person=member, right="view")
    with pytest.raises(NotAllowed):
        delegate(member, stranger, held, units["OICT"], later, REASON)


def test_it_is_not_longer_than_it_is_held(share, make, chief, units):
    ends = today() + timedelta(days=3)
    short = make(
        "access.grant", person=chief, role=None, right="advise", register="*", unit=units["UNON"],
        below=True, ceiling=1, source="tests", ends=ends,
    )  # fmt: skip
    with pytest.raises(Refused, match="only until"):
        share(grant=short)
    assert share(grant=short, until=ends).ends == ends


def test_what_was_delegated_is_not_delegated_again(share, stranger, neighbour, make, units, later):
    given = share(unit=units["UNON"])
    make(
        "access.grant", person=stranger, role=None, right="grant", register="access.grant", unit=units["UNON"],
        below=True, ceiling=1, source="tests",
    )  # fmt: skip
    with pytest.raises(Refused, match="delegated to you"):
        delegate(stranger, neighbour, given, units["RICT"], later, REASON)


def test_it_lapses_when_the_giver_no_longer_holds_it(share, stranger, held, units):
    from comity.kernel.actions.verbs import change
    from comity.kernel.audit.actors import System

    share()
    assert can(stranger, "view", units["RICT"])
    change(System("test"), held, reason="ended", ends=today() - timedelta(days=1))
    assert not can(stranger, "view", units["RICT"])


def test_withdrawing_on_the_same_day_removes_it_and_the_journal_keeps_why(share, chief, stranger, units):
    given = share()
    with pytest.raises(Refused, match="Say why"):
        withdraw(chief, given, " ")
    withdraw(chief, given, "Back from leave.")
    assert not can(stranger, "view", units["RICT"])
    last = Entry.objects.filter(object_id=given.pk).order_by("-id").first()
    assert (last.verb, last.actor, last.reason) == ("remove", chief.name, "Back from leave.")
    assert not list(verify())


def test_withdrawing_an_older_one_ends_it_yesterday(share, chief, stranger, units):
    from comity.kernel.actions.verbs import change
    from comity.kernel.audit.actors import System

    given = change(System("test"), share(), starts=today() - timedelta(days=5))
    withdraw(chief, given, "Back from leave.")
    given.refresh_from_db()
    assert given.ends == today() - timedelta(days=1)
    assert not can(stranger, "view", units["RICT"])


def test_others_cannot_withdraw_it(share, neighbour, stranger, root, enter):
    given = share()
    for person in (neighbour, stranger):
        with pytest.raises(NotAllowed):
            withdraw(person, given, "No.")
        assert enter(person).get(f"/directory/rights/delegations/{given.pk}/withdraw/").status_code == 404
    withdraw(root, given, "The administrator ends it.")


def test_the_page_delegates_lists_and_withdraws(chief, stranger, held, units, later, enter):
    client = enter(chief)
    form = {
        "to": stranger.code, "grant": str(held.pk), "right": "", "register": "people.unit", "unit": str(units["RICT"].pk),
        "below": "on", "ceiling": "0", "until": later.isoformat(), "reason": REASON,
    }  # fmt: skip
    page = "/directory/rights/delegations/"
    refused = client.post(page, {**form, "unit": str(units["UNON"].pk), "ceiling": "2"})
    assert refused.status_code == 422
    assert "You may not delegate rights" in refused.content.decode()
    assert REASON in refused.content.decode()
    assert client.post(page, form).status_code == 302
    given = Grant.objects.get(person=stranger, granted_by=chief)
    assert REASON in client.get(page).content.decode()
    assert "From Chief" in enter(stranger).get(page).content.decode().replace("<bdi>", "")
    take_back = f"{page}{given.pk}/withdraw/"
    assert client.get(take_back).status_code == 200
    assert client.post(take_back, {"reason": ""}).status_code == 422
    assert client.post(take_back, {"reason": "Back."}).status_code == 302
    assert not Grant.objects.filter(pk=given.pk).exists()


def test_a_stranger_sees_no_form_and_cannot_post_one(stranger, held, enter):
    client = enter(stranger)
    assert client.get("/directory/rights/delegations/").context["form"] is None
    assert client.post("/directory/rights/delegations/", {}).status_code == 404
