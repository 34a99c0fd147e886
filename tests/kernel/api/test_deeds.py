"""Acts of a module at addresses of their own: described, scoped, once only, and refused in sentences."""

from collections import Counter

import pytest

from comity.kernel.audit.verify import verify
from comity.kernel.registers.api.deeds import Deed, deed
from comity.modules.meetings.models import Recusal

pytestmark = pytest.mark.django_db
ITEMS = "/api/meetings/agenda-items/"
SAID = {"interest": "My sister sells it."}


@pytest.fixture
def door(make, units):
    """The address at which an interest in an agenda item is declared."""
    return f"{ITEMS}{make('meetings.agendaitem', unit=units['OICT']).pk}/recuse/"


def test_what_a_deed_wrote_is_answered_and_found_again(caller, root, door):
    answer = caller(root).post(door, SAID)
    assert answer.status_code == 201, answer.content
    assert (answer.json()["person"]["code"], answer["ETag"]) == ("root", '"1"')
    assert caller(root).get(answer["Location"]).json() == answer.json()
    assert not list(verify())


def test_a_deed_that_is_repeated_with_its_key_is_done_once(caller, root, door):
    program = caller(root)
    first, again = (program.post(door, SAID, Idempotency_Key="one") for _time in range(2))
    assert (again.status_code, again.content) == (201, first.content)
    assert Recusal.objects.count() == 1
    assert program.post(door, SAID).status_code == 422, "without the key it is a second one"


def test_the_scope_of_a_token_names_the_register_that_a_deed_writes(caller, root, door):
    refused = caller(root, "write:meetings.agendaitem").post(door, SAID)
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/#token-scope")
    assert caller(root, "read").post(door, SAID).status_code == 403
    assert caller(root, "write:meetings.recusal").post(door, SAID).status_code == 201


def test_a_deed_on_another_version_than_was_read_is_refused(caller, root, door):
    assert caller(root).post(door, SAID, If_Match='"7"').status_code == 412
    assert caller(root).post(door, SAID, If_Match='"1"').status_code == 201


def test_what_is_sent_is_checked_field_by_field(caller, root, member, door):
    answer = caller(root).post(door, {"interest": " ", "why": "x", "person": "nobody-of-that-name"})
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == {"interest", "why"}
    answer = caller(root).post(door, {**SAID, "person": "nobody-of-that-name"})
    assert [fault["field"] for fault in answer.json()["errors"]] == ["person"]
    assert caller(root).get(door).status_code == 405
    assert not Recusal.objects.exists()


def test_a_record_that_is_hidden_has_no_deeds(caller, neighbour, root, door):
    assert caller(neighbour).post(door, SAID).status_code == 404
    missing = f"{ITEMS}0190a000-0000-7000-8000-000000000000/recuse/"
    assert caller(root).post(missing, SAID).status_code == 404


def test_every_deed_is_described_and_no_two_acts_share_a_name(caller, root):
    paths = caller(root).get("/api/openapi.json").json()["paths"]
    for path in (
        "agenda-items/propose/", "agenda-items/{pk}/decide/", "agenda-items/{pk}/recuse/",
        "meetings/{pk}/attendance/", "decisions/{pk}/answers/", "decisions/{pk}/vote/",
    ):  # fmt: skip
        act = paths[f"/api/meetings/{path}"]["post"]
        assert act["requestBody"]["content"]["application/json"]["schema"]["additionalProperties"] is False
        assert act["summary"]
    names = Counter(
        act["operationId"] for one in paths.values() for key, act in one.items() if key != "parameters"
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_a_deed_does_not_take_the_address_of_something_every_register_has():
    class Steps(Deed):
        name = "steps"

    with pytest.raises(ValueError, match="steps"):
        deed(Steps)
