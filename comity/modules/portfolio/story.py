"""One initiative from driver to benefit: everything that happened and is promised, in order of time.

Modules that come later in the life of an initiative (projects, benefits) add what they know with `tells`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.kernel.access.rules import can, visible_to
from comity.kernel.audit.models import Entry
from comity.modules.meetings import public as meetings

from .models import Case, CaseBenefit, Initiative
from .words import whole

LANES = {
    "need": gettext_lazy("Need"),
    "case": gettext_lazy("Business case"),
    "decision": gettext_lazy("Decision"),
    "money": gettext_lazy("Money"),
    "delivery": gettext_lazy("Delivery"),
    "benefit": gettext_lazy("Benefit"),
}
DECIDED = {
    "approve", "approve_with_conditions", "defer", "reject", "send_for_new_version", "include", "leave_out", "refuse",
    "rebalance_go_on", "rebalance_defer", "rebalance_stop", "merge", "keep_apart", "return_merger",
    "lapse_unmet",
}  # fmt: skip
PAIRED = ("propose_merger", "merge")
"""Steps that concern two initiatives: each tells them in its own story."""


@dataclass(frozen=True)
class Moment:
    """Something on the line of time: a day, its lane, its words; `ahead` when it is only promised."""

    day: date
    lane: str
    title: Any
    text: Any = ""
    who: str = ""
    url: str = ""
    meaning: str = "waiting"
    ahead: bool = False


# (initiative, person, scope) -> what another module knows of its life, only what the person may see.
Teller = Callable[[Initiative, Any, Any], Iterable[Moment]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Let a module add to the story of every initiative."""
    _tellers.append(teller)
    return teller


def story(one: Initiative, person: Any, scope: Any) -> list[Moment]:
    """Return every moment that the person may see, the earliest first."""
    cases = list(visible_to(person, one.cases.all(), "view", scope).order_by("number"))
    found = [*_journal([one], "need", person, scope), *_journal(cases, "case", person, scope)]
    found += _taken_up(one, person, scope)
    found += _promised(cases, person, scope)
    for teller in _tellers:
        found += teller(one, person, scope)
    return sorted(found, key=lambda moment: (moment.day, list(LANES).index(moment.lane)))


def _journal(records: list[Any], lane: str, person: Any, scope: Any) -> list[Moment]:
    """Return the births and steps of records as the journal keeps them; a body's decision stands for its step."""
    known = {record.pk: record for record in records}
    others = _others(records, person, scope)
    bodies = {
        (record.pk, one.step): one
        for record in records
        for one in meetings.decisions_on(record, person, scope)
    }
    found = []
    for entry in Entry.objects.filter(object_id__in=list(known)).order_by("happened_at", "id"):
        record = known[entry.object_id]
        step = record.flow.steps.get(entry.verb)
        if not _told(entry.verb, step, lane):
            continue
        body = bodies.get((record.pk, entry.verb))
        target = step.target if step else record.flow.initial()
        found.append(
            Moment(
                entry.happened_at.date(), _lane(record, entry.verb, lane),
                _title(record, step, others if entry.verb in PAIRED else {}), entry.reason,
                f"{body.body}, {entry.actor}" if body else entry.actor, (body or record).get_absolute_url(),
                target.meaning if target else "waiting",
            )
        )  # fmt: skip
    return found


def _told(verb: str, step: Any, lane: str) -> bool:
    """Leave out plain changes, and steps of the initiative that only follow those of its case."""
    if step is None or verb == "watch":
        return step is None and verb in ("add", "import")
    return not step.internal or lane != "need" or verb in ("start_delivery", "close_delivery")


def _lane(record: Any, verb: str, lane: str) -> str:
    if verb in DECIDED:
        return "decision"
    return "delivery" if verb in ("start_delivery", "close_delivery", "close") else lane


def _others(records: list[Any], person: Any, scope: Any) -> dict[Any, Initiative]:
    """Return the initiatives into which some are, or are to be, merged, as far as the person may see them."""
    keys = [one.merge_into_id for one in records if isinstance(one, Initiative) and one.merge_into_id]
    rows = visible_to(person, Initiative.objects.filter(pk__in=keys), "view", scope) if keys else ()
    return {one.pk: one for one in rows}


def _taken_up(keeper: Initiative, person: Any, scope: Any) -> list[Moment]:
    """Return what happened to those whom this initiative takes up: the other half of their story."""
    rows = visible_to(person, Initiative.objects.filter(merge_into=keeper), "view", scope)
    found = []
    for other in rows.select_related("merger__body").order_by("code"):
        for entry in Entry.objects.filter(object_id=other.pk, verb__in=PAIRED).order_by("happened_at", "id"):
            merged = entry.verb == "merge"
            said = _("Takes up %(other)s") if merged else _("It is proposed that this takes up %(other)s")
            seen = merged and other.merger and can(person, "view", other.merger, scope)
            who = f"{other.merger.body}, {entry.actor}" if seen and other.merger else entry.actor
            url = other.merger.get_absolute_url() if seen and other.merger else other.get_absolute_url()
            found.append(
                Moment(
                    entry.happened_at.date(), "decision" if merged else "need", said % {"other": other}, entry.reason, who,
                    url, "well" if merged else "waiting",
                )
            )  # fmt: skip
    return found


def _title(record: Any, step: Any, others: dict[Any, Initiative]) -> str:
    """Say what happened to what: a case by its reference and number, the initiative by the deed alone."""
    what = str(step.label) if step else _("Created")
    if not isinstance(record, Case):
        other = others.get(record.merge_into_id)
        return f"{what}: {other}" if other else what
    return _("%(what)s: version %(number)s of the case (%(reference)s)") % {
        "what": what, "number": record.number, "reference": record.reference,
    }  # fmt: skip


def _promised(cases: list[Case], person: Any, scope: Any) -> list[Moment]:
    """Return the days on which the benefits of the case in force are due."""
    standing = [case for case in cases if case.state in ("approved", "approved_with_conditions")]
    case = standing[-1] if standing else (cases[-1] if cases else None)
    if case is None:
        return []
    rows = visible_to(person, CaseBenefit.objects.filter(case=case, due__isnull=False), "view", scope)
    return [
        Moment(
            one.due, "benefit", _("Promised: %(name)s") % {"name": one.name}, _change(one), str(one.owner or ""),
            one.get_absolute_url(), "well", True,
        )
        for one in rows.select_related("owner").order_by("due")
        if one.due
    ]  # fmt: skip


def _change(one: CaseBenefit) -> str:
    """Say from what to what a benefit goes."""
    if one.baseline is None or one.target is None:
        return one.description
    return _("%(measure)s: from %(baseline)s to %(target)s") % {
        "measure": one.measure or one.name, "baseline": whole(one.baseline), "target": whole(one.target),
    }  # fmt: skip
