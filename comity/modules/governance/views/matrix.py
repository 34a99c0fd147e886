"""Who decides what: matters by bodies, with the right that each holds and the paragraph it comes from."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..models import Body, BodyKind, Mandate
from .reader import asked, csv_file, for_person, limits, mandates, needs, standing_words, tabs

RIGHTS = ("decide", "endorse", "review", "advise")


@for_person
def page(request: Any) -> HttpResponse:
    """The matrix, as at a day, under what stands then or under a constitution that is looked at."""
    wish = asked(request)
    found = mandates(request, wish)
    bodies = _columns(found)
    context = {
        **standing_words(request, wish),
        "groups": _groups(bodies),
        "bodies": bodies,
        "lines": _lines(found, bodies),
        "mandates": [{"row": row, "limits": limits(row)} for row in found],
        "rights": _legend(found),
        "tabs": tabs("matrix"),
        "where": "governance/views/matrix.py; governance/templates/governance/matrix.html",
    }
    return render(request, "governance/matrix.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The mandates behind the matrix as a file, a line each."""
    needs(request, "export", Mandate)
    wish = asked(request)
    heads = [
        _("Matter"), _("Name"), _("Right"), _("Body"), _("Name"), _("Unit"), _("Programme"), _("From the amount (USD)"),
        _("Below the amount (USD)"), _("From the risk"), _("Up to the risk"), _("Source"), _("Constitution"), _("From"), _("Until"),
    ]  # fmt: skip
    rows = (
        [
            m.matter.code, m.matter.name, m.get_right_display(), m.body.code, m.body.name, m.unit.code if m.unit else "",
            m.programme.code if m.programme else "", m.amount_from, m.amount_to, m.risk_from, m.risk_to, m.source,
            m.constitution.code if m.constitution else "", m.starts, m.ends,
        ]
        for m in mandates(request, wish)
    )  # fmt: skip
    return csv_file("who-decides-what", heads, rows)


def _columns(found: list[Mandate]) -> list[Body]:
    """Return the bodies that hold anything, by kind and code."""
    kinds = list(BodyKind.values)
    bodies = {m.body_id: m.body for m in found}.values()
    return sorted(bodies, key=lambda body: (kinds.index(body.kind), body.code))


def _groups(bodies: list[Body]) -> list[dict[str, Any]]:
    """Return the kinds of the columns with how many columns each has."""
    groups: list[dict[str, Any]] = []
    for body in bodies:
        if not groups or groups[-1]["kind"] != body.kind:
            groups.append({"kind": body.kind, "label": body.get_kind_display(), "number": 0})
        groups[-1]["number"] += 1
    return groups


def _lines(found: list[Mandate], bodies: list[Body]) -> list[dict[str, Any]]:
    """Return a line for each matter, with the marks of each body."""
    cells: dict[Any, dict[Any, list[Mandate]]] = {}
    matters: dict[Any, Any] = {}
    for one in found:
        matters[one.matter_id] = one.matter
        cells.setdefault(one.matter_id, {}).setdefault(one.body_id, []).append(one)
    half = len(bodies) / 2
    return [
        {
            "matter": matter,
            "cells": [
                {"marks": _marks(cells[key].get(body.pk, [])), "far": place >= half}
                for place, body in enumerate(bodies)
            ],
        }
        for key, matter in matters.items()
    ]


def _marks(held: list[Mandate]) -> list[dict[str, Any]]:
    order = sorted(held, key=lambda one: RIGHTS.index(one.right))
    return [{"row": one, "limits": limits(one), "short": limits(one, short=True)} for one in order]


def _legend(found: list[Mandate]) -> list[dict[str, Any]]:
    words = {m.right: m.get_right_display() for m in found}
    return [{"right": right, "words": words[right]} for right in RIGHTS if right in words]
