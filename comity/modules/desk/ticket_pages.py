"""Where the pages of tickets differ from those of other registers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.kernel.access.rules import ask, can
from comity.kernel.base.errors import Refused
from comity.kernel.base.moment import now
from comity.kernel.registers.cells import moment_html
from comity.kernel.registers.forms import record_form
from comity.kernel.registers.listing import Listing
from comity.kernel.registers.pages import ListPage, list_page
from comity.kernel.registers.views import Add, List, Show

from . import questions
from .actions import log_ticket
from .flows import WAITING
from .models import FAR, Ticket
from .queries import SOON, turn_of


class TicketList(List):
    """The list of tickets; its due times are chips that say late, soon or waiting, for one query more."""

    def get(self, request: Any) -> HttpResponse:
        if not can(self.person, "view", self.register.model, self.scope):
            return redirect("desk:mine")
        listing = Listing(self.register, self.person, self.scope, request.GET)
        page = list_page(listing, request)
        dress(page)
        tick = _("Tick this row") if page.bulk else ""
        rows = get_template("registers/rows.jinja", using="jinja2")
        html = rows.render({"rows": page.rows, "columns": page.columns, "tick": tick})
        return self.show("list", page=page, rows_html=html)


def dress(page: ListPage) -> None:
    """Replace due times by chips, where the list shows them."""
    place = next((i for i, column in enumerate(page.columns) if column["name"] == "due_at"), None)
    if place is None:
        return
    found = Ticket.objects.filter(pk__in=[row["key"] for row in page.rows]).values_list(
        "pk", "due_at", "state"
    )
    chips = {str(key): due_html(due, state) for key, due, state in found if due < FAR}
    for row in page.rows:
        if row["key"] in chips:
            row["cells"][place] = chips[row["key"]]


class LogTicket(Add):
    """Whoever works on tickets writes them here for others; everyone else asks in the catalogue."""

    def get(self, request: Any) -> HttpResponse:
        if not can(self.person, "work", self.register.model, self.scope):
            return redirect("desk:catalogue")
        return super().get(request)

    def post(self, request: Any) -> HttpResponse:
        self._ask()
        ask(self.person, "work", self.register.model, self.scope)
        form = record_form(self.register, self.person, self.scope)(request.POST)
        if form.is_valid():
            try:
                ticket = log_ticket(self.person, **form.cleaned_data)
            except Refused as refusal:
                form.problems(refusal)
            else:
                messages.success(request, _("%(record)s was added.") % {"record": ticket})
                return redirect(ticket.get_absolute_url())
        return self.show("form", form=form, title=self._title(), status=422)


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


def due_html(due: datetime, state: str) -> SafeString:
    """Write a due time as a chip whose meaning is late, soon, waiting or well."""
    moment = moment_html(due, get_language() or "en", get_current_timezone())
    left = due - now()
    if state in WAITING:
        meaning, word = "waiting", _("Waiting")
    elif left.total_seconds() < 0:
        meaning, word = "late", _("Late")
    else:
        meaning, word = ("needs", _("Soon")) if left < SOON else ("well", _("In time"))
    shown = mark_safe(moment)  # noqa: S308  made by `moment_html` from a moment alone
    return format_html(
        '<span class="chip" data-meaning="{}"><span class="hide">{}</span>{}</span>', meaning, word, shown
    )
