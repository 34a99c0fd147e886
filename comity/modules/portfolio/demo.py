"""Samples for tests, and the portfolio of the demonstration, through the real write path."""

import csv
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.people.models import Person, Unit

from .models import Aim, CaseForm, Initiative, InitiativeLink

order = 65
US = System("demo")
DATA = Path(__file__).resolve().parent / "data"
SPRING = datetime(2026, 2, 2, 9, tzinfo=UTC)
"""When the demonstration begins to propose."""
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


def sample_staffline(make: Callable[..., Any]) -> dict[str, Any]:
    return {"option": make("portfolio.caseoption"), "year": 2026, "months": 6}


def sample_casebenefit(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case"), "kind": "cash"}


def sample_benefitvalue(make: Callable[..., Any]) -> dict[str, Any]:
    return {"benefit": make("portfolio.casebenefit"), "year": 2027, "amount": 100}


def sample_caserisk(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case")}


def sample_casecheck(make: Callable[..., Any]) -> dict[str, Any]:
    return {"case": make("portfolio.case"), "verdict": "conforms"}


def sample_caseappraisal(make: Callable[..., Any]) -> dict[str, Any]:
    return {
        "case": make("portfolio.case"), "option": f"Sample option {next(_numbers)}", "policy": None,
        "appraised_on": date(2026, 5, 4), "base_year": 2026, "total": 100, "npv": 10, "npsv": 20,
    }  # fmt: skip


def sample_mapping(make: Callable[..., Any]) -> dict[str, Any]:
    return {"code": f"map-{next(_numbers)}", "columns": {"code": "Number", "title": "Name"}}


def lines(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a file of the demonstration."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


PROPOSED = ("KM-07", "KM-10", "IM-06", "MF-04")
DRAFTS = ("KM-13", "RM-07", "MF-07")
CARRIED_OVER = ("MF-01", "MF-02", "MF-03", "MF-06")
LINKS = (
    ("KM-07", "requires", "KM-04", "The environment must be there first."),
    ("KM-10", "requires", "IM-01", "Single sign-on needs one identity."),
    ("RM-04", "synergy", "IM-08", "One tool for both desks."),
    ("RM-02", "synergy", "MF-05", "Templates for budgets and cases agree."),
    ("KM-02", "synergy", "KM-11", "Delegations search too."),
    ("IM-02", "requires", "IM-01", "Access from outside needs a verified identity."),
)


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write the initiatives of A/62/793, tables 1 to 4, with cases in each state of their life."""
    if Initiative.objects.exists():
        return
    from .demo_cases import write_cases
    from .demo_pairs import rationalise_pairs

    people = {one.code: one for one in Person.objects.filter(code__lte="P-000030")}
    units = {one.code: one for one in Unit.objects.all()}
    made = {}
    with journal.writing(US, "The initiatives of A/62/793, tables 1 to 4."):
        _forms()
        for number, line in enumerate(rows := list(lines("initiatives.csv"))):
            progress(number, len(rows), line["code"])
            made[line["code"]] = _initiative(line, people, units)
        for one, kind, other, note in LINKS:
            add(US, InitiativeLink, initiative=made[one], kind=kind, other=made[other], note=note)
    rationalise_pairs(made, people)
    write_cases(made, people, progress)


def _forms() -> None:
    source = "Configured for the demonstration; the strategies leave the amount open."
    add(US, CaseForm, code="short", form="short", amount_from=0, source=source)
    add(US, CaseForm, code="five", form="five", amount_from=2_000_000, source=source)


def _initiative(line: dict[str, str], people: dict[str, Person], units: dict[str, Unit]) -> Initiative:
    """Write one initiative as far as it has come without a case."""
    from django.apps import apps

    programme = apps.get_model("governance.Programme").objects.get(code=line["programme"])
    code, sponsor = line["code"], people[line["sponsor"]]
    words = ("code", "title", "category", "size", "time_frame", "need", "gain", "capability", "systems")
    one = add(
        US, Initiative, happened_at=SPRING, programme=programme, unit=units[line["unit"]], sponsor=sponsor,
        begins=date.fromisoformat(line["begins"]), finishes=date.fromisoformat(line["finishes"]),
        **({"state": "closed"} if code in CARRIED_OVER else {}), **{name: line[name] for name in words},
    )  # fmt: skip
    if code in CARRIED_OVER:
        return one
    for aim in line["aims"].split(","):
        model, field = (
            ("results.Driver", "driver") if aim.startswith("DRV") else ("results.KeyResult", "key_result")
        )
        add(US, Aim, initiative=one, **{field: apps.get_model(model).objects.get(code=aim)})
    if code not in DRAFTS:
        take(sponsor, one, "propose", happened_at=SPRING.replace(day=16))
    if code not in (*DRAFTS, *PROPOSED):
        reason = "Compared with all others by capability and system; it stays an initiative of its own."
        take(people["P-000017"], one, "rationalise", reason=reason, happened_at=SPRING.replace(month=3))
    return one
