"""What every page of meetings begins with: a reader who has signed in, and what they may see."""

from typing import Any
from uuid import UUID

from django.http import Http404

from comity.kernel.access.rules import visible_to
from comity.kernel.base.errors import Refused
from comity.kernel.registers.reader import for_person

__all__ = ["for_person", "keys_of", "seen", "sentences"]


def seen(request: Any, model: Any, pk: Any, *related: str) -> Any:
    """Return a row the reader may see; hidden and missing answer alike."""
    rows = visible_to(request.person, model.objects.all(), "view", request.scope)
    found = rows.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def keys_of(request: Any, name: str) -> list[UUID]:
    """Read the keys that a form has sent under a name; anything else is left out."""
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def sentences(refusal: Refused) -> list[str]:
    """Return what a refusal says, field by field, else as a whole."""
    return [str(line) for lines in refusal.fields.values() for line in lines] or [str(refusal.sentence)]
