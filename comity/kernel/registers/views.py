"""The pages of a register: each role is a small class that a register may replace."""

from datetime import datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import get_template, select_template
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views import View

from ..access.rules import can, visible_to
from ..actions.steps import open_advice, refusal
from ..actions.verbs import add, advise, change, comment, remove, take
from ..base.errors import NotAllowed, Refused
from ..base.models import Tracked
from .detail import Detail, at_moment
from .forms import initial_of, record_form, step_form
from .listing import Listing
from .pages import list_page
from .register import Register
from .where import behind


class Role(AccessMixin, View):
    """What every page of a register shares: the reader, the register, the right that opens it."""

    register: type[Register] = Register
    role: ClassVar[str] = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or request.person is None:
            return self.handle_no_permission()
        self.person, self.scope = request.person, request.scope
        return super().dispatch(request, *args, **kwargs)

    def record(self, pk: UUID) -> Any:
        """Return a record the reader may see; what is hidden and what is missing answer alike."""
        related = [f.name for f in self.register.model._meta.local_concrete_fields if f.is_relation]
        found = (
            visible_to(self.person, self.register.rows(), "view", self.scope)
            .select_related(*related)
            .filter(pk=pk)
            .first()
        )
        if found is None:
            raise Http404
        return found

    def show(self, template: str, **context: Any) -> HttpResponse:
        """Render a role template; a module overrides it by file name."""
        model = self.register.model._meta
        own, general = f"{model.app_label}/{model.model_name}_{template}.html", f"registers/{template}.html"
        status = context.pop("status", 200)
        context |= {"register": self.register, "opts": model}
        if getattr(settings, "COMITY_WHERE", False):
            context["where"] = "; ".join(
                f"{what}: {file}" for what, file in behind(self.request.path).items()
            )
        return HttpResponse(select_template([own, general]).render(context, self.request), status=status)

    def url(self, role: str, *args: Any) -> str:
        return reverse(f"{self.register.kind()}:{role}", args=args)


class List(Role):
    """The list: filters, order, pages, exports, ready-made and saved views."""

    role = "list"

    def get(self, request: Any) -> HttpResponse:
        if (
            not can(self.person, "view", self.register.model, self.scope)
            and not self.register.model.party_rights
        ):
            raise NotAllowed(can(self.person, "view", self.register.model, self.scope).sentence)
        listing = Listing(self.register, self.person, self.scope, request.GET)
        page = list_page(listing, request)
        tick = _("Tick this row") if page.bulk else ""
        rows = get_template("registers/rows.jinja", using="jinja2").render(
            {"rows": page.rows, "columns": page.columns, "tick": tick}
        )
        return self.show("list", page=page, rows_html=rows)


class Show(Role):
    """The record, now or as at a date."""

    role = "detail"

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        record = self.record(pk)
        moment = moment_of(request.GET.get("as_at", ""))
        if moment:
            record = at_moment(record, moment)
            if record is None:
                messages.info(request, _("This record did not exist at that time."))
                return redirect(request.path)
            if not can(self.person, "view", record, self.scope):
                raise Http404
        page = Detail(self.register, record, self.person, self.scope, moment)
        return self.show(
            "detail", page=page, record=record, stream=page.stream(request.GET.get("stream", ""))
        )


class Add(Role):
    """A new record."""

    role = "add"

    def get(self, request: Any) -> HttpResponse:
        self._ask()
        form = record_form(self.register, self.person, self.scope)(initial=request.GET.dict())
        return self.show("form", form=form, title=self._title())

    def post(self, request: Any) -> HttpResponse:
        self._ask()
        form = record_form(self.register, self.person, self.scope)(request.POST)
        if form.is_valid():
            try:
                record = add(self.person, self.register.model, **form.cleaned_data)
            except Refused as refusal:
                form.problems(refusal)
            else:
                messages.success(request, _("%(record)s was added.") % {"record": record})
                return redirect(back_to(request) or record.get_absolute_url())
        return self.show("form", form=form, title=self._title(), status=422)

    def _ask(self) -> None:
        model = self.register.model
        answer = can(self.person, "add", model, self.scope)
        # Whom a parent names (a project its manager) may add to it; that is asked of the record itself.
        if not answer and not any("add" in rights for rights in model.party_rights.values()):
            raise NotAllowed(answer.sentence)

    def _title(self) -> str:
        return _("New: %(name)s") % {"name": self.register.model._meta.verbose_name}


class Change(Role):
    """An existing record, guarded against two people changing it at once."""

    role = "change"

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        record = self._record(pk)
        form = record_form(self.register, self.person, self.scope)(
            initial=initial_of(record, self.register.form_fields())
        )
        return self._form(record, form)

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        record = self._record(pk)
        form = record_form(self.register, self.person, self.scope)(request.POST)
        if form.is_valid():
            seen = request.POST.get("version", "")
            try:
                change(
                    self.person, record, expect=int(seen) if seen.isdigit() else None,
                    reason=request.POST.get("reason", ""), **form.cleaned_data,
                )  # fmt: skip
            except Refused as refusal:
                form.problems(refusal)
                record.refresh_from_db()
            else:
                messages.success(request, _("%(record)s was saved.") % {"record": record})
                return redirect(record.get_absolute_url())
        return self._form(record, form, status=422)

    def _record(self, pk: UUID) -> Any:
        record = self.record(pk)
        answer = can(self.person, "change", record, self.scope)
        if not answer:
            raise NotAllowed(answer.sentence)
        return record

    def _form(self, record: Tracked, form: Any, status: int = 200) -> HttpResponse:
        title = _("Change %(record)s") % {"record": record}
        return self.show("form", form=form, record=record, title=title, version=record.version, status=status)


class Remove(Role):
    """Asks for a reason, then removes."""

    role = "remove"

    def get(self, request: Any, pk: UUID) -> HttpResponse:
        return self.show("remove", record=self.record(pk))

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        record = self.record(pk)
        words = str(record)
        try:
            remove(self.person, record, request.POST.get("reason", ""))
        except NotAllowed:
            raise
        except Refused as refusal:
            said = [str(line) for lines in refusal.fields.values() for line in lines] or [
                str(refusal.sentence)
            ]
            return self.show("remove", record=self.record(pk), problems=said, status=422)
        messages.success(request, _("%(record)s was removed.") % {"record": words})
        return redirect(self.url("list"))


class Take(Role):
    """A step: its fields, the fate of advice, the reason."""

    role = "step"

    def get(self, request: Any, pk: UUID, step: str) -> HttpResponse:
        return self._page(self.record(pk), step)

    def post(self, request: Any, pk: UUID, step: str) -> HttpResponse:
        record = self.record(pk)
        chosen = self._step(step)
        advice = open_advice(record)
        form = step_form(self.register, chosen, self.person, self.scope, advice)(request.POST)
        if form.is_valid():
            values = form.cleaned_data
            answers = {
                one.pk: (values[f"advice-{one.pk}"], values[f"why-{one.pk}"])
                for one in advice
                if chosen.disposes
            }
            fields = {name: values[name] for name in (*chosen.fields, *chosen.optional)}
            seen = request.POST.get("version", "")
            try:
                take(
                    self.person, record, step, reason=values["reason"], dispositions=answers,
                    expect=int(seen) if seen.isdigit() else None, **fields,
                )  # fmt: skip
            except Refused as fault:
                form.problems(fault)
            else:
                messages.success(request, _("Done: %(step)s.") % {"step": chosen.label})
                return redirect(record.get_absolute_url())
        return self._page(self.record(pk), step, form, status=422)

    def _step(self, name: str) -> Any:
        step = self.register.model.flow.steps.get(name) if self.register.model.flow else None
        if step is None or step.internal:
            raise Http404
        return step

    def _page(self, record: Any, name: str, form: Any = None, status: int = 200) -> HttpResponse:
        step = self._step(name)
        page = Detail(self.register, record, self.person, self.scope)
        why = refusal(self.person, record, step, {}, self.scope)
        form = form or step_form(self.register, step, self.person, self.scope, open_advice(record))(
            initial=initial_of(record, [*step.fields, *step.optional])
        )
        return self.show(
            "step",
            record=record,
            page=page,
            step=step,
            why=why,
            form=form,
            version=record.version,
            status=status,
        )


class Talk(Role):
    """Something said on a record."""

    role = "comment"

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        record = self.record(pk)
        try:
            comment(
                self.person, record, request.POST.get("text", ""), internal=bool(request.POST.get("internal"))
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal.sentence))
        return HttpResponseRedirect(record.get_absolute_url() + "#stream")


class Advise(Role):
    """Advice on a record, from who has the advisory right."""

    role = "advise"

    def post(self, request: Any, pk: UUID) -> HttpResponse:
        record = self.record(pk)
        try:
            advise(self.person, record, request.POST.get("stance", ""), request.POST.get("text", ""))
        except NotAllowed:
            raise
        except Refused as refusal:
            said = [str(line) for lines in refusal.fields.values() for line in lines] or [
                str(refusal.sentence)
            ]
            messages.error(request, " ".join(said))
        else:
            messages.success(request, _("Your advice is on the record; the decision has to answer it."))
        return HttpResponseRedirect(record.get_absolute_url())


def back_to(request: HttpRequest) -> str:
    """Return the page of this site that asked for a record to be added, if one did."""
    said = request.GET.get("back", "")
    return said if url_has_allowed_host_and_scheme(said, allowed_hosts=None) else ""


def moment_of(said: str) -> datetime | None:
    """Read the moment of an *as at* address in the reader's zone; a day means its end."""
    try:
        moment = parse_datetime(said) if len(said) > 10 else None
        day = parse_date(said) if not moment else None
    except ValueError:
        return None
    if day:
        moment = datetime.combine(day, time.max)
    if moment and moment.tzinfo is None:
        moment = moment.replace(tzinfo=get_current_timezone())
    return moment


def problem_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Answer a refusal that no form has shown."""
    return render(request, "registers/refused.html", {"refusal": refusal}, status=refusal.status)
