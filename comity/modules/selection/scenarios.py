"""Scenarios at work: into the queue, from the solver, and filed as an opinion."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from comity.kernel.actions.steps import file_advice
from comity.kernel.base.errors import Refused
from comity.kernel.jobs import control
from comity.kernel.jobs.models import Job
from comity.kernel.jobs.queue import enqueue
from comity.modules.portfolio.public import initiative

from .building import Built, build
from .exact.answer import Wish as Asked
from .exact.problem import Problem, from_json, to_json
from .models import Scenario, Solution
from .wish import GAPS, Wish

OFFICE = "Project management office"
SMALL = 40  # options up to which a question is answered while the reader waits
AT_ONCE = 0.9  # seconds


def question(scenario: Scenario, person: Any) -> Built:
    """Return what a scenario asks, as this person may know it."""
    return build(Wish.from_json(scenario.wish), scenario.scoring_model, person, None, scenario.instance)


def asked(gap: str, explore: bool = True) -> Asked:
    """Return what is asked of the solver by the name of its gap."""
    return Asked(gap=GAPS[gap], seconds=60.0 if gap == "quick" else 240.0, explore=explore)


def key_of(problem: Problem, gap: str, explore: bool) -> str:
    """Return by which key an answer is kept."""
    return f"{problem.sha256}:{gap}:{'around' if explore else 'alone'}"


def known(problem: Problem, gap: str) -> Solution | None:
    """Return an answer that is kept, the fullest one first."""
    keys = [key_of(problem, gap, explore) for explore in (True, False)]
    found = Solution.objects.in_bulk(keys)
    return found.get(keys[0]) or found.get(keys[1])


def keep(problem: Problem, gap: str, explore: bool, answer: dict[str, Any]) -> Solution:
    """Keep an answer; a search that the clock stopped is kept too, and says so."""
    made = Solution(key=key_of(problem, gap, explore), problem=to_json(problem), answer=answer)
    Solution.objects.bulk_create([made], ignore_conflicts=True)
    return Solution.objects.get(pk=made.key)


def solve_here(problem: Problem, gap: str) -> Solution | None:
    """Answer a small question at once; None when it takes too long for a reader who waits."""
    from .exact.answer import answer

    if sum(len(one.options) for one in problem.initiatives) > SMALL:
        return None
    made = answer(problem, Asked(gap=GAPS[gap], seconds=AT_ONCE))
    return keep(problem, gap, False, made) if made["result"]["status"] in ("optimal", "infeasible") else None


def queue(actor: Any, scenario: Scenario) -> None:
    """Fix the question and ask for the work, in the transaction of the step."""
    built = question(scenario, actor)
    if built.faults:
        raise Refused(
            _("This question cannot be asked: %(faults)s.") % {"faults": "; ".join(built.faults[:5])}
        )
    if not built.problem.initiatives:
        raise Refused(
            _("There is nothing to choose from: no candidate has a case with costs and an envelope.")
        )
    person = actor if getattr(actor, "pk", None) else None
    made = enqueue(
        "selection.solve", person=person, scenario=str(scenario.pk), problem=to_json(built.problem)
    )
    scenario.job = made.pk
    Scenario.objects.filter(pk=scenario.pk).update(job=made.pk)


def give_up(actor: Any, scenario: Scenario) -> None:
    """End the work on a scenario, if it has not ended by itself."""
    running = Job.objects.filter(pk=scenario.job).first() if scenario.job else None
    if running and not running.ended and getattr(actor, "pk", None):
        control.cancel(actor, running)


def gap_of(scenario: Scenario) -> str:
    return str(Wish.from_json(scenario.wish).gap)


def solution_of(scenario: Scenario) -> Solution | None:
    """Return the answer of a scenario; None while there is none."""
    if not scenario.sha256 or scenario.state not in ("solved", "infeasible", "filed"):
        return None
    keys = [f"{scenario.sha256}:{gap_of(scenario)}:{how}" for how in ("around", "alone")]
    found = Solution.objects.in_bulk(keys)
    return found.get(keys[0]) or found.get(keys[1])


def numbers(result: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a scenario that an answer fills."""
    third = Decimal("0.001")
    return {
        "value": (Decimal(result["value"]) / 1000).quantize(third),
        "bound": (Decimal(str(result["bound"])) / 1000).quantize(third),
        "proof_gap": Decimal(str(min(result["gap"], 999))).quantize(Decimal("0.000001")),
        "cost": Decimal(result["cost"]) / 100, "chosen": len(result["chosen"]), "solver": result["solver"],
        "sha256": result["sha256"],
    }  # fmt: skip


def file_opinion(actor: Any, scenario: Scenario) -> None:
    """Put what the answer says of each initiative on that initiative, as advice of the project office."""
    found = solution_of(scenario)
    if found is None or scenario.instance_id:
        raise Refused(_("Only a solved scenario of the own portfolio is filed."))
    built = question(scenario, actor)
    if built.problem.sha256 != scenario.sha256:
        raise Refused(
            _("The portfolio or its money has changed since this was solved. Solve it again first.")
        )
    losses = {one["initiative"]: one["loss"] for one in found.answer.get("refusals", ())}
    for item in from_json(found.problem).initiatives:
        record = initiative(built.names[item.code]["pk"])
        stance, text = _opinion(scenario, item.code, found.answer["result"], built.names, losses)
        file_advice(actor, record, stance, text, on_behalf=OFFICE)


def _opinion(
    scenario: Scenario, code: str, result: dict[str, Any], names: dict[str, Any], losses: dict[str, Any]
) -> tuple[str, str]:
    """Return the stance and the words of the opinion on one initiative."""
    said = {"scenario": scenario.reference, "value": result["value"] / 1000, "gap": f"{result['gap']:.4%}"}
    option = result["chosen"].get(code)
    if option and option != "stop":
        name = names[code]["options"].get(option, option)
        return "support", _(
            "%(scenario)s chooses it (%(option)s). Whole value %(value)s points, proof gap %(gap)s."
        ) % {**said, "option": name}
    text = _("%(scenario)s does not choose it. Whole value %(value)s points, proof gap %(gap)s.") % said
    loss = losses.get(code)
    if loss is not None:
        text += " " + _("To choose it all the same would cost %(loss)s points.") % {"loss": loss / 1000}
    return "oppose", text
