"""What holds for every installation."""

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import env
from .accounts import *  # noqa: F403  (how people sign in)

BASE_DIR = env.ROOT
COMITY_VAR = env.VAR
COMITY_NODE = env.NODE
COMITY_DEMO = env.DEMO
COMITY_BROKER_URL = env.BROKER_URL
COMITY_ADDRESS = env.env.str("COMITY_ADDRESS", default="http://localhost:8000")
# A name of one's own stands in the language it was written in; that of the demonstration in six.
COMITY_ORGANISATION = env.env.str("COMITY_ORGANISATION", default="") or _("United Nations Secretariat")
# Imported at start-up; each names itself to the kernel, which knows none of them.
COMITY_CONNECTORS = ["comity.connectors.webhooks"]
COMITY_WEBHOOK_PRIVATE = env.env.bool("COMITY_WEBHOOK_PRIVATE", default=False)
COMITY_CLAMD = env.env.str("COMITY_CLAMD", default="")
# The administrator's own lines of the map (docs/howto/boundaries.md); empty: those that come with Comity.
COMITY_BOUNDARIES = env.env.str("COMITY_BOUNDARIES", default="")
COMITY_API_RATE = env.env.int("COMITY_API_RATE", default=1200)  # calls an account may make in a minute
COMITY_FILES_LIMIT = env.env.int("COMITY_FILES_LIMIT", default=25 * 1024 * 1024)  # bytes of one file
DEBUG = env.DEBUG
ALLOWED_HOSTS = env.HOSTS
SECRET_KEY = env.env.str("COMITY_SECRET_KEY", default="")
if not SECRET_KEY and (key := env.VAR / "secret-key").exists():
    SECRET_KEY = key.read_text().strip()

INSTALLED_APPS = [
    "comity.modules.directory",
    "comity.modules.norms",
    "comity.modules.desk",
    "comity.modules.governance",
    "comity.modules.meetings",
    "comity.modules.finance",
    "comity.modules.appraisal",
    "comity.modules.results",
    "comity.modules.portfolio",
    "comity.modules.selection",
    "comity.modules.projects",
    "comity.modules.benefits",
    "comity.kernel.imports",
    "comity.kernel.registers",
    "comity.kernel.shell",
    "comity.kernel.actions",
    "comity.kernel.notices",
    "comity.kernel.search",
    "comity.kernel.files",
    "comity.kernel.flow",
    "comity.kernel.clocks",
    "comity.kernel.jobs",
    "comity.kernel.access",
    "comity.kernel.audit",
    "comity.kernel.people",
    "comity.kernel.tongues",
    "comity.kernel.base",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comity.kernel.people.middleware.ReaderMiddleware",
    "comity.kernel.access.middleware.ScopeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comity.kernel.people.devices.SeenMiddleware",
    "comity.kernel.registers.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "comity.urls"
WSGI_APPLICATION = "comity.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comity.kernel.shell.frame.frame",
            ],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": env.VAR / "comity.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged change survives the loss of power, not only of the process.
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;",
    },
}
DATABASES: dict[str, Any] = {"default": SQLITE}
if env.DATABASE_URL:
    DATABASES = {"default": env.env.db_url_config(env.DATABASE_URL)}
    DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
# W003: addresses of the API are named by the kind of their register, `desk.ticket:list`, colon included.
SILENCED_SYSTEM_CHECKS = ["fields.W342", "urls.W003"]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]
LOCALE_PATHS = [env.ROOT / "comity" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = env.VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = env.VAR / "files"
COMITY_FILES_BUCKET = env.FILES_BUCKET
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

vars().update(env.env.email_url_config(env.MAIL_URL))
EMAIL_FILE_PATH = env.VAR / "mail"
DEFAULT_FROM_EMAIL = env.env.str("COMITY_MAIL_FROM", default="comity@localhost")
