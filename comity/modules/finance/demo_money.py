"""The money of the demonstration: funds, and envelopes that the executive committee decides at a meeting."""

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.people.models import Person, Unit
from comity.modules.governance import public as governance
from comity.modules.meetings import public as meetings

from .expensefile import load as load_expenses
from .expensefile import mapping
from .models import Earmark, EnvelopeProposal, Fund

ENVELOPE = governance.matters.ENVELOPE
DATA = Path(__file__).resolve().parent / "data"
US = System("demo")
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")


def lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def funds() -> None:
    """Write the funds and to whom they are bound."""
    programme: Any = Earmark._meta.get_field("programme").related_model
    for line in lines("demo_funds.csv"):
        names = {code: line[f"name.{code}"] for code in LANGUAGES if line[f"name.{code}"]}
        fund = add(
            US, Fund, code=line["code"], source=line["source"], period=line["period"], name=names,
            carries_forward=line["carries_forward"] == "1", first_year=int(line["first_year"]),
            last_year=int(line["last_year"]),
        )  # fmt: skip
        for code in line["programme"].split():
            add(
                US, Earmark, fund=fund, programme=programme.objects.get(code=code), unit=None,
                source=line["source_of_earmark"],
            )  # fmt: skip


def proposals(people: dict[str, Person]) -> Iterator[EnvelopeProposal]:
    """Write and review the proposals: the budget officer proposes, the project office reviews."""
    programme: Any = Earmark._meta.get_field("programme").related_model
    unit = Unit.objects.get(code="OICT-SMU-BUD")
    for line in lines("demo_envelopes.csv"):
        fund, owner = Fund.objects.get(code=line["fund"]), programme.objects.get(code=line["programme"])
        for year in (name for name in line if name.isdecimal() and line[name]):
            made = add(
                people["P-000024"], EnvelopeProposal, title=f"{owner.name}, {fund.name}, {year}", programme=owner,
                fund=fund, year=int(year), amount=Decimal(line[year]), unit=unit,
                justification="Within the budget outline of the year; figures of the demonstration.",
            )  # fmt: skip
            take(people["P-000024"], made, "submit")
            yield take(people["P-000017"], made, "review")


def decide(waiting: list[EnvelopeProposal]) -> None:
    """Let the body that decides envelopes approve, at one meeting, all but the last, which waits for the next."""
    meeting = None
    *decided, _next = waiting
    for one in decided:
        text = "Decides to give the programme the envelope that is proposed."
        meeting = meetings.rehearse(
            one, ENVELOPE, text=text, meeting=meeting, ends=one is decided[-1]
        ).meeting


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write funds, let the executive committee decide the envelopes, and read some published expenses."""
    if Fund.objects.exists():
        return
    people = {one.code: one for one in Person.objects.filter(code__lte="P-000030")}
    progress(0, 3, "funds")
    with journal.writing(US, "Demonstration"):
        funds()
        progress(1, 3, "envelopes")
        decide(list(proposals(people)))
    progress(2, 3, "expenses")
    with (DATA / "demo_expenses.csv").open("rb") as content:
        load_expenses(content, mapping("un-secretariat"), reason="Demonstration")
