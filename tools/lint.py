"""Run every check of `make lint`, one after the other, and say which failed: one run shows all faults."""

import os
import subprocess
import sys
import time

PYTHON = sys.executable
CHECKS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "--quiet", "."],
    "code": [PYTHON, "-m", "ruff", "check", "--output-format", "concise", "--quiet", "."],
    "types": [PYTHON, "-m", "mypy"],
    "imports": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as go; go()"],
    "templates": [PYTHON, "-m", "djlint", "comity", "--lint", "--quiet"],
    "migrations": [PYTHON, "-m", "tools.migrations", "--check"],
    "settings": [PYTHON, "manage.py", "check"],
    "catalogues": [PYTHON, "-m", "tools.catalogues", "check"],
    "licences": [PYTHON, "-m", "tools.licences"],
    "hosts": [PYTHON, "-m", "tools.hosts"],
    "docs": [PYTHON, "-m", "tools.docs"],
    "map": [PYTHON, "-m", "tools.map", "--check"],
    "flows": [PYTHON, "-m", "tools.flows", "--check"],
}


def main(chosen: list[str]) -> int:
    """Run the chosen checks, or all; return 1 when one failed."""
    environment = {**os.environ, "COMITY_SECRET_KEY": "only-for-lint", "PYTHONPATH": "."}
    failed = []
    for name in chosen or CHECKS:
        began = time.monotonic()
        done = subprocess.run(CHECKS[name], env=environment, capture_output=True, text=True)
        print(
            f"lint: {name:<11} {'FAILED' if done.returncode else 'ok':<7}{time.monotonic() - began:5.1f} s",
            flush=True,
        )
        if done.returncode:
            failed.append(name)
            print(
                "\n".join(f"    {line}" for line in (done.stdout + done.stderr).strip().splitlines()),
                flush=True,
            )
    if failed:
        print(f"lint: {', '.join(failed)} failed; `make fix` mends format and many code faults by itself.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
