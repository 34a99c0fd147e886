"""The words after `comity`: our own two, then every management command of Comity by its name."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

HEAD = """Comity: comity <word> ...

  run          prepare what is missing and start the server and its worker (--demo, --port, --host)
  prepare      bring var/, the catalogues, the database and the static files up to date (--demo)
"""
FOOT = """
  manage       every other command of Django, as manage.py gives it

`comity <word> --help` says more about one word.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line and return its exit code."""
    try:
        return _carry_out(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        print("\ncomity: stopped.", file=sys.stderr)
        return 130


def _carry_out(words: list[str]) -> int:
    word, rest = (words[0], words[1:]) if words else ("help", [])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings.dev")
    if word == "run":
        return _run(rest)
    if word == "prepare":
        return _prepare(rest)
    if word in ("help", "--help", "-h") and not rest:
        print(HEAD + _listing() + FOOT, end="")
        return 0
    return _manage(rest if word == "manage" else [word, *rest])


def _run(rest: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="comity run", description="Start Comity on this machine.")
    parser.add_argument(
        "--demo", action="store_true", help="with the demonstration and its one-click sign-in"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: only this machine)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="web processes (default: cores)"
    )
    chosen = parser.parse_args(rest)
    if chosen.demo:
        os.environ["COMITY_DEMO"] = "true"
    from . import run

    if sentence := run.port_trouble(chosen.host, chosen.port):
        print(sentence, file=sys.stderr)
        return 1
    # In a process of its own, so that the one which stays to watch the others stays small.
    done = subprocess.run([sys.executable, "-m", "comity", "prepare", *(["--demo"] * chosen.demo)])
    if done.returncode:
        return done.returncode
    return run.serve(chosen.host, chosen.port, chosen.workers, demo=chosen.demo)


def _prepare(rest: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="comity prepare", description="Bring this installation up to date.")
    parser.add_argument("--demo", action="store_true", help="load the demonstration too")
    chosen = parser.parse_args(rest)
    if chosen.demo:
        os.environ["COMITY_DEMO"] = "true"
    from . import prepare

    prepare.everything(demo=chosen.demo)
    return 0


def _manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["comity", *words])
    return 0


def _listing() -> str:
    """Return a line for each of our own management commands, in their own words."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    ours = sorted((name, app) for name, app in get_commands().items() if str(app).startswith("comity."))
    lines = []
    for name, app in ours:
        about = (load_command_class(app, name).help or "").strip().splitlines()
        lines.append(f"  {name:<12} {about[0] if about else ''}".rstrip())
    return "\n".join(lines) + "\n" if lines else ""
