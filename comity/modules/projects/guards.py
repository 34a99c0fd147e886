"""Why a step is not possible yet. They look at what the record brings along and import no table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.kernel.flow.flows import Guard, Sentence

Values = dict[str, Any]


def has_a_manager(actor: Any, record: Any, values: Values) -> Sentence | None:
    return None if record.manager_id else _("The project has no manager yet.")


def has_a_plan(actor: Any, record: Any, values: Values) -> Sentence | None:
    """The first baseline is taken at the start, so there must be something to take."""
    return None if record.tasks.exists() else _("There is no plan yet: write its work items first.")


def has_a_baseline(actor: Any, record: Any, values: Values) -> Sentence | None:
    project = getattr(record, "project", record)
    if project.baselines.filter(state="in_force").exists():
        return None
    return _("The project has no baseline in force, so there is nothing to measure by.")


def all_is_done(actor: Any, record: Any, values: Values) -> Sentence | None:
    if record.boxes.filter(state__in=("running", "ended")).exists():
        return _("A time-box is not reviewed yet.")
    return None


def is_accepted(actor: Any, record: Any, values: Values) -> Sentence | None:
    return None if record.acceptance.strip() else _("Write down who accepted what was delivered.")


def has_a_benefit_calendar(actor: Any, record: Any, values: Values) -> Sentence | None:
    if record.benefit_calendar.strip():
        return None
    return _("Write down who measures which benefit, and when: the benefits outlive the project.")


def has_lessons(actor: Any, record: Any, values: Values) -> Sentence | None:
    return None if record.lessons.exists() else _("No lesson is written down yet.")


CLOSES: tuple[Guard, ...] = (is_accepted, has_a_benefit_calendar, has_lessons)


def says_why(actor: Any, record: Any, values: Values) -> Sentence | None:
    return None if record.why.strip() else _("Write down why the baseline changes.")


def is_a_rebaseline(actor: Any, record: Any, values: Values) -> Sentence | None:
    if record.cause == "rebaseline":
        return None
    return _("A replan or a correction within the goals is accepted by the project office.")


def is_no_rebaseline(actor: Any, record: Any, values: Values) -> Sentence | None:
    if record.cause in ("replan", "correction"):
        return None
    return _("A rebaseline changes what was promised, so the body decides it.")


def keeps_the_goals(actor: Any, record: Any, values: Values) -> Sentence | None:
    """Within the goals nothing ends later or costs more than the baseline in force."""
    now = record.project.baselines.filter(state="in_force").first()
    if now is None or (record.finish <= now.finish and record.cost <= now.cost):
        return None
    return _("It ends later or costs more than the baseline in force, so it is a rebaseline.")


def is_within_tolerance(actor: Any, record: Any, values: Values) -> Sentence | None:
    return (
        None
        if record.tolerated()
        else _("This goes beyond the tolerance of the manager; the body decides it.")
    )


def is_beyond_tolerance(actor: Any, record: Any, values: Values) -> Sentence | None:
    return _("This is within the tolerance, so the manager accepts it.") if record.tolerated() else None


def is_an_emergency(actor: Any, record: Any, values: Values) -> Sentence | None:
    return None if record.emergency else _("This is no emergency.")
