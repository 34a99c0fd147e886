"""Which records a reader may still see: asked when a notice is read and when it is mailed."""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.apps import apps

from ..access.rules import visible_to
from ..base.models import Tracked
from ..people.models import Person
from .models import Notice

# (kind, keys, reader) → the keys of the records that the reader may see
Resolver = Callable[[str, Collection[UUID], Person], Collection[UUID]]


def by_rights(kind: str, ids: Collection[UUID], person: Person) -> Collection[UUID]:
    """Answer with the one rule of access, in one query."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return ()
    if not issubclass(model, Tracked):
        return ()
    return set(
        visible_to(person, model._default_manager.filter(pk__in=list(ids))).values_list("pk", flat=True)
    )


_resolver: Resolver = by_rights


def resolve_with(resolver: Resolver) -> Resolver:
    """Let an upper layer answer instead, where it knows more; may be used as a decorator."""
    global _resolver
    _resolver = resolver
    return resolver


def still_visible(notices: Iterable[Notice], person: Person) -> list[Notice]:
    """Return the notices whose record `person` may see now; one query for each kind of record.

    What has changed is kept in `hidden`, so that the count of unread notices tells of nothing more.
    """
    notices = list(notices)
    asked: dict[str, set[UUID]] = {}
    for one in notices:
        if one.object_id:
            asked.setdefault(one.kind, set()).add(one.object_id)
    seen = {kind: set(_resolver(kind, ids, person)) for kind, ids in asked.items()}
    shown = [one for one in notices if not one.object_id or one.object_id in seen[one.kind]]
    keys = {one.pk for one in shown}
    for hidden, group in ((False, shown), (True, [one for one in notices if one.pk not in keys])):
        if turned := [one.pk for one in group if one.hidden is not hidden]:
            Notice.objects.filter(pk__in=turned).update(hidden=hidden)
    return shown


def secret(notice: Notice) -> bool:
    """Say whether the record is classified: a mail then says only that there is news."""
    try:
        model = apps.get_model(notice.kind)
    except (LookupError, ValueError):
        return False
    if not any(field.name == "classification" for field in model._meta.local_concrete_fields):
        return False
    return model._default_manager.filter(pk=notice.object_id, classification__gt=0).exists()
