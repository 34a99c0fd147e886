"""What the secretary and the members do around a meeting: the agenda, who attends, interests, the fate of advice."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.kernel.actions.verbs import take
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.people.models import Person

from .. import actions, queries
from ..meeting_pages import UNDER_WAY, may_lead
from ..models import AgendaItem, Decision, Meeting
from .reader import for_person, keys_of, seen, sentences


def try_it(request: Any, deed: Callable[[], Any], done: str) -> bool:
    """Do something whole; a refusal becomes a message on the page one returns to."""
    try:
        with transaction.atomic():
            deed()
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, " ".join(sentences(refusal)))
        return False
    messages.success(request, done)
    return True


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Any, pk: Any) -> HttpResponse:
    """The agenda of a meeting is put together from what awaits its body, and brought into order."""
    meeting = seen(request, Meeting, pk, "body")
    if request.method == "POST":
        actions.lead(request.person, meeting)
        try_it(request, lambda: _arrange(request, meeting), _("The agenda is saved."))
        return redirect("meetings:prepare", pk=pk)
    context = {
        "meeting": meeting, "items": queries.on_agenda(meeting), "waiting": list(queries.awaiting(meeting.body)[:100]),
        "leads": may_lead(request.person, meeting) and meeting.state in UNDER_WAY,
        "where": "meetings.views.agenda.prepare",
    }  # fmt: skip
    return render(request, "meetings/prepare.html", context)


def _arrange(request: Any, meeting: Meeting) -> None:
    """Take off, put on, and number: what the form says, in one transaction."""
    off, on = keys_of(request, "off"), keys_of(request, "on")
    for item in AgendaItem.objects.filter(pk__in=off, meeting=meeting):
        take(request.person, item, "take_off")
    last = max((item.place for item in queries.on_agenda(meeting)), default=0)
    for number, item in enumerate(queries.awaiting(meeting.body).filter(pk__in=on), last + 1):
        take(request.person, item, "schedule", meeting=meeting, place=number)
    for item in queries.on_agenda(meeting):
        said = request.POST.get(f"place-{item.pk}", "")
        if said.isascii() and said.isdigit() and int(said) < 1000 and int(said) != item.place:
            actions.place(request.person, item, int(said))


@for_person
@require_POST
def attendance(request: Any, pk: Any) -> HttpResponse:
    """Note who takes part: the secretary for all seats at once, a member for themselves."""
    meeting = seen(request, Meeting, pk, "body")
    if try_it(request, lambda: _note(request, meeting), _("The attendance is saved.")):
        pass
    return redirect(meeting.get_absolute_url())


def _note(request: Any, meeting: Meeting) -> None:
    for person in Person.objects.filter(pk__in=keys_of(request, "person")[:200]):
        said, _sep, who = request.POST.get(f"presence-{person.pk}", "").partition(":")
        if not said:
            continue
        stand_in = next((p for p in _stand_ins(who)), None)
        before = meeting.attendances.filter(person=person).values_list("presence", "stand_in").first()
        if before != (said, stand_in.pk if stand_in else None):
            actions.attend(request.person, meeting, person, said, stand_in)


def _stand_ins(code: str) -> Any:
    return Person.objects.filter(code=code) if code and "\0" not in code else ()


@for_person
@require_POST
def recuse(request: Any, pk: Any) -> HttpResponse:
    """Declare an interest of one's own in an item."""
    item = _item(request, pk)
    interest = request.POST.get("interest", "")[:500]
    try_it(
        request,
        lambda: actions.recuse(request.person, item, request.person, interest),
        _("Your interest is noted: you neither count nor vote on this item."),
    )
    return redirect(item.get_absolute_url())


def _item(request: Any, pk: Any) -> AgendaItem:
    item: AgendaItem = seen(request, AgendaItem, pk, "body", "meeting")
    return item


@for_person
@require_POST
def decide(request: Any, pk: Any) -> HttpResponse:
    """Begin the decision on an item."""
    item, made = _item(request, pk), []
    if try_it(
        request, lambda: made.append(actions.prepare(request.person, item)), _("The decision is prepared.")
    ):
        return redirect(made[0].get_absolute_url())
    return redirect(item.get_absolute_url())


@for_person
@require_POST
def answer_advice(request: Any, pk: Any) -> HttpResponse:
    """Say of each advice what the body makes of it."""
    decision = seen(request, Decision, pk, "body", "meeting")
    answers = {
        advice.pk: (
            request.POST.get(f"advice-{advice.pk}", ""),
            request.POST.get(f"why-{advice.pk}", "")[:4000],
        )
        for advice in queries.advice_to_answer(decision)
    }
    try_it(
        request,
        lambda: actions.reply(request.person, decision, answers),
        _("The answers to the advice are saved."),
    )
    return redirect(decision.get_absolute_url() + "#advice")


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Any, kind: str, pk: Any) -> HttpResponse:
    """Put a record on the agenda of the body that decides its matter."""
    record, matters = _proposable(request, kind, pk)
    if request.method == "POST":
        matter = request.POST.get("matter", "")
        if matter not in matters:
            raise Http404
        made: list[AgendaItem] = []
        question = request.POST.get("question", "")[:4000]
        if try_it(
            request,
            lambda: made.append(actions.put_on_agenda(request.person, record, matter, question)),
            _("It waits for the body that decides it."),
        ):
            return redirect(record.get_absolute_url())
    context = {
        "record": record,
        "matters": [queries.matter(code) for code in matters],
        "where": "meetings.views.agenda.propose",
    }
    return render(request, "meetings/propose.html", context)


def _proposable(request: Any, kind: str, pk: Any) -> tuple[Any, list[str]]:
    from comity.kernel.registers.register import of

    register = of(kind)
    if register is None or register.model.flow is None:
        raise Http404
    record = seen(request, register.model, pk)
    matters = queries.matters_open(record)
    if not matters:
        raise Http404
    return record, matters
