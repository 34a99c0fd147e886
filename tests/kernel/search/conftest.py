"""Entries in a line, an engine in a fresh directory, and an index that forgets between tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comity.kernel.search.engine import Engine, Position
from comity.kernel.search.entries import Document, Entry, prepare
from comity.kernel.search.scope import Scope, acl_tokens, grant_tokens
from comity.kernel.search.tantivy_engine import TantivyEngine

WIDE = Scope.of("reader", [("desk.ticket", grant_tokens("/UN/", 2))])


def document(
    id: str, title: str = "", body: str = "", unit: str = "/UN/DM/", level: int = 0, **more: Any
) -> Document:
    """Make a prepared ticket; `persons`, `lang`, `reference`, `year` and other fields by name."""
    acl = acl_tokens(unit, level, persons=more.pop("persons", ()))
    date = datetime(more.pop("year", 2026), 6, 1, tzinfo=UTC)
    top = unit.strip("/").split("/")[-1]
    return prepare(Entry("desk.ticket", id, title=title, body=body, acl=acl, date=date, unit=top, **more))


@pytest.fixture(params=[TantivyEngine])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine in turn: what holds for one holds for all."""
    made = request.param(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture
def fill(engine: Engine) -> Callable[..., None]:
    """Return the function that replaces documents at the next position."""
    state = {"seq": 0}

    def put(*documents: Document) -> None:
        state["seq"] += 1
        engine.apply(documents, {one.thing for one in documents}, Position(0, state["seq"]))

    return put
