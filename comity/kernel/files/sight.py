"""Who may see what hangs on a record: those who may see the record, asked anew each time."""

from collections.abc import Callable
from uuid import UUID

from django.apps import apps

from ..access.rules import can
from ..base.models import Tracked
from ..people.models import Person

# (kind, key of the record, reader, right): may the reader do `right` ("view" or "note") to the record?
Resolver = Callable[[str, UUID, Person, str], bool]


def by_rights(kind: str, object_id: UUID, person: Person, right: str) -> bool:
    """Answer with the one rule of access, for a record of any register."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return False
    if not issubclass(model, Tracked):
        return False
    record = model._default_manager.filter(pk=object_id).first()
    return record is not None and bool(can(person, right, record))


_resolver: Resolver = by_rights


def resolve_with(resolver: Resolver) -> Resolver:
    """Let an upper layer answer instead, where it knows more; may be used as a decorator."""
    global _resolver
    _resolver = resolver
    return resolver


def visible(kind: str, object_id: UUID, person: Person | None, right: str = "view") -> bool:
    """Say whether `person` may see what hangs on a record; with `right` "note", also what is internal."""
    return person is not None and _resolver(kind, object_id, person, right)
