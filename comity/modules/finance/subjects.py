"""The records that money is held for, as the reader may know them: a link, or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps

from comity.kernel.access.rules import visible_to
from comity.kernel.base.models import Tracked


def records(pairs: Iterable[tuple[str, UUID]], person: Any, scope: Any) -> dict[UUID, Tracked]:
    """Return the records of (kind, key) that the reader may see, one query for each kind."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for kind, key in pairs:
        wanted[kind].add(key)
    found: dict[UUID, Tracked] = {}
    for kind, keys in wanted.items():
        try:
            model: Any = apps.get_model(kind)
        except (LookupError, ValueError):
            continue
        for one in visible_to(person, model._default_manager.filter(pk__in=keys), "view", scope):
            found[one.pk] = one
    return found
