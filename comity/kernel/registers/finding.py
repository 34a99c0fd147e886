"""One search over every register: the page, and what each register gives to the index."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..actions.models import Comment
from ..search.find import Results, checker, find, of_person
from ..search.sources import Addition, Source, adds_to
from .pages import with_query
from .register import registers

FACETS = ("kind", "unit", "state", "lang", "year")


def feed() -> None:
    """Give every register with search fields, and what is said on its records, to the index."""
    for kind, register in registers.items():
        if not register.search:
            continue
        Source.for_model(register.model, register.search, meaning=register.meaning).register()
        if register.talk:
            adds_to(kind, rights=("view", "note"))(said_on)


def said_on(ids: Sequence[str]) -> Iterator[Addition]:
    """Yield the conversation on records; an internal note asks the right to note."""
    for said in Comment.objects.filter(object_id__in=list(ids)).order_by("id"):
        yield Addition(str(said.object_id), said.text, right="note" if said.internal else "view")


@login_required
def page(request: Any) -> HttpResponse:
    """Show what is found, with facets; a whole reference leads straight to its record."""
    text = request.GET.get("q", "").strip()[:400]
    if not text or request.person is None:
        return render(request, "registers/search.html", {"text": text})
    chosen = {name: tuple(request.GET.getlist(name)) for name in FACETS if request.GET.getlist(name)}
    number = request.GET.get("page", "1")
    narrow = (
        bool(chosen) or "narrow" in request.GET
    )  # counted when asked for: most answers are read from the top
    results = find(
        of_person(request.person, request.scope), text, page=min(int(number), 50) if number.isdigit() else 1,
        language=get_language() or "en", facets=chosen, check=checker(request.person, request.scope), count_facets=narrow,
    )  # fmt: skip
    exact = [hit for hit in results.hits if hit.reference and hit.reference.lower() == text.lower()]
    if len(exact) == 1 and exact[0].url and "stay" not in request.GET:
        return redirect(exact[0].url)
    return render(request, "registers/search.html", {"text": text, **shown(request, results, chosen)})


def shown(request: HttpRequest, results: Results, chosen: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return what the template needs: hits with the name of their register, facets as links, pages."""
    names = {kind: str(one.model._meta.verbose_name) for kind, one in registers.items()}
    for hit in [*results.hits, *results.related]:
        hit.entry.kind_label = names.get(hit.kind, hit.kind)  # type: ignore[attr-defined]
    heads = {
        "kind": _("Kind"),
        "unit": _("Unit"),
        "state": _("State"),
        "lang": _("Language"),
        "year": _("Year"),
    }
    facets = []
    for name in FACETS:
        lines = [
            {
                "label": facet_label(name, value),
                "number": number,
                "chosen": value in chosen.get(name, ()),
                "url": with_query(request, ("page", name))
                if value in chosen.get(name, ())
                else with_query(request, ("page",), **{name: value}),
            }
            for value, number in results.facets.get(name, [])
            if value
        ]
        if len(lines) > 1 or name in chosen:
            facets.append({"label": heads[name], "lines": lines})
    return {
        "results": results,
        "facets": facets,
        "narrow_url": with_query(request, (), narrow="1")
        if results.count > 1 and "narrow" not in request.GET
        else None,
        "newer_url": with_query(request, ("page",), page=str(results.page - 1)) if results.page > 1 else None,
        "older_url": with_query(request, ("page",), page=str(results.page + 1)) if results.has_next else None,
    }


def facet_label(name: str, value: str) -> str:
    """Return the words of a facet value."""
    from django.conf import settings

    if name == "kind" and value in registers:
        return str(registers[value].model._meta.verbose_name_plural)
    if name == "lang":
        return str(dict(settings.LANGUAGES).get({"zh": "zh-hans"}.get(value, value), value))
    if name == "state":
        for register in registers.values():
            if register.model.flow and value in register.model.flow.states:
                return str(register.model.flow.states[value].label)
    return value
