"""Which files belong to the project: what git knows, and what it would take in."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def ours(*patterns: str) -> list[Path]:
    """Return the files git tracks or would track, matching any of the patterns (git's own globs)."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [path for name in sorted(set(said.split("\0")) - {""}) if (path := ROOT / name).is_file()]
