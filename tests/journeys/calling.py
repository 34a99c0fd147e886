"""Programs that act for the cast of the demonstration: each with a personal token, each POST sent twice."""

import json
from uuid import uuid4

from django.test import Client

from comity.kernel.audit.models import Entry
from comity.kernel.people.accounts import Token

PROBLEM = "application/problem+json"


class Program:
    """A program of one person, which knows nothing but `/api/`."""

    def __init__(self, house, key):
        self.house, self.person = house, house.person(key)
        with house.now():
            _token, secret = Token.issue(house.account(key), "One cycle", ["read", "write"])
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def ask(self, method, path, body=None, **headers):
        """Send one request at the time of the house."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = "" if body is None else json.dumps(body)
        with self.house.now():
            return self.client.generic(method, f"/api/{path}", data, "application/json", headers=named)

    def get(self, path, **headers):
        answer = self.ask("GET", path, **headers)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def all(self, path):
        """Return a list to its last page."""
        items = []
        while path:
            page = self.get(path)
            items += page["items"]
            path = (page["next"] or "").removeprefix("/api/")
        return items

    def post(self, path, body=None):
        """Do something once, and send it again: the second time has the same answer and no effect."""
        key, before = str(uuid4()), Entry.objects.count()
        first = self.ask("POST", path, body or {}, Idempotency_Key=key)
        assert first.status_code in (200, 201), f"{path}: {first.content.decode()}"
        written = Entry.objects.count()
        newest = Entry.objects.order_by("-id")[: written - before]
        assert any(one.person_id == self.person.pk for one in newest), f"{path} is not in the journal"
        again = self.ask("POST", path, body or {}, Idempotency_Key=key)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert (again["Idempotency-Replayed"], Entry.objects.count()) == ("true", written)
        return first.json()

    def change(self, path, **values):
        """Change fields of the version that was read."""
        read = self.ask("GET", path)
        answer = self.ask("PATCH", path, values, If_Match=read["ETag"])
        assert answer.status_code == 200, answer.content.decode()
        assert self.ask("PATCH", path, values, If_Match=read["ETag"]).status_code == 412
        return answer.json()

    def step(self, path, name, reason="", **fields):
        """Take a step, and see that it is one of those that were offered as allowed."""
        offered = {one["step"]: one for one in self.get(f"{path}steps/")["items"]}
        assert offered[name]["allowed"], offered[name]["sentence"]
        return self.post(f"{path}steps/{name}/", {"fields": fields, "reason": reason})

    def refused(self, status, path, body=None):
        """See a request refused as RFC 9457 has it, with nothing written; return the sentence that says why."""
        before = Entry.objects.count()
        answer = self.ask("POST", path, body or {})
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content.decode()
        said = answer.json()
        assert (said["status"], bool(said["title"])) == (status, True)
        assert said["instance"].startswith("urn:request:")
        assert Entry.objects.count() == before, "refused, and yet something was written"
        return said["detail"]
