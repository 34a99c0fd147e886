"""Rationalisation in the demonstration: one merger that a committee has decided, and one that waits for it."""

from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import at
from comity.kernel.people.models import Person, Unit
from comity.modules.meetings import public as meetings

from . import actions
from .models import Aim, Initiative

US = System("demo")
PROPOSED, DECIDED = datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 24, 14, tzinfo=UTC)
SAME = "Both want one question to find what lies in many stores; Nairobi’s stores become the first that are joined."
ALIKE = "Both move sites into one web content management; the needs of the other sites could be stated in the first case."


def rationalise_pairs(made: dict[str, Initiative], people: dict[str, Person]) -> None:
    """Merge a local initiative into that of the Organization, and propose another merger."""
    office = people["P-000017"]
    one = _local(made["KM-11"], people["P-000008"])
    with at(PROPOSED):
        actions.propose_merger(office, one, made["KM-11"], SAME)
    text = "The committee merges the two; the case of the enterprise search says what Nairobi needs."
    meetings.rehearse(one, "initiative.merge", text=text, at=DECIDED)
    actions.propose_merger(office, made["KM-07"], made["KM-04"], ALIKE)


def _local(other: Initiative, sponsor: Person) -> Initiative:
    """Write what Nairobi proposed before it knew of the enterprise search."""
    when = datetime(2026, 2, 4, 9, tzinfo=UTC)
    one = add(
        US, Initiative, happened_at=when, code="UNON-01", title="Search in the stores of Nairobi", programme=other.programme,
        unit=Unit.objects.get(code="UNON"), sponsor=sponsor, category="growth", size="small", time_frame="near",
        begins=date(2026, 9, 1), finishes=date(2027, 6, 30), capability=other.capability, systems="ODS, Team sites",
        need="Offices in Nairobi search databases, sites and media one after the other; nobody can search them together",
        gain="One question finds what is in all stores of the station",
    )  # fmt: skip
    key: Any = apps.get_model("results.KeyResult")
    add(US, Aim, initiative=one, key_result=key.objects.get(code="A5"))
    return take(sponsor, one, "propose", happened_at=when.replace(day=18))
