"""The business cases of the demonstration: written, reviewed, endorsed, tabled and decided by those who do this."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps

from comity.kernel.actions.steps import file_advice
from comity.kernel.actions.verbs import add, add_many, take
from comity.kernel.audit import journal
from comity.kernel.audit.actors import System
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.people.models import Person
from comity.modules.finance import public as finance
from comity.modules.governance import public as governance
from comity.modules.meetings import public as meetings

from .models import (
    BenefitValue,
    Case,
    CaseBenefit,
    CaseCheck,
    CaseOption,
    CaseRisk,
    CostLine,
    Initiative,
    StaffLine,
)
from .models.cases import FIVE
from .models.words import CheckArea

US = System("demo")
YEARS = (2026, 2027, 2028, 2029)
WAY = ("submit", "conform", "endorse", "table")
BEFORE = {"draft": 0, "in_review": 1, "reviewed": 2, "endorsed": 3}
TITLE = "Business cases of the autumn:"
OUTCOMES = {
    "approved": "approved", "in_portfolio": "approved", "approved_with_conditions": "conditions",
    "deferred": "deferred", "rejected": "rejected", "returned": "returned",
}  # fmt: skip
A_MONTH = {"professional": 15_000, "general": 8_000}
"""What a month of one of own staff costs, in USD (an assumption of the demonstration)."""
FOUND = {
    "security": "Threats were named; sign-in is by the common identity, and logs are kept for a year.",
    "privacy": "Personal data are listed with purpose and period; nobody sees more than the task needs.",
    "interoperability": "Data leave and enter by open formats and documented interfaces.",
    "multilingualism": "Screens and help are in the six official languages.",
    "universal": "Tested by keyboard, with a screen reader and at four times the size (WCAG 2.2 AA).",
    "environment": "Equipment is bought with a take-back; energy is measured.",
    "architecture": "Fits the reference architecture; one deviation has an exception until 2027.",
}  # fmt: skip
TEXTS = {
    "strategic": "It serves what the initiative names, and nothing that exists does.",
    "economic": "The full scope yields most for what it costs; the reduced one leaves half of the need.",
    "commercial": "An open tender for services; licences under the global contracts.",
    "financial": "From the envelope of the programme, year by year; running costs replace those of the old systems.",
    "management": "Phases of six months, each with an acceptance by the sponsor; one project manager.",
}


def write_cases(
    made: dict[str, Initiative], people: dict[str, Person], progress: Callable[[int, int, str], None]
) -> None:
    """Write each case as far as the file says."""
    from .demo import lines

    if not finance.Fund.objects.exists():
        return  # a case asks funds for money
    rows = list(lines("cases.csv"))
    for number, line in enumerate(rows):
        progress(number, len(rows), f"case {line['code']}")
        with journal.writing(US, "A business case of the demonstration."):
            case = _written(made[line["code"]], line, people)
        _on_its_way(case, line["until"], people)
    _one_is_met()
    for code in ("RM-01", "IM-03"):
        _into_the_portfolio(Initiative.objects.get(code=code), people)
    for meeting in apps.get_model("meetings.Meeting").objects.filter(state="open", title__startswith=TITLE):
        take(US, meeting, "finish")


def _written(one: Initiative, line: dict[str, str], people: dict[str, Person]) -> Case:
    """Write the case with its options, benefits, risks and checks."""
    total = sum(Decimal(line[name]) * times for name, times in (("plan", 1), ("build", 2), ("run", 3)))
    five = total >= 2_000_000
    when = datetime(2026, 4, 1, 9, tzinfo=UTC)
    case = add(
        US, Case, happened_at=when, initiative=one, title=one.title, unit=one.unit, sponsor=one.sponsor, base_year=2026,
        form="five" if five else "short", summary=f"{one.need}. {one.gain}.",
        **({name: TEXTS[name] for name in FIVE} if five else {}),
    )  # fmt: skip
    _options(case, line)
    benefit = add(
        US, CaseBenefit, case=case, name=line["benefit"], kind=line["kind"], description=one.gain,
        owner=people[line["owner"]], measure=line["measure"], due=date.fromisoformat(line["due"]),
        baseline=Decimal(line["baseline"]) if line["baseline"] else None,
        target=Decimal(line["target"]) if line["target"] else None,
    )  # fmt: skip
    if line["code"] in PROMISED_TOO:
        add(
            US,
            CaseBenefit,
            case=case,
            owner=people[line["owner"]],
            kind="quantified",
            **PROMISED_TOO[line["code"]],
        )
    if line["kind"] != "qualitative":
        rows: list[dict[str, Any]] = []
        for year, share in ((2027, 40), (2028, 80), (2029, 100), (2030, 100), (2031, 100)):
            rows.append({"benefit": benefit, "year": year, "amount": Decimal(line["gain"]) * share / 100})
        add_many(US, BenefitValue, rows)
    add(
        US, CaseRisk, case=case, area=line["area"], text=line["risk"], probability=int(line["probability"]),
        impact=int(line["impact"]), mitigation=line["mitigation"],
    )  # fmt: skip
    add(
        US, CaseRisk, case=case, area="schedule", text="Procurement takes longer than planned", probability=3, impact=2,
        mitigation="The tender begins with the planning phase.",
    )  # fmt: skip
    areas = CheckArea.values if line["until"] != "draft" else ["security", "multilingualism"]
    verdicts = {"architecture": "conditions"}
    add_many(
        US, CaseCheck,
        [{"case": case, "area": a, "verdict": verdicts.get(a, "conforms"), "text": FOUND[a]} for a in areas],
    )  # fmt: skip
    return case


def _options(case: Case, line: dict[str, str]) -> None:
    """Write three options, each with plan, build and run by year; the full one is preferred."""
    plan, build, run = (Decimal(line[name]) for name in ("plan", "build", "run"))
    ways = (
        ("As today", "nothing", 0, Decimal(0), False),
        ("In the largest offices", "reduced", 55, Decimal("0.6"), False),
        ("For all offices", "full", 100, Decimal(1), True),
    )
    fund = _fund(case)
    rows: list[dict[str, Any]] = []
    times: list[dict[str, Any]] = []
    for name, kind, share, size, preferred in ways:
        option = add(US, CaseOption, case=case, name=name, kind=kind, share=share, preferred=preferred)
        if kind == "nothing":
            rows += [_cost(option, year, "run", "services", fund, run * Decimal("0.7")) for year in YEARS]
            continue
        rows.append(_cost(option, 2026, "plan", "internal", fund, plan * size))
        for year, pool in ((2026, "software"), (2027, "services")):
            rows.append(_cost(option, year, "build", pool, fund, build * size))
        for year in YEARS[1:]:
            rows.append(_cost(option, year, "run", "internal", fund, run * size * Decimal("0.4")))
            rows.append(_cost(option, year, "run", "services", fund, run * size * Decimal("0.6")))
        times.append(_time(option, 2026, "professional", plan * size))
        times += [_time(option, year, "general", run * size * Decimal("0.4")) for year in YEARS[1:]]
    add_many(US, CostLine, rows)
    add_many(US, StaffLine, times)


def _time(option: CaseOption, year: int, category: str, amount: Decimal) -> dict[str, Any]:
    """Return the person-months that an amount for own staff pays, at the cost of a month of its category."""
    months = (amount / A_MONTH[category]).quantize(Decimal("0.1"))
    return {"option": option, "year": year, "category": category, "months": months}


def _cost(option: CaseOption, year: int, phase: str, pool: str, fund: Any, amount: Decimal) -> dict[str, Any]:
    """Return a cost line; building is uncertain, from 90 to 140 per cent."""
    low, high = (Decimal("0.9"), Decimal("1.4")) if phase == "build" else (Decimal(1), Decimal(1))
    exact, least, most = ((amount * part).quantize(Decimal("0.01")) for part in (Decimal(1), low, high))
    return {
        "option": option, "year": year, "phase": phase, "pool": pool, "fund": fund, "amount": exact,
        "low": least if least < exact else None, "high": most if most > exact else None,
    }  # fmt: skip


def _fund(case: Case) -> Any:
    """Return the fund from which the programme has most to give in these years, or any."""
    free: dict[Any, list[Any]] = {}
    for room in finance.headroom(case.initiative.programme_id, years=YEARS):
        free.setdefault(room.fund, []).append(room.free)
    whole = {fund: min(amounts) for fund, amounts in free.items() if len(amounts) == len(YEARS)}
    best = max(whole, key=lambda fund: (whole[fund], fund.code), default=None)
    return best or finance.Fund.objects.order_by("code").first()


def _on_its_way(case: Case, until: str, people: dict[str, Person]) -> None:
    """Take the steps that lead to a state, each by who holds it; a decision by the body itself."""
    who = (case.sponsor, people["P-000017"], people["P-000005"], people["P-000017"])
    reach = BEFORE.get(until, 4)
    for number, (step, person) in enumerate(zip(WAY, who, strict=True)):
        if number < reach:
            take(person, case, step, happened_at=now() - timedelta(days=60 - 12 * number))
    if until == "tabled":
        file_advice(
            people["P-000015"], case, "conditions", "In favour, if training is paid for from the same envelope.",
            on_behalf="Group of executive officers",
        )  # fmt: skip
    if until in OUTCOMES:
        decide(case, OUTCOMES[until])


def _one_is_met() -> None:
    """Let the secretary of the committee say that the nearest condition is met, and by what one sees it."""
    row = (
        apps.get_model("meetings.Condition")
        .objects.filter(text=CONDITIONS[0][0])
        .select_related("decision")
        .first()
    )
    if row is not None:
        secretary = next(iter(governance.secretaries(row.decision.body)), US)
        take(
            secretary,
            row,
            "meet",
            evidence="Report of the test of release 1, with the two findings that were mended.",
        )


def _into_the_portfolio(one: Initiative, people: dict[str, Person]) -> None:
    """Let the executive committee include an approved initiative."""
    if one.state != "approved":
        return
    meetings.put_on_agenda(people["P-000017"], one, "portfolio.inclusion", "Shall it enter the portfolio?")
    decide(one, "approved")


def decide(record: Any, outcome: str) -> None:
    """Let the body where a record waits meet, agree and sign; without a chair or money it goes on waiting."""
    item = meetings.open_items(record).select_related("body").first()
    chair = governance.chair(item.body) if item else None
    if item is None or chair is None:
        return
    models = {name: apps.get_model(f"meetings.{name}") for name in NAMES}
    meeting = models["Meeting"].objects.filter(body=item.body, state="open", title__startswith=TITLE).first()
    if meeting is None:
        meeting = _meeting(models, item)
    take(US, item, "schedule", meeting=meeting)
    decision = add(US, models["Decision"], item=item, title=item.title, unit=item.unit)
    take(US, decision, "table", proposed=outcome)
    take(US, decision, "deliberate", method="consensus")
    for text, days in CONDITIONS if outcome == "conditions" else ():
        due = now().date() + timedelta(days=days)
        add(
            US,
            models["Condition"],
            decision=decision,
            text=text,
            due=due,
            owner=getattr(record, "sponsor", None),
        )
    take(US, decision, "conclude", outcome=outcome, text=TEXT[outcome])
    try:
        take(chair, decision, "sign")
    except Refused as refusal:
        take(US, decision, "lay_aside", reason=str(refusal.sentence))
    record.refresh_from_db()


PROMISED_TOO: dict[str, dict[str, Any]] = {
    "IM-08": {
        "name": "Answers at any hour", "measure": "Hours until a request is answered", "baseline": 31, "target": 10,
        "due": date(2029, 12, 31), "description": "Whoever asks at night is answered before the morning.",
    },
}  # fmt: skip
"""A second benefit of a case; that of the global service desk is promised by another case as well."""
NAMES = ("Meeting", "Attendance", "Decision", "Condition")
CONDITIONS = (
    ("The security test of the first release has no grave finding open.", 4),
    ("The five largest agencies publish in a common format.", 12),
    ("The first six months are reported on before more is spent.", 190),
)
"""What the demonstration ties an approval to, each with its days from now."""
TEXT = {
    "approved": "The committee approves it, within the envelope of the programme.",
    "conditions": "The committee approves it; the first six months are reported on before more is spent.",
    "deferred": "The committee takes it up again when the envelope of next year is known.",
    "rejected": "The committee does not approve it; the benefits do not carry the costs.",
    "returned": "The committee asks for a new version that counts the telephones of field missions.",
}


def _meeting(models: dict[str, Any], item: Any) -> Any:
    """Open a meeting of a body with all who vote present."""
    meeting = add(
        US, models["Meeting"], title=f"{TITLE} {item.body.code}", body=item.body, unit=item.body.unit,
        starts_at=now() + timedelta(minutes=5),
    )  # fmt: skip
    take(US, meeting, "call")
    for seat in governance.voters(item.body):
        add(US, models["Attendance"], meeting=meeting, person=seat.person, presence="present")
    return take(US, meeting, "start")
