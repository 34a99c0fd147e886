"""What an answer says beside money: whose time it takes, and how the running projects go on."""

from dataclasses import dataclass
from typing import Any

from .exact.judge import options_of
from .exact.problem import Initiative, Option
from .showing import Shown, category_words, goes_on, way_words
from .wish import Term, Wish


@dataclass
class Way:
    """A way in which a running project may go on: what it is worth and what it costs from now on."""

    words: str
    value: float
    cost: float
    chosen: bool


def staff(made: Shown) -> list[dict[str, Any]]:
    """Return person-months by year and category: what the answer takes, and its limit where there is one."""
    taken = list(options_of(made.problem, made.result.chosen).values())
    limits = {(year, category): most for year, category, most in made.problem.staff}
    places = {(year, whose) for option in taken for year, whose, _n in option.staff} | limits.keys()
    rows = []
    for year, whose in sorted(places):
        used = sum(option.time(year, whose) for option in taken)
        most = limits.get((year, whose))
        rows.append({
            "year": year, "category": category_words(whose), "used": used / 100,
            "most": None if most is None else most / 100, "left": None if most is None else (most - used) / 100,
        })  # fmt: skip
    return rows


def running(made: Shown, wish: Wish) -> list[dict[str, Any]]:
    """Return each running project that the reader may see: its ways, the one chosen, and on what terms."""
    return [
        {
            "name": made.names[one.code], "ways": _ways(one, made.result.chosen.get(one.code)),
            "term": wish.term_of(one.programme, one.code),
        }
        for one in made.problem.initiatives if goes_on(one) and one.code in made.names
    ]  # fmt: skip


def _ways(one: Initiative, chosen: str | None) -> list[Way]:
    return [_way(option, option.code == chosen) for option in one.options]


def _way(option: Option, chosen: bool) -> Way:
    return Way(way_words(option.code), option.value / 1000, option.cost / 100, chosen)


def offered(problem: Any, names: dict[str, Any], wish: Wish) -> dict[str, Any]:
    """Return what the form offers: rows of limits of staff, and whose terms can be said apart."""
    codes = {whose for i in problem.initiatives for o in i.options for _y, whose, _n in o.staff}
    codes |= {when.partition(":")[2] for when in wish.staff}
    years = sorted({e.year for e in problem.envelopes} | {int(when[:4]) for when in wish.staff})
    codes |= {""} if codes else set()
    going = [one for one in problem.initiatives if goes_on(one)]
    whose = {f"programme:{code}": "" for code in sorted({one.programme for one in going})}
    whose |= {one.code: names[one.code].title for one in going if one.code in names}
    return {
        "staff_years": years,
        "staff_rows": [
            {"words": category_words(code), "cells": [_cell(wish, year, code) for year in years]} for code in sorted(codes)
        ],
        "terms": [*wish.terms, Term("", wish.later, wish.worth, wish.stop)] if wish.rebalance else [],
        "whose": list(({one.who: "" for one in wish.terms} | whose).items()),
    }  # fmt: skip


def _cell(wish: Wish, year: int, code: str) -> dict[str, Any]:
    when = f"{year}:{code}" if code else str(year)
    return {"name": f"staff:{when}", "year": year, "most": wish.staff.get(when, "")}
