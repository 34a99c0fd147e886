"""The flows of an option as the appraisal reads them."""

from typing import Any

from .candidates import reached
from .models import BenefitValue, CaseOption, CostLine


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
