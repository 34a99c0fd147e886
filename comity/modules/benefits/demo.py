"""What samples hold; and the benefits of the projects that the demonstration has closed, through the real write path."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from comity.kernel.actions.verbs import take
from comity.kernel.base.moment import now
from comity.kernel.people.models import Person

from . import actions
from .demo_closed import write_closed
from .models import BenefitMeasurement

order = 80
_days = count(1)
SHARES = (Decimal("0.92"), Decimal("0.71"), Decimal("1.08"), Decimal("0.55"), Decimal("0.84"))


def sample_benefitmeasurement(make: Callable[..., Any]) -> dict[str, Any]:
    project = make("projects.project")
    return {
        "project": project, "benefit": _promised_by(project.initiative, make), "programme": project.programme, "kind": "cash",
        "title": "Paper saved", "due": date(2030, 1, 1) + timedelta(days=next(_days)), "value": None, "realised": None,
        "measured_on": None, "owner": make("people.person"), "submitter": None, "verifier": None, "decision": None,
    }  # fmt: skip


def _promised_by(initiative: Any, make: Callable[..., Any]) -> Any:
    """Return a benefit of another version of the initiative's case, as the approved one takes no more."""
    case = make("portfolio.case", initiative=initiative, number=next(_days) + 1, state="draft")
    return make("portfolio.casebenefit", case=case)


def load(progress: Callable[[int, int, str], None]) -> None:
    """Close some projects, measure most of what is due by now, and bring what is overdue back to who decided."""
    if BenefitMeasurement.objects.exclude(state="due").exists():
        return
    write_closed(progress)
    rows = BenefitMeasurement.objects.filter(due__lt=now().date(), state="due").select_related("owner")
    found = list(rows.order_by("due", "id"))
    verifier = Person.objects.filter(code="P-000017").first()
    for number, one in enumerate(found):
        progress(number, len(found), one.reference)
        if number % 4 != 3 and verifier:  # every fourth stays overdue
            _measure(one, SHARES[number % len(SHARES)], verifier, finish=number % 4 != 2)
    for one in actions.overdue():
        actions.bring_back(one)


def _measure(one: BenefitMeasurement, share: Decimal, verifier: Person, finish: bool) -> None:
    values: dict[str, Any] = {"evidence": "Sample of the demonstration.", "measured_on": one.due}
    if one.promised:
        values["realised"] = (one.promised * share).quantize(Decimal("0.01"))
    if one.target is not None and one.baseline is not None:
        values["value"] = (one.baseline + (one.target - one.baseline) * share).quantize(Decimal("0.01"))
    if len(values) == 2 and one.kind != "qualitative":
        values["value"] = Decimal(1)
    take(one.owner, one, "submit", **values)
    if finish and one.owner_id != verifier.pk:
        take(verifier, one, "verify")
