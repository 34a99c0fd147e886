"""The conversation on a record."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..access.rules import can
from ..audit import journal
from ..audit.actors import Actor
from ..base.errors import NotAllowed, Refused
from ..base.models import Tracked
from ..base.moment import now
from ..people.models import Person
from . import hooks
from .models import Comment
from .write import born, insert


def comment(
    actor: Actor, record: Tracked, text: str, internal: bool = False, happened_at: datetime | None = None
) -> Comment:
    """Say something on a record one may see; an internal note asks the right to note."""
    answer = can(actor, "note" if internal else "view", record)
    if not answer:
        raise NotAllowed(answer.sentence)
    if not text.strip():
        raise Refused(_("Write something first."), {"text": [_("Write something first.")]})
    said = Comment(
        kind_of=record.kind_name(),
        object_id=record.pk,
        author=actor if isinstance(actor, Person) else None,
        text=text.strip(),
        internal=internal,
    )
    born(said, happened_at or now())
    with journal.writing(actor):
        insert(actor, said, when=happened_at)
        hooks.run([record], "comment")
    return said


def conversation(record: Tracked, notes: bool) -> list[Comment]:
    """Return what was said on a record, oldest first; `notes` admits internal notes."""
    said = Comment.objects.filter(object_id=record.pk).select_related("author").order_by("id")
    return list(said if notes else said.filter(internal=False))
