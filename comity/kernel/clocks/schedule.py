"""Working time as arithmetic: opening intervals of a calendar in UTC, and bisections over them. No tables.

Intervals are half-open [opens, closes). Each local year is laid out once, with the sum of open
seconds before each interval, so that `elapsed` and `add` are bisections and inverse to each other.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from .hours import Hours

FARTHEST = 25
"""Years that `add` looks ahead before it says that the calendar never opens long enough."""


class NeverOpen(ValueError):
    """The calendar has too few opening hours for the promise to end at all."""


def instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """Return the UTC second of a local time, `minute` after the midnight that begins `day`.

    A time that occurs twice means the first; a time that is skipped means the moment of the change.
    """
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    first = int(local.timestamp())
    second = int(local.replace(fold=1).timestamp())
    if second >= first:
        return first
    low, high, before = second - 1, first, datetime.fromtimestamp(second - 1, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, slots=True)
class Year:
    """One local year laid out: [begin, end) in UTC, intervals with their running sum, closings of days."""

    begin: int
    end: int
    opens: "array[int]"
    closes: "array[int]"
    before: "array[int]"
    total: int
    day: "array[int]"
    closing: "array[int]"

    def spent(self, moment: int) -> int:
        """Return the open seconds from the beginning of the year to `moment`."""
        at = bisect_right(self.opens, moment) - 1
        if at < 0:
            return 0
        return self.before[at] + min(moment, self.closes[at]) - self.opens[at]

    def when(self, spent: int) -> int:
        """Return the first moment at which `spent` open seconds (1 to total) have passed in the year."""
        at = bisect_left(self.before, spent) - 1
        return self.opens[at] + spent - self.before[at]


EMPTY = Year(0, 0, array("q"), array("q"), array("q"), 0, array("q"), array("q"))


def lay_out(hours: Hours, zone: ZoneInfo, year: int) -> Year:
    """Compute the table of one year; the night shift that began on the last day before belongs to it."""
    begin, end = instant(date(year, 1, 1), 0, zone), instant(date(year + 1, 1, 1), 0, zone)
    found: list[tuple[int, int]] = []
    days, closing = array("q"), array("q")
    day, last = date(year - 1, 12, 31), date(year, 12, 31)
    while day <= last:
        spans = [(instant(day, a, zone), instant(day, b, zone)) for a, b in hours.on(day)]
        spans = [(a, b) for a, b in spans if a < b]
        found += spans
        if spans and day.year == year:
            days.append(day.toordinal())
            closing.append(max(b for _a, b in spans))
        day += timedelta(days=1)
    opens, closes, before, total = array("q"), array("q"), array("q"), 0
    for a, b in union(found):
        a, b = max(a, begin), min(b, end)
        if a < b:
            opens.append(a)
            closes.append(b)
            before.append(total)
            total += b - a
    return Year(begin, end, opens, closes, before, total, days, closing)


def union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap or touch, in order."""
    joined: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


class Schedule:
    """The working time of one calendar edition."""

    def __init__(self, hours: Hours):
        self.hours = hours
        self.zone = ZoneInfo(hours.zone)
        self._near: tuple[int, Year] = (0, EMPTY)

    def year(self, number: int) -> Year:
        """Return the table of a local year, from the shared bounded cache."""
        return _years.get(self, number)

    def year_at(self, moment: int) -> tuple[int, Year]:
        """Return (number, table) of the local year that holds a moment."""
        near = self._near  # the table used last: nearly every question is about the same year
        if near[1].begin <= moment < near[1].end:
            return near
        number = datetime.fromtimestamp(moment, UTC).year
        table = self.year(number)
        if moment < table.begin or moment >= table.end:
            number += -1 if moment < table.begin else 1
            table = self.year(number)
        self._near = number, table
        return number, table

    def elapsed(self, a: int, b: int) -> int:
        """Return the open seconds in [a, b); 0 when b is not after a."""
        if b <= a:
            return 0
        number, table = self.year_at(a)
        if b <= table.end:
            return table.spent(b) - table.spent(a)
        sum_ = table.total - table.spent(a)
        while True:
            number += 1
            table = self.year(number)
            if b <= table.end:
                return sum_ + table.spent(b)
            sum_ += table.total

    def add(self, start: int, seconds: int) -> int:
        """Return the first moment at which `seconds` open seconds have passed since `start`."""
        if seconds <= 0:
            return start
        number, table = self.year_at(start)
        rest = seconds + table.spent(start)
        for _year in range(FARTHEST):
            if rest <= table.total:
                return table.when(rest)
            rest -= table.total
            number += 1
            table = self.year(number)
        raise NeverOpen(f"{seconds} working seconds do not pass within {FARTHEST} years.")

    def closings(self, start: int) -> Iterator[int]:
        """Give the closing times of the working days after the local day of `start`, in order."""
        today = datetime.fromtimestamp(start, self.zone).date()
        for number in range(today.year, today.year + FARTHEST):
            table = self.year(number)
            yield from table.closing[bisect_right(table.day, today.toordinal()) :]

    def intervals(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        """Give the opening intervals inside [a, b), cut at its ends and joined across years."""
        waiting: tuple[int, int] | None = None
        number, table = self.year_at(a)
        while table.begin < b:
            at = max(0, bisect_right(table.opens, a) - 1)
            while at < len(table.opens) and table.opens[at] < b:
                one = max(a, table.opens[at]), min(b, table.closes[at])
                at += 1
                if one[0] >= one[1]:
                    continue
                if waiting and waiting[1] == one[0]:
                    waiting = waiting[0], one[1]
                    continue
                if waiting:
                    yield waiting
                waiting = one
            number += 1
            table = self.year(number)
        if waiting:
            yield waiting


class _Years:
    """The tables of all calendars, the latest used kept: 256 tables of about 12 kB each."""

    def __init__(self, most: int = 256):
        self.most = most
        self.kept: OrderedDict[tuple[int, int], tuple[Schedule, Year]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, schedule: Schedule, number: int) -> Year:
        key = id(schedule), number
        with self.lock:
            if (hit := self.kept.get(key)) is not None:
                self.kept.move_to_end(key)
                return hit[1]
        table = lay_out(schedule.hours, schedule.zone, number)
        with self.lock:
            # The schedule is kept with its table, so its id cannot be given to another.
            self.kept[key] = schedule, table
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return table


_years = _Years()
