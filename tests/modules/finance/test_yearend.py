"""At the end of a year promises are released or carried forward, all or none, after a look at what would happen."""

import pytest

from comity.kernel.access.scope import scope_of
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.modules.finance import public
from comity.modules.finance.models import Movement
from comity.modules.finance.yearend import close, open_promises, rehearse

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def promised(make, money, case, root):
    """A promise of 300 in 2026, with an envelope of 200 in 2027 to which it might be carried."""
    fund = make("finance.fund", carries_forward=True)
    envelope = money(1000, fund=fund)
    later = money(200, programme=envelope.programme, fund=fund, year=2027)
    record = case()
    public.reserve(
        US, key="k", record=record, programme_id=envelope.programme_id, lines=[(fund.pk, 2026, 300)]
    )
    return envelope, later, record


def ready(root):
    return open_promises(2026, root, scope_of(root))[0]


def test_a_rehearsal_shows_what_would_happen_and_changes_nothing(promised, root):
    before = Movement.objects.count()
    found = ready(root)
    made = rehearse(root, found, {found[0].key: "release"})
    assert [(one.kind, one.amount) for one in made] == [("release", -300)]
    assert Movement.objects.count() == before
    with pytest.raises(Refused, match="100 USD are missing"):
        rehearse(root, found, {found[0].key: "carry"})
    assert Movement.objects.count() == before


def test_what_is_carried_forward_weighs_on_the_next_year(promised, root, money):
    envelope, later, record = promised
    public.reserve(
        US, key="free", record=record, programme_id=envelope.programme_id, lines=[(envelope.fund_id, 2026, 0)]
    )
    public.release(US, key="part", record=record)
    public.reserve(
        US,
        key="less",
        record=record,
        programme_id=envelope.programme_id,
        lines=[(envelope.fund_id, 2026, 150)],
    )
    found = ready(root)
    close(root, found, {found[0].key: "carry"}, "Year end 2026")
    envelope.refresh_from_db()
    later.refresh_from_db()
    assert (envelope.reserved, later.reserved) == (0, 150)
    assert close(root, found, {found[0].key: "carry"}, "Again")  # the same keys
    later.refresh_from_db()
    assert later.reserved == 150
    assert not ready(root)


def test_promises_of_a_fund_that_lapses_are_not_carried_forward(money, case, root):
    envelope, record = money(1000), case()
    public.reserve(
        US, key="k", record=record, programme_id=envelope.programme_id, lines=[(envelope.fund_id, 2026, 300)]
    )
    found = ready(root)
    assert found[0].usual == "release"
    with pytest.raises(Refused, match="not carried forward"):
        close(root, found, {found[0].key: "carry"}, "Year end")
