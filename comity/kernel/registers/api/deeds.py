"""Acts of a module that are neither a field nor a step: what is sent, what happens, and the record it answers with.

    @deed
    class Vote(Deed):
        register, name, words = Decisions, "vote", _("Cast a vote")
        sends, writes = VoteBody, Ballots

        def do(self, decision, given):
            return actions.vote(self.person, decision, given.choice)

Written in the `api.py` of a module, which is found at start-up; the description of the API follows.
"""

from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from pydantic import BaseModel

from ...base.errors import Refused
from ...base.models import Tracked
from ..register import Register
from . import bodies
from .door import answer, only
from .lists import Named
from .once import once
from .records import Written, etag

D = TypeVar("D", bound="type[Deed]")
OURS = ("history", "comments", "steps", "advice")


class Deed(Written):
    """One act at an address of its own: behind a record, or (`alone`) behind the whole register.

    The answer is read through `writes`, the register of what comes out; the scopes of a token name that one too.
    """

    name: ClassVar[str]
    words: ClassVar[Any]
    sends: ClassVar[type[BaseModel]]
    writes: ClassVar[type[Register]]
    alone: ClassVar[bool] = False
    several: ClassVar[bool] = False
    status: ClassVar[int] = 201

    def do(self, record: Any, given: Any) -> Any:
        """Do it, and return what was written: a record, or a list of them where there are several."""
        raise NotImplementedError

    def post(self, request: Any, pk: UUID | None = None) -> HttpResponse:
        only(request.GET)
        record = None if pk is None else self.record(pk)
        given = bodies.read(self.sends, self.body())

        def act() -> HttpResponse:
            with transaction.atomic():
                if record is not None:
                    self.expected(record)
                made = self.do(record, given)
            return self.told(made)

        return once(request, self.account, self.raw(), act)

    def told(self, made: Any) -> HttpResponse:
        """Answer with what was written, as far as the caller may see it."""
        if self.several:
            return answer(
                {"items": self.as_seen(self.writes, [one.pk for one in made]), "next": None}, self.status
            )
        row = self.as_seen(self.writes, [made.pk])[0]
        place = f"/api/{self.writes.path()}{made.pk}/"
        return answer(row, self.status, ETag=etag(row["version"]), Location=place)

    def admits(self, verb: str) -> bool:
        return bool(self.token.allows(verb, self.writes.kind()))

    def named(self, field: str, target: type[Tracked], said: str) -> Any:
        """Return the record that the caller names by key, code or reference in a field."""
        try:
            return Named(target, self.person, self.scope, required=False).to_python(said)
        except ValidationError as complaint:
            raise Refused(complaint.messages[0], {field: complaint.messages}, code="fields") from complaint


_deeds: dict[str, list[type[Deed]]] = {}


def deed(kind: D) -> D:
    """Give an act its address."""
    if kind.name in OURS:
        raise ValueError(f"Every register has “{kind.name}/” already; call {kind.__name__} otherwise.")
    _deeds.setdefault(kind.register.kind(), []).append(kind)
    return kind


def deeds_of(register: type[Register]) -> list[type[Deed]]:
    """Return the acts of a register."""
    return _deeds.get(register.kind(), [])
