"""The calculator: anyone may try flows; its address holds everything, so it can be shared, and the trace exported."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.kernel.access.rules import visible_to
from comity.kernel.base.moment import now

from ..figures import BENCHMARKS, Appraisal, Bias, Rates, appraise, simulate
from ..models import DiscountPolicy
from ..panels import as_csv, shown
from ..public import rates_of
from ..queries import policy_on
from ..reading import Table, read
from ..reference import Reference, references
from ..words import plain

EXAMPLE = """0 -120000 -100000 -190000 Licences and set-up build
1 -40000 -38000 -60000 Running run
1 65000 30000 80000 Paper and storage saved
2 -40000 -38000 -60000 Running run
2 90000 40000 100000 Paper and storage saved
3 -40000 -38000 -60000 Running run
3 90000 40000 100000 Paper and storage saved
3 25000 5000 40000 Time of readers *
4 -40000 -38000 -60000 Running run
4 90000 40000 100000 Paper and storage saved
4 25000 5000 40000 Time of readers *"""


@dataclass
class Wish:
    """What the address asks for."""

    text: str
    policy: DiscountPolicy | None
    policies: list[DiscountPolicy]
    numbers: dict[str, Decimal]
    seed: int
    shape: str
    faults: list[str]
    asked: bool

    @property
    def bias(self) -> Bias:
        return Bias(self.numbers["cost"], self.numbers["duration"], self.numbers["mitigated"])


def wish_of(request: Any) -> Wish:
    """Read the address; what makes no sense becomes a sentence."""
    query, faults = request.GET, []
    rows = visible_to(request.person, DiscountPolicy.objects.all(), "view", request.scope)
    policies = list(rows.exclude(state__in=("withdrawn", "rejected")).order_by("-starts", "-id")[:50])
    numbers = {}
    for name, label, most in (
        ("cost", _("Uplift of costs"), 500), ("duration", _("Uplift of duration"), 500), ("mitigated", _("Share of the risk in hand"), 100),
    ):  # fmt: skip
        value = _number(query.get(name, "").strip() or "0", most)
        if value is None:
            faults.append(
                _("“%(field)s” is a number between 0 and %(most)s.") % {"field": label, "most": most}
            )
        numbers[name] = value or Decimal(0)
    seed = query.get("seed", "1").strip()
    return Wish(
        query.get("flows", "")[:60_000], _chosen(query.get("policy", ""), policies), policies, numbers,
        int(seed) if seed.isascii() and seed.isdecimal() and len(seed) < 10 else 1,
        "pert" if query.get("shape") == "pert" else "triangular", faults, "flows" in query,
    )  # fmt: skip


def _number(words: str, most: int) -> Decimal | None:
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.01")) if value.is_finite() and 0 <= value <= most else None


def _chosen(key: str, policies: list[DiscountPolicy]) -> DiscountPolicy | None:
    """Return the policy that the address names, or the one in force today."""
    try:
        named = next((one for one in policies if one.pk == UUID(key)), None)
    except ValueError:
        named = None
    today = named or policy_on(now().date())
    return today if today in policies else None


def worked_out(wish: Wish) -> tuple[Appraisal | None, Table]:
    """Return the appraisal of a wish, or None where the faults say why not."""
    table = read(wish.text)
    faults = wish.faults + table.faults
    if not table.lines and not table.faults:
        faults.append(_("Write at least one year with an amount."))
    rates = _rates(wish.policy, faults)
    table.faults = faults
    if faults or rates is None:
        return None, table
    return appraise(table.lines, rates, table.first_year, wish.bias), table


def _rates(policy: DiscountPolicy | None, faults: list[str]) -> Rates | None:
    try:
        return rates_of(policy)
    except ValueError:
        faults.append(_("This policy has no rate from year 0 on yet."))
        return None


@login_required
@require_safe
def page(request: Any) -> HttpResponse:
    """Try flows."""
    wish = wish_of(request)
    if not wish.asked:
        wish.text = EXAMPLE
    case, table = worked_out(wish) if wish.asked else (None, Table())
    context = {
        "wish": wish, "policies": [(one, one.flow.states[one.state].label) for one in wish.policies], "faults": table.faults if wish.asked else [], "benchmarks": _benchmarks(),
        "references": [_compared(one) for one in references(request.person, request.scope)],
        "shown": _shown(request, wish, case) if case else None, "where": "appraisal.views.calculator.page",
    }  # fmt: skip
    return render(request, "appraisal/calculator.html", context, status=422 if context["faults"] else 200)


def _shown(request: Any, wish: Wish, case: Appraisal) -> dict[str, Any]:
    result = simulate(case.lines, case.rates, case.base_year, seed=wish.seed, shape=wish.shape)  # type: ignore[arg-type]
    csv = f"{reverse('appraisal:calculator-csv')}?{request.GET.urlencode()}"
    return shown(case, result, csv)


def _benchmarks() -> list[dict[str, Any]]:
    """Return what comparable projects overran by, in words."""
    names = {
        "equipment": _("Equipment and development"),
        "outsourcing": _("Outsourcing"),
        "building": _("Standard buildings"),
    }
    return [
        {"name": names[one.code], "cost": one.cost, "duration": one.duration}
        for one in BENCHMARKS.values()
    ]  # fmt: skip


def _compared(one: Reference) -> dict[str, Any]:
    """Return a reference class of our own in words."""

    def share(value: Decimal | None) -> str:
        return "—" if value is None else plain(value, "+#,##0.#;-#,##0.#")

    return {
        "label": one.label, "projects": one.projects, "cost": share(one.cost), "duration": share(one.duration),
        "realised": "—" if one.realised is None else plain(one.realised, "#,##0.#"),
    }  # fmt: skip


@login_required
@require_safe
def trace(request: Any) -> HttpResponse:
    """Return the whole trace of the same flows as CSV."""
    case, table = worked_out(wish_of(request))
    if case is None:
        return HttpResponse("\n".join(table.faults), content_type="text/plain; charset=utf-8", status=422)
    response = HttpResponse(as_csv(case), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appraisal.csv"'
    return response
