"""The pictures of delivery: plan, road map, S-curve, and declared beside computed health."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.kernel.base.moment import now
from comity.kernel.shell.charts import Chart, Column, Series, trend
from comity.kernel.shell.charts.svg import Across, plot, tag

from . import planning
from .models import Baseline, BaselineLine, Outlay, Project, Task
from .models.plan import Kind
from .performance import Performance
from .pure import schedule
from .timeline import Stretch, timeline
from .words import figure_words

ZERO = Decimal(0)
CURVE = 24  # months of the S-curve at most


def gantt(project: Project) -> Chart:
    """Draw the plan with the baseline in force and the first one under each bar."""
    tasks = planning.ordered(list(project.tasks.select_related("box")))
    bases = list(project.baselines.filter(state__in=("in_force", "superseded")).order_by("number"))
    current = next((base for base in bases if base.state == "in_force"), None)
    first = bases[0] if bases and bases[0] != current else None
    frozen, earliest = _frozen(current), _frozen(first)
    rows = [_stretch(level, task, frozen.get(task.pk), earliest.get(task.pk)) for level, task in tasks]
    columns = [
        Column(_("Work item")), Column(_("Planned start")), Column(_("Planned finish")), Column(_("Done (%)"), True),
        Column(_("Start in the baseline")), Column(_("Finish in the baseline")), Column(_("Later by (days)"), True),
    ]  # fmt: skip
    table: list[list[Any]] = []
    for (_level, task), row in zip(tasks, rows, strict=True):
        begin, end = row.frozen or (None, None)
        late = (row.finish - end).days if end else None
        table.append(
            [str(task), row.start, row.finish, 100 if task.accepted else task.progress, begin, end, late]
        )
    key = [{"label": _("Plan; the dark part is done"), "css": "hue-1"}]
    if current:
        key.append({"label": _("Baseline in force: %(name)s") % {"name": current.reference}, "css": "closed"})
    if first:
        key.append({"label": _("First baseline: %(name)s") % {"name": first.reference}, "css": "hue-2"})
    late_ones = sum(1 for line in table if (line[-1] or 0) > 0)
    title = ngettext(
        "%(number)s work item ends later than in the baseline",
        "%(number)s work items end later than in the baseline",
        late_ones,
    ) % {"number": late_ones}
    if not late_ones:
        title = _("No work item ends later than in the baseline")
    return timeline(
        rows, title if current else _("The plan has no baseline yet"), now().date(), columns, table,
        subtitle=_("Planned and actual days of each work item"), key=key,
    )  # fmt: skip


def _frozen(base: Baseline | None) -> dict[Any, tuple[date, date]]:
    if base is None:
        return {}
    rows = BaselineLine.objects.filter(baseline=base).values_list("task_id", "start", "finish")
    return {task: (start, finish) for task, start, finish in rows}


def _stretch(level: int, task: Task, frozen: Any, first: Any) -> Stretch:
    """Draw actual days where they are known, planned ones elsewhere."""
    start = task.actual_start or task.start
    finish = max(task.actual_finish or task.finish, start)
    return Stretch(
        str(task), start, finish, 1.0 if task.accepted else task.progress / 100, frozen, first, task.get_absolute_url(),
        "well" if task.accepted else "hue-1", task.kind == Kind.MILESTONE, level - 1,
    )  # fmt: skip


def roadmap(found: Sequence[Performance]) -> Chart:
    """Draw all projects on one line of time, with the baseline in force under each."""
    rows: list[Stretch] = []
    table: list[list[Any]] = []
    keys = [one.project.pk for one in found if one.current is None]
    planned = {
        row["project_id"]: (row["start"], row["finish"])
        for row in Task.objects.filter(project__in=keys)
        .values("project_id")
        .annotate(start=Min("start"), finish=Max("finish"))
        .order_by()
    }
    for one in found:
        project, base = one.project, one.current.baseline if one.current else None
        first_day, last_day = (base.start, base.finish) if base else planned.get(project.pk, (None, None))
        start = project.started or first_day
        if start is None or last_day is None:
            continue
        finish = max(project.completed or project.forecast_finish or last_day, start)
        share = float(one.standing.ev / one.standing.bac) if one.standing and one.standing.bac else 0.0
        state = project.flow.states[project.state]
        first = one.first.baseline if one.first and one.first.baseline != base else None
        rows.append(
            Stretch(
                f"{project.reference} · {project.title}", start, finish, share, (base.start, base.finish) if base else None,
                (first.start, first.finish) if first else None, project.get_absolute_url(),
                {"well": "hue-1", "closed": "well", "late": "late"}.get(state.meaning, "waiting"),
            )
        )  # fmt: skip
        table.append(
            [f"{project.reference} {project.title}", str(state.label), start, finish, base.finish if base else None,
             (finish - base.finish).days if base else None, round(100 * share)]
        )  # fmt: skip
    columns = [
        Column(_("Project")), Column(_("State")), Column(_("Start")), Column(_("Finish, actual or forecast")),
        Column(_("Finish in the baseline")), Column(_("Later by (days)"), True), Column(_("Earned (%)"), True),
    ]  # fmt: skip
    late = sum(1 for line in table if (line[5] or 0) > 0)
    title = ngettext(
        "%(number)s of %(all)s projects ends later than its baseline",
        "%(number)s of %(all)s projects end later than their baselines",
        late,
    ) % {"number": late, "all": len(table)}
    key = [
        {"label": _("Executing; the dark part is earned"), "css": "hue-1"}, {"label": _("Closed"), "css": "well"},
        {"label": _("Not started, or closing"), "css": "waiting"}, {"label": _("Baseline in force"), "css": "closed"},
        {"label": _("First baseline"), "css": "hue-2"},
    ]  # fmt: skip
    return timeline(
        rows,
        title,
        now().date(),
        columns,
        table,
        _("Start and end of each project that you may see"),
        key=key,
    )


def curve(one: Performance) -> Chart | None:
    """Draw planned value, earned value and actual cost by month."""
    found = schedule.span(one.pieces)
    if found is None:
        return None
    project = one.project
    ends = _months(found[0], max(found[1], project.completed or one.day))
    last = project.completed or one.day
    reports = list(project.reports.filter(state="submitted").order_by("day").values_list("day", "ev"))
    if one.standing:
        reports.append((one.day, one.standing.ev))
    outlays = list(
        Outlay.objects.filter(project=project, kind="expenditure")
        .order_by("day")
        .values_list("day", "amount")
    )
    pv = [round(schedule.planned_value(one.pieces, end)) for end in ends]
    ev: list[float | None] = []
    ac: list[float | None] = []
    for end in ends:
        past = end <= last or (end.year, end.month) == (last.year, last.month)
        known = [value for day, value in reports if day <= end and value is not None]
        ev.append(round(known[-1]) if past and known else 0.0 if past and not known else None)
        ac.append(round(sum((amount for day, amount in outlays if day <= end), ZERO)) if past else None)
    figures = one.figures
    title = _("CPI %(cpi)s, SPI %(spi)s") % {
        "cpi": figure_words(figures["CPI"]),
        "spi": figure_words(figures["SPI"]),
    }
    return trend(
        [date_format(end, "M Y") for end in ends],
        [Series(_("Planned value (PV)"), pv, "hue-1"), Series(_("Earned value (EV)"), ev, "hue-3"),
         Series(_("Actual cost (AC)"), ac, "hue-2")],
        title, _("Planned value, earned value and actual cost, added up to the end of each month (USD)"),
        _("Earned value is that of the last status report before the end of the month; between reports it stands still."),
    )  # fmt: skip


def _months(first: date, last: date) -> list[date]:
    """Return ends of months from first to last; of a long plan every second, third … one."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    step = -(-(end - begin + 1) // CURVE)
    return [date((n + 1) // 12, (n + 1) % 12 + 1, 1) - timedelta(days=1) for n in range(begin, end + 1, step)]


def health(lines: Sequence[dict[str, Any]]) -> Chart:
    """Draw for each project the declared and the computed rating on one scale; the distance is the gap."""
    across, step = Across(), 44
    shown = [line for line in lines if line["declared"] or line["computed"]]
    drawn: list[SafeString] = []
    height = 26 + step * len(shown)

    def x(rating: int) -> float:
        return 4 + 92 * (rating - 1) / 4

    for rating in range(1, 6):
        drawn.append(across.line(x(rating), 20, height, "grid"))
        drawn.append(across.text(x(rating), 14, str(rating), "muted", "middle"))
    for i, line in enumerate(shown):
        y = 26 + i * step
        words = across.text(0, y + 14, line["name"] if len(line["name"]) < 56 else line["name"][:55] + "…")
        drawn.append(tag("a", words, href=line["url"]) if line["url"] else words)
        drawn += _pair(across, x, y + 28, line)
    gaps = sum(1 for line in shown if (line["gap"] or 0) > 0)
    title = ngettext(
        "%(number)s of %(all)s projects is declared healthier than its figures say",
        "%(number)s of %(all)s projects are declared healthier than their figures say",
        gaps,
    ) % {"number": gaps, "all": len(shown)}
    columns = [
        Column(_("Project")), Column(_("Declared"), True), Column(_("Computed"), True), Column(_("Gap"), True),
        Column(_("Same rating since")), Column(_("Last rated")), Column(_("Days since then"), True),
    ]  # fmt: skip
    table = [
        [line["name"], line["declared"], line["computed"], line["gap"], line["since"], line["day"], line["age"]] for line in lines
    ]  # fmt: skip
    key = [
        {"label": _("Declared"), "css": "hue-2"},
        {"label": _("Computed from the figures"), "css": "hue-1"},
    ]
    return Chart(
        title, plot(drawn, title, "", height), columns, table, _("5 is low risk, 1 is high risk"),
        _("Computed from cost and schedule against the baseline in force, and from earned value."), key,
    )  # fmt: skip


def _pair(across: Across, x: Any, y: float, line: dict[str, Any]) -> list[SafeString]:
    """Draw both ratings of a project, and the stretch between them."""
    declared, computed = line["declared"], line["computed"]
    drawn: list[SafeString] = []
    if declared and computed and declared != computed:
        low, high = sorted((declared, computed))
        drawn.append(
            across.rect(x(low), x(high) - x(low), y - 2, 4, "late" if declared > computed else "soft")
        )
    if computed:
        drawn.append(tag("circle", cx=across.at(x(computed)), cy=y, r=7, css="hue-1"))
    if declared:
        shape = tag("rect", x=-6, y=-6, width=12, height=12, css="hue-2")
        drawn.append(tag("svg", shape, x=across.at(x(declared)), y=y, width=1, height=1, overflow="visible"))
    return drawn
