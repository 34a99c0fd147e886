"""Where a matter goes: the accountability framework read from the narrowest rule to the widest."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.mandates import Facts

from ..models import Accountability, Body, Mandate, Mode, Right
from .standing import mandates_on, rules_on, today


@dataclass(frozen=True)
class Rule:
    """A rule that was compared with the facts; `why_not` is empty for the one that decides."""

    rule: Accountability
    why_not: tuple[Any, ...] = ()

    @property
    def fits(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class Route:
    """Which body decides a matter, and who reviews, endorses and advises before. `sentence` explains it."""

    matter: str
    body: Body | None
    mode: str
    source: str
    reviewers: list[Body] = field(default_factory=list)
    endorsers: list[Body] = field(default_factory=list)
    advisers: list[Body] = field(default_factory=list)
    compared: list[Rule] = field(default_factory=list)
    sentence: "str | Promise" = ""

    def __bool__(self) -> bool:
        return self.body is not None


def route(matter: str, facts: Facts, on: date | None = None) -> Route:
    """Return where a matter with these facts goes on a day: the narrowest rule that fits, else a mandate."""
    day = today(on)
    mandates = [m for m in mandates_on(day, matter) if m.fits(facts)]
    acts = {m.body_id: m for m in mandates if m.right == m.matter.act}
    compared: list[Rule] = []
    for rule in sorted(rules_on(day, matter), key=_narrow_first):
        why = tuple(rule.misfits(facts)) or _unmandated(rule, acts)
        compared.append(Rule(rule, why))
        if not why:
            return _by_rule(rule, mandates, compared)
    return _by_mandate(matter, sorted(acts.values(), key=_narrow_first), mandates, compared)


def _narrow_first(row: Any) -> Any:
    return [-part for part in row.narrowness()], row.code


def _unmandated(rule: Accountability, acts: dict[Any, Mandate]) -> tuple[Any, ...]:
    """A rule cannot give what a body may not do."""
    if rule.decider_id in acts:
        return ()
    return (_("“%(body)s” holds no mandate for this.") % {"body": rule.decider.name},)


def _others(mandates: list[Mandate], right: str, first: Body | None = None) -> list[Body]:
    found = {first.pk: first} if first else {}
    return list((found | {m.body_id: m.body for m in mandates if m.right == right}).values())


def _by_rule(rule: Accountability, mandates: list[Mandate], compared: list[Rule]) -> Route:
    words = {
        "body": rule.decider.name,
        "mode": rule.get_mode_display(),
        "rule": rule.code,
        "source": rule.source,
    }
    return Route(
        rule.matter.code, rule.decider, rule.mode, rule.source,
        _others(mandates, Right.REVIEW, rule.reviewer), _others(mandates, Right.ENDORSE, rule.endorser),
        _others(mandates, Right.ADVISE), compared,
        _("“%(body)s” decides this: rule %(rule)s, %(mode)s (%(source)s).") % words,
    )  # fmt: skip


def _by_mandate(matter: str, acts: list[Mandate], mandates: list[Mandate], compared: list[Rule]) -> Route:
    """Without a fitting rule the narrowest mandate says who."""
    if not acts:
        return Route(
            matter, None, "", "", compared=compared, sentence=_("No body holds a mandate that reaches this.")
        )
    first = acts[0]
    mode = Mode.LOCAL if first.unit_id and first.body.kind == "entity" else Mode.CENTRAL
    words = {"body": first.body.name, "source": first.source}
    return Route(
        matter, first.body, mode, first.source, _others(mandates, Right.REVIEW), _others(mandates, Right.ENDORSE),
        _others(mandates, Right.ADVISE), compared,
        _("“%(body)s” decides this: no rule says otherwise, and it holds the mandate (%(source)s).") % words,
    )  # fmt: skip
