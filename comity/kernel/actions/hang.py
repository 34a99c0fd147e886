"""What hangs on a record: files, links to other records, and shares."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..access.models import Share
from ..access.rules import ask, can
from ..audit import journal
from ..audit.actors import Actor
from ..base.errors import NotAllowed, Refused
from ..base.models import Tracked
from ..base.moment import now
from ..files.models import Attachment, Link
from ..files.store import clean_name, store
from ..people.models import Person
from . import hooks
from .write import born, check, drop, insert


def attach(actor: Actor, record: Tracked, upload: Any, internal: bool = False) -> Attachment:
    """Hang a file on a record one may see; an internal one asks the right to note."""
    ask(actor, "note" if internal else "view", record)
    stored = store(upload)
    made = Attachment(
        kind_of=record.kind_name(),
        object_id=record.pk,
        file=stored,
        name=clean_name(getattr(upload, "name", "")),
        by=actor if isinstance(actor, Person) else None,
        internal=internal,
    )
    return put(actor, made, record)


def detach(actor: Actor, record: Tracked, attachment: Attachment, reason: str) -> None:
    """Take a file off: who hung it there, or who may change the record."""
    if attachment.by_id != getattr(actor, "pk", None):
        ask(actor, "change", record)
    drop(actor, attachment, reason or str(_("Taken off the record.")))


def link(actor: Actor, record: Tracked, other: Tracked, relation: str, note: str = "") -> Link:
    """Link two records: the one may be changed, the other at least be seen."""
    ask(actor, "change", record)
    answer = can(actor, "view", other)
    if not answer:
        raise NotAllowed(answer.sentence)
    made = Link(
        from_kind=record.kind_name(),
        from_id=record.pk,
        to_kind=other.kind_name(),
        to_id=other.pk,
        relation=relation,
        note=note,
        by=actor if isinstance(actor, Person) else None,
    )
    return put(actor, made, record)


def unlink(actor: Actor, record: Tracked, made: Link) -> None:
    """Take a link away, from either of its sides."""
    ask(actor, "change", record)
    drop(actor, made, str(_("The link was taken away.")))


def share(actor: Actor, record: Tracked, with_whom: Any, ends: Any = None) -> Share:
    """Open one record to a person or a unit, to be seen; asks the right to change it."""
    ask(actor, "change", record)
    person = with_whom if isinstance(with_whom, Person) else None
    made = Share(
        kind_of=record.kind_name(), object_id=record.pk, person=person, unit=None if person else with_whom, right="view",
        ends=ends,
    )  # fmt: skip
    if not with_whom:
        raise Refused(_("Name a person or a unit."), {"person": [_("Name a person or a unit.")]})
    return put(actor, made, record)


def unshare(actor: Actor, record: Tracked, made: Share) -> None:
    """Close a record again."""
    ask(actor, "change", record)
    drop(actor, made, str(_("The share was ended.")))


def put(actor: Actor, made: Any, record: Tracked) -> Any:
    """Store what hangs on a record, and tell those who follow the record."""
    born(made, now())
    check(made)
    with journal.writing(actor):
        insert(actor, made)
        hooks.run([record], "comment")
    return made


def shares_on(record: Tracked) -> list[Share]:
    """Return the shares of a record."""
    return list(Share.objects.filter(object_id=record.pk).select_related("person", "unit").order_by("id"))
