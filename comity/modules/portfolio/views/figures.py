"""Options beside each other: by the figures kept at the submission and, where today's policy is another, by both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language

from comity.kernel.access.rules import can
from comity.kernel.base.moment import now
from comity.kernel.shell.moments import locale_of
from comity.modules.appraisal import public as appraisal

from .. import grid
from ..appraising import appraised, figures_of, kept, policy_of
from ..models import Case, CaseAppraisal, CaseOption, CostLine
from ..words import whole

MONEY = ("npv", "npsv", "p10", "p50", "p90")


@dataclass
class Group:
    """Options under one policy: `kept` when the figures are those of the submission; `url` leads to the policy."""

    policy: Any
    day: date | None
    kept: bool
    rows: list[dict[str, Any]]
    url: str = ""
    changed: bool = False


def beside(
    request: Any, case: Case, options: list[CaseOption], lines: dict[Any, list[CostLine]]
) -> tuple[list[Group], dict[Any, Any]]:
    """Return the groups of the table, and the appraisal of each option under the policy that the case is read by."""
    mine, today = policy_of(case), appraisal.policy_on(now().date())
    worth = {one.pk: appraised(case, one, mine) for one in options}
    then = {row.option: row for row in kept(case)}
    fresh = {one.pk: figures_of(worth[one.pk]) for one in options}
    rows = [_row(one, lines[one.pk], _of(then.get(one.name)) or fresh[one.pk]) for one in options]
    first = Group(mine, case.appraised_on, bool(then), rows, _url(request, mine))
    first.changed = any(then[one.name].differs(fresh[one.pk]) for one in options if one.name in then)
    if not then or mine == today:
        return [first], worth
    anew = [_row(one, lines[one.pk], figures_of(appraised(case, one, today))) for one in options]
    return [first, Group(today, now().date(), False, anew, _url(request, today))], worth


def _url(request: Any, policy: Any) -> str:
    """Return the address of a policy for a reader who may see it."""
    seen = policy is not None and can(request.person, "view", policy, request.scope)
    return policy.get_absolute_url() if seen else ""


def _of(row: CaseAppraisal | None) -> dict[str, Any] | None:
    """Return kept figures by their names."""
    names = (*CaseAppraisal.FIGURES, *CaseAppraisal.DRAWN)
    return {name: getattr(row, name) for name in names} if row else None


def _row(one: CaseOption, lines: list[CostLine], values: dict[str, Any]) -> dict[str, Any]:
    """Return an option in words."""
    words = {name: whole(values[name]) for name in MONEY}
    words |= {
        name: "—" if values[name] is None else format_decimal(values[name], locale=_locale())
        for name in ("bcr", "payback")
    }
    return words | {
        "option": one,
        "build": whole(grid.total_of(lines, ("plan", "build"))),
        "run": whole(grid.total_of(lines, ("run",))),
        "total": whole(grid.total_of(lines)),
    }


def _locale() -> Any:
    return locale_of(get_language() or "en")
