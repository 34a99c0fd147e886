"""The one way out for files."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..base.errors import Refused
from .models import Attachment, Scan
from .shelf import shelf
from .sight import visible
from .sniff import SHOWN, TEXT


class HeldBack(Refused):
    """The file is there but nobody may open it now."""

    status = 423
    code = "held-back"


@login_required
@require_safe
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give out a file to who may see its record; `?show` opens harmless types in the browser."""
    person: Any = request.person  # type: ignore[attr-defined]
    attachment = Attachment.objects.select_related("file").filter(pk=pk).first()
    # Whoever may not see it is told the same as if it were not there.
    if attachment is None or not visible(
        attachment.kind_of, attachment.object_id, person, "note" if attachment.internal else "view"
    ):
        raise Http404
    stored = attachment.file
    if stored.scan == Scan.QUARANTINED:
        raise HeldBack(_("This file is still being checked for viruses. Try again in a minute."))
    if stored.scan == Scan.INFECTED:
        raise HeldBack(
            _("A virus was found in this file, so it was taken away. Ask the sender for a clean one.")
        )
    etag = f'"{stored.digest}"'
    answer: Any = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _content(attachment, "show" in request.GET)
    answer.headers["ETag"] = etag
    # The right is asked each time, so a copy is kept but never used unasked.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _content(attachment: Attachment, show: bool) -> HttpResponse | FileResponse:
    stored = attachment.file
    media_type = stored.media_type
    try:
        content = shelf().open(stored.digest)
    except FileNotFoundError as fault:
        raise HeldBack(_("The content of this file is missing. An administrator can restore it.")) from fault
    answer = FileResponse(
        content,
        as_attachment=not (show and media_type in SHOWN),
        filename=attachment.name,
        content_type=f"{TEXT}; charset=utf-8" if media_type == TEXT else media_type,
    )
    answer.headers["Content-Length"] = str(stored.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
