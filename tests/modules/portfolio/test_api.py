"""What a program does beyond steps: the next version of a case, a merger that a body decides."""

import pytest

from comity.modules.meetings import public as meetings
from comity.modules.portfolio.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(enter):
    """Return the function by which a person sends JSON: (status, what came back)."""

    def sent(person, path, body=None):
        answer = enter(person).post(f"/api/portfolio/{path}", body or {}, content_type="application/json")
        return answer.status_code, answer.json()

    return sent


def test_a_returned_case_gets_its_next_version(house, tabled, decide, post):
    case = tabled()
    decide(case, "returned")
    assert post(house.sponsor, f"cases/{case.pk}/renew/", {"number": 7})[0] == 422
    status, made = post(house.sponsor, f"cases/{case.pk}/renew/")
    assert (status, made["number"], made["state"]) == (201, 2, "draft")
    assert Case.objects.get(pk=made["id"]).options.count() == case.options.count()
    assert post(house.sponsor, f"cases/{case.pk}/renew/")[0] == 422, "one version is under way"


def test_a_merger_is_proposed_and_waits_for_its_body(house, initiative, someone, post):
    one, keeper = initiative(), initiative("KM-02")
    door = f"initiatives/{one.pk}/propose-merger/"
    assert post(someone("Reader", "OICT", "view"), door, {"keeper": "KM-02", "reason": "So."})[0] == 403
    assert post(house.pmo, door, {"keeper": "KM-02"})[0] == 422
    status, said = post(house.pmo, door, {"keeper": "KM-02", "reason": "The same need."})
    assert (status, said["merge_into"]["id"], said["state"]) == (200, str(keeper.pk), "rationalised")
    assert meetings.open_items(one).get().matter.code == "initiative.merge"
