"""Every step of every life cycle, from every state, by every kind of user: who may not is told why, and nothing moves."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from comity.kernel.actions.steps import take
from comity.kernel.audit.models import Entry
from comity.kernel.base.errors import Refused
from comity.kernel.people.accounts import Token
from comity.kernel.registers.api import limits
from comity.kernel.registers.register import registers

from .test_registers import bring, url

pytestmark = pytest.mark.django_db
FLOWING = sorted(kind for kind, one in registers.items() if one.model.flow)
ARABIC = re.compile(r"[\u0600-\u06ff]")


def in_every_state(record):
    """Yield the record once a state, as if it were there; nothing is written."""
    for state in record.flow.states.values():
        shown = type(record)._default_manager.get(pk=record.pk)
        shown.state = state.name
        yield state, shown


def refusal(person, record, step):
    """Return the sentence by which a step is refused."""
    with pytest.raises(Refused) as told:
        take(person, record, step.name, reason="The sweep tries it.")
    assert told.value.sentence, f"{step.name} is refused without a word"
    return str(told.value.sentence)


def test_there_are_life_cycles():
    assert len(FLOWING) > 20


@pytest.mark.parametrize("kind", FLOWING)
def test_a_step_out_of_turn_is_refused_to_everybody(kind, root, member, stranger, make, units):
    record, before = bring(make, kind, units), Entry.objects.count()
    for state, shown in in_every_state(record):
        for step in record.flow.steps.values():
            if state in step.sources:
                continue
            for person in (root, member, stranger):
                sentence = refusal(person, shown, step)
                assert str(step.label) in sentence, (state.name, step.name, sentence)
                assert str(state.label) in sentence, (state.name, step.name, sentence)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", FLOWING)
def test_who_has_no_right_takes_no_step_and_reads_why_in_arabic(kind, root, stranger, neighbour, make, units):
    record, before = bring(make, kind, units), Entry.objects.count()
    for state, shown in in_every_state(record):
        for step in record.flow.steps.values():
            if state not in step.sources:
                continue
            for person in (stranger, neighbour) if record.unit_field else (stranger,):
                assert len(refusal(person, shown, step).split()) > 2
                with override("ar"):
                    assert ARABIC.search(refusal(person, shown, step)), (step.name, person)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", FLOWING)
def test_the_clock_and_the_system_keep_their_own_steps(kind, make, units, root):
    record = bring(make, kind, units)
    for state, shown in in_every_state(record):
        for step in record.flow.steps.values():
            if step.internal and state in step.sources:
                assert "system" in refusal(root, shown, step)


@pytest.mark.parametrize("kind", FLOWING)
def test_page_and_api_say_the_sentence_too(kind, make, units, root, enter):
    record, client = bring(make, kind, units), enter(root)
    _token, secret = Token.issue(root.account, "sweep", ["read", "write"])
    state = record.flow.states[record.state]
    limits._counts.clear()
    steps = [step for step in record.flow.steps.values() if state not in step.sources and not step.internal]
    for step in steps:
        sentence = refusal(root, record, step)
        page = client.post(url(kind, "step", record.pk, step.name), {"reason": "The sweep tries it."})
        assert page.status_code == 422, (step.name, page.status_code)
        assert sentence in unescape(page.content.decode())
        answer = Client().post(
            f"/api/{registers[kind].path()}{record.pk}/steps/{step.name}/", data=json.dumps({"reason": "The sweep tries it."}),
            content_type="application/json", headers={"authorization": f"Bearer {secret}"},
        )  # fmt: skip
        assert answer.status_code in (403, 409, 422), (step.name, answer.status_code, answer.content[:300])
        assert answer.json()["detail"] == sentence
        assert answer["Content-Type"].startswith("application/problem+json")
    record.refresh_from_db()
    assert record.state == state.name
