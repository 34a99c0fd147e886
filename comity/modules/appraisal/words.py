"""The figures in words: their names, values, reasons, and the rows that open beneath them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comity.kernel.shell.moments import locale_of

from .figures import Appraisal, Figure, Row
from .figures.lines import ZERO, cents
from .figures.sensitivity import RATE

LABELS = {
    "npv": gettext_lazy("Net present value"),
    "npsv": gettext_lazy("Net present social value"),
    "bcr": gettext_lazy("Benefit-cost ratio"),
    "payback": gettext_lazy("Payback"),
    "discounted_payback": gettext_lazy("Discounted payback"),
    "irr": gettext_lazy("Internal rate of return"),
}
HOW = {
    "npv": gettext_lazy("What moves money: each year's flow times its discount factor, rounded to the cent, added up."),
    "npsv": gettext_lazy("Everything that was given a value, whether it moves money or not, discounted and added up."),
    "bcr": gettext_lazy("The present value of all benefits divided by the present value of all costs."),
    "payback": gettext_lazy("The year from which the running total of cash stays above zero, without discounting."),
    "discounted_payback": gettext_lazy("The year from which the running total of discounted cash stays above zero."),
    "irr": gettext_lazy("The rate at which the cash would be worth nothing today; shown only where there is exactly one."),
}  # fmt: skip
WHY = {
    "free": gettext_lazy("There are no costs to divide by."),
    "none": gettext_lazy("Nothing is laid out before it comes back, so there is nothing to pay back."),
    "never": gettext_lazy("The money is not back within these years."),
    "one_sided": gettext_lazy("The cash never changes its sign, so no rate makes it worth nothing."),
    "far": gettext_lazy("The rate lies beyond what can be computed."),
}


def locale() -> Any:
    return locale_of(get_language() or "en")


def money(value: Decimal | None) -> str:
    """Write an amount to the cent, as the reader's locale does."""
    return "—" if value is None else format_decimal(value, "#,##0.00", locale=locale())


def short(value: float | Decimal) -> str:
    """Write an amount shortly, for a picture: 1.2M."""
    amount = float(value)
    return format_compact_decimal(amount, fraction_digits=1 if abs(amount) >= 1000 else 0, locale=locale())


def percent(value: Decimal | float, places: int = 1) -> str:
    """Write a share (0.1 is 10 %)."""
    pattern = "#,##0." + "0" * places + "%"
    return format_percent(value, pattern, locale=locale())


def plain(value: Decimal, pattern: str = "#,##0.####") -> str:
    return format_decimal(value, pattern, locale=locale())


def factor_words(value: Decimal) -> str:
    return format_decimal(value, "0.0000", locale=locale())


def value_words(figure: Figure) -> str:
    """Write the value of a figure; a dash where there is none."""
    if figure.value is None:
        return "—"
    if figure.unit == "money":
        return money(figure.value)
    if figure.unit == "share":
        return percent(figure.value, 2)
    if figure.unit == "years":
        return _("%(years)s years") % {"years": plain(figure.value, "#,##0.0")}
    return plain(figure.value, "#,##0.00")


def brief(figure: Figure) -> str:
    """Write a value for a small box: an amount of a million and more shortly."""
    large = figure.unit == "money" and figure.value is not None and abs(figure.value) >= 1_000_000
    return short(figure.value or 0) if large else value_words(figure)


def reason(figure: Figure) -> str:
    """Say why a figure is missing; empty where it is not."""
    if figure.why == "several":
        rates = ", ".join(percent(rate, 2) for rate in figure.fact("others"))
        if len(figure.fact("others")) > 1:
            return _("The cash changes its sign %(times)s times and has several rates of return: %(rates)s. None of them is the answer.") % {
                "times": figure.fact("changes"), "rates": rates,
            }  # fmt: skip
        return _("The cash changes its sign %(times)s times, so a rate of return would not be unique.") % {
            "times": figure.fact("changes")
        }
    return str(WHY.get(figure.why, ""))


def group_words(name: str) -> str:
    """Name a group of lines: its own name, or what kind it is."""
    if name == RATE:
        return _("Discount rate")
    kind, _sign, phase = name.partition(":")
    if kind not in ("cost", "benefit") or not _sign:
        return name
    words = _("Costs") if kind == "cost" else _("Benefits")
    phases = {"plan": _("planning"), "build": _("building"), "run": _("running")}
    return f"{words}: {phases[phase]}" if phase in phases else words


@dataclass(frozen=True)
class Opened:
    """A figure opened: `heads` are (label, is a number), `rows` are words, `foot` the sums."""

    code: str
    label: Any
    value: str
    brief: str
    why: str
    how: Any
    meaning: str
    heads: list[tuple[Any, bool]]
    rows: list[list[str]]
    foot: list[str]


def opened(figure: Figure, case: Appraisal) -> Opened:
    """Return a figure with the rows that it came from."""
    heads, pick = _columns(figure)
    sums = _sums(figure)
    meaning = ""
    if figure.code in ("npv", "npsv") and figure.trace and figure.value is not None:
        meaning = "well" if figure.value > 0 else "late" if figure.value < 0 else ""
    return Opened(
        figure.code, LABELS[figure.code], value_words(figure), brief(figure), reason(figure), HOW[figure.code], meaning,
        [(_("Year"), False), *((head, True) for head in heads)],
        [[str(row.year), *pick(row)] for row in figure.trace], [_("Total"), *sums] if figure.trace else [],
    )  # fmt: skip


def _columns(figure: Figure) -> tuple[list[Any], Any]:
    """Return the columns that explain a figure, and the function that fills them for a row."""
    flow, factor, present = _("Flow"), _("Factor"), _("Present value")
    match figure.code:
        case "bcr":
            heads = [_("Costs"), _("Benefits"), factor, _("Present costs"), _("Present benefits")]
            return heads, lambda r: [
                money(r.cost), money(r.benefit), factor_words(r.factor), money(r.present_cost), money(r.present_benefit),
            ]  # fmt: skip
        case "payback":
            return [flow, _("Running total")], lambda r: [money(r.flow), money(r.running)]
        case "irr":
            return [flow, _("Factor at this rate"), present], lambda r: [
                money(r.flow), *_at_rate(figure, r)
            ]  # fmt: skip
    heads = [_("Costs"), _("Benefits"), flow, factor, present, _("Running total")]
    return heads, lambda r: [
        money(r.cost), money(r.benefit), money(r.flow), factor_words(r.factor), money(r.present), money(r.total),
    ]  # fmt: skip


def _at_rate(figure: Figure, row: Row) -> list[str]:
    """Discount a row at the internal rate of return."""
    if figure.value is None:
        return ["—", "—"]
    factor = (1 + figure.value) ** -row.distance
    return [factor_words(factor), money(cents(row.flow * factor))]


def _sums(figure: Figure) -> list[str]:
    """Return the foot of the table that opens a figure."""

    def total(name: str) -> str:
        return money(sum((getattr(row, name) for row in figure.trace), ZERO))

    match figure.code:
        case "bcr":
            return [total("cost"), total("benefit"), "", total("present_cost"), total("present_benefit")]
        case "payback":
            return [total("flow"), ""]
        case "irr":
            rate = figure.value
            worth = (
                None
                if rate is None
                else sum((r.flow * (1 + rate) ** -r.distance for r in figure.trace), ZERO)
            )
            return [total("flow"), "", "—" if worth is None else money(cents(worth))]
    return [total("cost"), total("benefit"), total("flow"), "", total("present"), ""]
