"""What the world may read, and what it may not; papers and calendars."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from lxml import etree

from comity.kernel.actions.verbs import change, take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.modules.meetings.faces import AKN
from comity.modules.meetings.models import FeedKey
from comity.modules.meetings.papers import Paper, Part, as_docx, as_pdf

pytestmark = pytest.mark.django_db
US = System("test")


@pytest.fixture
def published(house, decide):
    decision = decide()
    take(house.chair, decision, "sign")
    return take(house.chair, decision, "publish")


def test_anybody_reads_a_public_decision(published, client):
    for path in ("/decisions/", f"/decisions/{published.reference}/", "/decisions/feed.atom"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert published.title in answer.content.decode()
    data = client.get(f"/decisions/{published.reference}/decision.jsonld").json()
    assert (data["@type"], data["identifier"]) == ("Legislation", published.reference)


def test_names_of_voters_stay_in_the_house(published, client, house):
    page = client.get(f"/decisions/{published.reference}/").content.decode()
    assert house.ann.name not in page.split("<main")[1]


def test_what_is_not_public_is_not_there(house, decide, client):
    decision = decide()
    take(house.chair, decision, "sign")
    for path in ("", "decision.jsonld", "akn.xml"):
        assert client.get(f"/decisions/{decision.reference}/{path}").status_code == 404
    assert decision.title not in client.get("/decisions/").content.decode().split("<main")[1]


@pytest.mark.parametrize("secret", ["decision", "item", "record"])
def test_what_becomes_confidential_disappears(published, client, policy, secret):
    policy.refresh_from_db()
    row = {"decision": published, "item": published.item, "record": policy}[secret]
    row.refresh_from_db()
    change(US, row, classification=1)
    assert client.get(f"/decisions/{published.reference}/").status_code == 404
    for path in ("/decisions/", "/decisions/feed.atom"):
        assert published.reference not in client.get(path).content.decode()


def test_nothing_confidential_is_made_public(house, decide, policy):
    decision = decide()
    take(house.chair, decision, "sign")
    policy.refresh_from_db()
    change(US, policy, classification=2)
    with pytest.raises(Refused, match="confidential"):
        take(house.chair, decision, "publish")


def test_akoma_ntoso_has_its_shape(published, client):
    root = etree.fromstring(client.get(f"/decisions/{published.reference}/akn.xml").content)
    at = {"a": AKN}
    assert root.tag == f"{{{AKN}}}akomaNtoso"
    doc = root[0]
    assert [etree.QName(one).localname for one in doc] == ["meta", "preface", "mainBody", "conclusions"]
    meta = doc[0]
    assert [etree.QName(one).localname for one in meta] == ["identification", "references"]
    levels = [etree.QName(one).localname for one in meta[0]]
    assert levels == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]
    work = [etree.QName(one).localname for one in meta[0][0]]
    assert work == ["FRBRthis", "FRBRuri", "FRBRalias", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRnumber"]
    keys = root.xpath("//@eId")
    assert len(keys) == len(set(keys))
    for author in root.xpath("//a:FRBRauthor/@href", namespaces=at):
        assert author.lstrip("#") in keys
    assert root.xpath("string(//a:paragraph/a:content/a:p)", namespaces=at) == "Decides so."


def test_a_sheet_is_a_tagged_pdf_and_a_document(published, house, enter):
    import pypdf
    from docx import Document

    client = enter(house.ann)
    pdf = client.get(f"/meetings/decisions/{published.pk}/sheet.pdf")
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert published.title in reader.pages[0].extract_text()
    word = client.get(f"/meetings/decisions/{published.pk}/sheet.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(word.content)).paragraphs)
    assert "Decides so." in text
    assert client.get(f"/meetings/meetings/{published.meeting_id}/minutes.pdf").content.startswith(b"%PDF")
    assert client.get(f"/meetings/meetings/{published.meeting_id}/minutes.odt").status_code == 404
    client.post(f"/meetings/decisions/{published.pk}/sheet.pdf")
    assert f"{published.reference}.pdf" in client.get(published.get_absolute_url()).content.decode()


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-hans"])
def test_papers_are_set_in_every_language_and_take_every_character(language):
    paper = Paper(
        "Adopt *all* of #this [now] $x$", "محضر", language, "DEC-1", [("Body", "委员会")],
        [Part("Решение", ["_one_ @two <three>"], ["a", "b"], [["h", "i"], ["1", "2"]]), Part("Empty")],
    )  # fmt: skip
    assert as_pdf(paper).startswith(b"%PDF")
    assert as_docx(paper)


def test_a_calendar_has_a_secret_address_that_can_be_changed(house, meet, enter):
    from icalendar import Calendar

    meeting = meet("chair")
    client, nobody = enter(house.ann), Client()
    client.post("/meetings/")
    key = FeedKey.objects.get(person=house.ann).key
    events = Calendar.from_ical(nobody.get(f"/meetings/calendar/{key}.ics").content).walk("VEVENT")
    assert [meeting.title in str(one["summary"]) for one in events] == [True]
    client.post("/meetings/")
    assert nobody.get(f"/meetings/calendar/{key}.ics").status_code == 404


def test_the_public_calendar_tells_of_public_meetings_only(house, meet, client):
    quiet = meet("chair")
    assert quiet.title not in client.get("/decisions/meetings.ics").content.decode()
    change(US, quiet, public=True)
    assert quiet.title in client.get("/decisions/meetings.ics").content.decode()
    change(US, quiet, classification=1)
    assert quiet.title not in client.get("/decisions/meetings.ics").content.decode()


def test_a_condition_that_falls_due_is_told(house, decide, meet, table):
    from comity.kernel.notices.models import Notice

    decision = table(meet("chair", "ann", "ben"), proposed="conditions")
    take(house.secretary, decision, "deliberate", method="consensus")
    from comity.modules.meetings import actions

    row = actions.condition(house.secretary, decision, "A plan.", now().date() + timedelta(days=3), house.ann)
    take(house.secretary, decision, "conclude", outcome="conditions", text="If.")
    take(house.chair, decision, "sign")
    take(System("clock"), row, "fall_due")
    assert Notice.objects.filter(person=house.ann, topic="meetings.condition").exists()
