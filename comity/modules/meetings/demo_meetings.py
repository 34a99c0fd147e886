"""The meetings of the demonstration: two that were held, a vote in writing, and one to come."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from comity.kernel.actions.verbs import add, change, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import at, now
from comity.kernel.people.models import Person
from comity.modules.governance import public as governance

from . import actions, demo_texts, rehearsal
from .models import ActionItem, AgendaItem, Decision, Meeting

US = System("demo")
HELD = "Third quarterly meeting of the year"
SECRETARY, CHAIR, DISSENTER, ANALYST = "P-000018", "P-000019", "P-000021", "P-000017"


def load(progress: Callable[[int, int, str], None]) -> None:
    """Hold the meetings, each in its own time."""
    if Meeting.objects.filter(title=HELD).exists():
        return
    people = {one.code: one for one in Person.objects.filter(code__lte="P-000024")}
    bodies = {one.code: one for one in governance.bodies_of(people[SECRETARY])}
    if "EC-ICT" not in bodies:
        return
    steps = (
        ("a meeting that was held", lambda: _held(bodies["EC-ICT"], people)),
        ("the opinion of the advisory group", lambda: _advised(bodies.get("AG-ICT"), people)),
        ("a written procedure", lambda: _written(bodies.get("SC-KM"))),
        ("the next meeting", lambda: _coming(bodies["EC-ICT"], people)),
    )
    for number, (what, step) in enumerate(steps):
        progress(number, len(steps), what)
        step()


def _item(body: Any, name: str, **values: Any) -> AgendaItem:
    """Put a question without a record on the list of a body."""
    said = demo_texts.ITEMS[name]
    return add(
        US, AgendaItem, title=said["title"], question=said["question"], recommendation=said["recommendation"], body=body,
        unit=body.unit, recommended=said["outcome"], matter=_matter(said.get("matter", "")), **values,
    )  # fmt: skip


def _matter(code: str) -> Any:
    related: Any = AgendaItem._meta.get_field("matter").related_model
    return related.objects.filter(code=code).first()


def _decide(
    body: Any, meeting: Meeting, name: str, people: dict[str, Person], against: tuple[str, ...] = ()
) -> Decision:
    """Decide an item at a meeting, with its text, its conditions and who was against."""
    said = demo_texts.ITEMS[name]
    item = _item(body, name, requester=people[ANALYST])
    decision = rehearsal.bring(item, meeting, said["outcome"], [people[code] for code in against])
    for words, days in said.get("conditions", ()):
        actions.condition(
            people[SECRETARY], decision, words, now().date() + timedelta(days=days), people[ANALYST]
        )
    return rehearsal.conclude(decision, said["outcome"], said["text"], said.get("dissent", ""), public=True)


def _held(body: Any, people: dict[str, Person]) -> None:
    with at(now() - timedelta(days=64)):
        meeting = rehearsal.hold(
            body, HELD, place="Conference room 7", ends_at=now() + timedelta(hours=2), public=True
        )  # fmt: skip
        _decide(body, meeting, "rules", people)
        priorities = _decide(body, meeting, "priorities", people, (DISSENTER,))
        _decide(body, meeting, "sourcing", people)
        secretary = people[SECRETARY]
        for title, days in demo_texts.ACTIONS:
            add(
                US, ActionItem, title=title, owner=people[ANALYST], due=now().date() + timedelta(days=days), unit=body.unit,
                meeting=meeting, decision=priorities,
            )  # fmt: skip
        take(secretary, meeting, "finish")
        change(secretary, meeting, minutes=demo_texts.MINUTES)
    with at(now() - timedelta(days=50)):
        take(people[CHAIR], meeting, "adopt")
        first = ActionItem.objects.filter(meeting=meeting).order_by("due").first()
        if first is not None:
            take(people[ANALYST], first, "finish")


def _advised(body: Any, people: dict[str, Person]) -> None:
    """The advisory group gives its opinion on the constitution that the committee is to adopt, where it may."""
    record, matter = _constitution(), governance.matters.CONSTITUTION
    if body is None or record is None:
        return
    advisers = governance.bodies_with("advise", matter, record.facts())
    if any(one.pk == body.pk for one in advisers):
        with at(now() - timedelta(days=20)):
            meeting = rehearsal.hold(body, "The new governance, seen by clients", place="Conference room 4")
            rehearsal.rehearse(
                record, matter, "conditions", demo_texts.OPINION, body=body, question=demo_texts.ADOPT, meeting=meeting,
                conditions=[(demo_texts.WISH, now().date() + timedelta(days=60))],
            )  # fmt: skip
            take(people[SECRETARY], meeting, "finish")


def _constitution() -> Any:
    """Return the constitution that is prepared and not yet adopted."""
    from django.apps import apps

    model: Any = apps.get_model("governance.Constitution")
    return model.objects.filter(state="prepared").order_by("code").first()


def _written(body: Any) -> None:
    """A vote in writing that is under way: one of the members has voted."""
    if body is None:
        return
    who = rehearsal.leader(body)
    meeting = add(
        US, Meeting, title="Dates of the meetings of next year", body=body, unit=body.unit, form="written",
        starts_at=now() - timedelta(days=2), deadline=now() + timedelta(days=5),
    )  # fmt: skip
    take(who, meeting, "call")
    take(who, meeting, "start")
    item = _item(body, "dates")
    take(who, item, "schedule", meeting=meeting, place=1)
    decision = actions.prepare(who, item)
    take(who, decision, "table", proposed="approved")
    take(who, decision, "deliberate", method="vote")
    first = decision.entitlements.order_by("id").first()
    if first is not None:
        actions.vote(first.caster, decision, "yes", person=first.person)


def _coming(body: Any, people: dict[str, Person]) -> None:
    """The next meeting is called; the adoption of the new constitution is its first item."""
    secretary = people[SECRETARY]
    starts = (now() + timedelta(days=12)).replace(hour=15, minute=0, second=0, microsecond=0)
    meeting = add(
        US, Meeting, title="Fourth quarterly meeting of the year", body=body, unit=body.unit, place="Conference room 7",
        zone="America/New_York", starts_at=starts, ends_at=starts + timedelta(hours=2), public=True,
    )  # fmt: skip
    take(secretary, meeting, "call")
    record = _constitution()
    if record is not None:
        item = actions.put_on_agenda(
            people["P-000005"], record, governance.matters.CONSTITUTION, demo_texts.ADOPT, body, "approved", demo_texts.WHY
        )  # fmt: skip
        take(secretary, item, "schedule", meeting=meeting, place=1)
    take(secretary, _item(body, "report"), "schedule", meeting=meeting, place=2)
    _item(body, "continuity")
