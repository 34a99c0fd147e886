"""Sample rows for tests, and the projects of the demonstration (see demo_projects)."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from comity.kernel.base.moment import now

from .demo_projects import load

__all__ = ["load"]

order = 75  # after the cases of the portfolio
_number = itertools.count(1)
Make = Callable[..., Any]


def sample_project(make: Make) -> dict[str, Any]:
    """A project of an approved case of its own."""
    case = make("portfolio.case", state="approved", decision=make("meetings.decision"))
    return {"case": case, "manager": None, "started": None, "completed": None}


def sample_phase(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), **_days("starts", "finishes")}


def sample_timebox(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), **_days("starts", "ends")}


def sample_task(make: Make) -> dict[str, Any]:
    return {
        "project": make("projects.project"), "number": next(_number), "cost": 1000, "box": None, "phase": None,
        "parent": None, "actual_start": None, "actual_finish": None, **_days("start", "finish"),
    }  # fmt: skip


def sample_tasklink(make: Make) -> dict[str, Any]:
    one = make("projects.task")
    return {"project": one.project, "task": one, "predecessor": make("projects.task", project=one.project)}


def sample_baseline(make: Make) -> dict[str, Any]:
    return {"project": make("projects.task").project, "cause": "rebaseline", "why": "More sites."}


def sample_baselineline(make: Make) -> dict[str, Any]:
    base = make("projects.baseline")
    return {
        "baseline": base, "task": make("projects.task", project=base.project), "cost": 1, "points": 0,
        **_days("start", "finish"),
    }  # fmt: skip


def sample_statusreport(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), "day": now().date(), "forecast_cost": 1000}


def sample_healthrating(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), "day": now().date(), "narrative": "It goes well."}


def sample_projectrisk(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), "closed": None}


def sample_projectissue(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), "solved": None}


def sample_projectchange(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project"), "title": "One more site"}


def sample_lesson(make: Make) -> dict[str, Any]:
    return {"project": make("projects.project")}


def sample_outlay(make: Make) -> dict[str, Any]:
    return {
        "project": make("projects.project", state="executing"),
        "day": now().date(),
        "amount": 10,
        "task": None,
    }


def sample_reportedproject(make: Make) -> dict[str, Any]:
    return {"code": f"X-{next(_number)}", "planned_start": None, "planned_finish": None}


def sample_investmentmapping(make: Make) -> dict[str, Any]:
    return {"code": f"map-{next(_number)}", "columns": {"code": "Key", "title": "Name"}}


def _days(first: str, last: str) -> dict[str, date]:
    today = now().date()
    return {first: today, last: today + timedelta(days=20)}
