"""What a program reads: lists, records, their past; never more than its person may see."""

import pytest
from django.utils.translation import gettext, override

from comity.kernel.actions.verbs import change

pytestmark = pytest.mark.django_db
UNITS, EXCEPTIONS = "/api/people/units/", "/api/norms/exceptions/"


@pytest.fixture
def norm(make, units):
    return make("norms.norm", code="STD-1", name={"en": "One", "fr": "Un"}, unit=units["OICT"])


@pytest.fixture
def exceptions(make, units, norm, root):
    return [
        make("norms.exemption", unit=units["OICT"], norm=norm, requester=root, title=f"Case {number}")
        for number in range(5)
    ]


def test_a_stranger_is_asked_for_a_token(client, db):
    for url in (UNITS, "/api/", "/api/nothing/"):
        answer = client.get(url, headers={"accept": "application/json"})
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_a_wrong_token_opens_nothing_even_with_a_session(enter, root):
    client = enter(root)
    assert client.get(UNITS).status_code == 200
    assert client.get(UNITS, headers={"authorization": "Bearer comity_wrong"}).status_code == 401


def test_the_index_names_what_there_is(caller, member):
    items = caller(member).get("/api/").json()["items"]
    assert {"kind": "people.unit", "label": "units", "url": UNITS, "may_add": True} in items


def test_a_list_reads_in_pages_that_miss_and_repeat_nothing(caller, root, exceptions):
    program, url, seen = caller(root), f"{EXCEPTIONS}?limit=2", []
    while url:
        page = program.get(url).json()
        seen += [row["id"] for row in page["items"]]
        url = page["next"]
    assert seen == [str(one.pk) for one in reversed(exceptions)]


def test_a_foreign_key_reads_with_key_natural_name_and_label(caller, root, exceptions, norm):
    row = caller(root).get(EXCEPTIONS).json()["items"][0]
    assert row["norm"] == {"id": str(norm.pk), "code": "STD-1", "label": "One"}
    assert row["created_at"].endswith("Z")
    assert row["state"] == "requested"
    assert caller(root).get("/api/norms/norms/").json()["items"][0]["name"] == {"en": "One", "fr": "Un"}


def test_filters_order_and_fields_are_those_of_the_page(caller, root, exceptions, units):
    program = caller(root)
    assert len(program.get(f"{EXCEPTIONS}?state=open&unit=OICT").json()["items"]) == 5
    assert program.get(f"{EXCEPTIONS}?state=granted").json()["items"] == []
    assert [u["code"] for u in program.get(f"{UNITS}?sort=-code&fields=code").json()["items"]] == [
        "UNON",
        "UN",
        "RICT",
        "OICT",
    ]
    assert set(program.get(f"{UNITS}?fields=code").json()["items"][0]) == {"id", "version", "code"}


@pytest.mark.parametrize(
    "query",
    [
        "q=1", "sort=nothing", "sort=--id", "sort=-", "limit=0", "limit=201", "limit=²", "limit=x", "fields=", "fields=entry_id", "after=x", "after=W10",
        "after=WyIiLG51bGwsMV0", "state=nothing", "unit=nowhere", "unit=%00", "after=%F0%9F%98%80", "state=a&state=b",
    ],
)  # fmt: skip
def test_what_a_list_does_not_understand_it_refuses(caller, root, query):
    answer = caller(root).get(f"{EXCEPTIONS}?{query}")
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]


def test_hidden_and_missing_answer_alike(caller, neighbour, exceptions):
    program = caller(neighbour)
    assert program.get(EXCEPTIONS).json()["items"] == []
    said = []
    for key in (exceptions[0].pk, "0190a000-0000-7000-8000-000000000000"):
        for rest in ("", "history/", "steps/", "comments/", "advice/", "?as_at=2030-01-01"):
            answer = program.get(f"{EXCEPTIONS}{key}/{rest}")
            assert answer.status_code == 404
            said.append({name: value for name, value in answer.json().items() if name != "instance"})
    assert all(one == said[0] for one in said)


def test_what_a_visible_record_refers_to_stays_hidden_where_it_is(caller, make, units, someone, norm):
    reader = someone("Reader", "OICT", "view")
    version = make("norms.version", norm=norm, unit=units["OICT"], classification=2, title="Secret")
    from comity.kernel.registers.api.shape import Part, cover

    made = [{"version_of": {"id": version.pk, "reference": version.reference, "label": "Secret"}}]
    cover(made, Part("version_of", (), ("id", "reference", "label"), type(version)), reader, None)
    assert made == [{"version_of": {"id": None, "reference": None, "label": None}}]


def test_a_record_is_unchanged_until_its_version_changes(caller, root, exceptions):
    program, url = caller(root), f"{EXCEPTIONS}{exceptions[0].pk}/"
    first = program.get(url)
    assert first["ETag"] == '"1"'
    assert program.get(url, If_None_Match='"1"').status_code == 304
    change(root, exceptions[0], title="Another")
    assert program.get(url, If_None_Match='"1"').json()["title"] == "Another"


def test_a_record_reads_as_it_was(caller, root, exceptions):
    one = exceptions[0]
    before = one.changed_at
    change(root, one, title="Another")
    program, url = caller(root), f"{EXCEPTIONS}{one.pk}/"
    assert program.get(f"{url}?as_at={before.isoformat().replace('+', '%2B')}").json()["title"] == "Case 0"
    assert program.get(f"{url}?as_at=2001-01-01").status_code == 404
    for wrong in ("x", "0001-01-01", "9999-12-31", "2026-13-45"):
        assert program.get(f"{url}?as_at={wrong}").status_code == 400


def test_the_history_says_who_changed_what_and_why(caller, root, exceptions):
    change(root, exceptions[0], title="Another", reason="A better word.")
    program, url = caller(root), f"{EXCEPTIONS}{exceptions[0].pk}/history/"
    page = program.get(f"{url}?limit=1").json()
    assert page["items"][0]["changes"]["title"] == {"before": "Case 0", "after": "Another"}
    assert page["items"][0]["reason"] == "A better word."
    assert program.get(page["next"]).json()["items"][0]["verb"] == "add"


def test_a_token_does_no_more_than_its_scopes(caller, root, exceptions):
    program = caller(root, "read:norms.exemption")
    assert program.get(EXCEPTIONS).status_code == 200
    assert program.get(UNITS).status_code == 403
    assert program.post(EXCEPTIONS, {}).status_code == 403
    assert [one["kind"] for one in program.get("/api/").json()["items"]] == ["norms.exemption"]


@pytest.mark.parametrize("count", [3, 30])
def test_a_list_takes_the_same_few_queries_whatever_it_shows(
    caller, root, make, units, norm, count, django_assert_max_num_queries
):
    for number in range(count):
        make("norms.exemption", unit=units["OICT"], norm=norm, requester=root, title=f"Case {number}")
    program = caller(root)
    program.get(EXCEPTIONS)
    with django_assert_max_num_queries(4):
        assert len(program.get(EXCEPTIONS).json()["items"]) == count


def test_other_methods_and_forms_are_refused_with_a_sentence(caller, root, exceptions):
    program = caller(root)
    answer = program.send("PUT", EXCEPTIONS)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert program.get(EXCEPTIONS, Accept="text/csv").status_code == 406
    assert program.get("/api/norms/exceptions").status_code == 404
    assert program.client.head(EXCEPTIONS).content == b""


def test_an_account_that_calls_too_often_waits(caller, member, settings):
    settings.COMITY_API_RATE = 2
    program = caller(member)
    answers = [program.get(UNITS) for _n in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[0]["RateLimit"].startswith('"account";r=1;t=')
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_the_description_is_openapi_and_the_page_is_for_people(caller, enter, root):
    description = caller(root).get("/api/openapi.json").json()
    assert description["openapi"] == "3.1.0"
    assert "/api/norms/exceptions/{pk}/steps/grant/" in description["paths"]
    page = enter(root).get("/api/", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "/api/norms/exceptions/{id}/" in page.content.decode()


def test_a_refusal_is_said_in_the_language_of_the_caller_whatever_the_line_asks_for(caller, root):
    root.account.language = "fr"
    root.account.save(update_fields=["language"])
    answer = caller(root).get("/api/no-such-thing/", Accept_Language="ru")
    with override("fr"):
        assert answer.json()["detail"] == gettext("There is no such address.") != "There is no such address."
        assert answer.json()["title"] == gettext("There is nothing here that you may see.")
