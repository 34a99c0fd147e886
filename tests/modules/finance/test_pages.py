"""What people see of money, by their rights, and what the forms do."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.kernel.access.models import Grant
from comity.kernel.actions.verbs import remove
from comity.kernel.audit.actors import System
from comity.kernel.audit.models import Entry
from comity.kernel.jobs.execution import drain
from comity.kernel.jobs.models import Job
from comity.modules.finance import public
from comity.modules.finance.expensefile import load, mapping
from comity.modules.finance.models import Expense, Movement

pytestmark = pytest.mark.django_db
US = System("test")
HEAD = "ENTITY,YEAR,AMOUNT,SOURCE_TYPE,PRIORITY_AREA,PART_ID,PART_DESCRIPTION,SECTION_ID,SECTION_DESCRIPTION,FINANCIAL_YEAR,REFERENCE,NOTE\n"
FILE = (
    HEAD
    + "OICT,2022,51724019,Regular assessed,W,VIII,S,29C,IT,2022,A/78/6,\nDSS,2023,-5.50,Voluntary,W,XII,S,34,Safety,2023,F,\n"
)


def reserve(envelope, record, amount):
    return public.reserve(
        US, key=f"k:{record.pk}", record=record, programme_id=envelope.programme_id,
        lines=[(envelope.fund_id, envelope.year, amount)],
    )  # fmt: skip


def test_headroom_shows_each_envelope_and_its_file_says_the_same(money, case, root, enter):
    envelope = money(1000)
    reserve(envelope, case(), 250)
    client = enter(root)
    page = client.get(reverse("finance:headroom")).content.decode()
    assert envelope.get_absolute_url() in page
    assert "750" in page
    text = client.get(reverse("finance:headroom-csv")).content.decode()
    assert text.splitlines()[1].split(",")[-5:] == ["1000.00", "0.00", "0.00", "250.00", "750.00"]


def test_what_if_says_what_would_be_left_or_what_is_missing(money, root, enter):
    envelope = money(1000)
    client, line = enter(root), f"{envelope.fund.code}:2026"
    asked = {"if_programme": envelope.programme.code, "line": f"{line}:400"}
    page = client.get(reverse("finance:headroom"), asked).content.decode()
    assert "every envelope would hold" in page
    assert ">600<" in page
    page = client.get(reverse("finance:headroom"), {**asked, "line": f"{line}:1,400"}).content.decode()
    assert "400 USD are missing" in page
    for wrong in (
        "x",
        f"{line}:abc",
        f"{line}:1e400",
        "no:2026:1",
        f"{envelope.fund.code}:20260:1",
        f"{line}:nan",
    ):
        assert client.get(reverse("finance:headroom"), {**asked, "line": wrong}).status_code == 422


def test_who_sees_no_envelope_sees_no_number(money, neighbour, stranger, enter):
    envelope = money(123457)
    assert enter(stranger).get(reverse("finance:headroom")).status_code == 403
    page = enter(neighbour).get(reverse("finance:headroom")).content.decode()
    assert "123,457" not in page
    assert envelope.fund.code not in page
    assert enter(neighbour).get(envelope.get_absolute_url()).status_code == 404
    assert enter(neighbour).get(reverse("finance:year-end")).status_code == 403


def test_the_page_of_an_envelope_hides_records_that_the_reader_may_not_see(money, case, root, someone, enter):
    envelope = money(1000)
    secret = case(title="A secret purpose", classification=2)
    reserve(envelope, secret, 300)
    reader = someone("Reader", "UN", "view")
    page = enter(reader).get(envelope.get_absolute_url()).content.decode()
    assert "300" in page
    assert "A secret purpose" not in page
    assert str(secret.pk) not in page
    assert "A record you may not see" in page
    listed = enter(reader).get(reverse("finance.movement:list")).content.decode()
    assert str(Movement.objects.get(kind="reservation").pk) not in listed
    assert "A secret purpose" in enter(root).get(envelope.get_absolute_url()).content.decode()


def test_year_end_is_looked_at_first_and_done_on_the_second_press(money, case, root, enter):
    envelope = money(1000)
    reserve(envelope, case(), 300)
    client, url = enter(root), reverse("finance:year-end") + "?year=2026"
    assert "300" in client.get(url).content.decode()
    page = client.post(url, {"year": "2026"}).content.decode()
    assert "-300" in page
    envelope.refresh_from_db()
    assert envelope.reserved == 300
    assert client.post(url, {"year": "2026", "apply": "1"}).status_code == 302
    envelope.refresh_from_db()
    assert envelope.reserved == 0
    for wrong in ("20260", "x", "1999"):
        assert client.get(reverse("finance:year-end"), {"year": wrong}).status_code == 404


def test_expenses_are_summed_by_each_dimension_with_a_file(root, enter, stranger):
    load(io.BytesIO(FILE.encode()), mapping("un-secretariat"))
    client = enter(root)
    for by in ("entity", "section", "part", "area", "financing"):
        page = client.get(reverse("finance:spending"), {"by": by}).content.decode()
        assert "51,724,019" in page
        assert "51,724,013.50" in page
    text = client.get(reverse("finance:spending-csv"), {"by": "entity"}).content.decode()
    assert "DSS,,-5.50,-5.50" in text
    assert client.get(reverse("finance:spending"), {"by": "nothing"}).status_code == 404
    assert enter(stranger).get(reverse("finance:spending")).status_code == 403


def send_expenses(client, dry="on"):
    upload = SimpleUploadedFile("expenses.csv", FILE.encode())
    said = {"file": upload, "mapping": "un-secretariat"} | ({"dry": dry} if dry else {})
    return client.post(reverse("finance:import"), said)


def test_a_file_is_uploaded_looked_at_and_imported(root, enter, stranger, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = enter(root)
    response = send_expenses(client)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    assert Job.objects.get(name="finance.import_expenses").arguments["name"] == "expenses.csv"
    drain()
    page = client.get(response["Location"]).content.decode()
    assert "Nothing was written: this is what would happen." in page
    assert not Expense.objects.exists()
    written = client.post(response["Location"])["Location"]
    drain()
    page = client.get(written).content.decode()
    assert "Agree to the cent" in page
    assert "51,724,019.00" in page
    one = Expense.objects.get(entity="DSS")
    entry = Entry.objects.get(object_id=one.pk)
    assert (entry.person_id, entry.reason) == (root.pk, "expenses.csv")
    again = client.post(response["Location"])["Location"]
    assert again == written
    drain()
    assert client.post(reverse("finance:import"), {"mapping": "nope"}).status_code == 422
    assert enter(stranger).get(reverse("finance:import")).status_code == 403


def test_who_loses_the_right_before_the_run_imports_nothing(someone, enter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer = someone("Officer", "UN", "import", "add", register="finance.expense")
    client = enter(officer)
    sent = send_expenses(client, dry="")
    remove(US, Grant.objects.get(person=officer, right="import"), "Moved on.")
    drain()
    job = Job.objects.get(name="finance.import_expenses")
    assert (job.state, job.error) == ("failed", "You lack the right “import” on expenses.")
    assert not Expense.objects.exists()
    assert client.get(sent["Location"]).status_code == 403


def test_who_may_not_add_expenses_imports_none(someone, enter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = enter(someone("Reader", "UN", "import", register="finance.expense"))
    sent = send_expenses(client, dry="")
    drain()
    assert "You lack the right “add”" in client.get(sent["Location"]).content.decode()
    assert not Expense.objects.exists()


def test_nobody_writes_movements_or_envelopes_by_hand(money, root, enter):
    envelope = money(1000)
    client = enter(root)
    before = Movement.objects.count()
    for kind in ("movement", "envelope"):
        client.post(reverse(f"finance.{kind}:add"), {"amount": "1"})
        upload = SimpleUploadedFile(
            "a.csv", b"key,envelope,kind,amount\nx,%s,reservation,1\n" % envelope.code.encode()
        )
        client.post(reverse(f"finance.{kind}:import"), {"file": upload})
    assert Movement.objects.count() == before


def test_beside_a_record_stands_what_is_held_for_it(money, case, root, someone, enter):
    envelope, record = money(1000), case()
    reserve(envelope, record, 300)
    page = enter(root).get(record.get_absolute_url()).content.decode()
    assert "Money held" in page
    assert "300 USD" in page
    other = someone("Other", "OICT", "view", register="finance.envelopeproposal")
    assert "Money held" not in enter(other).get(record.get_absolute_url()).content.decode()


def test_a_budget_officer_records_deeds_once_and_reverses_a_mistake(money, case, root, someone, enter):
    envelope, record = money(1000), case()
    reserve(envelope, record, 300)
    client = enter(root)
    url = reverse("finance:record", args=[envelope.pk, record.pk])
    assert url in client.get(envelope.get_absolute_url()).content.decode()
    said = {"deed": "commit", "amount": "200", "note": "PO 7", "key": "01a21265-ce38-70bf-b62a-607c113aa509"}
    assert client.get(url).status_code == 200
    for _ in range(2):
        assert client.post(url, said).status_code == 302
    envelope.refresh_from_db()
    assert (envelope.reserved, envelope.committed) == (100, 200)
    over = {**said, "deed": "spend", "amount": "201", "key": "01a21265-ce38-70bf-b62a-607c113aa510"}
    response = client.post(url, over)
    assert response.status_code == 422
    assert "has committed 200 USD there" in response.content.decode()
    assert client.post(url, {**over, "amount": ""}).status_code == 422
    movement = envelope.movements.get(kind="commitment")
    undo = reverse("finance:reverse", args=[movement.pk])
    assert undo in client.get(movement.get_absolute_url()).content.decode()
    assert client.post(undo, {}).status_code == 422
    assert client.post(undo, {"reason": "The wrong order."}).status_code == 302
    envelope.refresh_from_db()
    assert (envelope.reserved, envelope.committed) == (300, 0)
    assert undo not in client.get(movement.get_absolute_url()).content.decode()
    reader = enter(someone("Reader", "UN", "view"))
    assert reader.get(url).status_code == 403
    assert reader.post(undo, {"reason": "x"}).status_code == 403
    assert url not in reader.get(envelope.get_absolute_url()).content.decode()
