"""The projects of the demonstration: decided, planned, measured month by month and closed, each by who does this."""

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
from comity.kernel.people.models import Person
from comity.modules.finance import public as finance
from comity.modules.meetings import public as meetings
from comity.modules.portfolio import public as portfolio

from . import actions
from .models import (
    HealthRule,
    InvestmentMapping,
    Lesson,
    Project,
    ProjectIssue,
    ProjectRisk,
    Task,
    TaskLink,
    TimeBox,
)

DATA = Path(__file__).parent / "data"
US = System("demo")
CENT = Decimal("0.01")
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


def moment(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day; never one to come."""
    return min(datetime.combine(day, time(hour), UTC), now())


def model(name: str) -> Any:
    return apps.get_model(f"portfolio.{name}")


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write mapping and rule, then each project as far as the files say."""
    if Project.objects.exclude(state="authorised").exists() or HealthRule.objects.exists():
        return
    _settings()
    people = {one.code: one for one in Person.objects.filter(code__lte="P-000030")}
    initiatives = {one.code: one for one in model("Initiative").objects.all()}
    rows = [line for line in lines("demo_projects.csv") if line["code"] in initiatives]
    for number, line in enumerate(rows if finance.Fund.objects.exists() else []):
        progress(number, len(rows), line["code"])
        with transaction.atomic():  # one commit for a story of a hundred deeds
            _Story(line, initiatives[line["code"]], people).tell()
    for code in ("IM-03", "RM-01"):
        if code in initiatives:
            _ahead(initiatives[code], people)


def _settings() -> None:
    source = "Federal dashboard; configured for the demonstration."
    add(US, HealthRule, code="usual", needs=10, late=30, stale_days=90, source=source)
    add(
        US, InvestmentMapping, code="federal", name="Projects of the federal dashboard", dates="%m/%d/%Y",
        columns={
            "code": "Project ID", "title": "Project Name", "group": "Investment Title", "planned_start": "Planned Start Date",
            "planned_finish": "Planned Completion Date", "planned_cost": "Planned Total Cost ($M)",
            "forecast_finish": "Projected Completion Date", "forecast_cost": "Projected Total Cost ($M)",
            "completed": "Actual Completion Date", "actual_cost": "Actual Total Cost ($M)", "declared": "CIO Rating",
            "rated": "CIO Rating Date",
        },
        constants={"unit": "OICT"}, factors={name: 1_000_000 for name in ("planned_cost", "forecast_cost", "actual_cost")},
    )  # fmt: skip


class _Story:
    """One project from its case to today."""

    def __init__(self, line: Line, initiative: Any, people: dict[str, Person]):
        self.line, self.initiative, self.people = line, initiative, people
        self.code, self.manager = line["code"], people[line["manager"]]
        self.tasks = [one for one in lines("demo_tasks.csv") if one["code"] == self.code]
        self.fund: Any = None

    def tell(self) -> None:
        """Write everything in the order in which it happened."""
        decided, started = date.fromisoformat(self.line["decided"]), date.fromisoformat(self.line["started"])
        project = self._authorised(decided)
        if project is None:
            return
        with at(moment(started)):
            change(
                US,
                project,
                manager=self.manager,
                method=self.line["method"],
                tolerance_cost=int(self.line["tolerance"]),
            )
            take(self.manager, project, "initiate")
            _plan(self.manager, project, self.tasks)
            take(self.manager, project, "start")
        _risk(project, self.line["risk"], self.manager)
        for said in (one for one in lines("demo_words.csv") if one["code"] == self.code):
            self._month(project, said)
            if self.line["until"] == "rebaselined" and said["day"] == "2026-07-31":
                self._rebaseline(project)
        self._today(project)
        if self.line["until"] == "closed":
            self._close(project)

    def _authorised(self, decided: date) -> Project | None:
        """Take the initiative through case, decision and portfolio; the approved case brings its project."""
        one, pmo, cito = self.initiative, self.people["P-000017"], self.people["P-000005"]
        if one.state == "proposed":
            with at(moment(decided - timedelta(days=30))):
                take(pmo, one, "rationalise", reason="Nothing else does this.")
        if one.state != "rationalised":
            return Project.objects.filter(initiative=one).first()
        with at(moment(decided - timedelta(days=26))):
            case = self._case()
        steps = (("submit", case.sponsor), ("conform", pmo), ("endorse", cito), ("table", pmo))
        for number, (step, person) in enumerate(steps):
            with at(moment(decided - timedelta(days=22 - 5 * number))):
                take(person, case, step)
        meetings.rehearse(case, "case.decision", at=moment(decided, 15), text="The committee approves it.")
        one.refresh_from_db()
        meetings.rehearse(one, "portfolio.inclusion", at=moment(decided, 16), text="It enters the portfolio.")
        project = Project.objects.get(initiative=one)
        self.fund = finance.Fund.objects.get(pk=portfolio.funds_of(project.case)[0][0])
        return project

    def _case(self) -> Any:
        """Write the short case: two options, costs of two years, a benefit, the checks."""
        line, one = self.line, self.initiative
        case = add(
            US, model("Case"), initiative=one, title=one.title, unit=one.unit, sponsor=one.sponsor, base_year=2026,
            form="short", summary=f"{one.need}. {one.gain}.",
        )  # fmt: skip
        add(US, model("CaseOption"), case=case, name="As today", kind="nothing", share=0, preferred=False)
        option = add(
            US, model("CaseOption"), case=case, name="For all offices", kind="full", share=100, preferred=True
        )
        fund = _fund(one.programme_id)
        costs = [
            (2026, "plan", "internal", line["plan"]),
            (2026, "build", "services", line["build"]),
            (2027, "run", "services", line["run"]),
        ]
        add_many(
            US, model("CostLine"),
            [{"option": option, "year": year, "phase": phase, "pool": pool, "fund": fund, "amount": Decimal(amount)}
             for year, phase, pool, amount in costs],
        )  # fmt: skip
        add(
            US, model("CaseBenefit"), case=case, name=line["benefit"], kind="quantified", description=one.gain,
            owner=self.people[line["owner"]], measure=line["measure"], baseline=Decimal(line["baseline"]),
            target=Decimal(line["target"]), due=date.fromisoformat(line["due"]),
        )  # fmt: skip
        rows = [
            {"case": case, "area": area, "verdict": "conforms", "text": "Nothing speaks against it."}
            for area in CHECKS
        ]
        add_many(US, model("CaseCheck"), rows)
        return case

    def _month(self, project: Project, said: Line) -> None:
        """Bring the work to where it was on a day, and report it."""
        day = date.fromisoformat(said["day"])
        with at(moment(day, 17)):
            self._work(project, day)
            base = project.baselines.get(state="in_force")
            cost, finish = (
                base.cost + Decimal(said["cost_more"]),
                base.finish + timedelta(days=int(said["days_more"])),
            )
            actions.report(self.manager, project, day, cost, max(finish, day), said["narrative"])
            project.refresh_from_db()
            if said["rating"]:
                actions.rate(
                    self.manager, project, int(said["rating"]), said["rating_text"], performance=4, risk=3
                )

    def _work(self, project: Project, day: date) -> None:
        """Set progress and acceptance as they were on a day, and spend what the progress cost."""
        plan = {int(one["number"]): one for one in self.tasks}
        for task in project.tasks.order_by("number"):
            line = plan[task.number]
            begin = _day(line["really_start"])
            if begin is None or begin > day or task.accepted:
                continue
            end = _day(line["really_finish"]) or task.finish
            before = task.progress
            if end <= day:
                done = 100
                actions.accept(self.manager, change(self.manager, task, actual_start=begin), end)
            else:
                done = min(95, 100 * ((day - begin).days + 1) // ((end - begin).days + 1))
                if done != before or task.actual_start is None:
                    change(self.manager, task, progress=done, actual_start=begin)
            amount = (task.cost * (done - before) / 100 * Decimal(line["factor"])).quantize(CENT)
            if amount > 0:
                actions.spend(
                    self.manager, project, self.fund, amount, f"{task.name}, {day:%Y-%m}", day=day, task=task
                )
        for box in project.boxes.exclude(state="reviewed"):
            self._box(box, day)

    def _box(self, box: TimeBox, day: date) -> None:
        """Begin, end and review a time-box by its days."""
        if box.state == "planned" and box.starts <= day:
            take(self.manager, box, "begin")
        if box.state == "running" and box.ends <= day:
            take(System("clock"), box, "end")
            done = [task for task in box.tasks.all() if task.accepted]
            points = sum(task.points for task in done)
            take(
                self.manager,
                box,
                "review",
                review=f"{points} points were accepted; the rest goes into a later box.",
            )

    def _rebaseline(self, project: Project) -> None:
        """Ask for a new baseline, because the survey showed more work than the sample did."""
        plan = {int(one["number"]): one for one in self.tasks}
        with at(moment(date(2026, 8, 6))):
            for task in project.tasks.order_by("number"):
                line = plan[task.number]
                if line["new_finish"]:
                    change(
                        self.manager, task, start=_day(line["new_start"]), finish=_day(line["new_finish"]),
                        cost=Decimal(line["new_cost"]),
                    )  # fmt: skip
            base = actions.take_baseline(
                self.manager, project, "After the survey", "rebaseline",
                "The survey found a third more boxes, many of them damp; they are dried before they are scanned.", "scope",
            )  # fmt: skip
            take(self.manager, base, "request")
        with at(moment(date(2026, 8, 13))):
            take(
                self.people["P-000017"],
                base,
                "table",
                reason="The reasons are sound; the benefits still carry the cost.",
            )
        text = "The committee approves the new baseline and asks for a report in three months."
        meetings.rehearse(base, "project.rebaseline", at=moment(date(2026, 8, 25), 15), text=text)

    def _today(self, project: Project) -> None:
        if self.line["until"] != "closed":
            self._work(project, now().date())
        if self.line["until"] == "red":
            add(
                US, ProjectIssue, project=project, title="The supplier is three months late",
                text="Only a third of the screens have arrived; the second delivery has no date.", gravity=4, owner=self.manager,
            )  # fmt: skip

    def _close(self, project: Project) -> None:
        """End it with acceptance, lessons and the calendar of its benefits, by a decision."""
        with at(moment(date(2026, 9, 28))):
            take(self.manager, project, "begin_closing")
            add(
                self.manager, Lesson, project=project, title="Translate while consulting", kind="change",
                text="Translation began after the consultation. Two weeks are won when drafts are translated in parallel.",
            )  # fmt: skip
            add(
                self.manager, Lesson, project=project, title="One page before thirty", kind="keep",
                text="Missions read the one-page summary and then asked about the annexes; nobody began with the policy.",
            )  # fmt: skip
            change(
                self.manager, project, acceptance="Accepted by the sponsor on 25 September 2026.",
                benefit_calendar="The owner counts questions in March and September 2027.",
            )  # fmt: skip
        meetings.rehearse(
            project,
            "project.closure",
            at=moment(date(2026, 10, 6), 15),
            text="The project is closed with thanks.",
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _fund(programme: Any) -> Any:
    """Return the fund from which the programme has most to give this year."""
    rooms = finance.headroom(programme, years=[2026, 2027])
    best = max(rooms, key=lambda room: (room.free, room.fund.code), default=None)
    return best.fund if best else finance.Fund.objects.order_by("code").first()


def _plan(manager: Person, project: Project, plan: list[Line]) -> None:
    """Write time-boxes, work items and what waits for what."""
    boxes = {}
    for number in sorted({one["box"] for one in plan if one["box"]}):
        own = [one for one in plan if one["box"] == number]
        boxes[number] = add(
            manager, TimeBox, project=project, name=f"Time-box {number}", goal=", ".join(one["name"] for one in own),
            starts=_day(own[0]["start"]), ends=_day(own[0]["finish"]),
        )  # fmt: skip
    made = {}
    for one in plan:
        made[one["number"]] = add(
            manager, Task, project=project, number=int(one["number"]), name=one["name"], kind=one["kind"],
            box=boxes.get(one["box"]), start=_day(one["start"]), finish=_day(one["finish"]), cost=Decimal(one["cost"]),
            points=int(one["points"]),
        )  # fmt: skip
    for one in plan:
        if one["after"]:
            add(manager, TaskLink, project=project, task=made[one["number"]], predecessor=made[one["after"]])


def _risk(project: Project, title: str, owner: Person) -> None:
    add(
        US, ProjectRisk, project=project, title=title, probability=3, impact=4, owner=owner,
        mitigation="Watched each month; the sponsor is told in the status report.",
    )  # fmt: skip


def _ahead(initiative: Any, people: dict[str, Person]) -> None:
    """Plan a project whose case was decided just now; the smaller one begins at once."""
    project = Project.objects.filter(initiative=initiative, state="authorised").first()
    if project is None:
        return
    manager = people["P-000023" if initiative.code == "RM-01" else "P-000014"]
    change(US, project, manager=manager)
    take(manager, project, "initiate")
    _plan(manager, project, [one for one in lines("demo_tasks.csv") if one["code"] == initiative.code])
    _risk(project, "The best people are needed elsewhere", manager)
    if initiative.code == "IM-03" and initiative.state == "in_portfolio":
        take(manager, project, "start")
        actions.rate(manager, project, 4, "It begins with a complete team.")
