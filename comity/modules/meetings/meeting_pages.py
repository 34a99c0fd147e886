"""The page of a meeting: agenda, papers, quorum, attendance; and of an agenda item what may be done with it."""

from typing import Any

from django.urls import reverse

from comity.kernel.access.rules import visible_to
from comity.kernel.files.queries import attachments_of
from comity.kernel.registers.views import Show
from comity.modules.governance import public as governance

from . import guards, queries, seats
from .models import THERE, AgendaItem, Decision, Meeting, Presence

UNDER_WAY = ("planned", "called", "open")


def may_lead(person: Any, record: Any) -> bool:
    """Say whether a person runs the body of a record, or its meeting."""
    return guards.runs_the_body(person, record, {}) is None


def items_for(person: Any, scope: Any, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda: whole for who sits in the body, else what the reader may see."""
    items = queries.on_agenda(meeting) if meeting.state in UNDER_WAY else []
    rows = (
        AgendaItem.objects.filter(decisions__meeting=meeting).select_related("matter", "requester").distinct()
    )
    known = {item.pk: item for item in [*items, *rows]}
    if not seats.sits(person, meeting.body):
        mine = set(
            visible_to(person, AgendaItem.objects.filter(pk__in=known), "view", scope).values_list(
                "pk", flat=True
            )
        )
        known = {key: item for key, item in known.items() if key in mine}
    return sorted(known.values(), key=lambda item: (item.place, item.pk))


def agenda_lines(person: Any, scope: Any, meeting: Meeting) -> list[dict[str, Any]]:
    """Return the items with their decision, their papers and what is left to do; a few queries for all."""
    items = items_for(person, scope, meeting)
    seen = visible_to(person, Decision.objects.all(), "view", scope)
    rows = Decision.objects.all() if seats.sits(person, meeting.body) else seen
    here = rows.filter(item__in=items, meeting=meeting).exclude(state="set_aside")
    decisions = {one.item_id: one for one in here.order_by("id")}
    prepared = {one.item_id: one for one in rows.filter(item__in=items, state="prepared")}
    votes = {one.decision_id for one in queries.votes_of(person)}
    lines = []
    for number, item in enumerate(items, 1):
        decision = decisions.get(item.pk) or prepared.get(item.pk)
        lines.append(
            {
                "number": number, "item": item, "decision": decision,
                "state": decision.flow.states[decision.state] if decision else None,
                "vote": reverse("meetings:vote", args=[decision.pk]) if decision and decision.pk in votes else "",
                "record": reverse(f"{item.kind_of}:detail", args=[item.object_id]) if item.kind_of else "",
                "papers": attachments_of(item.pk, False),
            }
        )  # fmt: skip
    return lines


def attendance_lines(meeting: Meeting) -> list[dict[str, Any]]:
    """Return every seat that votes or serves, with how it takes part, and who could stand in."""
    noted = {one.person_id: one for one in meeting.attendances.select_related("stand_in")}
    held = list(governance.seats_of(meeting.body))
    stand_ins: dict[Any, list[Any]] = {}
    for seat in held:
        if seat.capacity == "alternate" and seat.alternate_for is not None:
            stand_ins.setdefault(seat.alternate_for.person_id, []).append(seat.person)
    return [
        {
            "seat": seat, "note": noted.get(seat.person_id), "stand_ins": stand_ins.get(seat.person_id, []),
            "there": (note := noted.get(seat.person_id)) is not None and note.presence in THERE,
            "votes": seat.votes if seat.capacity != "alternate" else 0,
        }
        for seat in held
        if seat.capacity != "alternate"
    ]  # fmt: skip


def quorum_meter(meeting: Meeting, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many of those who vote are there, and how many it takes."""
    voting = [line for line in lines if line["votes"]]
    present, needed = sum(line["there"] for line in voting), seats.quorum_needed(meeting.body, len(voting))
    share = 100 * present / len(voting) if voting else 0
    return {
        "present": present, "needed": needed, "of": len(voting), "share": share,
        "met": bool(present) and present >= needed, "mark": 100 * needed / len(voting) if voting else 0,
    }  # fmt: skip


class MeetingPage(Show):
    """A meeting with its agenda and who attends."""

    def show(self, template: str, **context: Any) -> Any:
        meeting, page = context["record"], context["page"]
        if page.live:
            lines = attendance_lines(meeting)
            context |= {
                "agenda": agenda_lines(self.person, self.scope, meeting), "attendance": lines,
                "quorum": None if meeting.is_written else quorum_meter(meeting, lines),
                "leads": may_lead(self.person, meeting), "sits": seats.sits(self.person, meeting.body),
                "presences": Presence.choices, "noting": meeting.state in UNDER_WAY,
                "preparing": meeting.state in UNDER_WAY,
                "files": [("pdf", "PDF"), ("docx", "DOCX")],
            }  # fmt: skip
        return super().show(template, **context)


class ItemPage(Show):
    """An agenda item: its decision under way, and the way to declare an interest."""

    def show(self, template: str, **context: Any) -> Any:
        item, page = context["record"], context["page"]
        open_item = not item.flow.states[item.state].closed
        if page.live:
            context |= {
                "leads": may_lead(self.person, item), "underway": queries.underway(item),
                "may_decide": open_item and item.state == "scheduled",
                "may_recuse": open_item and seats.sits(self.person, item.body),
                "record_url": reverse(f"{item.kind_of}:detail", args=[item.object_id]) if item.kind_of else "",
            }  # fmt: skip
        return super().show(template, **context)
