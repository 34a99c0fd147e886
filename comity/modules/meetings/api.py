"""Voting by a program: POST /api/meetings/decisions/{id}/vote/ {"choice": "yes", "statement": "", "person": code}."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import Refused
from comity.kernel.people.models import Person
from comity.kernel.registers.api.door import Door, answer, only
from comity.kernel.registers.api.problems import hidden

from . import actions, queries
from .registers import Ballots


class VoteDoor(Door):
    """A vote, cast once; `person` is the code of the member one stands in for."""

    register = Ballots

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        decision = queries.decision(pk)
        if decision is None or not decision.entitlements.filter(caster=self.person).exists():
            raise hidden()
        said = {name: str(value) for name, value in self.body().items()}
        strange = set(said) - {"choice", "statement", "person"}
        if strange:
            raise Refused(_("There is no field “%(field)s” here.") % {"field": sorted(strange)[0]})
        whose = Person.objects.filter(code=said["person"]).first() if "person" in said else self.person
        ballot = actions.vote(
            self.person, decision, said.get("choice", ""), said.get("statement", "")[:4000], whose
        )
        return answer({"id": str(ballot.pk), "choice": ballot.choice, "weight": ballot.weight}, 201)
