"""The environment, read once and with types; each variable is described in docs/reference/settings.md."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
VAR = Path(env.str("COMITY_VAR", default=str(ROOT / "var")))
DEMO = env.bool("COMITY_DEMO", default=False)
DEBUG = env.bool("COMITY_DEBUG", default=False)
NODE = env.str("COMITY_NODE", default="HQ")
DATABASE_URL = env.str("COMITY_DATABASE", default="")
BROKER_URL = env.str("COMITY_BROKER", default="")
HOSTS = env.list("COMITY_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
MAIL_URL = env.str("COMITY_MAIL", default="filemail://")
FILES_BUCKET = env.str("COMITY_FILES_BUCKET", default="")
