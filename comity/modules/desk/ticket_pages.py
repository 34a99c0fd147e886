"""Where the pages of tickets differ from those of other registers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.kernel.access.rules import can
from comity.kernel.base.moment import now
from comity.kernel.registers.cells import moment_html
from comity.kernel.registers.views import Add, List, Show

from . import questions
from .flows import WAITING
from .queries import SOON, turn_of


class TicketList(List):
    """The list of all tickets; its due column says late, soon or waiting without a query more."""

    def show(self, template: str, **context: Any) -> HttpResponse:
        return super().show(template, **context)


class LogTicket(Add):
    """Whoever works on tickets writes them here for others; everyone else asks in the catalogue."""

    def get(self, request: Any) -> HttpResponse:
        if not can(self.person, "work", self.register.model, self.scope):
            return redirect("desk:catalogue")
        return super().get(request)


class ShowTicket(Show):
    """A ticket: who is only its requester reads it as a matter of their own."""

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        record = self.record(pk)
        agent = can(self.person, "work", record, self.scope) or can(self.person, "note", record, self.scope)
        if not agent and record.requester_id == self.person.pk and "as_at" not in request.GET:
            return redirect("desk:mine-one", pk=pk)
        return super().get(request, pk)

    def show(self, template: str, **context: Any) -> HttpResponse:
        record = context["record"]
        context |= {"answers": questions.shown(record.answers or []), "turn": turn_of(record, self.person)}
        return super().show(template, **context)


def due_html(due: Any, state: str) -> str:
    """Write a due time as a chip whose meaning is late, soon, waiting or well."""
    moment = moment_html(due, get_language() or "en", get_current_timezone())
    left = due - now()
    if state in WAITING:
        meaning, word = "waiting", _("Waiting")
    elif left.total_seconds() < 0:
        meaning, word = "late", _("Late")
    else:
        meaning, word = ("needs", _("Soon")) if left < SOON else ("well", _("In time"))
    return format_html(
        '<span class="chip" data-meaning="{}" title="{}">{}</span>', meaning, word, _safe(moment)
    )


def _safe(html: str) -> Any:
    from django.utils.safestring import mark_safe

    return mark_safe(html)  # noqa: S308  made by `moment_html`, which escapes
