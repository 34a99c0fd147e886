"""The steps of a record: which lead on from here and why not, and taking one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...actions.steps import refusal
from ...actions.verbs import offers, take
from ...base.errors import Refused
from . import bodies
from .door import Door, answer, only
from .once import once
from .problems import Problem
from .records import Written


class OffersDoor(Door):
    """The steps that lead on; a step that is not allowed says why."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        record = self.record(pk)
        items = [
            {
                "step": offer.step.name,
                "label": str(offer.step.label),
                "to": offer.step.target.name if offer.step.target else None,
                "allowed": offer.allowed,
                "sentence": str(offer.sentence),
                "fields": list(offer.step.fields),
                "optional": list(offer.step.optional),
                "asks_reason": offer.step.asks_reason,
                "disposes": offer.step.disposes,
                "url": f"{request.path}{offer.step.name}/",
            }
            for offer in offers(self.person, record, self.scope)
        ]
        return answer({"state": record.state, "items": items, "next": None})


class StepDoor(Written):
    """One step, taken."""

    def post(self, request: Any, pk: UUID, step: str) -> HttpResponse:
        only(request.GET)
        record = self.record(pk)
        chosen = self.register.model.flow.steps.get(step)
        if chosen is None or chosen.internal:
            raise Problem(404, "no-step", _("There is no step “%(step)s” here.") % {"step": step})

        def act() -> HttpResponse:
            expect = self.expected(record)
            fields = bodies.values(self.register, given.fields, self.person, self.scope)
            fate = {
                key: (one.disposition, one.reason) for key, one in getattr(given, "dispositions", {}).items()
            }
            take(self.person, record, step, reason=given.reason, dispositions=fate, expect=expect, **fields)
            return self.shown(pk)

        try:
            given = bodies.read(bodies.step_body(self.register, step), self.body())
        except Refused as fault:
            # What cannot be done at all is said before what is missing for it.
            raise (refusal(self.person, record, chosen, {}, self.scope) or fault) from fault
        return once(request, self.account, self.raw(), act)
