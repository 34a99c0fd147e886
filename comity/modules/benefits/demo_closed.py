"""Projects of the demonstration that have ended: what they promised and what came is the reference class of later cases."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from comity.kernel.actions.verbs import add, add_many, change, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import at, now
from comity.kernel.people.models import Person, Unit
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings

US = System("demo")
DATA = Path(__file__).resolve().parent / "data"
YEAR = 2026
DECIDED, INCLUDED, STARTED = date(YEAR, 3, 17), date(YEAR, 3, 19), date(YEAR, 3, 23)
CLOSED, DUE = date(YEAR, 9, 29), date(YEAR, 10, 31)
CHECKS = (
    "security",
    "privacy",
    "interoperability",
    "multilingualism",
    "universal",
    "environment",
    "architecture",
)
Line = dict[str, str]


def lines(name: str) -> Iterator[Line]:
    """Yield the lines of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def model(name: str) -> Any:
    return apps.get_model(name)


def on(day: date, hour: int = 9) -> Any:
    """Let it be an hour of a day; never one to come."""
    return at(min(datetime.combine(day, time(hour), UTC), now()))


def write_closed(progress: Callable[[int, int, str], None]) -> None:
    """Take some small projects from the need to the closure, each step by who holds it."""
    rows = list(lines("demo_closed.csv"))
    people = {one.code: one for one in Person.objects.filter(code__lte="P-000030")}
    known = model("portfolio.Initiative").objects.filter(code__in=[line["code"] for line in rows])
    fund = _fund()
    if known.exists() or fund is None or "P-000017" not in people:
        return
    with transaction.atomic():  # one commit for stories of some hundred deeds
        stories = []
        for number, line in enumerate(rows):
            progress(number, 2 * len(rows), line["code"])
            stories.append(_Story(line, people, fund))
        _together([one.case for one in stories], "case.decision", DECIDED, "The committee approves it.")
        for one in stories:
            one.initiative.refresh_from_db()
        initiatives = [one.initiative for one in stories]
        _together(initiatives, "portfolio.inclusion", INCLUDED, "It enters the portfolio.")
        for number, one in enumerate(stories):
            progress(len(rows) + number, 2 * len(rows), one.line["code"])
            one.deliver()
        projects = [one.project for one in stories]
        _together(projects, "project.closure", CLOSED, "The project is closed with thanks.")


def _fund() -> Any:
    """Return the fund from which knowledge management has most to give in the year."""
    programme = model("governance.Programme").objects.filter(code="KM").first()
    rooms = finance.headroom(programme.pk, years=[YEAR]) if programme else []
    best = max(rooms, key=lambda room: (room.free, room.fund.code), default=None)
    return best.fund if best else None


def _together(records: list[Any], matter: str, day: date, text: str) -> None:
    """Let a body decide on several records at one meeting; where the first leads, the others go."""
    moment = min(datetime.combine(day, time(15), UTC), now())
    done = None
    for number, record in enumerate(records, 1):
        where: dict[str, Any] = {"meeting": done.meeting, "body": done.body} if done else {}
        done = meetings.rehearse(record, matter, text=text, at=moment, ends=number == len(records), **where)


class _Story:
    """One project; what is written when it is made comes before the decision."""

    def __init__(self, line: Line, people: dict[str, Person], fund: Any):
        self.line, self.people, self.fund = line, people, fund
        self.sponsor, self.manager = people[line["sponsor"]], people[line["manager"]]
        self.initiative = self._need()
        self.case = self._case()
        self.project: Any = None

    def _need(self) -> Any:
        """Propose it, and let the project office find that it stands alone."""
        line = self.line
        words: dict[str, Any] = {
            name: line[name] for name in ("code", "title", "capability", "systems", "need", "gain")
        }
        with on(date(YEAR, 2, 3)):
            one = add(
                US, model("portfolio.Initiative"), programme=model("governance.Programme").objects.get(code="KM"),
                unit=Unit.objects.get(code=line["unit"]), sponsor=self.sponsor, category="growth", size="medium",
                time_frame="near", begins=STARTED, finishes=CLOSED, **words,
            )  # fmt: skip
            key = model("results.KeyResult").objects.get(code="A5")
            add(US, model("portfolio.Aim"), initiative=one, key_result=key)
            take(self.sponsor, one, "propose")
        with on(date(YEAR, 2, 10)):
            return take(self.people["P-000017"], one, "rationalise", reason="Nothing else does this.")

    def _case(self) -> Any:
        """Write the case and bring it before the committee."""
        one = self.initiative
        with on(date(YEAR, 2, 16)):
            case = add(
                US, model("portfolio.Case"), initiative=one, title=one.title, unit=one.unit, sponsor=one.sponsor,
                base_year=YEAR, form="short", summary=f"{one.need}. {one.gain}.",
            )  # fmt: skip
            options = model("portfolio.CaseOption")
            add(US, options, case=case, name="As today", kind="nothing", share=0, preferred=False)
            option = add(US, options, case=case, name="For all offices", kind="full", preferred=True)
            add(
                US, model("portfolio.CostLine"), option=option, year=YEAR, phase="build", pool="services", fund=self.fund,
                amount=Decimal(self.line["asked"]),
            )  # fmt: skip
            self._promises(case)
            checks = [
                {"case": case, "area": area, "verdict": "conforms", "text": "Nothing speaks against it."}
                for area in CHECKS
            ]
            add_many(US, model("portfolio.CaseCheck"), checks)
        office, cito = self.people["P-000017"], self.people["P-000005"]
        steps = (("submit", self.sponsor), ("conform", office), ("endorse", cito), ("table", office))
        for number, (step, person) in enumerate(steps):
            with on(date(YEAR, 2, 20) + timedelta(days=5 * number)):
                take(person, case, step)
        return case

    def _promises(self, case: Any) -> None:
        """Promise what the file says; it is worth something in the year in which it is measured."""
        for said in (one for one in lines("demo_promises.csv") if one["code"] == self.line["code"]):
            benefit = add(
                US, model("portfolio.CaseBenefit"), case=case, name=said["name"], kind=said["kind"],
                owner=self.people[said["owner"]], measure=said["measure"], baseline=Decimal(said["baseline"]),
                target=Decimal(said["target"]), due=DUE,
            )  # fmt: skip
            values = model("portfolio.BenefitValue")
            add(US, values, benefit=benefit, year=YEAR, amount=Decimal(said["worth"]))

    def deliver(self) -> None:
        """Plan it, do it, pay for it, and ask for its closure."""
        line, manager = self.line, self.manager
        project = model("projects.Project").objects.get(initiative=self.initiative)
        planned = STARTED + timedelta(days=int(line["planned_days"]) - 1)
        with on(STARTED):
            change(US, project, manager=manager)
            take(manager, project, "initiate")
            task = add(
                manager, model("projects.Task"), project=project, number=1, name=line["title"], kind="work", start=STARTED,
                finish=planned, cost=Decimal(line["planned"]), points=0,
            )  # fmt: skip
            take(manager, project, "start")
        done = STARTED + timedelta(days=int(line["taken_days"]) - 1)
        with on(done, 17):
            add(
                manager, model("projects.Outlay"), project=project, fund=self.fund, amount=Decimal(line["spent"]),
                note="Invoices of the supplier", day=now().date(), task=task,
            )  # fmt: skip
            task.refresh_from_db()
            change(
                manager, task, accepted=True, progress=100, actual_start=STARTED, actual_finish=now().date()
            )
            take(manager, model("projects.Project").objects.get(pk=project.pk), "begin_closing")
        with on(done + timedelta(days=7)):
            project.refresh_from_db()
            add(
                manager, model("projects.Lesson"), project=project, title="Count what is there first", kind="change",
                text="The estimate came from a sample; a count of two weeks would have shown what was missing.",
            )  # fmt: skip
            change(
                manager,
                project,
                acceptance="By the sponsor.",
                benefit_calendar="The owners measure in October.",
            )
        self.project = project
