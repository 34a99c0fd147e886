"""The addresses of one register: its list, a record, its past, what is said and advised on it."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...access.rules import can, visible_to
from ...actions.models import Comment
from ...actions.verbs import add, advise, change, comment, remove
from ...audit.history import history
from ...base.errors import NotAllowed, Stale
from ...flow.models import Advice
from ..detail import at_moment
from ..listing import beyond, encode
from ..register import Register
from ..views import moment_of
from . import bodies
from .door import Door, answer, only
from .lists import Page, place, size_of
from .once import once
from .problems import Problem, hidden, unreadable
from .shape import shape_of, whole

TAG = re.compile(r'^(?:\*|(?:W/)?"[^"]*"(?:\s*,\s*(?:W/)?"[^"]*")*)$')


def etag(version: int) -> str:
    return f'"{version}"'


def tags(said: str) -> set[str]:
    """Read If-Match or If-None-Match."""
    if len(said) > 500 or not TAG.match(said.strip()):
        raise unreadable("If-Match", _("Write the ETag of the record in quotation marks."), "etag")
    return set(re.findall(r'"[^"]*"', said)) or {"*"}


class Written(Door):
    """What the doors that write a record share."""

    def expected(self, record: Any, must: bool = False) -> int | None:
        """Return the version the caller has seen, after comparing it with the present one."""
        said = self.request.headers.get("If-Match")
        if said is None:
            if must:
                raise Problem(
                    428, "version-needed", _("Send “If-Match” with the ETag of the record you have read.")
                )
            return None
        if not {"*", etag(record.version)} & tags(said):
            raise Stale(_("Somebody changed this record since you read it: read it again, then change it."))
        return None if "*" in tags(said) else int(record.version)

    def shown(self, pk: UUID, status: int = 200, **headers: str) -> HttpResponse:
        """Answer with a record as it is now."""
        row = self.as_seen(self.register, [pk])[0]
        return answer(row, status, ETag=etag(row["version"]), **headers)

    def as_seen(self, register: type[Register], keys: list[UUID]) -> list[dict[str, Any]]:
        """Write records as they are now; of those the caller does not (or no longer) see, key and version only."""
        rows, shape = register.rows().filter(pk__in=keys), whole(register)
        seen = visible_to(self.person, rows, "view", self.scope).values_list(*shape.paths)
        known = {row["id"]: row for row in shape.rows(seen, self.person, self.scope)}
        hidden_ones = register.model._base_manager.filter(pk__in=set(keys) - set(known))
        if len(known) < len(keys):
            known |= {
                key: {"id": key, "version": version}
                for key, version in hidden_ones.values_list("pk", "version")
            }
        return [known[key] for key in keys]

    def unless_closed(self, role: str) -> None:
        """Refuse a method where the register has closed the page of the same role."""
        views = self.register.views
        if (role in views and views[role] is None) or (
            role in ("add", "change") and not bodies.writable(self.register)
        ):
            raise Problem(
                405,
                "method",
                _("Records of this register are not written in this way."),
                headers={"Allow": "GET, HEAD, OPTIONS"},
            )


class ListDoor(Written):
    """The list, and a new record."""

    def get(self, request: Any) -> HttpResponse:
        items, following = Page(self.register, self.person, self.scope, request.GET).read()
        headers: dict[str, str] = {}
        url = f"{request.path}?{following}" if following else None
        if url:
            headers["Link"] = f'<{url}>; rel="next"'
        return answer({"items": items, "next": url}, **headers)

    def post(self, request: Any) -> HttpResponse:
        only(request.GET)
        self.unless_closed("add")
        allowed = can(self.person, "add", self.register.model, self.scope)
        if not allowed and not any("add" in rights for rights in self.register.model.party_rights.values()):
            raise NotAllowed(allowed.sentence)
        given = bodies.read(bodies.addition(self.register), self.body())

        def act() -> HttpResponse:
            found = bodies.values(self.register, given, self.person, self.scope)
            record = add(self.person, self.register.model, reason=getattr(given, "reason", ""), **found)
            return self.shown(record.pk, 201, Location=f"{request.path}{record.pk}/")

        return once(request, self.account, self.raw(), act)


class RecordDoor(Written):
    """One record, now or as at a date."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET, "as_at", "fields")
        shape = shape_of(self.register, request.GET.get("fields"))
        if "as_at" in request.GET:
            return self._past(self.record(pk), request.GET["as_at"], shape)
        rows = visible_to(self.person, self.register.rows(), "view", self.scope).filter(pk=pk)
        found = list(rows.values_list("version", *shape.paths)[:1])
        if not found:
            raise hidden()
        tag, said = etag(found[0][0]), request.headers.get("If-None-Match")
        if said is not None and {"*", tag} & tags(said):
            response = HttpResponse(status=304)
            response["ETag"] = tag
            return response
        return answer(shape.rows([found[0][1:]], self.person, self.scope)[0], ETag=tag)

    def _past(self, record: Any, said: str, shape: Any) -> HttpResponse:
        try:
            moment = moment_of(said)
        except OverflowError:
            moment = None
        if moment is None or not 1800 <= moment.year < 2200:
            raise unreadable(
                "as_at",
                _("Write a date or a moment, such as 2027-03-31 or 2027-03-31T09:30:00Z."),
                "parameter",
            )
        copy = at_moment(record, moment)
        if copy is None:
            raise Problem(404, "not-yet", _("This record did not exist at that time."))
        if not can(self.person, "view", copy, self.scope):
            raise hidden()
        content = shape.instance(copy, self.person, self.scope)
        # The journal counts no versions, so none is claimed for the past.
        return answer({**content, "version": 0} if "version" in content else content)

    def patch(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        self.unless_closed("change")
        record = self.record(pk)
        expect = self.expected(record, must=True)
        given = bodies.read(bodies.alteration(self.register), self.body())
        found = bodies.values(self.register, given, self.person, self.scope)
        change(self.person, record, reason=getattr(given, "reason", ""), expect=expect, **found)
        return self.shown(pk)

    def delete(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET, "reason")
        self.unless_closed("remove")
        record = self.record(pk)
        self.expected(record)
        given = bodies.read(
            bodies.Removal,
            {**({"reason": request.GET["reason"]} if "reason" in request.GET else {}), **self.body()},
        )
        remove(self.person, record, given.reason)
        return HttpResponse(status=204)


class PastDoor(Door):
    """The journal of a record, newest first."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET, "after", "limit")
        record, size = self.record(pk), size_of(request.GET)
        entries = history(record.pk)
        if "after" in request.GET:
            cursor = place(entries.model, "happened_at", request.GET["after"])
            entries = entries.filter(beyond("happened_at", cursor, smaller=True))
        found = list(entries[: size + 1])
        more, found = len(found) > size, found[:size]
        items = [
            {
                "id": one.pk, "verb": one.verb, "at": one.at, "happened_at": one.happened_at, "actor": one.actor,
                "reason": one.reason, "changes": {n: {"before": b, "after": a} for n, (b, a) in one.changes.items()},
            }
            for one in found
        ]  # fmt: skip
        cut = encode(found[-1].happened_at, found[-1].pk) if more else None
        return answer({"items": items, "next": f"{request.path}?after={cut}&limit={size}" if cut else None})


def said_on(one: Comment) -> dict[str, Any]:
    """Write a comment."""
    return {
        "id": one.pk, "at": one.created_at, "author": one.author.name if one.author else None, "text": one.text,
        "internal": one.internal,
    }  # fmt: skip


class TalkDoor(Door):
    """The conversation on a record, oldest first."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET, "after", "limit")
        record, size = self.record(pk), size_of(request.GET)
        said = Comment.objects.filter(object_id=record.pk).select_related("author").order_by("id")
        if not can(self.person, "note", record, self.scope):
            said = said.filter(internal=False)
        if "after" in request.GET:
            said = said.filter(pk__gt=place(Comment, "id", request.GET["after"])[1])
        found = list(said[: size + 1])
        more, found = len(found) > size, found[:size]
        cut = encode(found[-1].pk, found[-1].pk) if more else None
        url = f"{request.path}?after={cut}&limit={size}" if cut else None
        return answer({"items": [said_on(one) for one in found], "next": url})

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        record = self.record(pk)
        given = bodies.read(bodies.Said, self.body())

        def act() -> HttpResponse:
            return answer(said_on(comment(self.person, record, given.text, given.internal)), 201)

        return once(request, self.account, self.raw(), act)


def advice_of(one: Advice) -> dict[str, Any]:
    """Write an advice."""
    return {
        "id": one.pk, "at": one.created_at, "adviser": one.adviser.name, "stance": one.stance, "text": one.text,
        "disposition": one.disposition, "disposition_reason": one.disposition_reason,
    }  # fmt: skip


class AdviceDoor(Door):
    """Advice on a record, and what decisions made of it."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        given = Advice.objects.filter(object_id=self.record(pk).pk).select_related("adviser").order_by("id")
        return answer({"items": [advice_of(one) for one in given[:500]], "next": None})

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        only(request.GET)
        record = self.record(pk)
        given = bodies.read(bodies.Advised, self.body())

        def act() -> HttpResponse:
            return answer(advice_of(advise(self.person, record, given.stance, given.text)), 201)

        return once(request, self.account, self.raw(), act)
