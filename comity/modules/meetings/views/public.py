"""The public face: decisions that their body made public, for everyone, without signing in."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import faces, feeds
from ..decision_pages import TONES, bar_html, rule_words
from ..models import Decision

SHOWN = 50


def _one(reference: str) -> Decision:
    found = faces.one_public(reference)
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: Any) -> HttpResponse:
    """The newest public decisions; older ones by year."""
    rows = faces.public_decisions()
    years = sorted({day.year for day in rows.order_by().dates("signed_at", "year")}, reverse=True)
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and int(said) in years else None
    found = faces.open_ones(rows.filter(signed_at__year=year)[:500] if year else rows[:SHOWN])
    lines = [{"row": one, "tone": TONES.get(one.outcome, "waiting")} for one in found]
    context = {"lines": lines, "years": years, "year": year, "where": "meetings.views.public.index"}
    return render(request, "meetings/public_list.html", context)


@require_safe
def page(request: Any, reference: str) -> HttpResponse:
    """One decision: what was decided, how the vote went in figures, under which conditions."""
    decision = _one(reference)
    tally = decision.tally()
    context = {
        "decision": decision, "tone": TONES.get(decision.outcome, "waiting"), "state": decision.flow.states[decision.state],
        "tally": tally if tally.entitled else None, "bar": bar_html(tally), "rule": rule_words(decision),
        "conditions": [(one, one.flow.states[one.state]) for one in decision.conditions.order_by("due", "id")],
        "where": "meetings.views.public.page",
    }  # fmt: skip
    return render(request, "meetings/public.html", context)


@require_safe
def as_json(request: Any, reference: str) -> HttpResponse:
    decision = _one(reference)
    url = request.build_absolute_uri(reverse("meetings:public", args=[reference]))
    return JsonResponse(faces.json_ld(decision, url, url), content_type="application/ld+json")


@require_safe
def as_akn(request: Any, reference: str) -> HttpResponse:
    decision = _one(reference)
    url = request.build_absolute_uri(reverse("meetings:public", args=[reference]))
    return HttpResponse(
        faces.akoma_ntoso(decision, url, get_language() or "en"), content_type="application/akn+xml"
    )


@require_safe
def atom(request: Any) -> HttpResponse:
    """The newest public decisions as a feed."""
    link = request.build_absolute_uri(reverse("meetings:public-list"))
    feed = Atom1Feed(_("Decisions"), link, _("Decisions that their body made public."), language=get_language(), feed_url=request.build_absolute_uri())  # fmt: skip
    for one in faces.open_ones(faces.public_decisions()[:SHOWN]):
        url = request.build_absolute_uri(reverse("meetings:public", args=[one.reference]))
        feed.add_item(
            faces.plain(f"{one.title}: {one.verdict}"), url, faces.plain(one.text), author_name=faces.plain(str(one.body)),
            pubdate=one.signed_at, updateddate=one.changed_at, unique_id=url,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def calendar(request: Any) -> HttpResponse:
    """The meetings that are in the public calendar."""
    return feeds.answer(feeds.public_meetings(), request)
