"""The tables of delivery: projects and their plan, baselines, status and health, risks, issues and changes."""

from .baseline import Baseline, BaselineLine
from .control import Lesson, ProjectChange, ProjectIssue, ProjectRisk
from .money import Outlay
from .plan import Phase, Task, TaskLink, TimeBox
from .project import Project
from .reported import InvestmentMapping, ReportedProject
from .status import HealthRating, HealthRule, StatusReport

__all__ = [
    "Baseline", "BaselineLine", "HealthRating", "HealthRule", "InvestmentMapping", "Lesson", "Outlay", "Phase",
    "Project", "ProjectChange", "ProjectIssue", "ProjectRisk", "ReportedProject", "StatusReport", "Task", "TaskLink",
    "TimeBox",
]  # fmt: skip
