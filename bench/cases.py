"""What the clients ask for: each case is an endless row of requests, for one person, on one server."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from .client import Ask, Wire, ask
from .inside import CLOSED, LIST

_number = itertools.count(1)


@dataclass
class Case:
    """One line of the table: its name, how to ask, and the floor it is compared with."""

    name: str
    make: Callable[[], Iterator[Ask]]
    writes: bool = False
    floor: str = "list by hand, in the frame"


def get(path: str, who: dict[str, Any], **headers: str) -> Ask:
    """Write a page request of a signed-in person; the answer comes compressed, as to every browser."""
    cookies = "; ".join(f"{k}={v}" for k, v in who["cookies"].items())
    return ask("GET", path, {"Cookie": cookies, "Accept-Encoding": "gzip", **headers})


def form_of(port: int, who: dict[str, Any]) -> dict[str, str]:
    """Read the form of a new ticket; remember its CSRF cookie and return its fields as they stand."""
    _status, head, body = Wire(port).send(
        ask("GET", "/desk/tickets/add/", {"Cookie": f"sessionid={who['cookies']['sessionid']}"})
    )
    if found := re.search(rb"csrftoken=([^;]+)", head):
        who["cookies"]["csrftoken"] = found[1].decode()
    page = body.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError(f"No form: {head[:300]!r}")
    return {
        "csrfmiddlewaretoken": token[1], "ticket_type": "incident", "channel": "phone", "impact": "3", "urgency": "3",
        "classification": "0", "unit": who["unit"], "description": "It began this morning and has not stopped since.",
    }  # fmt: skip


def cases(port: int, known: dict[str, Any]) -> list[Case]:
    """Return the cases of a server whose data `known` describes (see `inside.prepare`)."""
    for who in ("limited", "agent"):
        known[who]["cookies"] = {"sessionid": known[who]["cookie"]}
    limited, agent = known["limited"], known["agent"]
    form = form_of(port, limited)
    form_headers = {
        "Cookie": "; ".join(f"{k}={v}" for k, v in limited["cookies"].items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    bearer = {"Authorization": f"Bearer {limited['token']}", "Accept": "application/json"}

    def same(path: str, who: dict[str, Any]) -> Callable[[], Iterator[Ask]]:
        return lambda: itertools.repeat(get(path, who))

    def details(who: dict[str, Any]) -> Callable[[], Iterator[Ask]]:
        return lambda: itertools.cycle([get(f"/desk/tickets/{key}/", who) for key in who["keys"]])

    def searches(who: dict[str, Any]) -> Callable[[], Iterator[Ask]]:
        return lambda: itertools.cycle([get(f"/search/?q={quote(w)}", who) for w in known["words"]])

    def facets(who: dict[str, Any]) -> Callable[[], Iterator[Ask]]:
        return lambda: itertools.cycle([get(f"/search/?q={quote(w)}&narrow=1", who) for w in known["words"]])

    def forms() -> Iterator[Ask]:
        while True:
            body = urlencode({**form, "title": f"No sound in room {next(_number)}"}).encode()
            yield ask("POST", "/desk/tickets/add/", form_headers, body, 302)

    def programs() -> Iterator[Ask]:
        while True:
            values = {
                "title": f"No sound in room {next(_number)}",
                "unit": limited["unit"],
                "impact": 3,
                "urgency": 3,
            }
            headers = {
                **bearer,
                "Content-Type": "application/json",
                "Idempotency-Key": f"{port}-{next(_number)}",
            }
            yield ask("POST", "/api/desk/tickets/", headers, json.dumps(values).encode(), 201)

    json_list = ask("GET", f"/api/desk/tickets/?{LIST}", bearer)
    made = [
        Case("empty page in the frame", same("/floor/empty/", limited)),
        Case("list by hand, bare", same(f"/floor/tickets/?{LIST}&bare", limited)),
        Case("list by hand, in the frame", same(f"/floor/tickets/?{LIST}", limited)),
        Case("list, limited", same(f"/desk/tickets/?{LIST}", limited)),
        Case("list, agent", same(f"/desk/tickets/?{LIST}", agent)),
        Case("list, closed, limited", same(f"/desk/tickets/?{CLOSED}", limited)),
        Case("detail, limited", details(limited)),
        Case("search page, limited", searches(limited)),
        Case("search page, agent", searches(agent)),
        Case("search page with facets, agent", facets(agent)),
        Case("JSON list, limited", lambda: itertools.repeat(json_list)),
        Case("create by form", forms, writes=True),
        Case("create by API", programs, writes=True),
    ]
    for name, who, query, older in (
        ("list, second page, agent", agent, LIST, agent["older"]),
        ("list, closed, second page, limited", limited, CLOSED, limited["closed_older"]),
    ):
        if older:
            made.append(Case(name, same(f"/desk/tickets/?{query}&after={quote(older)}", who)))
    return made
