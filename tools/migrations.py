"""Write the migrations of all our apps, or with --check say which are missing.

Django by itself skips an app that has no migrations yet; naming every app does not forget a new module.
"""

import subprocess
import sys

from .files import ROOT


def labels() -> list[str]:
    """Return the labels of all our apps that have tables."""
    return sorted(path.parent.name for path in (ROOT / "comity").glob("*/*/models.py"))


if __name__ == "__main__":
    words = ["--check", "--dry-run"] if "--check" in sys.argv else []
    done = subprocess.run([sys.executable, "manage.py", "makemigrations", *words, *labels()], cwd=ROOT)
    if done.returncode and words:
        print("The models say more than the migrations: run `make migration`.")
    sys.exit(done.returncode)
