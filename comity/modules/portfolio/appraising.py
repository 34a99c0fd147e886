"""The flows of an option as the appraisal reads them, and the figures that a submitted case keeps."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Max

from comity.kernel.actions.verbs import add_many
from comity.kernel.base.moment import now

from .candidates import reached
from .models import BenefitValue, Case, CaseAppraisal, CaseOption, CostLine

HUNDRED, CENT, TENTH = Decimal(100), Decimal("0.01"), Decimal("0.1")


def lines_of_option(option: CaseOption) -> list[Any]:
    """Return cost lines and the values of benefits, as far as the option reaches them."""
    from comity.modules.appraisal.public import Line

    costs = [
        Line(
            line.year, "cost", line.amount, line.low, line.high, True, line.phase,
            f"{line.get_phase_display()} · {line.get_pool_display()}", line.pool == "internal",
        )
        for line in CostLine.objects.filter(option=option).order_by("year", "id")
    ]  # fmt: skip
    values = (
        BenefitValue.objects.filter(benefit__case=option.case_id)
        .select_related("benefit")
        .order_by("year", "id")
    )
    gains = [
        Line(
            value.year, "benefit", reached(value.amount, option.share), cash=value.benefit.kind == "cash",
            name=value.benefit.name,
        )
        for value in values
        if option.share
    ]  # fmt: skip
    return [*costs, *gains]


def policy_of(case: Case) -> Any:
    """Return the discount policy that a case is read by: the one it was submitted under, for a draft that of today."""
    from comity.modules.appraisal.public import policy_on

    return case.policy if case.appraised_on else policy_on(now().date())


def appraised(case: Case, option: CaseOption, policy: Any) -> Any:
    """Return the figures of an option under a policy; what was spent before the first year is sunk."""
    from comity.modules.appraisal.public import appraise

    return appraise(lines_of_option(option), policy, case.base_year)


def figures_of(worth: Any) -> dict[str, Any]:
    """Return the figures of an appraisal as `CaseAppraisal` keeps them; without a range nothing is drawn."""
    from comity.modules.appraisal.public import simulate

    found = {code: worth.figure(code).value for code in CaseAppraisal.FIGURES}
    if found["irr"] is not None:
        found["irr"] = (found["irr"] * HUNDRED).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    drawn = dict.fromkeys((*CaseAppraisal.DRAWN, "seed", "draws"))
    result = simulate(worth.lines, worth.rates, worth.base_year)
    if result.moving:
        drawn |= {name: _exact(getattr(result, name), CENT) for name in ("p10", "p50", "p90")}
        drawn |= {"loss": _exact(100 * result.loss, TENTH), "seed": result.seed, "draws": result.draws}
    return found | drawn


def _exact(value: float, places: Decimal) -> Decimal:
    return Decimal(repr(value)).quantize(places, ROUND_HALF_UP)


def keep(actor: Any, case: Case) -> list[CaseAppraisal]:
    """Keep the figures of every option as they are at the submission; everyone who decides reads these."""
    costs = CostLine.objects.filter(option__case=case).values_list("option", "amount")
    totals: dict[Any, Decimal] = {}
    for key, amount in costs:
        totals[key] = totals.get(key, Decimal("0.00")) + amount
    last = case.appraisals.aggregate(last=Max("submission"))["last"] or 0
    rows = [
        {
            "case": case, "submission": last + 1, "option": one.name, "preferred": one.preferred, "policy": case.policy,
            "appraised_on": case.appraised_on, "base_year": case.base_year,
            "total": totals.get(one.pk, Decimal("0.00")), **figures_of(appraised(case, one, case.policy)),
        }
        for one in case.options.order_by("id")
    ]  # fmt: skip
    return add_many(actor, CaseAppraisal, rows, reason=case.reference)


def kept(case: Case) -> list[CaseAppraisal]:
    """Return the figures of the last submission, option by option; none while the case is a draft."""
    if case.appraised_on is None:
        return []
    rows = list(case.appraisals.select_related("policy").order_by("id"))
    return [one for one in rows if one.submission == rows[-1].submission]
