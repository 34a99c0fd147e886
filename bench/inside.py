"""What only a process inside a place can do: `python -m bench.inside DATABASE TICKETS prepare|measure` (JSON).

`prepare` makes sessions and tokens and chooses what the clients will ask for; `measure` times the bare SQL of
the pages, and questions to the search index with the reader's scope in them.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from .place import Place

WORDS = ("printer", "network password", "réseau bloqué", "контора принтер", "sala de reuniones", "打印机", "الشبكة",
         "laptop does not start", "satellite antenna", "facture")  # fmt: skip
LIST = "state=open&priority=4&sort=due_at"
CLOSED = "state=closed&priority=4&sort=-opened_at"


def listing(login: str, query: str) -> Any:
    """Return the list that a person asks for, as the page and the API ask for it."""
    from django.http import QueryDict

    from comity.kernel.access.scope import scope_of
    from comity.kernel.people.models import Account
    from comity.kernel.registers.listing import Listing
    from comity.kernel.registers.register import registers

    person = Account.objects.get(login=login).person
    return Listing(registers["desk.ticket"], person, scope_of(person), QueryDict(query))


def prepare() -> dict[str, Any]:
    """Return what the clients need."""
    from comity.kernel.access.rules import visible_to
    from comity.kernel.people.models import Account, Unit
    from comity.modules.desk.models import Ticket

    from . import cast

    made: dict[str, Any] = {"words": WORDS}
    for who, login in (("limited", cast.LIMITED), ("agent", cast.AGENT)):
        cookie, token = cast.enter(login)
        found, older, _newer = listing(login, LIST).page()
        closed, closed_older, _newer = listing(login, CLOSED).page()
        person = Account.objects.get(login=login).person
        # Not what the person asked for: whoever works on it nowhere is led to another page.
        others = visible_to(person, Ticket.objects.all()).exclude(requester=person).exclude(opened_by=person)
        mine = others.order_by("-pk").values_list("pk", flat=True)[:2000]
        keys = [str(key) for key in Random(1).sample(list(mine), min(200, len(mine)))]
        unit = Unit.objects.filter(appointments__person=person).values_list("code", flat=True).first()
        made[who] = {
            "cookie": cookie, "token": token, "rows": len(found), "older": older, "closed": len(closed),
            "closed_older": closed_older, "keys": keys, "unit": unit,
        }  # fmt: skip
    return made


def times(act: Callable[[Any], Any], asked: list[Any]) -> tuple[float, float]:
    """Return (median, 95th percentile) in milliseconds."""
    for one in asked[:3]:
        act(one)
    taken = []
    for one in asked:
        began = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18]


def measure() -> dict[str, Any]:
    """Return the times of bare SQL and of the index."""
    from django.db import connection

    from comity.kernel.access.scope import scope_of
    from comity.kernel.people.models import Account
    from comity.kernel.registers.cells import value_path
    from comity.kernel.registers.listing import beyond, decode
    from comity.kernel.search import find, home
    from comity.kernel.search.engine import Page
    from comity.kernel.search.query import parse

    from . import cast

    found: dict[str, Any] = {}

    def run(statement: tuple[str, Any]) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return cursor.fetchall()

    for who, login in (("limited", cast.LIMITED), ("agent", cast.AGENT)):
        for name, query in (("list", LIST), ("list, closed", CLOSED)):
            asked = listing(login, query)
            paths = [value_path(asked.register.model._meta.get_field(column)) for column in asked.columns]
            rows = asked.rows().values_list("pk", asked.sort.lstrip("-"), *paths)[:51]
            found[f"{name}, {who}"] = times(run, [rows.query.sql_with_params()] * 40)
            found[f"{name}, {who}: count"] = times(lambda one: one.count(), [asked] * 20)
            if older := asked.page()[1]:
                further = asked.rows().filter(
                    beyond(asked.sort.lstrip("-"), decode(older), smaller=asked.newest_first)
                )
                further = further.values_list("pk", asked.sort.lstrip("-"), *paths)[:51]
                found[f"{name}, second page, {who}"] = times(run, [further.query.sql_with_params()] * 40)
        keys = list(listing(login, CLOSED).rows().values_list("pk", flat=True)[:40])
        model = listing(login, CLOSED).register.model
        found[f"detail, {who}"] = times(
            run, [model.objects.filter(pk=k).query.sql_with_params() for k in keys]
        )
        person = Account.objects.get(login=login).person
        scope, engine = find.of_person(person, scope_of(person)), home.reader()
        assert engine is not None
        asked_words = [parse(words) for words in WORDS] * 10
        found[f"search in the index, {who}"] = times(
            lambda words, scope=scope, engine=engine: engine.find(words, scope, Page(), facets=True),
            asked_words,
        )
    return found


if __name__ == "__main__":
    Place(sys.argv[1], int(sys.argv[2])).enter()
    print(json.dumps({"prepare": prepare, "measure": measure}[sys.argv[3]]()))
