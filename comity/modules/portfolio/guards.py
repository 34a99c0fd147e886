"""What must be true before a case or an initiative goes on: each guard answers None or the sentence why not."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.flow.flows import Guard, Sentence

Values = dict[str, Any]


def serves_an_aim(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for a driver, goal or key result: no goal, no project."""
    initiative = getattr(record, "initiative", record)
    if initiative.aims.exists():
        return None
    return _("Say first which driver, goal or key result this serves.")


def not_to_be_merged(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Wait for the decision where a merger is proposed."""
    if record.merge_into_id is None:
        return None
    return _("It is proposed to merge this into %(other)s; that is decided first.") % {
        "other": record.merge_into
    }


def has_a_keeper(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for the proposal that says which initiative takes this one up."""
    if record.merge_into_id is None:
        return _("Nobody has proposed to merge this into another initiative.")
    return None


def keeper_is_alive(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Nothing is merged into what is closed, or is itself to be merged."""
    keeper = values.get("merge_into") or record.merge_into
    if keeper is None:
        return None
    if keeper.flow.states[keeper.state].closed:
        return _("%(other)s is closed, so nothing is merged into it.") % {"other": keeper}
    if keeper.merge_into_id is not None:
        return _("%(other)s is itself to be merged into another initiative.") % {"other": keeper}
    return None


def has_an_approved_case(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for a case version that a mandated body approved (invariant I1)."""
    if record.cases.filter(state__in=("approved", "approved_with_conditions")).exists():
        return None
    return _("No version of its business case is approved.")


def no_case_under_way(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Refuse to withdraw from under a case that is being decided."""
    if record.cases.filter(state__in=("in_review", "reviewed", "endorsed", "tabled")).exists():
        return _("Its business case is under way; withdraw that first.")
    return None


def not_in_delivery(actor: Any, record: Any, values: Values) -> Sentence | None:
    """A case that is being delivered is ended by rebalancing, not by lapse."""
    if record.initiative.state in ("delivering", "realising", "closed"):
        return _("The initiative is being delivered; only a decision on the portfolio ends it.")
    return None


def option_chosen(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for a preferred option that costs something, and one to compare it with."""
    options = list(record.options.all())
    chosen = [one for one in options if one.preferred]
    if not chosen:
        return _("Mark the option that is proposed as preferred.")
    if len(options) < 2:
        return _("Put at least one other option beside the preferred one, if only to do nothing.")
    if not record.total():
        return _("The preferred option has no cost lines.")
    return None


def benefits_answered_for(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for an owner, a baseline and a date of every benefit (the note's rule (a) against forgotten benefits)."""
    benefits = list(record.benefits.all())
    if not benefits:
        return _("Promise at least one benefit.")
    for one in benefits:
        if one.owner_id is None:
            return _("The benefit “%(name)s” has no owner.") % {"name": one.name}
        if one.baseline is None and one.kind != "qualitative":
            return _("The benefit “%(name)s” has no baseline.") % {"name": one.name}
        if one.due is None:
            return _("The benefit “%(name)s” has no date.") % {"name": one.name}
    return None


def form_is_full(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for the five-case form where the amount calls for it, and that its parts are written."""
    if record.form == "short":
        if record.form_needed() == "five":
            return _("A case of this amount is written in the five-case form.")
        return None
    for name in record.FIVE:
        if not getattr(record, name).strip():
            word = record._meta.get_field(name).verbose_name
            return _("“%(field)s” is empty; the five-case form needs it.") % {"field": word}
    return None


def checks_complete(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask for every check; what does not conform needs an exception or another design first."""
    found = list(record.checks.all())
    there = {one.area for one in found}
    for area, label in record.CHECKS:
        if area not in there:
            return _("The check “%(check)s” is missing.") % {"check": label}
    for one in found:
        if one.verdict == "deviates":
            return _("The check “%(check)s” found that the case does not conform.") % {
                "check": one.get_area_display()
            }
    return None


def nothing_blocks(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Refuse while a blocking risk is open."""
    risk = record.risks.filter(blocking=True, resolved=False).first()
    return _("A blocking risk is open: %(risk)s.") % {"risk": risk} if risk else None


def fits_envelope(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Ask the ledger whether the programme has the money, by fund and year (para 27(b))."""
    from comity.modules.finance import public as finance

    wanted: dict[tuple[Any, int], Decimal] = defaultdict(Decimal)
    for fund, year, amount in record.money_lines():
        wanted[fund, year] += amount
    for before in record.earlier():
        for fund, year, amount in before.money_lines():
            wanted[fund, year] -= amount
    lines = [(fund, year, amount) for (fund, year), amount in wanted.items() if amount > 0]
    said = finance.shortfalls(record.initiative.programme_id, lines, record.unit)
    return " ".join(str(one) for one in said) or None


WRITTEN: tuple[Guard, ...] = (serves_an_aim, option_chosen, benefits_answered_for, form_is_full)
DECIDABLE: tuple[Guard, ...] = (*WRITTEN, checks_complete, nothing_blocks, fits_envelope)
