"""Write the migrations of all our apps, or with --check say which are missing.

Django by itself skips an app that has no migrations yet; naming every app does not forget a new module.
"""

import os
import subprocess
import sys

from .files import ROOT


def labels() -> list[str]:
    """Return the labels of all our apps that have tables."""
    return sorted(
        path.name
        for path in (ROOT / "comity").glob("*/*/")
        if (path / "models.py").exists() or (path / "models" / "__init__.py").exists()
    )


if __name__ == "__main__":
    # With the settings of tests, no database of an installation is asked or needed.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "comity.settings.test"}
    words = ["--check", "--dry-run"] if "--check" in sys.argv else []
    command = [sys.executable, "manage.py", "makemigrations", *words, *labels()]
    done = subprocess.run(command, cwd=ROOT, env=environment)
    if done.returncode and words:
        print("The models say more than the migrations: run `make migration`.")
    sys.exit(done.returncode)
