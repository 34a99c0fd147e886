"""Telling people something, in the transaction of the change that is the news."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ..base.moment import now
from ..jobs.reader import zone_of
from ..people.models import Person
from .declare import Topic
from .models import Notice, NoticePreference
from .wishes import mail_at
from .words import pack

MANY = 99  # the frame says "99+" beyond


def tell(
    persons: Iterable[Person | None],
    topic: Topic,
    kind: str = "",
    object_id: UUID | None = None,
    url: str = "",
    *,
    but: object = None,
    key: str = "",
    **values: Any,
) -> list[Notice]:
    """Tell each of `persons` once, except `but` (who did it), that something of `topic` happened.

    `url` is a path of this installation; `values` fill the topic's sentence. Two queries, however many.
    """
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError("A notice leads to a page of this installation.")
    told = {one.pk: one for one in persons if one is not None and one != but}
    if not told:
        return []
    rows = NoticePreference.objects.filter(person__in=list(told))
    wishes = {one.pk: one for one in rows.select_related("person__account", "person__station")}
    moment, packed = now(), pack(values)
    made = []
    for person in sorted(told.values(), key=lambda one: one.pk):
        wish = wishes.get(person.pk)
        notice = Notice(
            person=person, topic=topic.code, values=packed, kind=kind, object_id=object_id, url=url,
            key=key or f"{kind}:{object_id or topic.code}", created_at=moment,
        )  # fmt: skip
        if person.email:
            notice.mail_at = mail_at(moment, topic, wish, zone_of(wish.person if wish else None))
        made.append(notice)
    return Notice.objects.bulk_create(made, batch_size=500)


def unread_count(person: Person | None) -> int:
    """Return how many notices wait to be read, up to 100; one indexed query."""
    if person is None:
        return 0
    return Notice.objects.filter(person=person, read_at=None, hidden=False)[: MANY + 1].count()


def read(person: Person, notice: Notice | None = None) -> int:
    """Mark one notice, or all of them, as read; return how many were not."""
    rows = Notice.objects.filter(person=person, read_at=None)
    return (rows.filter(pk=notice.pk) if notice else rows).update(read_at=now())
