"""Callers of the API: programs with a token, on a fresh allowance."""

import json

import pytest
from django.test import Client

from comity.kernel.people.accounts import Token
from comity.kernel.registers.api import limits


class Caller:
    """A program that speaks for a person."""

    def __init__(self, person, *scopes):
        self.person = person
        self.token, self.secret = Token.issue(person.account, "tests", list(scopes or ("read", "write")))
        self.client = Client(headers={"authorization": f"Bearer {self.secret}"})

    def get(self, url, **headers):
        return self.client.get(url, headers=names(headers))

    def send(self, method, url, content=None, **headers):
        data = content if isinstance(content, bytes) else json.dumps({} if content is None else content)
        return self.client.generic(method, url, data, "application/json", headers=names(headers))

    def post(self, url, content=None, **headers):
        return self.send("POST", url, content, **headers)

    def patch(self, url, content=None, **headers):
        return self.send("PATCH", url, content, **headers)

    def delete(self, url, content=None, **headers):
        return self.send("DELETE", url, content, **headers)


def names(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(autouse=True)
def fresh_allowance():
    limits._counts.clear()


@pytest.fixture
def caller():
    """Return the function that gives a person a token: `caller(member, "read")`."""
    return Caller
