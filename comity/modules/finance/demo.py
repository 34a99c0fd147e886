"""The money of the demonstration (see demo_money), and sample rows for tests."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .demo_money import load

__all__ = ["load"]
order = 30
_count = itertools.count(1)


def sample_fund(make: Callable[..., Any]) -> dict[str, Any]:
    return {"code": f"F{next(_count)}"}


def sample_earmark(make: Callable[..., Any]) -> dict[str, Any]:
    return {"fund": make("finance.fund"), "programme": make("governance.programme")}


def sample_envelopeproposal(make: Callable[..., Any]) -> dict[str, Any]:
    return {"fund": make("finance.fund"), "amount": Decimal(1000), "year": 2026}


def sample_envelope(make: Callable[..., Any]) -> dict[str, Any]:
    """None begins beside an approved proposal; this one is born approved, so that nothing was allotted yet."""
    proposal = make("finance.envelopeproposal", state="approved")
    return {
        "programme": proposal.programme, "fund": proposal.fund, "year": proposal.year, "proposal": proposal,
        "unit": proposal.unit, "code": f"E-{next(_count)}",
    }  # fmt: skip


def sample_movement(make: Callable[..., Any]) -> dict[str, Any]:
    envelope = make("finance.envelope")
    return {
        "key": f"sample:{next(_count)}", "envelope": envelope, "number": 1, "kind": "allocation",
        "amount": envelope.proposal.amount, "kind_of": "finance.envelopeproposal", "object_id": envelope.proposal_id,
        "unit": envelope.unit,
    }  # fmt: skip


def sample_expensemapping(make: Callable[..., Any]) -> dict[str, Any]:
    columns = {"entity": "ENTITY", "year": "YEAR", "amount": "AMOUNT", "financing": "SOURCE_TYPE"}
    return {"columns": columns, "financing": {"Voluntary": "voluntary"}}


def sample_expense(make: Callable[..., Any]) -> dict[str, Any]:
    return {"key": f"sample-{next(_count)}", "entity": "OICT", "year": 2023}
