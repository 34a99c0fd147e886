"""How a constitution lives: prepared, adopted from a day on, replaced by the next one."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.base.moment import now
from comity.kernel.flow.flows import Flow, Sentence, State, Step

from .matters import CONSTITUTION


def not_in_the_past(actor: Any, record: Any, values: dict[str, Any]) -> Sentence | None:
    """A constitution does not reach back: what was decided stays readable under that of its day."""
    if values.get("starts") and values["starts"] < now().date():
        return _("A constitution cannot begin in the past.")
    return None


def begin(actor: Any, record: Any, values: dict[str, Any]) -> None:
    """It stands from the day that was said, of the decision, or today; what stood before ends the day before."""
    today = now().date()
    planned = record.starts if record.starts and record.starts >= today else None
    said = values.get("starts") or getattr(record.authority, "effective_from", None) or planned
    record.starts = said or today
    if record.ends and record.ends < record.starts:
        record.ends = None
    _end_others(record)


def _end_others(record: Any) -> None:
    from comity.kernel.actions.verbs import take
    from comity.kernel.audit.actors import System

    last = record.starts - timedelta(days=1)
    for older in type(record).objects.filter(state="adopted").exclude(pk=record.pk).order_by("code"):
        if older.ends is None or older.ends > last:
            ends = max(last, older.starts or last)
            take(System("governance"), older, "replace", reason=record.code, ends=ends)


class ConstitutionFlow(Flow):
    """Prepared, adopted, replaced: one constitution at a time says who decides (A/62/793 paras 25(b), 83)."""

    prepared = State(_("Prepared"), "waiting", initial=True)
    adopted = State(_("Adopted"), "well")
    replaced = State(_("Replaced"), "closed", closed=True)

    adopt = Step(
        prepared, adopted, _("Adopt from a day on"), right="decide", matter=CONSTITUTION, outcome="approved",
        optional=("starts",), guards=(not_in_the_past,), effect=begin, cite="A/62/793 paras 25(b), 83", primary=True,
    )  # fmt: skip
    replace = Step(adopted, replaced, _("Replace"), internal=True, optional=("ends",))
