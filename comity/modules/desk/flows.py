"""How services and tickets live."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now
from comity.kernel.flow.flows import Flow, Sentence, State, Step

QUIET = timedelta(days=7)  # a resolved ticket that nobody contradicts closes by itself
SECOND_THOUGHTS = timedelta(days=30)  # so long after closing it can be opened again


class ServiceFlow(Flow):
    """A service is prepared, offered, phased out and ended (ISO/IEC 20000-1, 8.2.4)."""

    planned = State(_("Planned"), "waiting", initial=True)
    offered = State(_("Offered"), "well")
    retiring = State(_("Being phased out"), "late")
    retired = State(_("Ended"), "closed", closed=True)

    offer = Step((planned, retiring), offered, _("Offer"), right="change", primary=True)
    phase_out = Step(offered, retiring, _("Phase out"), right="change", asks_reason=True)
    retire = Step(retiring, retired, _("End"), right="change", asks_reason=True)


def by(actor: Any) -> Any:
    """Return the acting person, or None for the system."""
    return actor if getattr(actor, "pk", None) else None


def member_of_group(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """A ticket is given to somebody of the group that has it."""
    person, group = values.get("assignee"), values.get("group") or record.group
    if person is None or group is None or group.has_member(person):
        return None
    return _("%(person)s does not belong to the group “%(group)s”.") % {"person": person, "group": group}


def has_group(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """Work begins in a group, because the group's hours and agreements count."""
    if record.group_id or values.get("group"):
        return None
    return _("No group has this ticket yet. Give it to a group first.")


def soon_enough(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """What was closed long ago is reported anew, so that its promises are new too."""
    if record.closed_at is None or now() - record.closed_at <= SECOND_THOUGHTS:
        return None
    return _("This was closed more than 30 days ago. Report it again, and mention this number.")


def take_over(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Who takes a ticket is the one who has it."""
    record.assignee = by(actor) or record.assignee


def hand_on(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Another group starts without an assignee, unless one is named."""
    if record.was_group_id != record.group_id:
        record.reassign_count += 1 if record.was_group_id else 0
        record.assignee = values.get("assignee")


def note_resolved(actor: Any, record: Any, values: dict[str, Any]) -> None:
    record.resolved_at = now()
    record.closes_at = record.resolved_at + QUIET


def note_closed(actor: Any, record: Any, values: dict[str, Any]) -> None:
    record.closed_at, record.closes_at = now(), None


def open_anew(actor: Any, record: Any, values: dict[str, Any]) -> None:
    record.reopen_count += 1
    record.resolved_at = record.closed_at = record.closes_at = None


class TicketFlow(Flow):
    """From asked to closed. Whose turn it is shows in the state; the clocks follow it."""

    new = State(_("New"), "needs", initial=True)
    assigned = State(_("Assigned"), "needs")
    in_progress = State(_("In progress"), "well")
    waiting_user = State(_("Waiting for the requester"), "waiting")
    waiting_supplier = State(_("Waiting for a supplier"), "waiting")
    resolved = State(_("Resolved"), "well")
    closed = State(_("Closed"), "closed", closed=True)
    cancelled = State(_("Cancelled"), "closed", closed=True)

    begin = Step(
        (new, assigned), in_progress, _("Take it"), right="work", guards=(has_group,), effect=take_over,
        primary=True,
    )  # fmt: skip
    resolve = Step(
        (in_progress, assigned, waiting_user, waiting_supplier), resolved, _("Resolve"), right="work",
        fields=("resolution", "resolution_code"), effect=note_resolved, primary=True,
    )  # fmt: skip
    assign = Step(
        (new, assigned, in_progress, waiting_user, waiting_supplier), assigned, _("Give to a group"),
        right="work", fields=("group",), optional=("assignee",), guards=(member_of_group,), effect=hand_on,
    )  # fmt: skip
    ask_requester = Step(
        (assigned, in_progress, waiting_supplier), waiting_user, _("Ask the requester"), right="work",
        asks_reason=True,
    )  # fmt: skip
    wait_for_supplier = Step(
        (assigned, in_progress, waiting_user), waiting_supplier, _("Wait for a supplier"), right="work",
        asks_reason=True,
    )  # fmt: skip
    resume = Step((waiting_user, waiting_supplier), in_progress, _("Go on"), right="work", effect=take_over)
    hear = Step(waiting_user, in_progress, _("The requester answered"), internal=True)
    confirm = Step(
        resolved, closed, _("Yes, it is solved"), right="confirm", effect=note_closed, primary=True
    )
    close = Step(resolved, closed, _("Close"), internal=True, timer="closes_at", effect=note_closed)
    reopen = Step(
        (resolved, closed), assigned, _("No, it is not solved"), right="confirm", asks_reason=True,
        guards=(has_group, soon_enough), effect=open_anew,
    )  # fmt: skip
    open_again = Step(
        (resolved, closed), assigned, _("Open again"), right="work", asks_reason=True,
        guards=(has_group, soon_enough), effect=open_anew,
    )  # fmt: skip
    cancel = Step(
        (new, assigned, in_progress, waiting_user, waiting_supplier), cancelled, _("I no longer need this"),
        right="confirm", effect=note_closed,
    )  # fmt: skip
    set_aside = Step(
        (new, assigned, in_progress, waiting_user, waiting_supplier), cancelled, _("Cancel"), right="work",
        asks_reason=True, effect=note_closed,
    )  # fmt: skip


WAITING = ("waiting_user", "waiting_supplier")
WORKED = ("new", "assigned", "in_progress", *WAITING)
