"""Tests: SQLite in memory or the PostgreSQL of COMITY_TEST_DATABASE, a cheap hasher, mail kept in memory."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import SQLITE, STORAGES
from .env import env

SECRET_KEY = "only-for-tests"  # noqa: S105
COMITY_DEMO = COMITY_DEMO_PUBLIC = True
COMITY_VAR = Path(tempfile.mkdtemp(prefix="comity-test-"))
MEDIA_ROOT = COMITY_VAR / "files"
DATABASES = {"default": {**SQLITE, "NAME": ":memory:", "TEST": {"NAME": None}}}
if url := env.str("COMITY_TEST_DATABASE", default=""):
    # A test need not survive the server: its commits wait for no disk.
    DATABASES = {
        "default": {**env.db_url_config(url), "OPTIONS": {"options": "-c synchronous_commit=off"}},
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]
