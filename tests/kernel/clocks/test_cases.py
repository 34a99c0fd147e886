"""The table a service manager can read: cases.csv, in the local time of the calendars of calendars.csv."""

import csv
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from comity.kernel.clocks.hours import WEEKDAYS, Hours, Special, segments, week_of
from comity.kernel.clocks.ledger import Event, Promise, ledger, read
from comity.kernel.clocks.schedule import Schedule

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def times(text: str) -> list[list[str]]:
    """Read "08:00-12:00 13:00-17:00"."""
    return [part.split("-") for part in text.split()]


def week(text: str) -> dict[str, list[list[str]]]:
    """Read "mon-thu 08:00-17:00; fri 08:00-13:00"."""
    found = {}
    for part in text.split("; "):
        days, hours = part.split(" ", 1)
        first, _sep, last = days.partition("-")
        at = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last or first) - at) % 7 + 1
        found |= {WEEKDAYS[(at + i) % 7]: times(hours) for i in range(count)}
    return found


def specials(text: str) -> dict[date, Special]:
    """Read "2026-11-27 closed Staff day; 2026-11-28 09:00-12:00 Saturday opening"."""
    found = {}
    for part in filter(None, text.split("; ")):
        day, hours, name = part.split(" ", 2)
        found[date.fromisoformat(day)] = Special(() if hours == "closed" else segments(times(hours)), name)
    return found


CALENDARS = {
    row["calendar"]: Schedule(
        Hours(row["zone"], week_of(week(row["hours"])), row["holidays"], specials(row["exceptions"]))
    )
    for row in table("calendars.csv")
}


def promise(text: str) -> Promise:
    if found := re.fullmatch(r"(\d+) days?", text):
        return Promise(days=int(found[1]))
    found = re.fullmatch(r"(\d+) h(?: (\d+) min)?", text)
    return Promise(seconds=int(found[1]) * 3600 + int(found[2] or 0) * 60)


def events(text: str, schedule: Schedule) -> list[Event]:
    found, day = [], ""
    for part in text.split("; "):
        day, clock, what, reason = re.fullmatch(
            r"(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d) (\w+) ?(.*)", part
        ).groups(day)
        found.append(Event(local(f"{day} {clock}", schedule), what, reason))
    return found


def local(text: str, schedule: Schedule) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=schedule.zone).timestamp())


@pytest.mark.parametrize("case", table("cases.csv"), ids=lambda case: f"{case['case']} {case['why']}")
def test_the_table_of_due_times(case):
    schedule = CALENDARS[case["calendar"]]
    happened = events(case["events"], schedule)
    now = local(case["now"], schedule) if case["now"] else happened[-1].at
    out = read(promise(case["promise"]), schedule, happened, now)
    due = datetime.fromtimestamp(out.due_at, schedule.zone).strftime("%Y-%m-%d %H:%M") if out.due_at else ""
    assert (due, out.stage, "yes" if out.breached_at else "no") == (case["due"], case["stage"], case["late"])
    past = [line for line in ledger(schedule, out, happened, now) if not line.ahead]
    assert sum(line.end - line.start for line in past if line.counted) == out.elapsed
