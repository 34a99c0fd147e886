"""The page of a decision: the question, the advice and its fate, the vote, the conditions, the text, what it changed."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can
from comity.kernel.audit.models import Entry
from comity.kernel.flow.models import Advice, Disposition
from comity.kernel.registers.detail import Detail
from comity.kernel.registers.register import of
from comity.kernel.registers.views import Show

from . import public, queries, seats
from .counting import Tally
from .meeting_pages import may_lead
from .models import OPEN, Choice, Decision, Opinion
from .subjects import subject_of

TONES = {
    "approved": "well", "conditions": "well", "rejected": "late", "deferred": "waiting", "returned": "needs",
    "referred": "waiting",
}  # fmt: skip
FATES = {"followed": "well", "not_followed": "late", "overtaken": "closed"}
STANDS = {"support": "well", "conditions": "needs", "neutral": "waiting", "oppose": "late"}


def advice_lines(decision: Decision) -> list[dict[str, Any]]:
    """Return each advice with what this decision, or an earlier one, made of it."""
    if decision.object_id is None:
        return []
    replies = {one.advice_id: one for one in decision.replies.all()}
    own = Opinion.objects.filter(decision=decision).exclude(advice=None).values("advice")
    rows = Advice.objects.filter(object_id=decision.object_id).exclude(pk__in=own)
    rows = rows.select_related("adviser").order_by("id")
    lines = []
    for advice in rows:
        answer = replies.get(advice.pk)
        fate = answer.disposition if answer else advice.disposition
        lines.append(
            {
                "advice": advice, "tone": STANDS[advice.stance], "fate": fate, "fate_tone": FATES.get(fate, "needs"),
                "fate_words": dict(Disposition.choices).get(fate, ""),
                "why": answer.why if answer else advice.disposition_reason, "open": not advice.disposition,
            }
        )  # fmt: skip
    return lines


def vote_lines(decision: Decision) -> dict[str, Any] | None:
    """Return the vote: the weights, by name, and whether the rule of the body was met."""
    rights = list(decision.entitlements.select_related("person", "caster", "ballot").order_by("person__name"))
    if not rights:
        return None
    tally, names = decision.tally(), {value: [] for value, _label in Choice.choices}  # type: ignore[var-annotated]
    silent = []
    for right in rights:
        ballot = getattr(right, "ballot", None)
        names[ballot.choice].append(right) if ballot else silent.append(right)
    return {
        "tally": tally, "bar": bar_html(tally), "rule": rule_words(decision), "carried": decision.is_carried(),
        "groups": [(label, value, names[value]) for value, label in Choice.choices if names[value]], "silent": silent,
        "number": len(rights), "there": sum(right.present for right in rights),
        "recused": list(decision.item.recusals.select_related("person")),
    }  # fmt: skip


def rule_words(decision: Decision) -> str:
    """Say in a sentence what carries a motion here."""
    rule = None if decision.method == "consensus" else seats.rule_of(decision.rule)
    if rule is None:
        return _("Consensus: nobody is against.")
    base = {
        "valid": _("the votes for and against"), "cast": _("the votes cast"), "present": _("the votes of those present"),
        "entitled": _("all votes"),
    }[rule.base]  # fmt: skip
    words = {"base": base, "whole": decision.tally().of(rule.base)}
    if rule.share == Fraction(2, 3):
        return _("At least two thirds of %(base)s: %(whole)s.") % words
    return _("More than half of %(base)s: %(whole)s.") % words


def bar_html(tally: Tally) -> SafeString:
    """Draw for, against and abstaining as parts of all that could be cast; words stand beside it."""
    whole = max(tally.entitled, 1)
    parts, start = [], 0.0
    for name, weight in (("yes", tally.yes), ("abstain", tally.abstain), ("no", tally.no)):
        width = 100 * weight / whole
        parts.append((name, f"{start:.2f}", f"{width:.2f}"))
        start += width
    rects = format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="100%"></rect>', parts)
    return format_html('<span class="bar votes" aria-hidden="true"><svg>{}</svg></span>', rects)


def change_of(decision: Decision, person: Any, scope: Any) -> dict[str, Any] | None:
    """Return what the signature changed on the record, if the reader may see it."""
    model: Any = apps.get_model(decision.kind_of) if decision.kind_of else None
    subject = model._default_manager.filter(pk=decision.object_id).first() if model else None
    if subject is None:
        return None
    register, sees = of(model), bool(can(person, "view", subject, scope))
    found: dict[str, Any] = {"subject": subject if sees else None, "url": "", "lines": []}
    if not sees or register is None:
        return found
    found["url"] = subject.get_absolute_url()
    if decision.step and decision.signed_at:
        since = decision.signed_at - timedelta(minutes=1)
        entry = (
            Entry.objects.filter(object_id=subject.pk, verb=decision.step, at__gte=since)
            .order_by("at", "id")
            .first()
        )
        if entry is not None:
            found["lines"] = Detail(register, subject, person, scope).differences(entry.changes)
            found["step"] = subject.flow.steps[decision.step]
    return found


def sees_the_case(decision: Decision, person: Any, scope: Any) -> bool:
    """Say whether a reader may know the question and the advice: who sits in the body, or sees item and record."""
    if seats.sits(person, decision.body):
        return True
    subject = subject_of(decision)
    return bool(can(person, "view", decision.item, scope)) and (
        subject is None or bool(can(person, "view", subject, scope))
    )


class DecisionPage(Show):
    """A decision, as a page to read."""

    def show(self, template: str, **context: Any) -> Any:
        decision, page = context["record"], context["page"]
        if page.live:
            whole = sees_the_case(decision, self.person, self.scope)
            leads, under_way = may_lead(self.person, decision), decision.state in (*OPEN, "taken")
            add = (
                reverse("meetings.condition:add")
                + f"?decision={decision.pk}&back={decision.get_absolute_url()}"
            )
            context |= {
                "whole": whole, "advice": advice_lines(decision) if whole else [], "vote": vote_lines(decision), "dispositions": Disposition.choices,
                "change": change_of(decision, self.person, self.scope), "answering": leads and under_way,
                "effects": public.effects(decision, self.person, self.scope),
                "conditions": conditions_of(decision), "add_condition": add if leads and under_way else "",
                "tone": TONES.get(decision.outcome or decision.proposed, "waiting"), "under_way": under_way,
                "my_vote": any(one.decision_id == decision.pk for one in queries.votes_of(self.person)),
                "files": [("pdf", "PDF"), ("docx", "DOCX")], "actions": list(decision.actions.select_related("owner")),
                "replaced_by": list(decision.replaced_by.filter(state__in=("recorded", "in_effect"))),
            }  # fmt: skip
        return super().show(template, **context)


def conditions_of(decision: Decision) -> list[dict[str, Any]]:
    """Return the conditions in the order of their days."""
    return [
        {"row": one, "state": one.flow.states[one.state]}
        for one in decision.conditions.select_related("owner").order_by("due", "id")
    ]
