"""The selection of the demonstration: an adopted scoring model, blind assessments, one solved scenario."""

import itertools
import random
from collections.abc import Callable
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.models import State as JobState
from comity.kernel.people.models import Person, Unit
from comity.modules.portfolio.public import candidates

from . import scenarios
from .exact.answer import Wish as Asked
from .exact.child import ask
from .models import MOST, Assessment, Criterion, Scenario, ScoringModel
from .samples import CRITERIA, SCENARIOS

order = 75
US = System("demo")
_numbers = itertools.count(1)


def sample_criterion(make: Callable[..., Any]) -> dict[str, Any]:
    return {"scoring_model": make("selection.scoringmodel"), "code": f"K{next(_numbers)}", "weight": 10}


def sample_assessment(make: Callable[..., Any]) -> dict[str, Any]:
    """Only by an adopted model is anything assessed, so one is born adopted."""
    return {
        "scoring_model": make("selection.scoringmodel", state="adopted"), "initiative": make("portfolio.initiative"), "assessor": make("people.person"),
        "scores": {},
    }  # fmt: skip


def sample_scenario(make: Callable[..., Any]) -> dict[str, Any]:
    return {
        "title": "What if there were less",
        "wish": {"percent": 80},
        "scoring_model": None,
        "instance": None,
    }


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write the model, what two assessors said, and a scenario with its answer."""
    if ScoringModel.objects.exists():
        return
    progress(0, 3, "scoring model")
    people = {person.code: person for person in Person.objects.filter(code__lte="P-000030")}
    analyst, cito = people["P-000017"], people["P-000005"]
    model = _model(analyst, cito)
    progress(1, 3, "assessments")
    _assess(model, analyst, (analyst, people["P-000016"]))
    progress(2, 3, "scenarios")
    for title, wish in SCENARIOS:
        _scenario(analyst, model, title, wish)


def _model(analyst: Person, cito: Person) -> ScoringModel:
    unit = Unit.objects.get(code="OICT")
    model = add(
        US, ScoringModel, title="Worth of an initiative", unit=unit,
        purpose="How much an initiative serves the strategy and those who use ICT. Costs are no criterion: they are limits.",
    )  # fmt: skip
    for code, weight, name, none, half, full in CRITERIA:
        add(
            US,
            Criterion,
            scoring_model=model,
            code=code,
            weight=weight,
            name=name,
            none=none,
            half=half,
            full=full,
        )
    take(analyst, model, "propose")
    return take(cito, model, "adopt")


def _assess(model: ScoringModel, analyst: Person, two: tuple[Person, Person]) -> None:
    """Both assess all but a few initiatives; of one only the first has handed in."""
    draw = random.Random(2027)  # noqa: S311  a demonstration, the same each time
    found = [one for one in candidates(analyst) if one.ways]
    for n, one in enumerate(found):
        base = {code: draw.randint(1, MOST) for code, *_rest in CRITERIA}
        for k, person in enumerate(two if n != len(found) - 1 else two[:1]):
            scores = {
                code: min(MOST, max(0, s + (draw.randint(-1, 1) if k else 0))) for code, s in base.items()
            }
            said = add(
                person,
                Assessment,
                scoring_model=model,
                initiative_id=one.initiative,
                assessor=person,
                scores=scores,
            )
            take(person, said, "hand_in")


def _scenario(analyst: Person, model: ScoringModel, title: str, wish: dict[str, Any]) -> None:
    """Solve a scenario here and now, as its job would."""
    unit = Unit.objects.get(code="OICT")
    made = add(analyst, Scenario, title=title, unit=unit, scoring_model=model, wish=wish)
    built = scenarios.question(made, analyst)
    if built.faults or not built.problem.initiatives:
        return
    take(analyst, made, "solve")
    assert made.job
    Job.objects.filter(pk=made.job).update(state=JobState.CANCELLED)
    wish_of = Asked(gap=1e-3, seconds=1.0, explore=True, refused=4, samples=12)
    found = ask(built.problem, wish_of, lambda *said: None, lambda: True)
    assert found is not None
    scenarios.keep(built.problem, scenarios.gap_of(made), True, found)
    if found["result"]["status"] in ("optimal", "time"):
        made.answered = scenarios.numbers(found["result"])  # type: ignore[attr-defined]
        take(System("selection"), made, "finish")
    else:
        take(System("selection"), made, "fail")
