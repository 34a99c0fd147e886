"""Money is given by a decision, promised once, and every cent is where the movements say."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import Refused
from comity.modules.finance import public
from comity.modules.finance.actions import reverse
from comity.modules.finance.models import Envelope, Holding, Movement

pytestmark = pytest.mark.django_db
US = System("test")


def lines(envelope, amount):
    return [(envelope.fund_id, envelope.year, Decimal(amount))]


def reserve(record, envelope, amount, key=None):
    return public.reserve(
        US, key=key or f"case:{record.pk}", record=record, programme_id=envelope.programme_id,
        lines=lines(envelope, amount),
    )  # fmt: skip


def balances(envelope):
    envelope.refresh_from_db()
    return tuple(
        int(part) for part in (envelope.allotted, envelope.reserved, envelope.committed, envelope.spent)
    )


def test_an_approved_proposal_makes_an_envelope_with_its_money(money):
    envelope = money(1000)
    assert balances(envelope) == (1000, 0, 0, 0)
    assert [(one.kind, one.amount) for one in envelope.movements.all()] == [
        ("allocation", Decimal("1000.00"))
    ]


def test_a_second_new_envelope_of_the_same_place_is_refused_and_the_proposal_stays(make, money, units):
    envelope = money(1000)
    again = make(
        "finance.envelopeproposal",
        programme=envelope.programme,
        fund=envelope.fund,
        year=2026,
        unit=units["OICT"],
    )
    take(US, again, "submit")
    take(US, again, "review")
    with pytest.raises(Refused, match="propose an increase"):
        take(US, again, "approve")
    again.refresh_from_db()
    assert again.state == "reviewed"


def test_increase_decrease_and_transfer_move_allotments_and_never_below_what_is_promised(
    make, money, case, units, approve
):
    envelope = money(1000)
    place = {"programme": envelope.programme, "fund": envelope.fund, "unit": units["OICT"]}
    approve(make("finance.envelopeproposal", year=2026, change="increase", amount=500, **place))
    assert balances(envelope) == (1500, 0, 0, 0)
    reserve(case(), envelope, 1200)
    less = make("finance.envelopeproposal", year=2026, change="decrease", amount=400, **place)
    take(US, less, "submit")
    take(US, less, "review")
    with pytest.raises(Refused, match="has 300 USD free"):
        take(US, less, "approve")
    approve(
        make(
            "finance.envelopeproposal", year=2027, change="transfer", amount=300, taken_from=envelope, **place
        )
    )
    assert balances(envelope) == (1200, 1200, 0, 0)
    assert Envelope.objects.get(programme=envelope.programme, year=2027).allotted == 300


def test_a_promise_beyond_what_is_free_is_refused_with_the_sum_that_is_missing(money, case):
    envelope = money(1000)
    reserve(case(), envelope, 700)
    with pytest.raises(Refused, match="400 USD are asked for and 300 USD are free, so 100 USD are missing"):
        reserve(case(), envelope, 400)
    assert balances(envelope) == (1000, 700, 0, 0)


def test_a_promise_over_several_envelopes_is_all_or_nothing(make, money, case):
    first = money(1000)
    second = money(100, programme=first.programme, year=2027)
    record = case()
    with pytest.raises(Refused, match="so 50 USD are missing"):
        public.reserve(
            US, key="k", record=record, programme_id=first.programme_id,
            lines=[*lines(first, 500), *lines(second, 150)],
        )  # fmt: skip
    assert balances(first) == (1000, 0, 0, 0)
    assert not public.reserved_for(record)


def test_the_same_key_posts_once(money, case):
    envelope, record = money(1000), case()
    first = reserve(record, envelope, 100, "k")
    assert [one.pk for one in reserve(record, envelope, 100, "k")] == [one.pk for one in first]
    assert balances(envelope) == (1000, 100, 0, 0)
    with pytest.raises(Refused, match="used for another record"):
        reserve(case(), envelope, 100, "k")


def test_money_goes_from_promised_to_committed_to_spent_and_what_is_left_comes_back(money, case):
    envelope, record = money(1000), case()
    reserve(record, envelope, 600)
    public.commit(US, key="c", record=record, lines=lines(envelope, 400))
    public.spend(US, key="s", record=record, lines=lines(envelope, 350))
    assert balances(envelope) == (1000, 200, 50, 350)
    public.release(US, key="r", record=record)
    assert balances(envelope) == (1000, 0, 50, 350)
    assert envelope.free == 600
    with pytest.raises(Refused, match="has committed 50 USD there"):
        public.spend(US, key="s2", record=record, lines=lines(envelope, 51))


def test_refunds_may_make_what_was_spent_negative(money, case):
    envelope, record = money(1000), case()
    reserve(record, envelope, 10)
    public.refund(US, key="back", record=record, lines=lines(envelope, 80))
    assert balances(envelope) == (1000, 10, 0, -80)
    assert envelope.free == 1070


def test_nobody_commits_or_releases_what_another_record_reserved(money, case):
    envelope, mine, other = money(1000), case(), case()
    reserve(mine, envelope, 500)
    with pytest.raises(Refused, match="the record holds 0 USD there"):
        public.commit(US, key="c", record=other, lines=lines(envelope, 1))
    assert public.release(US, key="r", record=other) == []
    assert balances(envelope) == (1000, 500, 0, 0)


def test_a_mistake_is_corrected_by_its_opposite_once(money, case):
    envelope, record = money(1000), case()
    movement = reserve(record, envelope, 500)[0]
    reverse(US, movement, "The wrong year.")
    assert balances(envelope) == (1000, 0, 0, 0)
    assert reverse(US, movement, "Again.").amount == -500  # the same key
    assert balances(envelope) == (1000, 0, 0, 0)
    with pytest.raises(Refused, match="another decision"):
        reverse(US, envelope.movements.get(kind="allocation"), "No.")


def test_an_earmarked_fund_pays_for_its_programme_and_unit_only(make, money, case, units):
    envelope = money(1000)
    make("finance.earmark", fund=envelope.fund, programme=make("governance.programme", code="XX"), unit=None)
    with pytest.raises(Refused, match="is earmarked for XX and cannot pay for this"):
        reserve(case(), envelope, 1)
    make("finance.earmark", fund=envelope.fund, programme=envelope.programme, unit=units["UNON"])
    with pytest.raises(Refused, match="earmarked"):
        reserve(case(), envelope, 1)
    make("finance.earmark", fund=envelope.fund, programme=None, unit=units["OICT"])
    assert reserve(case(), envelope, 1)


ATTACKS = [
    ("update a movement", "UPDATE finance_movement SET amount = amount + 1", "append-only|journal entry"),
    ("delete a movement", "DELETE FROM finance_movement WHERE kind = 'reservation'", "append-only|journal entry"),
    ("raise an allotment", "UPDATE finance_envelope SET allotted = allotted + 100", "next movement"),
    ("raise it as if counted", "UPDATE finance_envelope SET allotted = 999999, moved = moved + 1", "next movement"),
    ("lower what is reserved", "UPDATE finance_envelope SET reserved = 0", "next movement"),
    ("move an envelope", "UPDATE finance_envelope SET year = 2030", "not changed|journal entry"),
    ("delete an envelope", "DELETE FROM finance_envelope", "not removed|journal entry"),
    ("change a holding", "UPDATE finance_holding SET reserved = 0, moved = moved + 1", "follows from movements"),
    ("delete a holding", "DELETE FROM finance_holding", "follows from movements"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sql", "sentence"), ATTACKS, ids=[attack[0] for attack in ATTACKS])
def test_the_database_refuses(what, sql, sentence, money, case):
    envelope = money(1000)
    reserve(case(), envelope, 300)
    with pytest.raises(Exception, match=sentence), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert balances(envelope) == (1000, 300, 0, 0)


def forged(envelope, **values):
    """Add a movement with its journal entry, but past our actions."""
    from comity.kernel.audit import journal
    from comity.kernel.base.ids import uuid7
    from comity.kernel.base.moment import now

    with journal.writing(US):
        pk = uuid7()
        entry = journal.record("finance.movement", pk, "add")
        usual = {
            "key": str(pk), "number": envelope.moved + 1, "kind": "reservation", "amount": Decimal(1),
            "kind_of": "x", "object_id": uuid7(), "unit": envelope.unit, "created_at": now(), "changed_at": now(),
        }  # fmt: skip
        Movement.objects.create(id=pk, entry_id=entry.pk, envelope=envelope, **{**usual, **values})


@pytest.mark.parametrize(
    "values",
    [
        {"amount": Decimal("1000.01")},
        {"amount": Decimal(-5)},
        {"kind": "release", "amount": Decimal(-1)},
        {"kind": "commitment"},
        {"kind": "expenditure"},
        {"kind": "allocation", "amount": Decimal(10**6)},
        {"number": 7},
        {"number": 1},
    ],
    ids=str,
)
def test_the_database_refuses_a_forged_movement(values, money):
    envelope = money(1000)
    with pytest.raises(IntegrityError), transaction.atomic():
        forged(envelope, **values)
    assert balances(envelope) == (1000, 0, 0, 0)
    forged(envelope)  # the set-up itself is sound
    assert balances(envelope) == (1000, 1, 0, 0)


def test_movements_are_journalled_and_the_journal_is_whole(money, case):
    movement = reserve(case(), money(1000), "0.07")[0]
    assert Entry.objects.get(object_id=movement.pk).verb == "add"
    assert Movement.objects.get(pk=movement.pk).amount == Decimal("0.07")
    assert list(verify()) == []


def test_holdings_add_up_to_their_envelope(money, case):
    envelope = money(1000)
    for amount in (10, 20, 30):
        reserve(case(), envelope, amount)
    envelope.refresh_from_db()
    assert sum(row.reserved for row in Holding.objects.filter(envelope=envelope)) == envelope.reserved == 60
    assert not Envelope.objects.filter(allotted__lt=F("reserved") + F("committed") + F("spent")).exists()
