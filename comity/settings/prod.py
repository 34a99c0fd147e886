"""A public installation: HTTPS only, secrets from the environment, no demonstration."""

from .base import *  # noqa: F403

COMITY_DEMO = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
COMITY_WHERE = False
