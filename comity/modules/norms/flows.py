"""How versions of norms and exceptions live."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Flow, State, Step
from comity.kernel.flow.guards import differs_from, in_future


class VersionFlow(Flow):
    """Draft, consultation, in force: the CITO promulgates (A/62/793 para 29(d))."""

    draft = State(_("Draft"), "waiting", initial=True)
    consultation = State(_("In consultation"), "needs")
    in_force = State(_("In force"), "well")
    superseded = State(_("Superseded"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    consult = Step(draft, consultation, _("Open the consultation"), right="propose", primary=True)
    promulgate = Step(
        consultation, in_force, _("Promulgate"), right="decide", fields=("effective_from",), disposes=True,
        cite="A/62/793 para 29(d)", matter="norm.promulgation", primary=True,
    )  # fmt: skip
    send_back = Step(consultation, draft, _("Send back to the draft"), right="decide", asks_reason=True)
    supersede = Step(in_force, superseded, _("Supersede"), internal=True)
    withdraw = Step(
        (draft, consultation, in_force), withdrawn, _("Withdraw"), right="decide", asks_reason=True,
        cite="A/62/793 para 29(d)",
    )  # fmt: skip


def until_end_of_day(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """The last day of an exception counts whole, in the time zone of the unit that asked."""
    station = record.unit.station
    zone = ZoneInfo(station.zone if station else "UTC")
    record.expires_at = datetime.combine(record.granted_until, time.max, zone)


def assess_by(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """Who assesses is named on the record, and so cannot decide."""
    record.assessor = actor if getattr(actor, "pk", None) else None


def ask_anew(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """A renewal begins again: nothing of the earlier assessment and decision is carried over."""
    record.assessment, record.assessor, record.granted_until, record.expires_at = "", None, None, None


class ExceptionFlow(Flow):
    """Requested, assessed, granted until a date or refused; the requester never decides (para 23)."""

    requested = State(_("Requested"), "needs", initial=True)
    assessed = State(_("Assessed"), "needs")
    granted = State(_("Granted"), "well")
    refused = State(_("Refused"), "closed", closed=True)
    expired = State(_("Expired"), "late")
    revoked = State(_("Revoked"), "closed", closed=True)
    remediated = State(_("No longer needed"), "closed", closed=True)
    withdrawn = State(_("Withdrawn"), "closed", closed=True)

    assess = Step(
        requested, assessed, _("Record the assessment"), right="review", fields=("assessment",),
        guards=(differs_from("requester"),), effect=assess_by, cite="A/62/793 para 39", primary=True,
    )  # fmt: skip
    grant = Step(
        assessed, granted, _("Grant until a date"), right="decide", fields=("granted_until",), disposes=True,
        guards=(differs_from("requester", "assessor"), in_future("granted_until")), effect=until_end_of_day,
        cite="A/62/793 paras 23, 29(d)", matter="norm.exception", primary=True,
    )  # fmt: skip
    refuse = Step(
        assessed, refused, _("Refuse"), right="decide", asks_reason=True, disposes=True,
        guards=(differs_from("requester", "assessor"),), cite="A/62/793 paras 23, 29(d)",
        matter="norm.exception",
    )  # fmt: skip
    reassess = Step(assessed, requested, _("Ask for another assessment"), right="decide", asks_reason=True)
    expire = Step(granted, expired, _("Expire"), internal=True, timer="expires_at")
    renew = Step(
        (granted, expired),
        requested,
        _("Ask for renewal"),
        right="propose",
        asks_reason=True,
        effect=ask_anew,
    )
    revoke = Step(granted, revoked, _("Revoke"), right="decide", asks_reason=True)
    remediate = Step((granted, expired), remediated, _("Say that the norm is followed now"), right="propose")
    withdraw = Step((requested, assessed), withdrawn, _("Withdraw the request"), right="propose")
