"""The conditions of an approval: it lapses on the day of the first that is not met, and those concerned are told."""

from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.notices.declare import Topic
from comity.kernel.notices.tell import tell

from . import topics
from .flows import REBALANCING
from .models import Case, Initiative
from .models.cases import CONDITIONAL, DELIVERED

US = System("portfolio")


def bound_by(decision: Any) -> list[Case]:
    """Return the cases that stand by a decision."""
    rows = Case.objects.filter(decision=decision, state__in=(CONDITIONAL, "approved"))
    return list(rows.select_related("initiative", "sponsor", "decision__body").order_by("id"))


def keep_watch(case: Case) -> None:
    """Set the moment at which a case lapses anew, where it has changed."""
    moment = case.last_moment()
    if moment != case.lapses_at:
        take(US, case, "watch", lapses_at=moment)


def follow_delivery(initiative: Initiative) -> None:
    """Once it is delivered its case no longer lapses by the clock; when delivery ends early it may again."""
    for case in initiative.cases.filter(state=CONDITIONAL).select_related("decision"):
        case.initiative = initiative
        keep_watch(case)


def let_lapse(case: Case) -> None:
    """A decision that lapses takes its case along, or, where that is delivered, goes to who decides on the portfolio."""
    if case.initiative.state in DELIVERED:
        bring_up(case, case.unmet()[:1])
    else:
        take(US, case, "lapse_unmet", reason=case.decision.reference if case.decision else "")


def lapsed(case: Case) -> None:
    """The decision lapses with its case; sponsor, body and whoever saw to the condition are told."""
    missing = case.unmet()[:1]
    decision = case.decision
    if decision is not None and decision.state in ("recorded", "in_effect"):
        reason = _("A condition of %(case)s was not met by its day.") % {"case": case.reference}
        take(US, decision, "lapse", reason=reason)
    inform(case, missing, topics.UNMET)


def bring_up(case: Case, missing: list[Any]) -> None:
    """What is being delivered without its condition is a question for the body that rebalances (para 49(j))."""
    from comity.modules.meetings import public as meetings

    inform(case, missing, topics.AT_RISK)
    if case.initiative.state != "delivering":
        return
    question = _("“%(condition)s” was not met by its day, and %(one)s is being delivered. Does it go on?") % {
        "condition": missing[0] if missing else case.reference, "one": case.initiative,
    }  # fmt: skip
    try:
        meetings.put_on_agenda(US, case.initiative, REBALANCING, question=question)
    except Refused:
        return  # no body holds the mandate; who is concerned was told


def inform(case: Case, missing: list[Any], topic: Topic, **words: Any) -> None:
    """Tell the sponsor, who saw to the condition, and the chair and the secretaries of the body that decided."""
    from comity.modules.governance import public as governance

    people = [case.sponsor, *(one.owner for one in missing)]
    if case.decision is not None:
        body = case.decision.body
        people += [governance.chair(body), *governance.secretaries(body)]
    tell(
        [one for one in people if one is not None], topic, case.kind_name(), case.pk, case.get_absolute_url(),
        reference=case.reference, title=case.title, condition=missing[0].text if missing else "—", **words,
    )  # fmt: skip
