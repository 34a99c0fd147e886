"""What the template part `appraisal/figures.html` shows: the context of an appraisal."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from .figures import Appraisal, Simulation, simulate, switching, tornado
from .pictures import cumulative, distribution, swings
from .words import group_words, money, opened, percent, plain

SHOWN = 12


def shown(
    case: Appraisal, result: Simulation | None = None, csv_url: str = "", level: int = 2
) -> dict[str, Any]:
    """Return the context of `appraisal/figures.html`; without a simulation it is drawn here, with the seed 1."""
    if not case.all:
        return {"case": case, "figures": [], "charts": [], "csv_url": "", "level": level}
    result = result or simulate(case.lines, case.rates, case.base_year)
    charts = [cumulative(case), swings(case, tornado(case)[:SHOWN])]
    if result.moving:
        charts.append(distribution(result))
    return {
        "case": case,
        "figures": [opened(figure, case) for figure in case.figures],
        "charts": charts,
        "simulation": _percentiles(result) if result.moving else [],
        "switches": switches(case),
        "rates": [(step.from_year, plain(step.rate)) for step in case.rates.steps],
        "sunk": money(case.sunk) if case.sunk else "",
        "delay": plain(case.delay, "0.0") if case.delay else "",
        "uplift": percent(case.bias.factor - 1) if case.bias.factor != 1 else "",
        "csv_url": csv_url,
        "level": level,
    }


def _percentiles(result: Simulation) -> list[tuple[str, str]]:
    from .pictures import _cent

    return [(name, money(_cent(getattr(result, name.lower())))) for name in ("P10", "P50", "P90")]


def switches(case: Appraisal) -> list[dict[str, str]]:
    """Return the switching values in words."""
    return [
        {
            "name": group_words(one.name), "present": money(one.present),
            "change": "—" if one.change is None else plain(one.change, "+#,##0.0;-#,##0.0") + " %",
        }
        for one in switching(case)[:SHOWN]
    ]  # fmt: skip


def as_csv(case: Appraisal) -> str:
    """Return the figures and the whole trace for programs: a point in decimals, names in English."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["figure", "value", "unit", "basis", "why_not"])
    for figure in case.figures:
        writer.writerow(
            [figure.code, "" if figure.value is None else figure.value, figure.unit, figure.basis, figure.why]
        )
    names = (
        "cost",
        "benefit",
        "flow",
        "factor",
        "present_cost",
        "present_benefit",
        "present",
        "running",
        "total",
    )
    writer.writerow([])
    writer.writerow(["basis", "year", "distance", "rate", *names])
    for basis, rows in (("cash", case.cash), ("all", case.all)):
        for row in rows:
            writer.writerow(
                [basis, row.year, row.distance, _rate(case, row.distance), *(getattr(row, n) for n in names)]
            )
    writer.writerow([])
    writer.writerow(["basis_of_lines", "year", "kind", "amount", "low", "high", "cash", "phase", "name"])
    for said, lines in (("given", case.given), ("after_bias", case.lines)):
        _lines(writer, said, lines)
    return file.getvalue()


def _rate(case: Appraisal, distance: int) -> Any:
    return case.rates.rate(distance) if distance else ""


def _lines(writer: Any, said: str, lines: Sequence[Any]) -> None:
    from comity.kernel.registers.exporting import safe

    for line in lines:
        low, high = line.range
        writer.writerow(
            [said, line.year, line.kind, line.amount, low, high, int(line.cash), line.phase, safe(line.name)]
        )
