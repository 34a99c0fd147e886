"""A budget officer's program: it draws what is held, never more, and reverses a mistake once."""

import pytest

from comity.kernel.audit.actors import System
from comity.modules.finance import public as finance

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(money, case):
    """An envelope in which a record has reserved 300."""
    envelope, record = money(1000), case()
    lines = [(envelope.fund_id, envelope.year, 300)]
    finance.reserve(System("test"), key="r:1", record=record, programme_id=envelope.programme_id, lines=lines)
    return envelope, record


@pytest.fixture
def draw(held, enter, root):
    """Return the function that draws: (status, what came back)."""
    envelope, record = held

    def drawn(deed, person=root, **said):
        body = {"deed": deed, "record": str(record.pk), **said}
        path = f"/api/finance/envelopes/{envelope.pk}/draw/"
        answer = enter(person).post(path, body, content_type="application/json")
        envelope.refresh_from_db()
        return answer.status_code, answer.json()

    return drawn


def test_a_program_draws_what_is_held_and_no_more(held, draw):
    envelope, _record = held
    status, made = draw("commit", amount="200.00", note="PO 7")
    assert (status, [(row["kind"], row["amount"]) for row in made["items"]]) == (
        201,
        [("commitment", "200.00")],
    )
    assert (envelope.reserved, envelope.committed) == (100, 200)
    status, said = draw("spend", amount="201")
    assert (status, "has committed 200 USD there" in said["detail"]) == (422, True)
    for wrong in ("0", "-1", "0.001", None):
        assert draw("spend", amount=wrong)[0] == 422, wrong
    assert draw("release")[1]["items"][0]["amount"] == "-100.00"
    assert (envelope.reserved, envelope.committed, envelope.spent) == (0, 200, 0)


def test_who_does_not_work_on_envelopes_draws_nothing(held, draw, someone):
    reader = someone("Reader", "OICT", "view")
    assert draw("commit", reader, amount="1")[0] == 403
    assert draw("commit", record="0190a000-0000-7000-8000-000000000000", amount="1")[0] == 404
    assert held[0].committed == 0


def test_a_mistake_is_reversed_with_a_reason(held, draw, enter, root):
    envelope, _record = held
    (movement,) = draw("commit", amount="200")[1]["items"]
    client, path = enter(root), f"/api/finance/movements/{movement['id']}/reverse/"
    send = {"content_type": "application/json"}
    assert client.post(path, {}, **send).status_code == 422
    answer = client.post(path, {"reason": "The wrong year."}, **send)
    assert (answer.status_code, answer.json()["amount"]) == (201, "-200.00")
    envelope.refresh_from_db()
    assert (envelope.reserved, envelope.committed) == (300, 0)
