"""What stands in a decision sheet and in minutes, in the language of who asks for them."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.kernel.shell.moments import day_words, moment_words

from ..decision_pages import advice_lines, rule_words
from ..meeting_pages import agenda_lines, attendance_lines, quorum_meter
from ..models import FINAL, Decision, Meeting
from .shape import Paper, Part, paragraphs


def sheet(decision: Decision, whole: bool = True) -> Paper:
    """Return the sheet of a decision; without the `whole`, question and advice are left out."""
    facts = [
        (_("Body"), str(decision.body)),
        (_("Outcome"), _outcome(decision)),
        (_("Matter"), str(decision.matter) if decision.matter else ""),
        (_("Meeting"), str(decision.meeting) if decision.meeting else ""),
        (
            _("Signed"),
            f"{decision.signed_by} · {moment_words(decision.signed_at)}" if decision.signed_at else "",
        ),
        (_("In effect from"), day_words(decision.effective_at.date()) if decision.effective_at else ""),
        (_("To be reviewed on"), day_words(decision.review_on) if decision.review_on else ""),
    ]
    item = decision.item
    return Paper(
        decision.title, _("Decision sheet"), get_language() or "en", decision.reference,
        [(label, value) for label, value in facts if value],
        [
            Part(_("The question"), paragraphs(item.question if whole else "")),
            Part(_("Recommendation"), paragraphs(item.recommendation if whole else "")),
            Part(_("Text of the decision"), paragraphs(decision.text)),
            Part(_("Conditions"), points=_conditions(decision)),
            _advice(decision) if whole else Part(""),
            _vote(decision, True),
            Part(_("Dissenting views"), paragraphs(decision.dissent)),
        ],
    )  # fmt: skip


def _outcome(decision: Decision) -> str:
    if decision.outcome:
        return str(decision.verdict)
    return _("Proposed: %(outcome)s") % {"outcome": decision.verdict} if decision.proposed else ""


def _conditions(decision: Decision) -> list[str]:
    return [
        _("%(condition)s (due %(day)s, %(state)s)")
        % {"condition": one.text, "day": day_words(one.due), "state": one.flow.states[one.state].label}
        for one in decision.conditions.order_by("due", "id")
    ]


def _advice(decision: Decision) -> Part:
    rows = [
        [str(line["advice"].voice), str(line["advice"].get_stance_display()), str(line["fate_words"] or "—"), line["why"]]
        for line in advice_lines(decision)
    ]  # fmt: skip
    heads = [[_("Adviser"), _("Stance"), _("What was made of it"), _("Why")]] if rows else []
    return Part(_("Advice, and what was made of it"), rows=[*heads, *rows])


def _vote(decision: Decision, names: bool) -> Part:
    """Return the vote in figures and, inside the house, by name."""
    tally = decision.tally()
    if not tally.entitled:
        return Part("")
    figures = _("For: %(yes)s. Against: %(no)s. Abstaining: %(abstain)s. Entitled: %(entitled)s.") % {
        "yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "entitled": tally.entitled,
    }  # fmt: skip
    rows = []
    if names:
        ballots = decision.ballots.select_related("entitlement__person", "cast_by").order_by("id")
        rows = [
            [str(one.entitlement.person), str(one.get_choice_display()), str(one.cast_by)] for one in ballots
        ]
    heads = [[_("Person"), _("Vote"), _("Cast by")]] if rows else []
    said = [rule_words(decision), *([figures] if tally.cast else [])]
    return Part(_("The vote"), said, rows=[*heads, *rows])


def minutes(meeting: Meeting, person: Any, scope: Any) -> Paper:
    """Return the minutes of a meeting, with what the reader may see of its agenda."""
    lines = attendance_lines(meeting)
    facts = [
        (_("Body"), str(meeting.body)),
        (_("Begins"), moment_words(meeting.starts_at)),
        (_("Place"), meeting.place),
        (_("Quorum"), _quorum(meeting, lines)),
        (_("Minutes adopted on"), day_words(meeting.adopted_on) if meeting.adopted_on else ""),
    ]
    agenda = agenda_lines(person, scope, meeting)
    return Paper(
        meeting.title, _("Minutes"), get_language() or "en", meeting.reference,
        [(label, value) for label, value in facts if value],
        [
            _present(lines), Part(_("Agenda"), points=[line["item"].title for line in agenda]),
            *[_item(line, meeting) for line in agenda], Part(_("Minutes"), paragraphs(meeting.minutes)),
            _actions(meeting),
        ],
    )  # fmt: skip


def _quorum(meeting: Meeting, lines: list[dict[str, Any]]) -> str:
    if meeting.is_written:
        return ""
    meter = quorum_meter(meeting, lines)
    return _("%(present)s of %(of)s present, %(needed)s needed") % meter


def _present(lines: list[dict[str, Any]]) -> Part:
    rows = [
        [
            str(line["seat"].person), str(line["seat"].get_capacity_display()),
            str(line["note"].get_presence_display()) + (f" ({line['note'].stand_in})" if line["note"].stand_in else ""),
        ]
        for line in lines
        if line["note"]
    ]  # fmt: skip
    heads = [[_("Person"), _("Seat"), _("Attendance")]] if rows else []
    return Part(_("Attendance"), rows=[*heads, *rows])


def _item(line: dict[str, Any], meeting: Meeting) -> Part:
    item, decision = line["item"], line["decision"]
    said = paragraphs(item.question)
    said += [
        _("%(person)s declared an interest and took no part.") % {"person": one.person}
        for one in item.recusals.select_related("person")
    ]
    if decision is not None and decision.outcome:
        said.append(f"{decision.reference} · {decision.verdict}")
        said += paragraphs(decision.text)
        said += _vote(decision, False).paragraphs if decision.state in (*FINAL, "taken") else []
    points = _conditions(decision) if decision is not None else []
    return Part(f"{line['number']}. {item.title}", said or ["—"], points)


def _actions(meeting: Meeting) -> Part:
    rows = [
        [one.title, str(one.owner), day_words(one.due)]
        for one in meeting.actions.select_related("owner").order_by("due", "id")
    ]
    heads = [[_("What is to be done"), _("Who does it"), _("Due")]] if rows else []
    return Part(_("Action items"), rows=[*heads, *rows])
