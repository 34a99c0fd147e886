"""What hangs on a record, and lists as a person likes them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.kernel.access.models import Share
from comity.kernel.audit.verify import verify
from comity.kernel.files.models import Attachment, Link
from comity.kernel.registers.models import ImportRun, SavedView

pytestmark = pytest.mark.django_db
KIND = "norms.exemption"


@pytest.fixture
def record(make, units, root):
    return make(KIND, unit=units["OICT"], requester=root)


def hang(client, record, what, **values):
    return client.post(reverse(f"{KIND}:hang", args=[record.pk, what]), values)


def test_a_file_is_attached_seen_by_right_and_taken_off(root, neighbour, record, enter):
    client = enter(root)
    upload = SimpleUploadedFile("plan.txt", b"The plan of the cables.", content_type="text/plain")
    assert hang(client, record, "attach", file=upload).status_code == 302
    found = Attachment.objects.get()
    assert "plan.txt" in client.get(record.get_absolute_url()).content.decode()
    assert client.get(found.get_absolute_url()).status_code == 200
    assert enter(neighbour).get(found.get_absolute_url()).status_code == 404
    assert hang(enter(neighbour), record, "detach", key=found.pk).status_code == 404
    hang(client, record, "detach", key=found.pk)
    assert not Attachment.objects.exists()
    assert not list(verify())


def test_two_records_are_linked_and_the_other_side_is_shown_only_to_who_may_see_it(
    root, member, make, units, record, enter
):
    secret = make(KIND, unit=units["OICT"], requester=root, title="Zanzibar-7342", classification=2)
    assert hang(enter(root), record, "link", other=secret.reference, relation="depends").status_code == 302
    assert Link.objects.get().to_id == secret.pk
    assert "Zanzibar-7342" in enter(root).get(record.get_absolute_url()).content.decode()
    page = enter(member).get(record.get_absolute_url())
    assert page.status_code == 200
    assert "Zanzibar-7342" not in page.content.decode()
    hang(enter(member), record, "link", other=secret.reference)
    assert Link.objects.count() == 1


def test_a_share_opens_one_record_and_ends(root, stranger, record, enter):
    client, other = enter(root), enter(stranger)
    assert other.get(record.get_absolute_url()).status_code == 404
    hang(client, record, "share", person=stranger.code)
    assert other.get(record.get_absolute_url()).status_code == 200
    hang(client, record, "unshare", key=Share.objects.get().pk)
    assert other.get(record.get_absolute_url()).status_code == 404


def test_a_view_is_kept_for_its_person_and_forgotten(root, member, enter):
    client, address = enter(root), reverse(f"{KIND}:views")
    client.post(address, {"name": "Mine to decide", "query": "state=assessed"})
    assert SavedView.objects.get().query == "state=assessed"
    assert "Mine to decide" in client.get(reverse(f"{KIND}:list")).content.decode()
    assert "Mine to decide" not in enter(member).get(reverse(f"{KIND}:list")).content.decode()
    client.post(address, {"forget": "Mine to decide"})
    assert not SavedView.objects.exists()


def test_many_are_changed_after_a_look_and_only_where_allowed(root, member, make, units, enter):
    mine = [make("norms.norm", unit=units["OICT"], kind="standard") for _ in range(2)]
    other = make("norms.norm", unit=units["UNON"], kind="standard")
    address, keys = reverse("norms.norm:bulk"), [str(one.pk) for one in (*mine, other)]
    client = enter(member)
    look = client.post(address, {"key": keys, "field": "kind", "to_kind": "policy"})
    assert look.status_code == 200
    for one in mine:
        one.refresh_from_db()
        assert one.kind == "standard"
    client.post(
        address, {"key": keys, "field": "kind", "to_kind": "policy", "seen": "1", "reason": "It binds."}
    )
    for one in (*mine, other):
        one.refresh_from_db()
    assert [one.kind for one in mine] == ["policy", "policy"]
    assert other.kind == "standard"


def test_a_faulty_file_names_its_lines_and_changes_nothing_and_a_good_one_is_applied_once(root, units, enter):
    from comity.kernel.jobs.execution import drain
    from comity.kernel.people.models import Role

    client, address = enter(root), reverse("people.role:import")
    bad = "code,name.en\nfirst,First\nsecond role,Second\n,Third\n"
    page = client.post(address, {"file": SimpleUploadedFile("roles.csv", bad.encode())}, follow=True)
    report = ImportRun.objects.latest("id").report
    assert [fault["line"] for fault in report["faults"]] == [3, 4]
    assert page.status_code == 200
    assert not Role.objects.filter(code="first").exists()
    good = "code,name.en,name.fr\nfirst,First,Premier\nsecond,Second,Deuxième\n"
    for number, (added, unchanged) in enumerate([(2, 0), (0, 2)]):
        client.post(address, {"file": SimpleUploadedFile("roles.csv", good.encode())})
        run = ImportRun.objects.latest("id")
        assert (run.report["added"], run.report["unchanged"]) == (added, unchanged), number
        client.post(reverse("people.role:import-run", args=[run.pk]))
        drain()
        run.refresh_from_db()
        assert run.state == "applied"
    assert str(Role.objects.get(code="second").name["fr"]) == "Deuxième"
    assert not list(verify())


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00bad", b"", b"code\0x\n", b"nonsense,columns\n1,2\n", b'code\n"open', b"PK\x03\x04broken"],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_malformed_upload_is_answered_clearly(content, name, root, enter):
    response = enter(root).post(reverse("people.role:import"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code in (302, 422)
    assert not ImportRun.objects.filter(state="applied").exists()


def test_the_journal_is_read_by_those_who_may_see_everything(root, member, record, enter):
    page = enter(root).get("/journal/")
    assert page.status_code == 200
    assert record.reference in page.content.decode()
    assert enter(root).get(f"/journal/?kind={KIND}&since=2020-01-01&before=abc").status_code == 200
    assert enter(member).get("/journal/").status_code == 403


def test_a_record_is_shown_as_at_a_date_and_takes_no_change_there(root, record, enter):
    client = enter(root)
    client.post(reverse(f"{KIND}:change", args=[record.pk]), {"title": "Changed", "version": "1"})
    page = client.get(f"{record.get_absolute_url()}?as_at=2000-01-01", follow=True)
    assert page.status_code == 200
    today = client.get(f"{record.get_absolute_url()}?as_at={record.created_at:%Y-%m-%d}")
    assert today.status_code == 200
    assert 'action="comment/"' not in today.content.decode()
