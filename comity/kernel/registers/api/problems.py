"""Refusals as `application/problem+json` (RFC 9457): always a sentence, never half a change."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...base.errors import Refused

Sentence = str | Promise

# What each status means in general; `detail` says what it means here.
TITLES: dict[int, Sentence] = {
    400: _("The request cannot be read."),
    401: _("Say who you are."),
    403: _("You may not do this."),
    404: _("There is nothing here that you may see."),
    405: _("This address does not do that."),
    406: _("This address answers in JSON only."),
    409: _("Something else is under way."),
    412: _("Somebody else changed this first."),
    413: _("The request is too large."),
    415: _("Send JSON."),
    422: _("What was asked is not done."),
    428: _("Say which version you mean."),
    429: _("Too many requests."),
    500: _("Something went wrong on our side."),
}


class Problem(Refused):
    """A refusal that begins in the API itself: form, version, pace."""

    def __init__(
        self,
        status: int,
        code: str,
        sentence: Sentence,
        fields: Mapping[str, Sequence[Sentence]] | None = None,
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(sentence, fields, code)
        self.status = status
        self.headers = dict(headers or {})


def unreadable(name: str, sentence: Sentence, code: str = "unreadable") -> Problem:
    """Return the refusal of a part of the request that cannot be understood."""
    return Problem(400, code, sentence, {name: [sentence]} if name else None)


def hidden() -> Problem:
    """Return the one answer for what is missing and for what the reader may not see."""
    return Problem(404, "not-found", _("There is no such record, or you may not see it."))


def problem(refusal: Refused, request_id: str) -> HttpResponse:
    """Write a refusal."""
    said = [
        {"field": name, "sentence": str(line)} for name, lines in refusal.fields.items() for line in lines
    ]
    content: dict[str, Any] = {
        "type": f"/api/#{refusal.code}",
        "title": str(TITLES.get(refusal.status, TITLES[422])),
        "status": refusal.status,
        "detail": str(refusal.sentence),
        "instance": f"urn:request:{request_id}",
    }
    if said:
        content["errors"] = said
    # Sentences may quote what was sent; a lone surrogate in it must not break the answer.
    try:
        body = orjson.dumps(content)
    except TypeError:
        body = orjson.dumps(_clean(content))
    response = HttpResponse(body, content_type="application/problem+json", status=refusal.status)
    for name, value in getattr(refusal, "headers", {}).items():
        response[name] = value
    return response


def _clean(value: Any) -> Any:
    """Replace what is no proper text."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
