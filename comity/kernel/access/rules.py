"""The one rule of access, for a single thing (`can`) and for a query (`visible_to`)."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Func, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..audit.actors import Actor, System
from ..base.errors import NotAllowed
from ..base.models import Classification, Tracked
from ..people.models import Dated, Person, Unit
from .models import Share
from .scope import NOWHERE, Reach, Scope, scope_of

M = TypeVar("M", bound=Tracked)
# From this share of all units on, a list is read along its order instead of unit by unit.
BROAD = 0.02
# Up to so many units are named in a query; more are looked up in it.
NAMED = 100


@dataclass(frozen=True)
class Answer:
    """Yes or no, with the reason; true and false like a bool."""

    allowed: bool
    sentence: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


def place_of(thing: Tracked) -> tuple[str | None, int]:
    """Return (path of the unit, classification) that decide about a record; None: anywhere will do."""
    level = getattr(thing, "classification", 0)
    if thing.unit_field is None:
        return None, level
    unit: Any = thing if thing.unit_field == "self" else getattr(thing, thing.unit_field)
    # Without a unit a record belongs to the whole: only who reaches every unit reaches it.
    return (unit.path if unit else NOWHERE), level


def can(
    actor: Actor | None, right: str, thing: "Tracked | type[Tracked]", scope: Scope | None = None
) -> Answer:
    """Say whether `actor` may do `right` to a record, or anywhere in a register, and why or why not."""
    if isinstance(actor, System):
        return Answer(True, _("The system does this by itself."))
    if actor is None:
        return Answer(False, _("Sign in first."))
    scope = scope or scope_of(actor)
    kind = thing.kind_name()
    if isinstance(thing, type):
        line = scope.holds(right, kind)
    else:
        path, level = place_of(thing)
        line = scope.holds(right, kind, path, level)
    if line:
        return Answer(True, line.source)
    if not isinstance(thing, type):
        for name, rights in thing.party_rights.items():
            if right in rights and getattr(thing, f"{name}_id") == actor.pk:
                return Answer(True, _("You are named on this record."))
        if (right, kind) in scope.shared and shares_of(scope, kind, right).filter(
            object_id=thing.pk
        ).exists():
            return Answer(True, _("This record is shared with you."))
    return Answer(False, refusal(right, thing))


def refusal(right: str, thing: "Tracked | type[Tracked]") -> Promise | str:
    """Say which right is missing, in a sentence."""
    register = thing._meta.verbose_name_plural
    path, level = (None, 0) if isinstance(thing, type) else place_of(thing)
    if level:
        return _("You lack the right “%(right)s” on %(register)s classified “%(level)s” in %(unit)s.") % {
            "right": right, "register": register, "level": Classification(level).label, "unit": path or "",
        }  # fmt: skip
    if path:
        return _("You lack the right “%(right)s” on %(register)s in %(unit)s.") % {
            "right": right, "register": register, "unit": path.strip("/").split("/")[-1],
        }  # fmt: skip
    return _("You lack the right “%(right)s” on %(register)s.") % {"right": right, "register": register}


def ask(
    actor: Actor | None, right: str, thing: "Tracked | type[Tracked]", scope: Scope | None = None
) -> None:
    """Refuse unless `can()`."""
    answer = can(actor, right, thing, scope)
    if not answer:
        raise NotAllowed(answer.sentence)


def shares_of(scope: Scope, kind: str, right: str) -> "QuerySet[Share]":
    """Return the shares of a register that hold for the person today."""
    mine = Q(person=scope.person_id) | Q(unit__in=scope.units)
    return Share.objects.filter(Dated.current()).filter(mine, kind_of=kind, right=right)


class Unindexed(Func):
    """A column that SQLite must not use to choose an index (its unary plus); elsewhere the column itself."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def visible_to(
    person: Person | None, queryset: "QuerySet[M]", right: str = "view", scope: Scope | None = None
) -> "QuerySet[M]":
    """Return the rows of `queryset` for which `can(person, right, row)` says yes, decided in SQL."""
    model, scope = queryset.model, scope or scope_of(person)
    kind, condition = model.kind_name(), Q()
    lines = scope.reach(right, kind)
    column = model.unit_field or ""
    rows: QuerySet[Any] = queryset
    if column not in ("", "self") and scope.share(right, kind) >= BROAD:
        rows = rows.alias(unit_here=Unindexed(F(f"{column}_id")))
        column = "unit_here"
    for line in lines:
        here = _place(line, column, scope) & _level(line, model)
        if not here:
            return rows
        condition |= here
    for name, rights in model.party_rights.items():
        if right in rights and scope.person_id:
            condition |= Q(**{name: scope.person_id})
    if (right, kind) in scope.shared:
        condition |= Q(pk__in=shares_of(scope, kind, right).values("object_id"))
    return rows.filter(condition) if condition else rows.none()


def _place(line: Reach, column: str, scope: Scope) -> Q:
    """Return the condition that a row is of a unit within reach; empty when every unit is."""
    if not column or scope.whole(line):
        return Q()
    wanted = Q(path__startswith=line.path) if line.below else Q(path=line.path)
    if column == "self":
        return wanted
    # Few units are named: PostgreSQL counts named ones well, and takes a subquery for half of the table.
    named = scope.units_in(line)
    keys = named if len(named) <= NAMED else Unit.objects.filter(wanted).values("pk")
    return Q(**{f"{column}__in": keys})


def _level(line: Reach, model: type[Tracked]) -> Q:
    """Return the condition that a row is not classified above the ceiling; empty when none can be."""
    classified = any(field.name == "classification" for field in model._meta.local_concrete_fields)
    if not classified or line.ceiling >= Classification.STRICTLY_CONFIDENTIAL:
        return Q()
    return Q(classification__lte=line.ceiling)
