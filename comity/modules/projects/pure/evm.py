"""Earned value: what was planned, what was earned and what it cost, and where that leads.

Money is in one currency, as Decimal. BAC is the budget at completion of the baseline, PV the planned value
of the work scheduled by the date, EV the budget of the work done by then, AC what that work cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .figures import Figure, divide, follow, ratio


@dataclass(frozen=True)
class Standing:
    """Where a project is on a day."""

    bac: Decimal
    pv: Decimal
    ev: Decimal
    ac: Decimal


def cost_index(now: Standing) -> Figure:
    """Return what a unit of money earned."""
    return ratio("CPI", "EV / AC", now.ev, now.ac, "no_cost")


def schedule_index(now: Standing) -> Figure:
    """Return what was earned of what was planned by now."""
    return ratio("SPI", "EV / PV", now.ev, now.pv, "no_plan")


def estimates(now: Standing) -> list[Figure]:
    """Return the estimate at completion three ways: it goes on like this, as planned, or late as well."""
    cpi, spi, left = cost_index(now), schedule_index(now), now.bac - now.ev
    pace = spi if cpi else cpi
    if cpi.value is not None and spi.value is not None:
        pace = Figure("pace", "CPI × SPI", cpi.value * spi.value)
    late = divide("EAC3", "AC + (BAC − EV) / (CPI × SPI)", left, pace, "no_value")
    return [
        divide("EAC", "BAC / CPI", now.bac, cpi, "no_value"),
        Figure("EAC2", "AC + (BAC − EV)", now.ac + left),
        follow("EAC3", late.formula, now.ac + (late.value or 0), late),
    ]


def figures(now: Standing) -> Mapping[str, Figure]:
    """Return every figure of earned value by its code, in reading order."""
    eac, *others = estimates(now)
    whole = eac.value or Decimal(0)
    found = [
        Figure("CV", "EV − AC", now.ev - now.ac),
        Figure("SV", "EV − PV", now.ev - now.pv),
        cost_index(now),
        schedule_index(now),
        eac,
        *others,
        follow("ETC", "EAC − AC", whole - now.ac, eac),
        follow("VAC", "BAC − EAC", now.bac - whole, eac),
        to_complete(now, Figure("BAC", "", now.bac), "TCPI"),
        to_complete(now, eac, "TCPI2"),
    ]
    return {one.code: one for one in found}


def to_complete(now: Standing, target: Figure, code: str) -> Figure:
    """Return the efficiency that the rest needs so that the whole costs the target."""
    formula = f"(BAC − EV) / ({'EAC' if code == 'TCPI2' else 'BAC'} − AC)"
    if target.value is None:
        return Figure(code, formula, reason=target.reason)
    if target.value - now.ac <= 0 and now.bac > now.ev:
        return Figure(code, formula, reason="all_spent")
    return ratio(code, formula, now.bac - now.ev, target.value - now.ac, "all_spent")


@dataclass(frozen=True)
class Box:
    """A time-box on a day: its scope in value points, what was accepted, and how much of its time is over."""

    points: int
    accepted: int
    elapsed: Decimal  # 0 to 1


def box_figures(box: Box) -> Mapping[str, Figure]:
    """Return earned value of a time-box: the end is fixed, so what varies is scope (A/62/793 para 50(c))."""
    bac, ev = Decimal(box.points), Decimal(box.accepted)
    share = min(max(box.elapsed, Decimal(0)), Decimal(1))
    pv = bac * share
    found = [
        Figure("BAC", "Σ points", bac),
        Figure("PV", "BAC × time gone", pv),
        Figure("EV", "Σ accepted points", ev),
        Figure("scope", "EV − BAC × time gone", ev - pv),
        ratio("SPI", "EV / PV", ev, pv, "no_plan"),
        ratio("done", "EV / BAC", ev, bac, "no_budget"),
    ]
    return {one.code: one for one in found}
