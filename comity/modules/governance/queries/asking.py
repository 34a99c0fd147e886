"""Who may take a step that names a matter: seats and mandates joined, as they stand on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.kernel.access.rules import Answer
from comity.kernel.audit.actors import Actor, System
from comity.kernel.flow.mandates import Facts

from ..models import Body, Mandate, Quorum, Right, Seat
from ..models.bodies import ACTING
from .seats import held_by, single_seats
from .standing import mandates_on, today


@dataclass
class Answerer:
    """One question: a matter, a right, the facts of a record, a day. Mandates and seats are read once."""

    right: str
    matter: str
    facts: Facts
    on: date

    @cached_property
    def spoken(self) -> list[Mandate]:
        """The mandates that speak of the matter and right, within reach or not."""
        return [m for m in mandates_on(self.on, self.matter) if m.right == self.right]

    @cached_property
    def fitting(self) -> list[Mandate]:
        """Those within whose reach the facts lie."""
        return [m for m in self.spoken if m.fits(self.facts)]

    @cached_property
    def bodies(self) -> list[Body]:
        return list({m.body_id: m.body for m in self.fitting}.values())

    def seats(self, actor: Any) -> list[Seat]:
        """Return the seats from which a person takes part in one of the bodies."""
        mine = {body.pk for body in self.bodies}
        return [s for s in held_by(actor, self.on, ACTING) if s.body_id in mine] if mine else []

    def acts_alone(self, body: Body) -> bool:
        """Say whether who sits in a body acts for it alone: an office, or one vote where no quorum is asked."""
        if body.is_office:
            return True
        return body.quorum == Quorum.NONE and body.pk in self._single

    @cached_property
    def _single(self) -> set[Any]:
        return single_seats([b for b in self.bodies if not b.is_office and b.quorum == Quorum.NONE], self.on)

    def source(self, body: Any) -> str:
        """Return the paragraph on which a body's mandate rests."""
        return next((m.source for m in self.fitting if m.body_id == body.pk), "")

    def refusal(self) -> "str | Promise":
        """Say who could, or why nobody can."""
        if self.bodies:
            return _("Only %(bodies)s may do this, and you hold no seat there that acts.") % {
                "bodies": names(self.bodies)
            }
        why = " ".join(str(sentence) for m in self.spoken[:1] for sentence in m.misfits(self.facts))
        return _("No body holds a mandate that reaches this. %(why)s") % {"why": why}


def names(bodies: list[Body]) -> str:
    """Write the names of bodies one after the other."""
    return ", ".join(f"“{body.name}”" for body in bodies[:4])


def may(person: Any, right: str, matter: str, facts: Facts, on: date | None = None) -> Answer:
    """Say whether a person takes part, from a seat, in a body with this mandate; `alone` asks for more."""
    asked = Answerer(right, matter, facts, today(on))
    seats = asked.seats(person)
    if not seats:
        return Answer(False, asked.refusal())
    return Answer(True, _seat_words(seats[0], asked.source(seats[0].body)))


def alone(person: Any, right: str, matter: str, facts: Facts, on: date | None = None) -> Answer:
    """Say whether a person may act alone: from a seat in an office, or the only vote of a body without quorum."""
    return answer_alone(Answerer(right, matter, facts, today(on)), person)


def answer_alone(asked: Answerer, person: Any) -> Answer:
    """Answer for a person without a decision in hand."""
    seats = asked.seats(person)
    for seat in seats:
        if asked.acts_alone(seat.body) and (seat.votes or seat.body.is_office):
            return Answer(True, _seat_words(seat, asked.source(seat.body)))
    if seats:
        return Answer(
            False, _("%(body)s does this together, by a recorded decision: put it on its agenda.")
            % {"body": names([seats[0].body])},
        )  # fmt: skip
    return Answer(False, asked.refusal())


def _seat_words(seat: Seat, source: str) -> "str | Promise":
    words = {"capacity": seat.get_capacity_display(), "body": seat.body.name, "source": source}
    return _("As %(capacity)s of “%(body)s” (%(source)s).") % words


def bodies_with(right: str, matter: str, facts: Facts, on: date | None = None) -> list[Body]:
    """Return the bodies that hold a right in a matter for these facts on a day."""
    return Answerer(right, matter, facts, today(on)).bodies


def of_step(record: Any, step: Any, on: date | None = None) -> Answerer | None:
    """Return the question that a step puts, or None where no mandate speaks of its matter.

    The right of the step is asked where it is a right of mandates; otherwise the act of the matter.
    """
    day, facts = (
        today(on),
        record.facts() if hasattr(record, "facts") else Facts(unit=getattr(record, "unit", None)),
    )
    for right in _rights(step):
        asked = Answerer(right, step.matter, facts, day)
        if asked.spoken:
            return asked
    return None


def _rights(step: Any) -> list[str]:
    from ..models import Matter

    act = Matter.objects.filter(code=step.matter).values_list("act", flat=True).first() or Right.DECIDE
    return list(dict.fromkeys([step.right, act] if step.right in Right.values else [act]))


def answer(actor: Actor, record: Any, step: Any, authority: Any = None) -> Answer | None:
    """Answer the kernel: may this actor take this step on this record, alone or by this decision?"""
    asked = of_step(record, step)
    if asked is None:
        return None
    if authority is not None:
        return _by_decision(asked, actor, record, step, authority)
    if isinstance(actor, System):
        return Answer(False, _("The system takes no step that belongs to a body; a recorded decision does."))
    return answer_alone(asked, actor)


def _by_decision(asked: Answerer, actor: Actor, record: Any, step: Any, authority: Any) -> Answer:
    """A decision opens a step if its body holds the mandate today and the decision is about this step."""
    body = next((b for b in asked.bodies if b.pk == authority.body_id), None)
    if body is None:
        return Answer(
            False, _("The body that decided holds no mandate for this. %(who)s") % {"who": asked.refusal()}
        )
    if not authority.covers(record, step):
        return Answer(
            False, _("The decision %(reference)s is not about this.") % {"reference": authority.reference}
        )
    if not isinstance(actor, System) and not any(s.body_id == body.pk for s in held_by(actor, asked.on)):
        return Answer(False, _("You hold no seat in %(body)s.") % {"body": names([body])})
    words = {"reference": authority.reference, "body": body.name, "source": asked.source(body)}
    return Answer(True, _("By decision %(reference)s of “%(body)s” (%(source)s).") % words)
