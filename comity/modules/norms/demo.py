"""Sample norms and exceptions, for tests and for the demonstration, through the real write path."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from comity.kernel.actions.verbs import add, advise, take
from comity.kernel.audit.actors import System
from comity.kernel.base.moment import now
from comity.kernel.people.models import Person, Unit

from .models import Exemption, Norm, Version
from .samples import NORMS

order = 20
US = System("demo")


def sample_norm(make: Callable[..., Any]) -> dict[str, Any]:
    return {"kind": "standard"}


def sample_exemption(make: Callable[..., Any]) -> dict[str, Any]:
    return {"title": "An older browser on the plotter", "granted_until": None, "assessor": None}


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write norms in force and in consultation, and exceptions in each state of their life."""
    if Norm.objects.exists():
        return
    people = {person.code: person for person in Person.objects.filter(code__lte="P-000030")}
    cito, architect = people["P-000005"], people["P-000016"]
    unit = Unit.objects.get(code="OICT")
    for number, (code, kind, name, purpose, text, state) in enumerate(NORMS):
        progress(number, len(NORMS), code)
        norm = add(US, Norm, code=code, kind=kind, name=name, purpose=purpose, unit=unit)
        version = add(US, Version, norm=norm, title=f"{code} 1.0", unit=unit, text=text)
        take(US, version, "consult")
        if state == "in_force":
            take(cito, version, "promulgate", effective_from=now().date() - timedelta(days=90))
    _exceptions(people, cito, architect)


def _exceptions(people: dict[str, Person], cito: Person, architect: Person) -> None:
    asker = people["P-000004"]
    unit = Unit.objects.get(code="UNON-ICTS")
    norms = {norm.code: norm for norm in Norm.objects.all()}

    def ask(title: str, norm: str, scope: str, reason: str, measures: str) -> Exemption:
        return add(
            asker, Exemption, title=title, norm=norms[norm], unit=unit, requester=asker, scope=scope, justification=reason,
            measures=measures,
        )  # fmt: skip

    first = ask(
        "Older encryption on the Marsabit radio link", "STD-ENC", "The radio link between the compound and Marsabit.",
        "The radios support AES-128 only; replacement arrives with the next rotation.",
        "The link carries no confidential traffic; keys are changed monthly.",
    )  # fmt: skip
    take(architect, first, "assess", assessment="The risk is low while no confidential traffic is carried.")
    advise(people["P-000015"], first, "support", "The budget for the replacement is in the next allotment.")
    answers = {one.pk: ("followed", "") for one in _advice(first)}
    take(cito, first, "grant", granted_until=now().date() + timedelta(days=120), dispositions=answers)
    second = ask(
        "Local accounts on the conference recorders", "POL-IDM", "Four audio recorders in conference rooms 1 to 4.",
        "The recorders cannot use the directory.", "Passwords are kept in the vault and changed after each session.",
    )  # fmt: skip
    take(architect, second, "assess", assessment="Acceptable until the recorders are replaced in the spring.")
    ask(
        "A web form outside the content system", "STD-WEB", "The registration form of the water conference.",
        "The conference begins before the form can be moved.", "The form is tested for accessibility by the web team.",
    )  # fmt: skip


def _advice(record: Exemption) -> list[Any]:
    from comity.kernel.flow.models import Advice

    return list(Advice.objects.filter(object_id=record.pk))
