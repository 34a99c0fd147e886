"""Sample rows for tests, and the meetings of the demonstration."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from comity.kernel.base.moment import now

order = 90  # after the modules that hold meetings of their own
_number = itertools.count(1)
Make = Callable[..., Any]


def sample_meeting(make: Make) -> dict[str, Any]:
    return {
        "body": make("governance.body"),
        "form": "ordinary",
        "starts_at": now() + timedelta(days=next(_number)),
    }


def sample_agendaitem(make: Make) -> dict[str, Any]:
    return {"body": make("governance.body"), "title": "Shall the standard be kept?"}


def sample_decision(make: Make) -> dict[str, Any]:
    return {"item": make("meetings.agendaitem"), "title": "Keep the standard"}


def sample_attendance(make: Make) -> dict[str, Any]:
    return {"meeting": make("meetings.meeting"), "person": make("people.person"), "presence": "present"}


def sample_recusal(make: Make) -> dict[str, Any]:
    return {"item": make("meetings.agendaitem"), "person": make("people.person")}


def sample_entitlement(make: Make) -> dict[str, Any]:
    person = make("people.person")
    return {"decision": make("meetings.decision"), "person": person, "caster": person, "capacity": "member"}


def sample_ballot(make: Make) -> dict[str, Any]:
    right = make("meetings.entitlement")
    return {"entitlement": right, "decision": right.decision, "choice": "yes", "cast_by": right.person}


def sample_reply(make: Make) -> dict[str, Any]:
    return {"decision": make("meetings.decision"), "advice": _advice(make), "disposition": "followed"}


def sample_condition(make: Make) -> dict[str, Any]:
    return {"decision": make("meetings.decision"), "text": "A plan for operations is delivered."}


def sample_opinion(make: Make) -> dict[str, Any]:
    decision = make("meetings.decision")
    return {"decision": decision, "body": decision.body, "stance": "support", "text": "In favour."}


def sample_actionitem(make: Make) -> dict[str, Any]:
    return {"title": "Send the plan", "owner": make("people.person"), "meeting": None, "decision": None}


def _advice(make: Make) -> Any:
    """An advice is not of a register, so it is written as the write path does."""
    from comity.kernel.actions.write import born, insert
    from comity.kernel.audit.actors import System
    from comity.kernel.flow.models import Advice

    item = make("meetings.agendaitem")
    said = Advice(
        kind_of=item.kind_name(), object_id=item.pk, adviser=make("people.person"), stance="support", text="In favour."
    )  # fmt: skip
    born(said, now())
    insert(System("test"), said)
    return said


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write past meetings with recorded decisions, a written procedure under way and a meeting to come."""
    from . import demo_meetings

    demo_meetings.load(progress)
