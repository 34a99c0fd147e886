"""What hangs on a record, for the page of that record."""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..people.models import Person
from .models import Attachment, Link
from .sight import visible


class Linked(NamedTuple):
    """A link as seen from one record."""

    link: Link
    words: str
    kind: str
    object_id: UUID


def attachments_of(object_id: UUID, internal: bool) -> list[Attachment]:
    """Return the attachments of a record, oldest first; `internal` admits those. One query."""
    rows = Attachment.objects.filter(object_id=object_id).select_related("file", "by").order_by("id")
    return list(rows if internal else rows.filter(internal=False))


def links_of(object_id: UUID, person: Person | None) -> list[Linked]:
    """Return the links of a record whose other side `person` may see."""
    rows = Link.objects.filter(Q(from_id=object_id) | Q(to_id=object_id)).select_related("by").order_by("id")
    seen = (Linked(link, *link.seen_from(object_id)) for link in rows)
    return [one for one in seen if visible(one.kind, one.object_id, person)]


def policy() -> str | Promise:
    """Say, beside every place where files are sent, what happens to them."""
    if settings.COMITY_CLAMD:
        return _("Every file is checked for viruses before anyone can open it.")
    return _("Files are not checked for viruses here: open only what you expect.")
