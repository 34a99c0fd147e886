"""Reading a plan: every fault with its line and element; nothing outside of the file is touched."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from lxml import etree

from .plan import (
    BASELINES,
    MOST,
    SPACE,
    Assignment,
    Fault,
    Faults,
    Link,
    LinkKind,
    Plan,
    PlanTask,
    Resource,
    Snapshot,
)

T = TypeVar("T")


def read(content: bytes) -> tuple[Plan, list[Fault]]:
    """Return the plan in a file and what is wrong with it; with faults, the plan holds what could be read."""
    faults = Faults()
    root = _root(content, faults)
    if root is None:
        return Plan(), faults.found
    tasks = [_task(one, faults) for one in _children(root, "Tasks", "Task")]
    plan = Plan(
        _text(root, "Title") or _text(root, "Name"),
        tuple(task for task in tasks if task is not None and task.uid != 0),  # 0 stands for the project
        _all(_resource, _children(root, "Resources", "Resource"), faults),
        _all(_assignment, _children(root, "Assignments", "Assignment"), faults),
    )
    _references(root, plan, faults)
    return plan, faults.found


def _root(content: bytes, faults: Faults) -> Any:
    """Parse without entities, document types or network; None when it is no plan."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        faults.add("xml", error.lineno or 1, "", str(error.msg or ""))
        return None
    except ValueError as error:
        faults.add("xml", 1, "", str(error))
        return None
    if root.getroottree().docinfo.doctype:
        faults.add("doctype", 1, "DOCTYPE")
        return None
    if _name(root) != "Project":
        faults.add("root", root.sourceline or 1, str(_name(root)))
        return None
    return root


def _name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _find(parent: Any, name: str) -> Any:
    found = parent.find(f"{{{SPACE}}}{name}")
    return found if found is not None else parent.find(name)


def _each(parent: Any, name: str) -> list[Any]:
    return [one for one in parent if _name(one) == name]


def _children(root: Any, group: str, name: str) -> list[Any]:
    held = _find(root, group)
    return [] if held is None else _each(held, name)


def _text(parent: Any, name: str) -> str:
    found = _find(parent, name)
    return "" if found is None else (found.text or "").strip()


def _all(make: Callable[[Any, Faults], T | None], elements: Iterable[Any], faults: Faults) -> tuple[T, ...]:
    return tuple(made for one in elements if (made := make(one, faults)) is not None)


def _value(
    parent: Any, name: str, faults: Faults, convert: Callable[[str], T], code: str, default: T | None = None
) -> T | None:
    """Return what an element says; a value that cannot be read is a fault at its line."""
    element = _find(parent, name)
    text = "" if element is None else (element.text or "").strip()
    if not text:
        return default
    try:
        return convert(text)
    except (ValueError, InvalidOperation, OverflowError):
        faults.add(code, element.sourceline or 0, name, text)
        return default


def _whole(parent: Any, name: str, faults: Faults, default: int | None = None) -> int | None:
    return _value(parent, name, faults, int, "number", default)


def _money(parent: Any, name: str, faults: Faults) -> Decimal:
    return _value(parent, name, faults, _from_cents, "cost", Decimal(0)) or Decimal(0)


def _from_cents(text: str) -> Decimal:
    amount = (Decimal(text) / 100).quantize(Decimal("0.01"))
    if not 0 <= amount <= MOST:
        raise ValueError
    return amount


def _day(parent: Any, name: str, faults: Faults) -> date | None:
    return _value(parent, name, faults, lambda text: date.fromisoformat(text[:10]), "date")


def _task(element: Any, faults: Faults) -> PlanTask | None:
    """Read a task; None for an empty line of the outline, or when what it cannot do without is missing."""
    if _text(element, "IsNull") == "1":
        return None
    line, uid, name = element.sourceline or 0, _whole(element, "UID", faults), _text(element, "Name")
    start, finish = _day(element, "Start", faults), _day(element, "Finish", faults)
    if uid == 0:
        return PlanTask(0, name, date.min, date.min)
    if uid is None or not name or start is None or finish is None:
        known = {"UID": uid, "Name": name or None, "Start": start, "Finish": finish}
        for part in (part for part, value in known.items() if value is None):
            if not _text(element, part):
                faults.add("missing", line, part, name)
        return None
    if finish < start:
        faults.add("order", line, "Finish", f"{finish}")
    percent = _whole(element, "PercentComplete", faults, 0) or 0
    if not 0 <= percent <= 100:
        faults.add("number", line, "PercentComplete", str(percent))
    return PlanTask(
        uid, name, start, finish, max(1, _whole(element, "OutlineLevel", faults, 1) or 1),
        _text(element, "Milestone") == "1", percent, _money(element, "Cost", faults),
        _money(element, "ActualCost", faults), _day(element, "ActualStart", faults),
        _day(element, "ActualFinish", faults), _text(element, "Notes"),
        _all(_link, _each(element, "PredecessorLink"), faults),
        _all(_snapshot, _each(element, "Baseline"), faults),
    )  # fmt: skip


def _link(element: Any, faults: Faults) -> Link | None:
    uid = _whole(element, "PredecessorUID", faults)
    kind = _value(element, "Type", faults, lambda text: LinkKind(int(text)), "link", LinkKind.FS)
    lag = _whole(element, "LinkLag", faults, 0) or 0  # in tenths of a minute
    if uid is None:
        faults.add("missing", element.sourceline or 0, "PredecessorUID")
        return None
    return Link(uid, kind or LinkKind.FF, int(lag / 10))


def _snapshot(element: Any, faults: Faults) -> Snapshot | None:
    number = _whole(element, "Number", faults)
    if number is None or number not in BASELINES:
        faults.add("baseline", element.sourceline or 0, "Baseline", str(number))
        return None
    return Snapshot(
        number,
        _day(element, "Start", faults),
        _day(element, "Finish", faults),
        _money(element, "Cost", faults),
    )


def _resource(element: Any, faults: Faults) -> Resource | None:
    uid = _whole(element, "UID", faults)
    if uid is None or uid <= 0:  # 0 and below are nobody
        return None
    return Resource(uid, _text(element, "Name"), _money(element, "Cost", faults))


def _assignment(element: Any, faults: Faults) -> Assignment | None:
    names = ("UID", "TaskUID", "ResourceUID")
    uid, task, resource = (_whole(element, name, faults) for name in names)
    if uid is None or task is None or resource is None or resource <= 0:
        return None
    return Assignment(uid, task, resource, _money(element, "Cost", faults))


def _references(root: Any, plan: Plan, faults: Faults) -> None:
    """Say which keys stand twice, and which are named but not there."""
    lines: dict[str, int] = {}
    for element in _children(root, "Tasks", "Task"):
        uid = _text(element, "UID")
        if uid in lines and uid:
            faults.add("twice", element.sourceline or 0, "UID", uid)
        lines[uid] = element.sourceline or 0
    known = {task.uid for task in plan.tasks}
    for task in plan.tasks:
        for link in task.links:
            if link.uid not in known or link.uid == task.uid:
                faults.add("reference", lines.get(str(task.uid), 0), "PredecessorUID", str(link.uid))
    resources = {one.uid for one in plan.resources}
    for one in plan.assignments:
        if one.task not in known or one.resource not in resources:
            faults.add("reference", 0, "Assignment", str(one.uid))
