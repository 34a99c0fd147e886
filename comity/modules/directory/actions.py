"""Passing on a right that one holds, and taking it back. The person comes first."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.kernel.access.models import Grant
from comity.kernel.access.rules import can
from comity.kernel.access.scope import Reach, Scope, compile_scope
from comity.kernel.actions import hooks
from comity.kernel.actions.write import born, check, insert, write
from comity.kernel.audit import journal
from comity.kernel.audit.snapshot import snapshot
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import now
from comity.kernel.notices.tell import tell
from comity.kernel.people.models import Dated, Person, Role, Unit

from .notices import RECEIVED, WITHDRAWN
from .words import covers, level_words, place_words, register_words, right_words

GRANTS = Grant.kind_name()


def own_grants(person: Person, day: date | None = None) -> Any:
    """Return the grants that give a person rights of their own: by name or by role, not by delegation."""
    day = day or now().date()
    roles = Role.objects.filter(pk__in=person.appointments.filter(Dated.current(day)).values("role"))
    mine = Q(person=person) | Q(role__in=roles)
    return Grant.objects.filter(Dated.current(day), mine, delegated_from=None).select_related("role", "unit")


def delegate(
    person: Person, to: Person, grant: Grant, unit: Unit, until: date, reason: str, *,
    right: str = "", register: str = "", ceiling: int | None = None, below: bool = True,
) -> Grant:  # fmt: skip
    """Pass on to `to`, until a day, what `person` holds by `grant`: all of it, or one right, register or unit of it.

    Never more than is held: it lapses by itself when the giver no longer holds it (`access.scope.still_held`).
    """
    day = now().date()
    right, register = right or grant.right, register or grant.register
    level = grant.ceiling if ceiling is None else ceiling
    own, wanted = compile_scope(person, day, without_delegation=True), Reach(unit.path, below, level)
    _held(person, own, grant, right, register, wanted, day)
    _sound(person, to, grant, until, reason, day)
    given = Grant(
        person=to, right=right, register=register, unit=unit, below=below, ceiling=level, source=grant.source,
        granted_by=person, delegated_from=grant, starts=day, ends=until,
    )  # fmt: skip
    born(given, now())
    check(given)
    with journal.writing(person, reason):
        insert(person, given, reason)
        tell([to], RECEIVED, GRANTS, given.pk, "/directory/rights/delegations/", who=person.name, until=until)
    return given


def _held(
    person: Person, own: Scope, grant: Grant, right: str, register: str, wanted: Reach, day: date
) -> None:
    """Refuse more than the person holds, saying how much that is."""
    place, level = place_words(wanted.path, wanted.below), level_words(wanted.ceiling)
    if not any(line.contains(wanted) for line in own.reach("grant", GRANTS)):
        raise NotAllowed(
            _("You may not delegate rights for %(place)s up to “%(level)s”.")
            % {"place": place, "level": level},
            _said(own, "grant", GRANTS, "unit"),
        )
    if right in ("*", "grant"):
        sentence = _("Name one right; the right to delegate and all rights together cannot be passed on.")
        raise Refused(sentence, {"right": [sentence]})
    if grant.delegated_from_id:
        raise Refused(_("What was delegated to you cannot be delegated again."))
    fits = grant.right in (right, "*") and covers(grant.register, register)
    if not fits or not own_grants(person, day).filter(pk=grant.pk).exists():
        raise Refused(_("The chosen grant is not yours, or does not include this right and register."))
    if not any(line.contains(wanted) for line in own.reach(right, register)):
        raise NotAllowed(
            _(
                "You do not hold “%(right)s” on “%(register)s” for %(place)s up to “%(level)s” yourself, so you cannot pass it on."
            )
            % {
                "right": right_words(right),
                "register": register_words(register),
                "place": place,
                "level": level,
            },
            _said(own, right, register, "unit"),
        )


def _said(own: Scope, right: str, register: str, field: str) -> dict[str, list[str]]:
    """Say at a field how far the right is held."""
    reach = [
        _("You hold it for %(place)s, up to “%(level)s”.")
        % {"place": place_words(line.path, line.below), "level": level_words(line.ceiling)}
        for line in own.reach(right, register)
    ]
    return {field: reach or [_("You do not hold it anywhere.")]}


def _sound(person: Person, to: Person, grant: Grant, until: date, reason: str, day: date) -> None:
    """Refuse a delegation to the wrong person, for too long, or without a reason."""
    faults: dict[str, list[str]] = {}
    if to.pk == person.pk:
        faults["to"] = [_("You cannot delegate to yourself.")]
    elif not to.appointments.filter(Dated.current(day)).exists():
        faults["to"] = [_("%(name)s has no current appointment.") % {"name": to.name}]
    if until < day:
        faults["until"] = [_("This day is past.")]
    elif grant.ends and until > grant.ends:
        faults["until"] = [_("You hold this only until %(day)s.") % {"day": grant.ends}]
    if not reason.strip():
        faults["reason"] = [_("Write a reason.")]
    if faults:
        raise Refused(_("Some fields need another look; nothing was changed."), faults, code="fields")


def may_withdraw(person: Person, delegation: Grant) -> bool:
    """Say whether a person may take a delegation back: who gave it, or who may remove grants there."""
    return delegation.granted_by_id == person.pk or bool(can(person, "remove", delegation))


def withdraw(person: Person, delegation: Grant, reason: str) -> None:
    """Take a delegation back, from now on.

    Days are whole: one that began earlier ends yesterday; one that began today is removed. The journal keeps both.
    """
    if delegation.delegated_from_id is None or not may_withdraw(person, delegation):
        raise NotAllowed(_("Only who gave a delegation, or who may remove grants there, can withdraw it."))
    if not reason.strip():
        raise Refused(_("Say why this is withdrawn."), {"reason": [_("Write a reason.")]})
    yesterday = now().date() - timedelta(days=1)
    if delegation.ends and delegation.ends <= yesterday:
        raise Refused(_("This delegation has ended already."))
    with journal.writing(person, reason):
        if delegation.starts and delegation.starts <= yesterday:
            before = snapshot(delegation)
            delegation.ends = yesterday
            check(delegation, only=["ends"])
            write(person, delegation, "change", before, reason, None)
        else:
            journal.record(GRANTS, delegation.pk, "remove", before=snapshot(delegation))
            hooks.run([delegation], "remove")
            Grant._base_manager.filter(pk=delegation.pk).delete()
        tell(
            [delegation.person], WITHDRAWN, url="/directory/rights/delegations/", but=person, who=person.name
        )
