"""What a project adds to the story of its initiative."""

import pytest

from comity.kernel.access.scope import scope_of
from comity.modules.portfolio.story import story

pytestmark = pytest.mark.django_db


def test_the_story_of_an_initiative_tells_when_its_project_started_to_who_may_see_it(running, root, stranger):
    def told(person):
        return [
            one
            for one in story(running.initiative, person, scope_of(person))
            if running.reference in str(one.title)
        ]

    assert [one.day for one in told(root)][:1] == [running.started]
    assert told(stranger) == []
