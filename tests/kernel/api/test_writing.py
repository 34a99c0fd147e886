"""What a program writes: with the rights of its person, the version it has read, and once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from comity.kernel.actions.verbs import change
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.moment import at, now
from comity.kernel.registers.models import Reply
from comity.modules.norms.models import Exemption

pytestmark = pytest.mark.django_db
EXCEPTIONS = "/api/norms/exceptions/"


@pytest.fixture
def norm(make, units):
    return make("norms.norm", code="STD-1", name={"en": "One"}, unit=units["OICT"])


@pytest.fixture
def said(norm, root):
    """What is sent to ask for an exception."""
    return {
        "title": "A plotter", "norm": "STD-1", "unit": "OICT", "requester": "root", "scope": "One plotter.",
        "justification": "It is old.", "measures": "It has no network.", "classification": 0,
    }  # fmt: skip


@pytest.fixture
def one(make, units, norm, root):
    return make("norms.exemption", unit=units["OICT"], norm=norm, requester=root, title="Case")


def test_a_record_is_added_and_answers_where_it_is(caller, root, said):
    program = caller(root)
    answer = program.post(EXCEPTIONS, {**said, "reason": "From the plotter itself."})
    assert answer.status_code == 201, answer.content
    row = answer.json()
    assert answer["Location"] == f"{EXCEPTIONS}{row['id']}/"
    assert row == program.get(answer["Location"]).json()
    assert row["reference"].startswith("EXC-")
    entry = Entry.objects.get(object_id=row["id"])
    assert (entry.person_id, entry.reason) == (root.pk, "From the plotter itself.")


def test_a_change_names_the_version_it_is_about(caller, root, one):
    program, url = caller(root), f"{EXCEPTIONS}{one.pk}/"
    assert program.patch(url, {"title": "Other"}).status_code == 428
    assert program.patch(url, {"title": "Other"}, If_Match="1").status_code == 400
    assert program.patch(url, {"title": "Other"}, If_Match='"7"').status_code == 412
    answer = program.patch(url, {"title": "Other"}, If_Match='"1"')
    assert (answer.status_code, answer["ETag"], answer.json()["title"]) == (200, '"2"', "Other")
    assert program.patch(url, {"title": "Third"}, If_Match='"1"').status_code == 412
    assert program.patch(url, {"title": "Third"}, If_Match='"2", "9"').status_code == 200


def test_the_write_path_asks_the_right_and_answers_with_the_sentence(
    caller, member, neighbour, said, one, root
):
    assert caller(neighbour).post(EXCEPTIONS, said).status_code in (403, 422)
    assert (
        caller(neighbour).patch(f"{EXCEPTIONS}{one.pk}/", {"title": "x"}, If_Match='"1"').status_code == 404
    )
    answer = caller(member).post(f"{EXCEPTIONS}{one.pk}/steps/assess/", {"fields": {"assessment": "Fine."}})
    assert answer.status_code == 403
    assert "review" in answer.json()["detail"]
    assert (
        caller(root, "read").patch(f"{EXCEPTIONS}{one.pk}/", {"title": "x"}, If_Match='"1"').status_code
        == 403
    )
    assert Exemption.objects.get().version == 1


def test_removing_asks_for_a_reason(caller, root, one):
    program, url = caller(root), f"{EXCEPTIONS}{one.pk}/"
    assert program.delete(url).status_code == 422
    assert program.delete(url, {"reason": "Twice."}, If_Match='"9"').status_code == 412
    assert program.delete(url, {"reason": "Twice."}, If_Match='"1"').status_code == 204
    assert program.get(url).status_code == 404
    assert not list(verify())


def test_a_step_is_taken_with_its_fields_and_every_advice_is_answered(caller, root, someone, one):
    assessor, decider = someone("Assessor", "UN", "*"), someone("Decider", "UN", "*")
    url = f"{EXCEPTIONS}{one.pk}/"
    offers = caller(root).get(f"{url}steps/").json()
    assess = next(offer for offer in offers["items"] if offer["step"] == "assess")
    assert offers["state"] == "requested"
    assert not assess["allowed"]
    assert assess["sentence"]
    assert caller(assessor).post(f"{url}steps/assess/", {}).status_code == 422
    assert (
        caller(assessor).post(assess["url"], {"fields": {"assessment": "Fine."}}).json()["state"]
        == "assessed"
    )
    advice = caller(decider).post(f"{url}advice/", {"stance": "oppose", "text": "No."})
    assert advice.status_code == 201
    program, until = caller(decider), (now() + timedelta(days=9)).date().isoformat()
    sent = {"fields": {"granted_until": until}}
    unanswered = program.post(f"{url}steps/grant/", sent)
    assert unanswered.status_code == 422
    fate = {advice.json()["id"]: {"disposition": "not_followed", "reason": "It is small."}}
    assert (
        program.post(f"{url}steps/grant/", {**sent, "dispositions": fate}, If_Match='"1"').status_code == 412
    )
    granted = program.post(f"{url}steps/grant/", {**sent, "dispositions": fate}, If_Match='"2"')
    assert (granted.status_code, granted.json()["state"]) == (200, "granted")
    assert program.get(f"{url}advice/").json()["items"][0]["disposition"] == "not_followed"
    assert program.post(f"{url}steps/expire/").status_code == 404
    assert not list(verify())


def test_internal_notes_are_for_those_who_may_read_them(caller, root, member, one):
    url = f"{EXCEPTIONS}{one.pk}/comments/"
    assert caller(root).post(url, {"text": "Between us", "internal": True}).status_code == 201
    assert caller(member).post(url, {"text": "Hello"}).status_code == 201
    assert caller(member).post(url, {"text": "Secret", "internal": True}).status_code == 403
    assert [line["text"] for line in caller(root).get(url).json()["items"]] == ["Between us", "Hello"]
    assert [line["text"] for line in caller(member).get(url).json()["items"]] == ["Hello"]
    first = caller(root).get(f"{url}?limit=1").json()
    assert [line["text"] for line in caller(root).get(first["next"]).json()["items"]] == ["Hello"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"), ({"title": "x" * 251}, "title"), ({"title": 7}, "title"), ({"title": None}, "title"),
        ({"title": ["x"]}, "title"), ({"norm": "NONE"}, "norm"), ({"norm": None}, "norm"), ({"norm": {}}, "norm"),
        ({"classification": 9}, "classification"), ({"classification": "0"}, "classification"),
        ({"classification": 10**30}, "classification"), ({"state": "granted"}, "state"), ({"id": "x"}, "id"),
        ({"entry_id": "x"}, "entry_id"), ({"nothing": 1}, "nothing"), ({"title": "   "}, "title"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named_and_nothing_is_written(caller, root, said, changes, field):
    answer = caller(root).post(EXCEPTIONS, {**said, **changes})
    assert answer.status_code == 422, answer.content
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert not Exemption.objects.exists()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400), (b"[]", 400), (b"null", 400), (b'"x"', 400), (b"\xff\xfe", 400), (b'{"title": "\\ud800"}', 400),
        (b'{"title": "a\\u0000b"}', 400), (b'{"\\u0000": 1}', 400), (b'{"title": NaN}', 400), (b'{"title": 1e999}', 422),
        (b'{"title":' + b"[" * 900 + b"]" * 900 + b"}", 400), (b'{"title":' + b"[" * 100_000, 400),
        (b'{"title": "' + b"x" * 1_100_000 + b'"}', 413),
    ],
    ids=range(13),
)  # fmt: skip
def test_malformed_json_is_a_clear_refusal(caller, root, norm, content, status):
    answer = caller(root).post(EXCEPTIONS, content)
    assert answer.status_code in (status, 400), answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_another_content_type_is_refused(caller, root, norm):
    for kind in (
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "",
        "garbage",
    ):
        assert caller(root).client.generic("POST", EXCEPTIONS, b'{"title": "x"}', kind).status_code == 415


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "2026-02-30", "20260101", "", 7, True, [], "2026-W01-1"]
)
def test_absurd_dates_are_refused(caller, someone, one, day):
    caller(someone("Assessor", "UN", "*")).post(
        f"{EXCEPTIONS}{one.pk}/steps/assess/", {"fields": {"assessment": "x"}}
    )
    decider = caller(someone("Decider", "UN", "*"))
    answer = decider.post(f"{EXCEPTIONS}{one.pk}/steps/grant/", {"fields": {"granted_until": day}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "fields.granted_until"


def test_a_text_in_several_languages_and_a_file_of_values_go_round(caller, root, units):
    program = caller(root)
    row = program.post(
        "/api/norms/norms/", {"code": "N-1", "name": {"en": "A", "ar": "ب"}, "kind": "policy", "unit": "OICT"}
    ).json()
    assert row["name"] == {"ar": "ب", "en": "A"}
    assert (
        program.post(
            "/api/norms/norms/", {"code": "N-2", "name": {"xx": "A"}, "kind": "policy", "unit": "OICT"}
        ).status_code
        == 422
    )
    again = program.post(
        "/api/norms/norms/", {"code": "N-1", "name": {"en": "A"}, "kind": "policy", "unit": "OICT"}
    )
    assert again.status_code == 422
    station = {
        "code": "NBO",
        "name": {"en": "Nairobi"},
        "country": "KE",
        "zone": "Africa/Nairobi",
        "latitude": -1.3,
        "longitude": 36,
    }
    assert program.post("/api/directory/duty-stations/", station).status_code in (201, 404)


def test_the_same_key_has_one_effect_and_one_answer(caller, root, member, said):
    program = caller(root)
    first = program.post(EXCEPTIONS, said, Idempotency_Key="a-1")
    again = program.post(EXCEPTIONS, said, Idempotency_Key="a-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Idempotency-Replayed"] == "true"
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert program.post(EXCEPTIONS, {**said, "title": "x"}, Idempotency_Key="a-1").status_code == 422
    assert (
        caller(member).post(EXCEPTIONS, said, Idempotency_Key="a-1").status_code == 422
        or Exemption.objects.count() == 2
    )
    assert program.post(EXCEPTIONS, said, Idempotency_Key="é").status_code == 400
    count = Exemption.objects.count()
    with at(now() + timedelta(hours=25)):
        assert program.post(EXCEPTIONS, said, Idempotency_Key="a-1").json()["id"] != first.json()["id"]
    assert Exemption.objects.count() == count + 1


def test_a_refused_request_leaves_no_key_behind(caller, root, said):
    program = caller(root)
    assert program.post(EXCEPTIONS, {**said, "norm": "NONE"}, Idempotency_Key="a-1").status_code == 422
    assert not Reply.objects.exists()
    assert program.post(EXCEPTIONS, said, Idempotency_Key="a-1").status_code == 201


def test_a_cookie_alone_changes_nothing(enter, root, said):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(root.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(EXCEPTIONS, said, content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert not Exemption.objects.exists()
    client.get("/api/", headers={"accept": "text/html"})


def test_two_changes_of_the_same_version_have_one_winner(caller, root, one):
    stale = Exemption.objects.get()
    change(root, one, title="First")
    answer = caller(root).patch(f"{EXCEPTIONS}{stale.pk}/", {"title": "Second"}, If_Match='"1"')
    assert answer.status_code == 412
    assert Exemption.objects.get().title == "First"


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="On SQLite the one write lock lets nobody in.")
def test_a_key_under_way_is_not_begun_twice(caller, root, said):
    from django.db import transaction

    from comity.kernel.registers.api.once import _alone

    program, answers = caller(root), []

    def call():
        answers.append(program.post(EXCEPTIONS, said, Idempotency_Key="a-1").status_code)
        connections.close_all()

    with transaction.atomic():
        assert _alone(f"{root.account.pk}:a-1")
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
    assert answers == [409]
