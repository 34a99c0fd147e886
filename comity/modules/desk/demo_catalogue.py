"""The catalogue of the demonstration, from the files in `data/`: fifteen services in six languages."""

import json
from pathlib import Path
from typing import Any

from comity.kernel.actions.verbs import add_many
from comity.kernel.people.models import Person, Unit
from comity.kernel.tongues.text import Text

from .demo_desk import CODES, US, six
from .models import Group, Offering, Service

DATA = Path(__file__).parent / "data"
BROKEN = {
    "EML": "DESK",
    "ACC": "DESK",
    "FIL": "DESK",
    "VSAT": "FIELD",
    "APP": "APPS",
    "WEB": "APPS",
    "SEC": "SECURITY",
    "FAC": "FACILITY",
}
GROUP = {"GLOBAL": "DESK", "LOCAL": ""}
AUDIENCES = {
    "managers": {
        "roles": ["executive-officer", "local-ict-chief", "service-owner", "client-manager", "cito"]
    },
    "field": {"units": ["FIELD", "DFS", "OAH"]},
}
CHOICES = {
    "which_model": ("light", "strong", "rugged"),
    "which_app": ("IMIS", "Galaxy", "ODS", "iSeek", "UNFICS"),
}
WHAT_A_REPORT_IS = (
    "Say what happens; we find out why and tell you when it works again.",
    "Dites ce qui se passe ; nous cherchons pourquoi et vous prévenons dès que cela fonctionne.",
    "Diga qué ocurre; averiguaremos la causa y le avisaremos cuando vuelva a funcionar.",
    "Опишите, что происходит; мы найдем причину и сообщим, когда все заработает.",
    "قل ما يحدث؛ سنعرف السبب ونبلغك عند عودة الخدمة.",
    "请说明情况，我们会查明原因并在恢复后通知您。",
)


def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


def load_services() -> None:
    """Add the services, all of them offered."""
    rows = _read("services")
    units = {u.code: u for u in Unit.objects.filter(code__in={row["unit"] for row in rows})}
    owners = {p.code: p for p in Person.objects.filter(code__in={row["owner"] for row in rows})}
    add_many(
        US, Service,
        (
            {
                "code": row["code"], "area": row["area"], "unit": units[row["unit"]], "owner": owners.get(row["owner"]),
                "name": six(row["name"]), "description": six(row["description"]), "state": "offered",
            }
            for row in rows
        ),
    )  # fmt: skip


def load_offerings(groups: dict[str, Group]) -> None:
    """Add what can be asked for, and for each service the report that it does not work."""
    phrases = {key: six(texts) for key, texts in _read("phrases").items()}
    services = {service.code: service for service in Service.objects.select_related("unit")}
    made = []
    for row in _read("offerings"):
        service = services[row["service"]]
        made.append(
            {
                "code": row["code"], "service": service, "kind": "request", "unit": service.unit,
                "name": six(row["name"]), "what": six(row["what"]), "for_whom": phrases[row["for"]],
                "cost": phrases.get(row["cost"], Text()), "limits": phrases.get(row["limits"], Text()),
                "audience": AUDIENCES.get(row["for"], {"everybody": True}),
                "group": groups.get(GROUP.get(row["group"], row["group"])),
                "impact": row["impact"], "urgency": row["urgency"],
                "questions": [question(phrases, *one) for one in row["ask"]],
            }
        )  # fmt: skip
    for row in _read("services"):
        if row["report"]:
            service = services[row["code"]]
            made.append(
                {
                    "code": f"{row['code'].lower()}-report", "service": service, "kind": "report", "unit": service.unit,
                    "name": six(row["report"]), "what": six(WHAT_A_REPORT_IS), "for_whom": phrases["everyone"],
                    "cost": phrases["free"], "group": groups.get(BROKEN.get(row["code"], "")), "impact": 3,
                    "urgency": 1 if row["code"] == "SEC" else 2,
                }
            )  # fmt: skip
    add_many(US, Offering, made)


def question(phrases: dict[str, Text], name: str, kind: str, required: bool) -> dict[str, Any]:
    """Return a question as the offering keeps it."""
    made: dict[str, Any] = {"name": name, "label": dict(phrases[name]), "type": kind, "required": required}
    if kind == "choice":
        made["choices"] = [
            {"value": value, "label": dict(phrases.get(value) or dict.fromkeys(CODES, value))}
            for value in CHOICES[name]
        ]
    return made
