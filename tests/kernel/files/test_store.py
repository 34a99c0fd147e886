"""A content is kept once, within its limits, and given out only to who may see its record."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import at, now
from comity.kernel.files import jobs, queries, sight
from comity.kernel.files.models import Attachment, Link, Scan, StoredFile
from comity.kernel.files.shelf import Bucket, Folder, address, incoming, shelf
from comity.kernel.files.store import store
from comity.kernel.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.COMITY_CLAMD = ""


def sent(content=b"Nairobi\n", name="report.txt"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def attached(make, units):
    """A text attached to the unit OICT."""

    def attached(internal=False, content=b"Nairobi\n", name="report.txt"):
        return make(
            "files.attachment", kind_of="people.unit", object_id=units["OICT"].pk,
            file=store(sent(content, name)), name=name, internal=internal,
        )  # fmt: skip

    return attached


def test_a_content_is_kept_once_under_its_hash():
    first, second = store(sent()), store(sent(name="copy.txt"))
    assert first.pk == second.pk
    assert first.digest == hashlib.sha256(b"Nairobi\n").hexdigest()
    with shelf().open(first.digest) as content:
        assert content.read() == b"Nairobi\n"
    assert list(incoming().iterdir()) == []


def test_a_stream_is_taken_as_well_as_an_upload():
    assert store(io.BytesIO(b"a,b\n"), name="table.csv").size == 4


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.txt", "“empty.txt” is empty."),
        (b"MZ\x90", "setup.pdf", "“setup.pdf” is of a kind that is not accepted here."),
        (b"%PDF-1.4", "plan.txt", "“plan.txt” holds application/pdf"),
        (b"x" * 2000, "long.txt", "“long.txt” is larger than 1.0\xa0KB"),
    ],
)
def test_a_refusal_names_the_file_and_leaves_nothing(settings, content, name, sentence):
    settings.COMITY_FILES_LIMIT = 1024
    with pytest.raises(Refused) as refusal:
        store(sent(content, name))
    assert sentence in str(refusal.value.sentence)
    assert "file" in refusal.value.fields
    assert not StoredFile.objects.exists()
    assert list(incoming().iterdir()) == []


def test_it_is_given_out_to_who_may_see_the_record(attached, member, neighbour, enter):
    url = attached().get_absolute_url()
    answer = enter(member).get(url)
    assert b"".join(answer.streaming_content) == b"Nairobi\n"
    assert answer["Content-Disposition"] == 'attachment; filename="report.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert enter(neighbour).get(url).status_code == 404


def test_an_internal_file_asks_the_right_to_notes(attached, member, someone, enter):
    url = attached(internal=True).get_absolute_url()
    assert enter(member).get(url).status_code == 404
    assert enter(someone("Agent", "OICT", "view", "note")).get(url).status_code == 200


def test_a_known_copy_is_not_sent_again_but_the_right_is_asked(attached, member, neighbour, enter):
    attachment = attached()
    known = {"headers": {"If-None-Match": f'"{attachment.file.digest}"'}}
    answer = enter(member).get(attachment.get_absolute_url(), **known)
    assert (answer.status_code, answer["Cache-Control"]) == (304, "private, no-cache")
    assert enter(neighbour).get(attachment.get_absolute_url(), **known).status_code == 404


def test_html_is_never_shown_in_place_and_a_picture_may_be(attached, member, enter):
    page = attached(content=b"<html><script>alert(1)</script>", name="page.html")
    picture = attached(content=b"\x89PNG\r\n\x1a\n", name="map.png")
    assert (
        enter(member).get(page.get_absolute_url() + "?show")["Content-Disposition"].startswith("attachment")
    )
    assert enter(member).get(picture.get_absolute_url() + "?show")["Content-Disposition"].startswith("inline")


def test_with_a_scanner_a_file_waits_in_quarantine(settings, attached, member, enter):
    settings.COMITY_CLAMD = "127.0.0.1:1"
    attachment = attached()
    assert attachment.file.scan == Scan.QUARANTINED
    assert Job.objects.get().arguments == {"file": str(attachment.file_id)}
    assert enter(member).get(attachment.get_absolute_url()).status_code == 423


def test_a_scanner_that_is_away_leaves_the_file_in_quarantine(settings):
    settings.COMITY_CLAMD = "127.0.0.1:1"
    stored = store(sent())
    with pytest.raises(jobs.clamd.ScannerAway):
        jobs.look(stored)
    assert StoredFile.objects.get().scan == Scan.QUARANTINED


def test_an_infected_content_is_neither_given_out_nor_taken_again(attached, member, enter):
    attachment = attached()
    StoredFile.objects.update(scan=Scan.INFECTED)
    assert enter(member).get(attachment.get_absolute_url()).status_code == 423
    with pytest.raises(Refused, match="virus"):
        store(sent())


def test_what_nothing_refers_to_is_removed_after_a_week(attached, make):
    kept, gone = attached().file, store(sent(b"gone"))
    with at(now() + timedelta(days=8)):
        jobs.tidy(lambda *said: None)
    assert list(StoredFile.objects.all()) == [kept]
    assert shelf().has(kept.digest)
    assert not shelf().has(gone.digest)


def test_a_change_that_is_rolled_back_leaves_no_row():
    with transaction.atomic():
        store(sent())
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    assert shelf().has(store(sent()).digest)


def test_a_link_reads_from_both_sides_and_shows_only_what_may_be_seen(make, units, member, neighbour):
    oict, unon = units["OICT"].pk, units["UNON"].pk
    make(
        "files.link",
        from_kind="people.unit",
        from_id=oict,
        to_kind="people.unit",
        to_id=unon,
        relation="replaces",
    )
    assert [one.words for one in queries.links_of(unon, member)] == ["is replaced by"]
    assert [one.words for one in queries.links_of(oict, neighbour)] == ["replaces"]
    assert queries.links_of(oict, member) == []


def test_two_records_are_related_once_from_whichever_side(make, units):
    ends = {"from_kind": "people.unit", "to_kind": "people.unit"}
    oict, unon = units["OICT"].pk, units["UNON"].pk
    make("files.link", from_id=oict, to_id=unon, relation="related", **ends)
    with pytest.raises(ValidationError):
        Link(from_id=unon, to_id=oict, relation="related", **ends).clean()
    with pytest.raises(ValidationError):
        Link(from_id=unon, to_id=unon, relation="causes", **ends).clean()


def test_every_relation_has_its_words_back():
    from comity.kernel.files.models import BACK, Relation

    assert set(BACK) == set(Relation)


def test_an_upper_layer_may_answer_instead(monkeypatch, attached, stranger, enter):
    monkeypatch.setattr(sight, "_resolver", lambda kind, id, person, right: right == "view")
    assert enter(stranger).get(attached().get_absolute_url()).status_code == 200
    assert not sight.visible("people.unit", attached().object_id, None)


def test_the_page_says_what_happens_to_files(settings):
    assert "not checked" in str(queries.policy())
    settings.COMITY_CLAMD = "clamd:3310"
    assert "Every file is checked" in str(queries.policy())


def test_attachments_cost_one_query(attached, django_assert_num_queries):
    first = attached()
    attached(internal=True)
    with django_assert_num_queries(1):
        assert [one.pk for one in queries.attachments_of(first.object_id, internal=False)] == [first.pk]
    assert Attachment.objects.count() == 2


def test_both_shelves_have_the_same_face(tmp_path):
    verbs = {"put", "open", "has", "remove"}
    assert verbs <= set(dir(Folder)) & set(dir(Bucket))
    one, path = Folder(tmp_path / "shelf"), tmp_path / "new"
    path.write_bytes(b"x")
    one.put(path, "ab" * 32)
    assert (tmp_path / "shelf" / address("ab" * 32)).exists()
    one.remove("ab" * 32)
    one.remove("ab" * 32)
    with pytest.raises(FileNotFoundError):
        one.open("ab" * 32)
