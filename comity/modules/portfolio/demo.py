"""Samples for tests, and the portfolio of the demonstration, through the real write path."""

import itertools
from collections.abc import Callable
from typing import Any

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System

order = 60
US = System("demo")
_numbers = itertools.count(1)


def sample_initiative(make: Callable[..., Any]) -> dict[str, Any]:
    number = next(_numbers)
    return {"code": f"X-{number:03d}", "title": f"Sample initiative {number}", "merge_into": None}


def sample_initiativelink(make: Callable[..., Any]) -> dict[str, Any]:
    return {
        "initiative": make("portfolio.initiative"),
        "kind": "synergy",
        "other": make("portfolio.initiative"),
    }


def sample_aim(make: Callable[..., Any]) -> dict[str, Any]:
    return {
        "initiative": make("portfolio.initiative"),
        "key_result": make("results.keyresult"),
        "goal": None,
        "driver": None,
    }


def sample_case(make: Callable[..., Any]) -> dict[str, Any]:
    one = make("portfolio.initiative")
    take(US, one, "propose")
    take(US, one, "rationalise", reason="Alone of its kind.")
    return {"initiative": one, "title": "Sample case", "base_year": 2026, "number": 1}


def sample_caseoption(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case")}


def sample_costline(make: Callable[..., Any]) -> dict[str, Any]:
    return {"option": make("portfolio.caseoption"), "year": 2026, "amount": 100}


def sample_casebenefit(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case"), "kind": "cash"}


def sample_benefitvalue(make: Callable[..., Any]) -> dict[str, Any]:
    return {"benefit": make("portfolio.casebenefit"), "year": 2027, "amount": 100}


def sample_caserisk(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case")}


def sample_casecheck(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case"), "verdict": "conforms"}


def sample_mapping(make: Callable[..., Any]) -> dict[str, Any]:
    return {"code": f"map-{next(_numbers)}", "columns": {"code": "Number", "title": "Name"}}


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write the initiatives of A/62/793, tables 1 to 4, with cases in each state of their life."""
