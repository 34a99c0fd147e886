"""Every address, with every method, as every kind of user: no fault of ours, and nobody is told a secret."""

import re
from functools import cache

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from comity.kernel.audit.verify import verify
from comity.kernel.base.models import Record
from comity.kernel.registers.register import registers

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar-7342"
KEY = "00000000-0000-7000-8000-00000000000f"
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
# Ends the session of who asks; the sweep would go on as nobody.
LEAVES = re.compile(r"logout|^static/|^media/")


def walk(resolver, prefix=""):
    """Yield (route, {argument: converter name}) of every pattern."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one, route)
        elif isinstance(one, URLPattern):
            yield route


@cache
def shapes():
    """Return [(path with KEY for every key, kinds of the register it belongs to)] of every route."""
    homes = {one.path(): kind for kind, one in registers.items()}
    found = {}
    for route in walk(get_resolver()):
        if LEAVES.search(route) or "(?P" in route or route.startswith("^"):
            continue
        path = re.sub(r"<uuid:[^>]+>", KEY, route)
        path = re.sub(r"<(int|slug|str|path):[^>]+>", lambda m: {"int": "1"}.get(m[1], "x"), path)
        path = "/" + re.sub(r"<[^>]+>", "x", path).lstrip("^").rstrip("$")
        plain = path.removeprefix("/api").lstrip("/")
        found[path] = {kind for home, kind in homes.items() if plain.startswith(home)}
    return list(found.items())


def addresses(record, first):
    """Yield the paths to ask with a record: all of them with the first, then those where it could be found."""
    for path, kinds in shapes():
        if first or (KEY in path and (not kinds or record.kind_name() in kinds)):
            yield path.replace(KEY, str(record.pk))


def methods(path, who):
    """Return the methods to ask for: all as root; as others those the view has, a HEAD being the GET without a body."""
    try:
        view = getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        return METHODS
    if who == "root" or view is None:
        return METHODS
    return [method for method in METHODS if method not in ("head", "options") and hasattr(view, method)]


@pytest.fixture
def secrets(make, units, root):
    """One strictly confidential record of every governed register, in OICT, named by a word found nowhere else."""
    found = []
    for kind, register in sorted(registers.items()):
        model = register.model
        if issubclass(model, Record):
            values = {"unit": units["OICT"], "classification": 2}
            values["title"] = SECRET
            found.append(make(kind, **values))
    assert found
    return found


def test_there_are_many_addresses():
    assert len(shapes()) > 150


@pytest.mark.parametrize("who", ["nobody", "stranger", "member", "neighbour", "root"])
def test_no_address_fails_and_none_tells_a_secret(who, secrets, enter, request):
    client = Client() if who == "nobody" else enter(request.getfixturevalue(who))
    client.raise_request_exception = False
    asked = 0
    for record in secrets:
        first = record is secrets[0]
        for path in addresses(record, first):
            for method in methods(path, who) if first else ("get",):
                response = getattr(client, method)(path)
                asked += 1
                assert response.status_code < 500, f"{method} {path} {response.status_code} as {who}"
                if who == "root":
                    continue
                content = b"".join(response.streaming_content) if response.streaming else response.content
                assert SECRET.encode() not in content, f"{method} {path} tells {who}"
    assert asked > 1000
    for record in secrets:
        record.refresh_from_db()
        assert record.title == SECRET
    assert [fault.sentence for fault in verify()] == []


@pytest.mark.parametrize("who", ["stranger", "member", "neighbour"])
def test_search_lists_counts_and_files_tell_no_secret(who, secrets, enter, request, index):
    index()
    client = enter(request.getfixturevalue(who))
    for path in (f"/search/?q={SECRET}", f"/search/?q={secrets[0].reference}"):
        page = client.get(path).content.decode()
        assert page.count(SECRET) == (3 if SECRET in path else 0) or "0 things" in page or "Nothing" in page
        assert str(secrets[0].pk) not in page
    for record in secrets:
        kind = record.kind_name()
        for form in ("csv", "jsonl"):
            response = client.get(f"/{registers[kind].path()}export.{form}")
            content = b"".join(response.streaming_content) if response.streaming else response.content
            assert SECRET.encode() not in content


def test_search_finds_it_for_who_may_see_it(secrets, enter, root, index):
    index()
    client = enter(root)
    pages = [client.get(f"/search/?q={SECRET}&stay=1&page={n}").content.decode() for n in (1, 2, 3)]
    for record in secrets:
        assert any(str(record.pk) in page for page in pages)
