"""Hours as people write them: weekly segments, dated exceptions and public holidays. No tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import holidays

from ..tongues.text import Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
Segment = tuple[int, int]
"""Minutes after the midnight that begins the day: (opens, closes); closes may lie after the next midnight."""


def minutes(text: str) -> int:
    """Read "08:30" as minutes after midnight; "24:00" is the end of the day."""
    hour, _colon, minute = text.partition(":")
    value = int(hour) * 60 + int(minute or 0)
    if not 0 <= value <= DAY or int(minute or 0) > 59:
        raise ValueError(text)
    return value


def segments(pairs: Iterable[Iterable[str]]) -> tuple[Segment, ...]:
    """Read [["08:00", "12:00"], ["22:00", "06:00"]]; a close at or before the open is on the next day."""
    found = []
    for opens, closes in pairs:
        a, b = minutes(opens), minutes(closes)
        found.append((a, b if b > a else b + DAY))
    return tuple(sorted(found))


@dataclass(frozen=True)
class Special:
    """One day that differs: closed when `hours` is empty, else open in these hours instead."""

    hours: tuple[Segment, ...] = ()
    name: str | Text = ""


@dataclass(frozen=True)
class Hours:
    """Everything that decides when a calendar is open. A segment belongs to the day on which it begins.

    `country` is an ISO 3166 code whose public holidays are closed, with a subdivision after a
    hyphen when wished ("CH-GE"); empty means none. A dated exception wins over a holiday.
    """

    zone: str = "UTC"
    week: tuple[tuple[Segment, ...], ...] = (((0, DAY),),) * 7
    country: str = ""
    exceptions: Mapping[date, Special] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Segment, ...]:
        """Return the segments that begin on a local day."""
        if (exception := self.exceptions.get(day)) is not None:
            return exception.hours
        if self.country and day in holidays_of(self.country, day.year):
            return ()
        return self.week[day.weekday()]

    def closed_by(self, day: date, language: str | None = None) -> tuple[str, str]:
        """Say why a day that would be open is closed: ("holiday" or "exception" or "", its name)."""
        if (exception := self.exceptions.get(day)) is not None:
            name = exception.name.best(language)[0] if isinstance(exception.name, Text) else exception.name
            return ("exception", name) if not exception.hours else ("", "")
        if self.country and self.week[day.weekday()]:
            found = holidays_of(self.country, day.year, language).get(day)
            return ("holiday", found) if found else ("", "")
        return "", ""


def week_of(hours: Mapping[str, Any]) -> tuple[tuple[Segment, ...], ...]:
    """Read weekly hours by day: {"mon": [["08:00", "17:00"]], …}; a day left out is closed."""
    if strange := set(hours) - set(WEEKDAYS):
        raise ValueError(", ".join(sorted(strange)))
    return tuple(segments(hours.get(day, ())) for day in WEEKDAYS)


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int, language: str | None = None) -> dict[date, str]:
    """Return the public holidays of a country in a year with their names, in the nearest language known."""
    code, _hyphen, part = country.partition("-")
    wish = known_language(code, language or "en")
    found = holidays.country_holidays(code, subdiv=part or None, years=year, language=wish)
    return {day: name for day, name in found.items() if day.year == year}


@lru_cache(maxsize=512)
def known_language(country: str, language: str) -> str | None:
    """Choose the library's language of holiday names nearest to the wish; None is its own default."""
    supported = holidays.country_holidays(country).supported_languages
    start = language.replace("-", "_").split("_")[0].lower()
    near = [code for code in supported if code.split("_")[0] == start]
    english = [code for code in supported if code.startswith("en")]
    return next(iter([*near, *english]), None)
