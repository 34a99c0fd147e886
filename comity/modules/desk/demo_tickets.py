"""Tickets of the demonstration: lived through on the real write path, in the past, up to this hour."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from comity.kernel.actions.verbs import comment, take
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import at, now
from comity.kernel.people.models import Appointment, Dated, Person

from . import actions
from .models import GroupMember, Offering, Service, Ticket

HOUR = timedelta(hours=1)
# hours ago, who (code or number among the staff), service, words, who is hit, how badly, what happened since
PROBLEMS = (
    (
        2,
        "P-000001",
        "VSAT",
        "The satellite link to Harper drops every few minutes since the rain.",
        "some",
        "slowed",
        "taken",
    ),
    (
        5,
        "P-000008",
        "EML",
        "Outlook n'affiche plus mon calendrier partagé depuis ce matin.",
        "me",
        "slowed",
        "new",
    ),
    (1, "P-000009", "PRN", "الطابعة في الطابق الثاني لا تطبع الصفحات بالعربية.", "some", "bothered", "new"),
    (
        26,
        "P-000010",
        "APP",
        "Galaxy no acepta mi archivo adjunto y muestra una página en blanco.",
        "me",
        "slowed",
        "asked",
    ),
    (30, "P-000011", "ACC", "Не могу войти после возвращения из отпуска.", "me", "stopped", "resolved"),
    (50, "P-000012", "FIL", "共享文件夹里的译文版本不见了。", "some", "slowed", "supplier"),
    (3, 4, "NET", "No network on the third floor. All sockets are dark.", "many", "stopped", "taken"),
    (8, 7, "LAP", "The screen of my laptop flickers when I move it.", "me", "bothered", "assigned"),
    (20, 9, "VTC", "The camera of room C shows only black.", "some", "slowed", "taken"),
    (75, 11, "MOB", "My telephone does not find a network in Juba.", "me", "slowed", "asked"),
    (28, 13, "WEB", "The page of the water conference shows an old agenda.", "many", "bothered", "resolved"),
    (100, 15, "FAC", "The air conditioning of the server room is very loud.", "some", "bothered", "closed"),
    (6, 17, "SEC", "I opened an attachment that asked for my password.", "me", "stopped", "taken"),
    (170, 19, "EML", "Messages to the field arrive hours late.", "many", "slowed", "reopened"),
    (52, 21, "SFT", "The map program asks for a licence.", "me", "slowed", "cancelled"),
)
ASKED = (
    (4, "P-000008", "laptop", {"which_model": "light", "where": "Bâtiment C, salle 214"}, "new"),
    (30, "P-000008", "team-space", {"name": "Évaluation 2027", "who": "P-000008"}, "asked"),
    (48, "P-000001", "radio", {"how_many": 6, "from": 2, "until": 9}, "taken"),
    (70, "P-000010", "video-meeting", {"where": "Sala Raúl Prebisch", "from": 3}, "taken"),
    (120, "P-000012", "file-restore", {"name": "A_75_258_ZH.docx"}, "closed"),
    (26, "P-000009", "remote-access", {"abroad": "yes"}, "resolved"),
    (7, 3, "guest-wifi", {"how_many": 25, "from": 1, "until": 2}, "new"),
    (
        9,
        6,
        "app-access",
        {"which_app": "IMIS", "what_for": "Certifying officer from next month."},
        "assigned",
    ),
    (80, 8, "software", {"which_software": "QGIS", "what_for": "Maps of the water points."}, "supplier"),
    (33, 12, "screen", {"what_for": "Two screens for translation.", "where": "Room 1204"}, "taken"),
    (60, 16, "shared-mailbox", {"name": "Registry", "who": "P-000001"}, "closed"),
    (150, 18, "network-point", {"where": "Block D, 3"}, "closed"),
)
HISTORY = (
    "laptop",
    "software",
    "shared-mailbox",
    "app-access",
    "remote-access",
    "file-restore",
    "password",
    "roaming",
)


class Cast:
    """Who asks: the staff of the demonstration by code or by number."""

    def __init__(self) -> None:
        rows = Appointment.objects.filter(Dated.current(), role__code="staff").select_related(
            "person__station"
        )
        persons = {row.person.code: row.person for row in rows.order_by("person__code")[:400]}
        self.numbered = [person for code, person in persons.items() if code > "P-000030"]
        self.known = {
            p.code: p for p in Person.objects.filter(code__lte="P-000020").select_related("station")
        }

    def __call__(self, who: str | int) -> Person:
        return self.known[who] if isinstance(who, str) else self.numbered[who * 7 % len(self.numbered)]


def agent_of(ticket: Ticket, number: int = 0) -> Person:
    """Return somebody of the group that has a ticket."""
    members = GroupMember.objects.filter(group=ticket.group).select_related("person").order_by("person__code")
    found = list(members)
    return found[number % len(found)].person


def load_tickets(progress: Callable[[int, int, str], None]) -> None:
    """Write tickets in every state, and 90 days of finished requests behind them."""
    who, start = Cast(), now().replace(minute=0, second=0, microsecond=0)
    services = {s.code: s for s in Service.objects.all()}
    offerings = {o.code: o for o in Offering.objects.select_related("service", "group__calendar")}
    total = len(PROBLEMS) + len(ASKED) + 40
    _history(who, offerings, start, lambda n: progress(n, total, "finished requests"))
    lives: list[tuple[int, str, Any, str]] = [
        *((hours, "problem", (person, code, words, hit, badly), life) for hours, person, code, words, hit, badly, life in PROBLEMS),
        *((hours, "ask", (person, code, answers), life) for hours, person, code, answers, life in ASKED),
    ]  # fmt: skip
    for number, (hours, kind, said, life) in enumerate(sorted(lives, key=lambda one: -one[0])):
        born = start - hours * HOUR
        with at(born):
            if kind == "problem":
                person, code, words, hit, badly = said
                ticket = actions.report_problem(
                    who(person), services[code], words, who_is_hit=hit, how_badly=badly
                )
            else:
                person, code, answers = said
                ticket = actions.ask_for(who(person), offerings[code], _answers(answers, who, born))
        _live(ticket, life, born, hours, number)
        progress(40 + number, total, "tickets")


def _answers(answers: dict[str, Any], who: Cast, born: datetime) -> dict[str, Any]:
    """Turn days from then into dates, and codes into persons."""
    found = {}
    for name, value in answers.items():
        if name in ("from", "until"):
            value = (born + timedelta(days=value)).date()
        found[name] = who(value) if name == "who" else value
    return found


def _live(ticket: Any, life: str, born: datetime, hours: int, number: int) -> None:
    """Let a ticket live until now."""
    if life == "new":
        return
    agent, step = agent_of(ticket, number), min(hours / 6, 3.0) * HOUR
    if life == "cancelled":
        with at(born + step):
            take(ticket.requester, ticket, "cancel")
        return
    with at(born + step):
        if life == "assigned":
            take(agent, ticket, "assign", group=ticket.group, assignee=agent)
            return
        take(agent, ticket, "begin")
    with at(born + 2 * step):
        comment(agent, ticket, "Seen on our side too; I am looking into it.", internal=number % 2 == 0)
        if life == "asked":
            actions.ask_requester(agent, ticket, "Since when does this happen, and on which device?")
        elif life == "supplier":
            take(agent, ticket, "wait_for_supplier", reason="The supplier has been called.")
    if life in ("resolved", "closed", "reopened"):
        _end(ticket, agent, life, born, step, number)


def _end(ticket: Any, agent: Person, life: str, born: datetime, step: timedelta, number: int) -> None:
    with at(born + 4 * step):
        actions.solve(
            agent,
            ticket,
            "Done; please try it.",
            "delivered" if ticket.ticket_type == "request" else "solved",
        )
    if life == "reopened":
        with at(born + 5 * step):
            actions.contradict(ticket.requester, ticket, "It happens again since this morning.")
    if life == "closed":
        with at(born + 5 * step):
            actions.confirm(ticket.requester, ticket)
            actions.rate(ticket.requester, ticket, 5 - number % 3, "Thank you.")


def _history(
    who: Cast, offerings: dict[str, Offering], start: datetime, progress: Callable[[int], None]
) -> None:
    """Finish forty requests of the last 90 days, most of them in time."""
    dice = random.Random(62793)
    for number in range(40):
        born = start - timedelta(days=88 - 2 * number, hours=dice.randrange(8))
        offering = offerings[HISTORY[number % len(HISTORY)]]
        answers = {q["name"]: _plausible(q, born, who) for q in offering.questions if q.get("required")}
        with at(born):
            try:
                ticket: Any = actions.ask_for(who(number), offering, answers)
            except Refused:
                continue  # not meant for this person
        agent = agent_of(ticket, number)
        with at(born + timedelta(hours=1 + dice.randrange(5))):
            take(agent, ticket, "begin")
        late = number % 8 == 7
        with at(born + timedelta(days=9 if late else 1, hours=dice.randrange(6))):
            actions.solve(agent, ticket, "Done as asked.", "delivered")
        with at(born + timedelta(days=10 if late else 2)):
            actions.confirm(ticket.requester, ticket)
            if number % 3 == 0:
                actions.rate(ticket.requester, ticket, 3 if late else 5)
        progress(number)


def _plausible(question: dict[str, Any], born: datetime, who: Cast) -> Any:
    match question["type"]:
        case "choice":
            return question["choices"][0]["value"]
        case "date":
            return (born + timedelta(days=3)).date()
        case "number":
            return 4
        case "yesno":
            return "yes"
        case "person":
            return who("P-000008")
    return "As usual"
