"""The history of a record reads as people read: words of states and choices, days and moments of their language."""

import re
from datetime import UTC, datetime

import pytest

from comity.kernel.actions.verbs import change
from comity.kernel.audit.actors import System, spoken
from comity.kernel.registers.words import deed

pytestmark = pytest.mark.django_db


def test_a_moment_in_the_history_is_written_in_words_not_as_a_machine_keeps_it(root, make, units, enter):
    meeting = make("meetings.meeting", unit=units["OICT"])
    change(root, meeting, starts_at=datetime(2027, 3, 5, 12, 30, tzinfo=UTC))
    page = enter(root).get(meeting.get_absolute_url()).content.decode()
    told = re.sub(r"<[^>]+>", " ", page[page.index("Conversation and history") :])
    assert "5 Mar 2027" in told
    assert "2027-03-05T12:30" not in told
    assert "The system (test)" in told


def test_deeds_and_actors_have_words():
    assert str(deed(None, "password-reset")) == "Reset the password"
    assert deed(None, "something-else") == "something-else"
    assert spoken("system:clock") == "The system (clock)"
    assert spoken("Ada") == "Ada"
    assert System("clock").name == "clock"
