"""Taking a step of a record's life: offered with the reason why not, taken with its fields and advice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from ..access.rules import can
from ..access.scope import Scope
from ..audit import journal
from ..audit.actors import Actor, System
from ..audit.snapshot import snapshot
from ..base.errors import NotAllowed, Refused, Sentence, Stale
from ..base.models import Tracked
from ..base.moment import now
from ..flow.flows import Step
from ..flow.mandates import mandate
from ..flow.models import Advice, Disposition
from ..people.models import Person
from .write import assign, born, check, insert, write

M = TypeVar("M", bound=Tracked)


@dataclass(frozen=True)
class Offer:
    """A step out of the present state; when it is not allowed, `sentence` says why."""

    step: Step
    allowed: bool
    sentence: Sentence = ""


def offers(actor: Actor, record: Tracked, scope: Scope | None = None) -> list[Offer]:
    """Return the steps that lead on from here, those refused with their sentence."""
    found = []
    for step in record.flow.leaving(record.state):
        if not step.internal:
            why = refusal(actor, record, step, {}, scope)
            found.append(Offer(step, why is None, why.sentence if why else ""))
    return found


def refusal(
    actor: Actor,
    record: Tracked,
    step: Step,
    values: dict[str, Any],
    scope: Scope | None = None,
    authority: Any = None,
) -> Refused | None:
    """Return why a step may not be taken, None when it may; without `values`, whatever the step asks for."""
    state = record.flow.states[record.state]
    if state not in step.sources:
        words = {"step": step.label, "state": state.label}
        return Refused(_("“%(step)s” is not possible while the state is “%(state)s”.") % words)
    if step.internal and not isinstance(actor, System):
        return NotAllowed(_("The system takes this step by itself."))
    answer = mandate(actor, record, step, authority)
    if answer is None:
        answer = can(actor, step.right, record, scope)
    if not answer:
        return NotAllowed(answer.sentence)
    for guard in step.guards:
        if not isinstance(actor, System) and (sentence := guard(actor, record, values)):
            return Refused(sentence)
    return None


def take(
    actor: Actor, record: M, step: str, /, *, reason: str = "", expect: int | None = None,
    dispositions: dict[Any, tuple[str, str]] | None = None, happened_at: datetime | None = None,
    authority: Any = None, **values: Any,
) -> M:  # fmt: skip
    """Take `step` on a record, with the fields it asks for.

    `authority` is what the actor acts by besides the own rights: a recorded decision (`flow.mandates`).

    `dispositions` answers every open advice when the step decides: {advice key: (disposition, reason)}.
    """
    chosen = record.flow.steps.get(step) if record.flow else None
    if chosen is None:
        raise Refused(_("There is no step “%(step)s” here.") % {"step": step})
    if expect is not None and expect != record.version:
        raise Stale
    if why := refusal(actor, record, chosen, values, authority=authority):
        raise why
    missing = {
        name: [_("This is needed for the step.")] for name in chosen.fields if values.get(name) in (None, "")
    }
    if chosen.asks_reason and not reason.strip():
        missing["reason"] = [_("Write a reason.")]
    if missing:
        raise Refused(_("Some fields need another look; nothing was changed."), missing, code="fields")
    unasked = set(values) - {*chosen.fields, *chosen.optional}
    if unasked:
        raise Refused(_("This step does not ask for: %(fields)s.") % {"fields": ", ".join(sorted(unasked))})
    before = snapshot(record)
    with journal.writing(actor, reason):
        if chosen.disposes:
            _dispose(actor, record, dispositions or {})
        assign(record, values)
        if chosen.target is not None:
            record.state = chosen.target.name
            record.state_since = happened_at or now()
        record.authority = authority  # for effects: the decision by which the step is taken
        if chosen.effect:
            chosen.effect(actor, record, values)
        check(record, only=[*values, *chosen.fields])
        write(actor, record, chosen.name, before, reason, happened_at)
    return record


def open_advice(record: Tracked) -> list[Advice]:
    """Return the advice on a record that no decision has answered yet."""
    return list(
        Advice.objects.filter(object_id=record.pk, disposition="").select_related("adviser").order_by("id")
    )


def _dispose(actor: Actor, record: Tracked, answers: dict[Any, tuple[str, str]]) -> None:
    """Answer every open advice, or refuse the decision."""
    given = {str(key): answer for key, answer in answers.items()}
    for advice in open_advice(record):
        what, why = given.get(str(advice.pk), ("", ""))
        if what not in Disposition.values:
            raise Refused(
                _("Say of every advice whether it was followed."),
                {f"advice-{advice.pk}": [_("Say whether this advice was followed.")]},
            )
        if what == Disposition.NOT_FOLLOWED and not why.strip():
            raise Refused(
                _("Say why an advice was not followed."),
                {f"advice-{advice.pk}": [_("Say why this advice was not followed.")]},
            )
        before = snapshot(advice)
        advice.disposition, advice.disposition_reason = what, why
        write(actor, advice, "dispose", before, why, None)


def advise(actor: Person, record: Tracked, stance: str, text: str) -> Advice:
    """Give advice on a record; the right to advise is asked, the state does not change."""
    answer = can(actor, "advise", record)
    if not answer:
        raise NotAllowed(answer.sentence)
    return file_advice(actor, record, stance, text)


def file_advice(actor: Person, record: Tracked, stance: str, text: str, on_behalf: str = "") -> Advice:
    """Put advice on a record, for a body if so said; the caller has asked whether the actor may."""
    if record.flow and record.flow.states[record.state].closed:
        raise Refused(_("This record is closed, so it takes no more advice."))
    said = Advice(
        kind_of=record.kind_name(), object_id=record.pk, adviser=actor, stance=stance, text=text.strip(),
        on_behalf=on_behalf,
    )  # fmt: skip
    born(said, now())
    check(said)
    insert(actor, said)
    return said
