"""Why this time? The counted and uncounted intervals behind a due time, on one strip in the reader's zone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..moments import locale_of, moment_words
from .figure import Chart, Column, Sentence
from .svg import Across, plot


@dataclass(frozen=True)
class Interval:
    """A stretch of time, [start, end). `words` say why it counts or not; `rule` names the calendar behind it."""

    start: datetime
    end: datetime
    counted: bool
    words: Sentence
    rule: Sentence = ""
    paused: bool = False
    ahead: bool = False


def interval_strip(
    intervals: Sequence[Interval], title: Sentence, due: datetime | None, now: datetime, subtitle: Sentence = "",
    note: Sentence = "", rtl: bool | None = None,
) -> Chart:  # fmt: skip
    """Draw intervals after one another with the present, the due time and the days of the reader's zone."""
    across = Across(rtl)
    edges = [m for one in intervals for m in (one.start, one.end)] + [now] + ([due] if due else [])
    begin, finish = min(edges), max(edges)
    long = max((finish - begin).total_seconds(), 1.0)

    def at(moment: datetime) -> float:
        return 100 * (moment - begin).total_seconds() / long

    drawn = []
    for one in intervals:
        css = "counted" if one.counted else "paused" if one.paused else "uncounted"
        said = f"{one.words}: {moment_words(one.start)} – {moment_words(one.end)}"
        wide = at(one.end) - at(one.start)
        drawn.append(
            across.rect(at(one.start), wide, 26, 26, css + (" ahead" if one.ahead else ""), title=said)
        )
    drawn += _days(across, begin, finish, at)
    drawn += _mark(across, at(now), _("Now"), "nowline", low=False)
    if due:
        drawn += _mark(across, at(due), _("Due"), "dueline", low=abs(at(due) - at(now)) < 14)
    columns = [
        Column(_("From")),
        Column(_("Until")),
        Column(_("Length")),
        Column(_("Counts")),
        Column(_("Why")),
        Column(_("Rule")),
    ]
    rows = [
        [
            one.start,
            one.end,
            length(one.end - one.start),
            _("Yes") if one.counted else _("No"),
            str(one.words),
            str(one.rule),
        ]
        for one in intervals
    ]
    key = [{"label": _("counts"), "css": "counted"}, {"label": _("does not count"), "css": "uncounted"}]
    if any(one.paused for one in intervals):
        key.append({"label": _("paused"), "css": "paused"})
    return Chart(
        title, plot(drawn, title, subtitle, 92, rtl=rtl), columns, rows, subtitle, note, key, broad=True
    )


def length(time: timedelta) -> str:
    """Write a length in hours and minutes: 26:05."""
    minutes = int(time.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def _mark(across: Across, place: float, words: str, css: str, low: bool) -> list[SafeString]:
    """Draw the line of a moment and its word, above or (when another is near) beneath the strip."""
    anchor = "start" if place < 8 else "end" if place > 92 else "middle"
    word = across.text(place, 88 if low else 14, words, "strongly halo", anchor)
    return [across.line(place, 20, 76 if low else 56, css), word]


def _days(
    across: Across, begin: datetime, finish: datetime, at: Callable[[datetime], float]
) -> list[SafeString]:
    """Mark midnights of the reader's zone, at most about six of them by name; a short strip names hours."""
    zone = timezone.get_current_timezone()
    long = finish - begin
    locale = locale_of(get_language() or "en")
    here = begin.astimezone(zone)
    drawn: list[SafeString] = []
    if long <= timedelta(hours=30):
        step = timedelta(hours=max(1, round(long.total_seconds() / 3600 / 5)))
        tick, skeleton = here.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1), "Hm"
    else:
        step = timedelta(days=max(1, -(-long.days // 6)))
        tick, skeleton = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1), "MMMd"
    while tick < finish:
        place = at(tick)
        drawn.append(across.line(place, 52, 58, "axis"))
        if 4 < place < 96:
            named = format_skeleton(skeleton, tick, ZoneInfo(str(zone)), locale=locale)
            drawn.append(across.text(place, 72, named, "muted", "middle"))
        tick += step
    return drawn
