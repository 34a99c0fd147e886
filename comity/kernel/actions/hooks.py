"""What else must happen in the transaction of a change: hooks by kind of record."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from ..access.models import Grant, Share, Stamp
from ..base.models import Tracked
from ..clocks.jobs import follow_calendar
from ..clocks.models import Calendar, CalendarException
from ..people.models import Appointment, Role, Unit
from ..search import outbox
from ..search.sources import sources

# (records, verb): called once for each group of records of one kind.
Hook = Callable[[Sequence[Tracked], str], None]
_hooks: dict[str, list[Hook]] = defaultdict(list)
_always: list[Hook] = []


def after(*models: type[Tracked]) -> Callable[[Hook], Hook]:
    """Call the decorated function after a change of one of these models (none: of any), before its commit."""

    def wrap(hook: Hook) -> Hook:
        for model in models:
            _hooks[model.kind_name()].append(hook)
        if not models:
            _always.append(hook)
        return hook

    return wrap


def run(records: Sequence[Tracked], verb: str) -> None:
    """Tell everyone who asked to know of this change."""
    if records:
        for hook in (*_hooks[records[0].kind_name()], *_always):
            hook(records, verb)


@after(Unit, Appointment, Grant, Share, Role)
def forget_scopes(records: Sequence[Tracked], verb: str) -> None:
    """What people may do has changed, so kept scopes are out of date."""
    Stamp.bump()


# A changed calendar moves due times.
after(Calendar, CalendarException)(follow_calendar)


@after()
def tell_search(records: Sequence[Tracked], verb: str) -> None:
    """Let the index follow; what narrows sight is hidden from every search at the commit."""
    if records[0].kind_name() not in sources:
        return
    outbox.note(records[0].kind_name(), [record.pk for record in records], search_reason(records[0], verb))


def search_reason(record: Tracked, verb: str) -> str:
    """Say what a change means for the index: write, delete, or narrow (some may no longer see it)."""
    was = getattr(record, "was", {})
    moved = {record.unit_field, *record.party_rights} & set(was)
    raised = was.get("classification", 9) < getattr(record, "classification", 0)
    return "delete" if verb == "remove" else "narrow" if moved or raised else "write"
