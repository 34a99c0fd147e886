"""What people do with initiatives and cases beyond the steps of their lives."""

from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit import journal

from .models import BenefitValue, Case, CaseBenefit, CaseOption, CaseRisk, CostLine, Initiative, StaffLine


def propose_merger(person: Any, one: Initiative, keeper: Initiative, reason: str) -> Initiative:
    """Propose that `keeper` takes up `one`; a body decides, and until then nothing moves (para 52)."""
    return take(person, one, "propose_merger", merge_into=keeper, reason=reason)


def new_version(person: Any, case: Case) -> Case:
    """Open the next version of a case with all that the last one says; checks are made anew."""
    last = Case.objects.filter(initiative=case.initiative_id).order_by("-number").first()
    with journal.writing(person, case.reference):
        made = add(person, Case, **{**_values(case), "number": (last.number if last else 0) + 1})
        for option in case.options.order_by("id"):
            copy = add(person, CaseOption, **{**_values(option), "case": made})
            for line in CostLine.objects.filter(option=option).order_by("id"):
                add(person, CostLine, **{**_values(line), "option": copy})
            for time in StaffLine.objects.filter(option=option).order_by("id"):
                add(person, StaffLine, **{**_values(time), "option": copy})
        for benefit in case.benefits.order_by("id"):
            promise = add(person, CaseBenefit, **{**_values(benefit), "case": made})
            for value in BenefitValue.objects.filter(benefit=benefit).order_by("id"):
                add(person, BenefitValue, **{**_values(value), "benefit": promise})
        for risk in case.risks.order_by("id"):
            add(person, CaseRisk, **{**_values(risk), "case": made})
    return made


def _values(record: Any) -> dict[str, Any]:
    """Return the fields that people write, by name."""
    return {
        field.name: getattr(record, field.name)
        for field in record._meta.local_concrete_fields
        if field.editable
    }
