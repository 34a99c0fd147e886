"""An account with a password, and what the journal says of it."""

import pytest
from django.core.cache import cache

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache; no test inherits those of another."""
    cache.clear()


@pytest.fixture
def account(member):
    """The account of the member, who chose a password."""
    member.account.set_password(PASSWORD)
    member.account.save()
    return member.account


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Return a context in which events reach their listeners, as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
