"""The solver at work, where nobody waits: in a process of its own, with progress, ended at once when cancelled."""

from typing import Any

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.actions.verbs import take
from comity.kernel.audit.actors import System
from comity.kernel.jobs.declare import job
from comity.kernel.jobs.progress import Cancelled

from . import scenarios
from .exact.child import ask
from .exact.problem import Problem, from_json
from .models import Scenario, Solution

US = System("selection")
WORDS = {
    "": _("Solving"), "solve": _("Solving"), "frontier": _("Drawing the frontier"),
    "refusals": _("Pricing the refusals"), "robustness": _("Trying other weights and costs"),
}  # fmt: skip


@job("selection.solve", title=_("Solving a scenario"), long=True, retry=2)
def solve_scenario(progress: Any, scenario: str, problem: dict[str, Any]) -> dict[str, Any]:
    """Answer a scenario; begun again after a death it does the same once more."""
    record = Scenario.objects.get(pk=scenario)
    if record.state != "queued":
        return {"state": record.state}
    found = _answer(progress, from_json(problem), scenarios.gap_of(record), True)
    record.refresh_from_db()
    if record.state != "queued":
        return {"state": record.state}
    if found is None:
        take(US, record, "stop", reason=_g("The job was cancelled."))
    elif found.answer["result"]["status"] in ("optimal", "time"):
        record.answered = scenarios.numbers(found.answer["result"])  # type: ignore[attr-defined]
        take(US, record, "finish")
    else:
        record.answered = {name: found.answer["result"][name] for name in ("solver", "sha256")}  # type: ignore[attr-defined]
        take(US, record, "fail")
    return {"state": record.state, "url": record.get_absolute_url()}


@job("selection.what_if", title=_("Solving a question"), long=True, retry=2)
def solve_question(
    progress: Any, problem: dict[str, Any], gap: str, explore: bool, query: str
) -> dict[str, Any]:
    """Answer a question of the what-if page; the answer is kept by its hash."""
    found = _answer(progress, from_json(problem), gap, explore)
    return {"found": found is not None, "query": query}


def _answer(progress: Any, problem: Problem, gap: str, explore: bool) -> Solution | None:
    """Return the answer that is kept, or let the solver find it; None when the job was cancelled."""
    kept = Solution.objects.filter(pk=scenarios.key_of(problem, gap, explore)).first()
    if kept:
        return kept

    def tell(done: int, total: int, said: str) -> None:
        if not progress.cancelled:
            progress(done, total or None, WORDS.get(said, said))

    try:
        made = ask(problem, scenarios.asked(gap, explore), tell, lambda: not progress.cancelled)
    except Cancelled:
        made = None
    return None if made is None else scenarios.keep(problem, gap, explore, made)
