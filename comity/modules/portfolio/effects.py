"""What a step of a case or an initiative brings with it, in the same transaction."""

from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused

Values = dict[str, Any]


def _person(actor: Any) -> Any:
    return None if isinstance(actor, System) else actor


def submitted(actor: Any, record: Any, values: Values) -> None:
    """From now on the case is read by the discount policy of this day, whoever decides on it and when."""
    from comity.modules.appraisal import public as appraisal

    record.appraised_on = record.state_since.date()
    record.policy = appraisal.policy_on(record.appraised_on)


def reviewed_by(actor: Any, record: Any, values: Values) -> None:
    """Who reviews is named on the case, and so neither endorses nor decides alone."""
    record.reviewer = _person(actor)


def endorsed_by(actor: Any, record: Any, values: Values) -> None:
    """Who endorses is named on the case."""
    record.endorser = _person(actor)


def begin_again(actor: Any, record: Any, values: Values) -> None:
    """A case that goes back to its sponsor is appraised and reviewed anew."""
    record.reviewer, record.endorser = None, None
    record.policy, record.appraised_on = None, None


def decided(actor: Any, record: Any, values: Values) -> None:
    """Keep by which decision, or by whom alone; nobody decides alone on what they wrote, reviewed or endorsed."""
    record.decision = record.authority
    if record.authority is not None or isinstance(actor, System):
        return
    if actor.pk in (record.sponsor_id, record.reviewer_id, record.endorser_id):
        raise Refused(_("Who sponsored, reviewed or endorsed a case does not decide on it alone."))
    record.decider = actor


def approved(actor: Any, record: Any, values: Values) -> None:
    """An approval takes the place of earlier ones and reserves its money; a shortfall undoes the decision."""
    from comity.modules.finance import public as finance

    decided(actor, record, values)
    for before in record.earlier():
        release_money(actor, before, values)
    finance.reserve(
        actor, key=f"case:{record.pk}:reserve", record=record, programme_id=record.initiative.programme_id,
        lines=record.money_lines(), decision=record.authority,
    )  # fmt: skip


def approved_if(actor: Any, record: Any, values: Values) -> None:
    """An approval with conditions lapses by itself on the day of the first that is not met."""
    approved(actor, record, values)
    record.lapses_at = record.last_moment()


def release_money(actor: Any, record: Any, values: Values) -> None:
    """What was reserved for the case and is not committed is free again."""
    from comity.modules.finance import public as finance

    finance.release(actor, key=f"case:{record.pk}:release", record=record)


def included(actor: Any, record: Any, values: Values) -> None:
    """Keep the decision that took the initiative into the portfolio."""
    record.inclusion = record.authority


def merged(actor: Any, record: Any, values: Values) -> None:
    """Keep the decision by which another initiative took this one up; there is no way back."""
    record.merger = record.authority


def keep_apart(actor: Any, record: Any, values: Values) -> None:
    """The two stay apart: the proposal to merge is taken back."""
    record.merge_into = None


def give_money_back(actor: Any, record: Any, values: Values) -> None:
    """What is left out, deferred or stopped gives back what is reserved and not yet committed."""
    for case in record.cases.filter(state__in=("approved", "approved_with_conditions")):
        release_money(actor, case, values)
