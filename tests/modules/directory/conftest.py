"""The demonstration of A/62/793, loaded once for the tests that count it."""

from collections.abc import Iterator

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def organisation(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Load the whole demonstration for a module of tests, and take it away after the last of them."""
    from comity.modules.directory.demo import load

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        load(lambda *progress: None)
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
