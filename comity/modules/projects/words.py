"""The words of figures and faults, translated: the pure parts name them by code only."""

from typing import Any

from babel.core import Locale
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from comity.kernel.shell.moments import locale_of

from .mspdi import Fault
from .pure.figures import Figure

REASONS = {
    "no_cost": _("Nothing has been spent yet."),
    "no_plan": _("Nothing was planned by this date."),
    "no_budget": _("There is no budget to compare with."),
    "no_value": _("No work has been accepted yet."),
    "no_length": _("The plan begins and ends on the same day."),
    "no_time": _("The plan has not begun."),
    "all_spent": _("The money for the rest is gone, so no efficiency reaches the target."),
    "missing": _("A figure that is needed was not given."),
}
NAMES = {
    "BAC": _("Budget at completion"), "PV": _("Planned value"), "EV": _("Earned value"), "AC": _("Actual cost"),
    "CV": _("Cost variance"), "SV": _("Schedule variance"), "CPI": _("Cost performance index"),
    "SPI": _("Schedule performance index"), "EAC": _("Estimate at completion, if it goes on like this"),
    "EAC2": _("Estimate at completion, if the rest goes as planned"),
    "EAC3": _("Estimate at completion, if it stays as dear and as late"), "ETC": _("Estimate to complete"),
    "VAC": _("Variance at completion"), "TCPI": _("Efficiency needed to keep the budget"),
    "TCPI2": _("Efficiency needed to keep the estimate"), "ES": _("Earned schedule (days)"), "AT": _("Actual time (days)"),
    "SVt": _("Schedule variance in days"), "SPIt": _("Schedule performance index in time"),
    "PD": _("Planned length (days)"), "EACt": _("Estimated length at this pace (days)"),
    "cost_forecast_variance": _("Cost against forecast"), "schedule_forecast_variance": _("Schedule against forecast"),
    "cost_earned_value": _("Cost by earned value"), "earned_schedule": _("Schedule by earned schedule"),
    "scope": _("Scope variance"), "done": _("Scope accepted"),
}  # fmt: skip
FAULTS = {
    "xml": _("Line %(line)s: this is no well-formed XML. %(value)s"),
    "doctype": _("Line %(line)s: a document type is not accepted."),
    "root": _("Line %(line)s: the file begins with “%(element)s”, not with a project."),
    "missing": _("Line %(line)s: “%(element)s” is missing. %(value)s"),
    "number": _("Line %(line)s: “%(element)s” holds “%(value)s”, which is no number that fits here."),
    "cost": _("Line %(line)s: “%(element)s” holds “%(value)s”, which is no cost."),
    "date": _("Line %(line)s: “%(element)s” holds “%(value)s”, which is no day."),
    "link": _("Line %(line)s: “%(element)s” holds “%(value)s”, which is no kind of dependency."),
    "baseline": _("Line %(line)s: a baseline has a number from 0 to 10, not “%(value)s”."),
    "order": _("Line %(line)s: the last day comes before the first."),
    "twice": _("Line %(line)s: the key %(value)s stands twice."),
    "reference": _("Line %(line)s: “%(element)s” names %(value)s, which is not there."),
    "circle": _("The dependencies go round in a circle at “%(value)s”."),
}
FORMULAS = {
    "Σ planned cost": _("Σ planned cost"), "Σ planned cost by today": _("Σ planned cost by today"),
    "Σ planned cost × done": _("Σ planned cost × done"), "Σ expenditure": _("Σ expenditure"),
    "days since the start": _("days since the start"), "days planned": _("days planned"), "Σ points": _("Σ points"),
    "Σ accepted points": _("Σ accepted points"), "BAC × time gone": _("BAC × time gone"),
    "EV − BAC × time gone": _("EV − BAC × time gone"),
}  # fmt: skip
"""Formulas that are words; all others are symbols and the same in every language."""
MONEY = {"BAC", "PV", "EV", "AC", "CV", "SV", "EAC", "EAC2", "EAC3", "ETC", "VAC"}
SHARES = {
    "cost_forecast_variance",
    "schedule_forecast_variance",
    "cost_earned_value",
    "earned_schedule",
    "done",
}


def fault_words(fault: Fault) -> str:
    """Write a fault of a plan file as a sentence."""
    said = FAULTS[fault.code] % {"line": fault.line, "element": fault.element, "value": fault.value}
    return str(said).strip()


def locale() -> Locale:
    return locale_of(get_language() or "en")


def ltr(text: str) -> str:
    """Keep the sign before its number where writing runs from right to left."""
    return f"\u200e{text}" if get_language_bidi() else text


def money_words(value: Any) -> str:
    """Write an amount in whole dollars."""
    return ltr(format_decimal(value, format="#,##0;-#,##0", locale=locale()))


def share_words(value: Any) -> str:
    """Write a share in per cent with its sign."""
    return ltr(format_percent(value, format="+#,##0.0%;-#,##0.0%", locale=locale()))


def figure_words(figure: Figure) -> str:
    """Write the value of a figure, or a dash."""
    if figure.value is None:
        return "—"
    if figure.code in MONEY:
        return money_words(figure.value)
    if figure.code in SHARES:
        return share_words(figure.value)
    return ltr(format_decimal(round(figure.value, 2), locale=locale()))


def figure_line(figure: Figure) -> dict[str, Any]:
    """Return a figure as a line of a table: name, value, formula, and why there is none."""
    return {
        "code": figure.code, "name": NAMES.get(figure.code, figure.code), "value": figure_words(figure),
        "formula": FORMULAS.get(figure.formula, figure.formula), "symbols": figure.formula not in FORMULAS,
        "reason": REASONS.get(figure.reason, ""),
    }  # fmt: skip
