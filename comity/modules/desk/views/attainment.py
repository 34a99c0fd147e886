"""Promises kept, by month, priority and group: table, picture and CSV, from the count kept as it happens."""

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from .. import attainment
from .reader import for_person, needs


@for_person
def page(request: Any) -> HttpResponse:
    """The last twelve months, as chosen."""
    needs(request, "view")
    wish = attainment.Wish.read(request.GET)
    report = attainment.report(request.scope, wish)
    context = {
        "report": report,
        "wish": wish,
        "chart": attainment.picture(report) if report.of else None,
        "choices": attainment.choices(),
        "where": "desk.views.attainment.page",
    }
    return render(request, "desk/attainment.html", context)


@for_person
def as_csv(request: Any) -> HttpResponse:
    """The same numbers for a spreadsheet: one line for each month, priority and group."""
    needs(request, "export")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="attainment.csv"'
    writer = csv.writer(response)
    writer.writerow(["month", "kind", "measure", "type", "priority", "group", "kept", "missed", "share"])
    for row in attainment.rows(request.scope, attainment.Wish.read(request.GET)):
        writer.writerow(row)
    return response
