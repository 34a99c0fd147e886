"""The road from a change to the index: outbox, follower, narrowing, rebuild, check."""

import threading
import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from comity.kernel.search import follow, home, outbox
from comity.kernel.search.engine import Position
from comity.kernel.search.find import checker, find, of_person
from comity.kernel.search.models import IndexNode, SearchChange
from comity.kernel.search.query import parse
from comity.kernel.search.rebuild import check, rebuild
from comity.kernel.search.scope import Scope
from comity.kernel.search.sources import Addition, Source, adds_to, sources

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def found_kinds():
    """Let only two kinds be found, whatever the installed modules declare; afterwards all of them again."""
    from django.apps import apps

    from comity.kernel.search import sources as module

    declared = (module.sources, module._adders)
    kept = [dict(one) for one in declared]
    for one in declared:
        one.clear()
    Source.for_model(apps.get_model("people.role"), {"code": 3, "name": 3, "purpose": 1}).register()
    Source.for_model(apps.get_model("norms.version"), {"title": 3, "text": 1}).register()
    yield module.sources
    for one, all_of_it in zip(declared, kept, strict=True):
        one.clear()
        one.update(all_of_it)


def ids(text, scope=None):
    return {hit.id for hit in home.reader().find(parse(text), scope or Scope.whole()).hits}


def test_a_change_is_found_once_the_follower_has_caught_up(make):
    follow.catch_up()
    role = make(
        "people.role", code="zebra-keeper", name={"en": "Keeper of zebras", "fr": "Gardien de zèbres"}
    )
    assert ids("zebra") == set()
    assert follow.catch_up() >= 1
    assert ids("zebra") == ids("zebre") == ids("gardiens") == {str(role.pk)}


def test_a_change_that_is_rolled_back_is_never_found(make):
    follow.catch_up()
    with transaction.atomic():
        make("people.role", code="giraffe", name={"en": "Giraffe"})
        transaction.set_rollback(True)
    follow.catch_up()
    assert ids("giraffe") == set()


def test_reading_the_same_rows_twice_is_harmless(make):
    follow.catch_up()
    before = home.reader().position()
    role = make("people.role", code="lion", name={"en": "Lion"})
    follow.catch_up()
    after = home.reader().position()
    # A follower killed after its work and before its commit begins again at the old position.
    batch = outbox.batch(before)
    assert batch.position == after
    with home.lease("follow"):
        follower = follow.Follower()
        engine = follower.open()
        engine.apply(follower._documents(batch.changed), [f"people.role:{role.pk}"], before)
        follower.close()
    follow.catch_up()
    assert home.reader().find(parse("lion"), Scope.whole()).count == 1
    assert home.reader().position() == after


def test_narrowing_hides_at_commit_before_any_follower_has_read_it(make, root):
    role = make("people.role", code="tiger", name={"en": "Tiger"})
    follow.catch_up()
    scope, look = of_person(root), checker(root)
    assert [hit.id for hit in find(scope, "tiger", check=look).hits] == [str(role.pk)]
    outbox.note("people.role", [role.pk], "narrow")
    results = find(scope, "tiger", check=look)
    assert (results.hits, results.count) == ([], 0)
    assert results.facets["kind"] == []
    follow.catch_up()
    assert find(scope, "tiger", check=look).count == 1


def test_a_second_follower_of_the_node_is_refused_and_waits(make):
    with home.lease("follow"), pytest.raises(home.Taken):
        follow.catch_up()
    stop = threading.Event()
    stop.set()
    follow.follow(stop)


def test_a_rebuild_answers_as_the_old_index_did_and_check_finds_every_difference(make):
    roles = [make("people.role", code=f"role-{n}", name={"en": f"Role elephant {n}"}) for n in range(5)]
    follow.catch_up()
    before = home.current()
    assert check() == ([], [])
    call_command("search", "rebuild", "--processes", "1")
    assert home.current() != before
    follow.catch_up()
    assert ids("elephant") == {str(role.pk) for role in roles}
    assert check() == ([], [])
    call_command("search", "check")
    engine = home.reader()
    engine.apply([], [f"people.role:{roles[0].pk}"], engine.position())
    engine.close()
    assert check() == ([f"people.role:{roles[0].pk}"], [])
    with pytest.raises(CommandError):
        call_command("search", "check")


def test_what_changes_during_a_rebuild_is_found_after_it(make, monkeypatch):
    make("people.role", code="first", name={"en": "Rhino first"})
    follow.catch_up()
    switch = home.switch

    def late(build):
        make("people.role", code="late", name={"en": "Rhino late"})
        switch(build)

    monkeypatch.setattr(home, "switch", late)
    rebuild(processes=1)
    monkeypatch.undo()
    assert IndexNode.objects.filter(name__endswith=":rebuild").exists()
    follow.catch_up()


def test_an_index_of_another_pipeline_is_built_anew(make, monkeypatch):
    make("people.role", code="okapi", name={"en": "Okapi"})
    follow.catch_up()
    monkeypatch.setattr(home, "stamp", lambda: "another")
    assert home.current() is None
    assert home.reader() is None
    follow.catch_up()
    assert len(ids("okapi")) == 1


def test_rows_are_trimmed_below_the_slowest_living_node(make, monkeypatch):
    monkeypatch.setattr(outbox, "KEPT", outbox.KEPT * 0)
    follow.catch_up()
    make("people.role", code="one", name={"en": "One"})
    assert outbox.trim() == 0 or SearchChange.objects.exists()
    follow.catch_up()
    outbox.trim()
    assert not SearchChange.objects.exists()
    make("people.role", code="two", name={"en": "Two"})
    follow.catch_up()
    assert len(ids("two")) == 1


def test_status_tells_how_many_rows_wait(make, capsys):
    follow.catch_up()
    make("people.role", code="one", name={"en": "One"})
    call_command("search", "status")
    assert "rows to read" in capsys.readouterr().out


def test_rights_decide_what_is_found_and_internal_notes_need_their_own(make, units, someone):
    open_one = make(
        "norms.version", title="Hippo policy", unit=units["OICT"], text={"en": "Rivers and lakes"}
    )
    secret = make("norms.version", title="Hippo secret", unit=units["OICT"], classification=2)
    make("norms.version", title="Hippo elsewhere", unit=units["UNON"])

    @adds_to("norms.version", rights=["view", "note"])
    def said(keys):
        for key in keys:
            yield Addition(key, "The visible remark about crocodiles")
            yield Addition(key, "The internal suspicion about alligators", right="note")

    follow.catch_up()
    reader = someone("Reader", "OICT", "view")
    agent = someone("Agent", "OICT", "view", "note")
    chief = someone("Chief", "OICT", "view", ceiling=2)
    nobody = someone("Nobody", "UNON")

    def found(person, text):
        results = find(of_person(person), text, check=checker(person))
        assert results.count == len(results.hits)
        assert results.withheld == 0
        assert sum(count for _, count in results.facets["year"]) >= results.count
        return {hit.id for hit in results.hits}

    assert found(reader, "hippo") == found(reader, "crocodile") == {str(open_one.pk)}
    assert found(reader, "alligators") == set()
    assert found(agent, "alligators") == {str(open_one.pk)}
    assert found(chief, "hippo") == {str(open_one.pk), str(secret.pk)}
    assert found(nobody, "hippo") == set()


def test_a_share_opens_one_record_without_any_index_work(make, units, someone):
    one = make("norms.version", title="Panda policy", unit=units["UNON"])
    make("norms.version", title="Panda other", unit=units["UNON"])
    follow.catch_up()
    guest = someone("Guest", "OICT")
    assert find(of_person(guest), "panda", check=checker(guest)).count == 0
    make(
        "access.share",
        kind_of="norms.version",
        object_id=one.pk,
        person=guest,
        unit=None,
        starts=None,
        ends=None,
    )
    results = find(of_person(guest), "panda", check=checker(guest))
    assert [hit.id for hit in results.hits] == [str(one.pk)]
    assert results.count == 1


def test_results_are_marked_in_the_readers_language_inside_bdi(make, root):
    make(
        "people.role",
        code="printers",
        name={"en": "Printers & more", "ar": "الطَّابِعَات"},
        purpose={"en": "Looks after <printers>.", "ar": "يعتني بالطابعات"},
    )
    follow.catch_up()
    english = find(of_person(root), "printer", check=checker(root)).hits[0]
    assert english.title.startswith('<bdi lang="en">')
    assert "<mark>Printers</mark> &amp; more" in english.title
    assert "&lt;<mark>printers</mark>&gt;" in english.snippet
    arabic = find(of_person(root), "طابعات", language="ar", check=checker(root)).hits[0]
    assert "<mark>الطَّابِعَات</mark>" in arabic.title
    assert arabic.lang == "ar"


def test_the_second_look_removes_what_the_index_still_shows(make, root):
    for n in range(25):
        make("people.role", code=f"gnu-{n}", name={"en": f"Gnu {n}"})
    follow.catch_up()
    gone = {hit.id for hit in find(of_person(root), "gnu").hits[:3]}
    look = checker(root)
    results = find(
        of_person(root), "gnu", check=lambda *asked: [k for k in look(*asked) if str(k) not in gone]
    )
    assert results.withheld == 3
    assert len(results.hits) == 20
    assert not gone & {hit.id for hit in results.hits}


def test_finding_takes_a_constant_number_of_queries(make, root, django_assert_max_num_queries):
    for n in range(20):
        make("people.role", code=f"emu-{n}", name={"en": f"Emu {n}"})
    follow.catch_up()
    scope, look = of_person(root), checker(root)
    with django_assert_max_num_queries(6):
        assert len(find(scope, "emu", check=look).hits) == 20


def test_what_has_no_source_does_not_stop_the_follower(make):
    follow.catch_up()
    outbox.note("nobody.knows", ["1"])
    follow.catch_up()
    assert "nobody.knows" not in sources


def patiently(ask, seconds=120):
    """Ask until there is an answer: transactions of other tests on the same server hold the horizon back."""
    until = time.monotonic() + seconds
    while (answer := ask()) is None and time.monotonic() < until:
        time.sleep(0.2)
    return answer


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer, so rows come in order.")
@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_late_is_not_passed_over():
    outbox.note("people.role", ["before"])
    start = patiently(lambda: outbox.batch(Position())).position
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            outbox.note("people.role", ["slow"])
            begun.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    begun.wait(10)
    outbox.note("people.role", ["quick"])
    assert outbox.batch(start) is None
    go_on.set()
    writer.join()
    assert patiently(lambda: outbox.batch(start)).changed == {"people.role": ["slow", "quick"]}
