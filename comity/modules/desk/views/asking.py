"""The catalogue, an offering, asking for it, and reporting a problem."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.clocks.words import promise as promise_words
from comity.kernel.registers.forms import RecordForm

from .. import actions, queries, questions
from ..models import Offering
from ..promises import Promises
from .reader import for_person, zone_of


def _told(request: Any, some: list[Offering]) -> list[dict[str, Any]]:
    """Return offerings with their promise in the reader's place; a few queries whatever their number."""
    promises, zone, local = Promises.on(), zone_of(request.person), queries.local_group(request.person)
    found = []
    for one in some:
        definition = queries.promise_of(one, local, promises)
        found.append({"offering": one, "promise": promise_words(definition, zone=zone) if definition else ""})
    return found


@for_person
def catalogue(request: Any) -> HttpResponse:
    """Everything the reader may ask for, on its shelves."""
    words = request.GET.get("q", "").strip()[:80]
    shelves = queries.shelves(request.person, request.scope, words)
    for shelf in shelves:
        shelf["cards"] = _told(request, [one for one in shelf["offerings"] if one.kind == "request"])
        shelf["reports"] = [one for one in shelf["offerings"] if one.kind == "report"]
    return render(
        request,
        "desk/catalogue.html",
        {"shelves": shelves, "q": words, "where": "desk.views.asking.catalogue"},
    )


def _offering(request: Any, code: str) -> Offering:
    for one in queries.offerings_for(request.person, request.scope):
        if one.code == code:
            return one
    raise Http404


@for_person
def offering(request: Any, code: str) -> HttpResponse:
    """What it is, for whom, the promise with its day, the record kept, limits and cost, and one button."""
    one = _offering(request, code)
    kept, of = queries.record_of([one.pk]).get(one.pk, (0, 0))
    context = {
        "offering": one, "promise": _told(request, [one])[0]["promise"], "kept": kept, "of": of,
        "share": round(100 * kept / of) if of else None, "where": "desk.views.asking.offering",
    }  # fmt: skip
    return render(request, "desk/offering.html", context)


def ask_form(one: Offering, request: Any) -> type[RecordForm]:
    """Return the form of an offering's questions."""
    made: dict[str, Any] = {
        q["name"]: questions.field_of(q, request.person, request.scope) for q in one.questions
    }
    made["words"] = forms.CharField(
        label=_("Anything else we should know"), required=False, max_length=questions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    return type("AskForm", (RecordForm,), made)


@for_person
def ask(request: Any, code: str) -> HttpResponse:
    """Ask for an offering; what is typed is kept as a draft until it is sent."""
    one = _offering(request, code)
    if one.kind == "report":
        return redirect(f"/desk/report/?service={one.service.code}")
    place = f"ask:{one.code}"
    kind = ask_form(one, request)
    if request.method != "POST":
        form = kind(initial=actions.draft_of(request.person, place))
        return _ask_page(request, one, form)
    form = kind(request.POST, request.FILES)
    typed = {name: request.POST.get(name, "") for name in form.fields}
    if "keep" in request.POST:
        actions.keep_draft(request.person, place, typed)
        messages.success(request, _g("Your draft is kept. You find it under “My matters”."))
        return redirect("desk:mine")
    if form.is_valid():
        values = dict(form.cleaned_data)
        words = values.pop("words", "")
        try:
            ticket = actions.ask_for(request.person, one, values, words=words)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.problems(refusal)
        else:
            _keep_files(request, ticket)
            messages.success(
                request, _g("We have your request %(reference)s.") % {"reference": ticket.reference}
            )
            return redirect("desk:mine-one", pk=ticket.pk)
    actions.keep_draft(request.person, place, typed)
    return _ask_page(request, one, form, 422)


def _keep_files(request: Any, ticket: Any) -> None:
    """Put what was uploaded on the ticket; a file that is refused does not undo the request."""
    for upload in request.FILES.values():
        try:
            actions.keep_file(request.person, ticket, upload)
        except Refused as refusal:
            messages.error(request, str(refusal.sentence))


def _ask_page(request: Any, one: Offering, form: Any, status: int = 200) -> HttpResponse:
    context = {
        "offering": one, "form": form, "promise": _told(request, [one])[0]["promise"],
        "draft_place": f"ask:{one.code}", "where": "desk.views.asking.ask",
    }  # fmt: skip
    return render(request, "desk/ask.html", context, status=status)


class ReportForm(RecordForm):
    """Two questions; the rest we find out ourselves."""

    service = forms.ChoiceField(label=_("What does not work?"), required=False)
    words = forms.CharField(
        label=_("What happens?"),
        help_text=_("Say what you tried to do and what you see. A message on the screen helps us most."),
        max_length=questions.LONGEST, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )  # fmt: skip
    who_is_hit = forms.ChoiceField(
        label=_("Who is affected?"), required=False, widget=forms.RadioSelect, initial="me",
        choices=[("me", _("Only me")), ("some", _("Several people")), ("many", _("My whole office or mission"))],
    )  # fmt: skip
    how_badly = forms.ChoiceField(
        label=_("Can you go on working?"), required=False, widget=forms.RadioSelect, initial="slowed",
        choices=[
            ("bothered", _("Yes, it is only inconvenient")), ("slowed", _("Yes, but slowly or in another way")),
            ("stopped", _("No, work has stopped")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, services: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["service"]
        field.choices = [
            *((one.code, str(one.name)) for one in services),
            ("", _("I do not know, or something else")),
        ]


@for_person
def report(request: Any) -> HttpResponse:
    """Say that something does not work: what, and what happens."""
    services = queries.reportable(request.person, request.scope)
    if request.method != "POST":
        initial = {**actions.draft_of(request.person, "report")}
        if "service" in request.GET:
            initial["service"] = request.GET["service"]
        return _report_page(request, ReportForm(initial=initial, services=services))
    form = ReportForm(request.POST, services=services)
    if form.is_valid():
        said = form.cleaned_data
        broken = next((one for one in services if one.code == said["service"]), None)
        try:
            ticket = actions.report_problem(
                request.person,
                broken,
                said["words"],
                who_is_hit=said["who_is_hit"],
                how_badly=said["how_badly"],
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.problems(refusal)
        else:
            messages.success(
                request, _g("Thank you. This is now %(reference)s.") % {"reference": ticket.reference}
            )
            return redirect("desk:mine-one", pk=ticket.pk)
    actions.keep_draft(request.person, "report", {name: request.POST.get(name, "") for name in form.fields})
    return _report_page(request, form, 422)


def _report_page(request: Any, form: Any, status: int = 200) -> HttpResponse:
    context = {"form": form, "draft_place": "report", "where": "desk.views.asking.report"}
    return render(request, "desk/report.html", context, status=status)


@for_person
def drafts(request: Any) -> HttpResponse:
    """Keep what is being typed (the page's script sends it now and then)."""
    place = request.POST.get("place", "")[:60]
    if request.method == "POST" and place.startswith(("ask:", "report")):
        skip = ("csrfmiddlewaretoken", "place")
        actions.keep_draft(request.person, place, {k: v for k, v in request.POST.items() if k not in skip})
        return HttpResponse(status=204)
    return HttpResponse(status=405 if request.method != "POST" else 422)
