"""When a mail may go: the person's digest and quiet hours, in the person's own zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from .declare import Topic
from .models import NoticePreference

WINDOW = timedelta(minutes=2)  # news within it becomes one mail


def mail_at(moment: datetime, topic: Topic, wish: NoticePreference | None, zone: ZoneInfo) -> datetime | None:
    """Return when news of `topic` that came at `moment` should be mailed at the latest; None: never."""
    if not topic.mail or (wish and (not wish.mail or topic.code in wish.without)):
        return None
    if topic.urgent:
        return moment
    if wish and wish.digest:
        moment = next_time(moment, wish.digest_at, zone)
    else:
        moment += WINDOW
    if wish and wish.quiet_from and wish.quiet_to:
        moment = after_quiet(moment, wish.quiet_from, wish.quiet_to, zone)
    return moment


def next_time(moment: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """Return the first moment after `moment` at which the clocks of `zone` show `clock`."""
    here = moment.astimezone(zone)
    found = datetime.combine(here.date(), clock, zone)
    if found.astimezone(moment.tzinfo) <= moment:
        found = datetime.combine(here.date() + timedelta(days=1), clock, zone)
    return found.astimezone(moment.tzinfo)


def after_quiet(moment: datetime, begins: time, ends: time, zone: ZoneInfo) -> datetime:
    """Return `moment`, or the end of the quiet hours it falls into; they may span midnight."""
    clock = moment.astimezone(zone).time()
    quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
    return next_time(moment, ends, zone) if quiet and begins != ends else moment
