"""The solver in a process of its own: it can be ended at once, and neither its memory nor its words touch the house.

`python -m comity.modules.selection.exact.child` reads {"problem", "wish"} and writes lines of JSON: progress as
[done, total, said], at the end the answer as an object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from .answer import Wish, answer
from .problem import Problem, from_json, to_json

ROOT = Path(__file__).resolve().parents[4]
LOOK = 0.25  # seconds between two looks at whether to go on


class Ended(Exception):
    """The process ended without an answer."""


def ask(
    problem: Problem, wish: Wish, tell: Callable[[int, int, str], None], go_on: Callable[[], bool]
) -> dict[str, Any] | None:
    """Answer in a child process; None when `go_on` said no and the child was ended."""
    command = [sys.executable, "-m", "comity.modules.selection.exact.child"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    try:
        assert child.stdin
        assert child.stdout
        child.stdin.write(json.dumps({"problem": to_json(problem), "wish": vars(wish)}))
        child.stdin.close()
        lines: Queue[str | None] = Queue()
        threading.Thread(target=_listen, args=(child.stdout, lines), daemon=True).start()
        return _wait(lines, tell, go_on)
    finally:
        child.kill()
        child.wait()


def _listen(stream: Any, lines: Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _wait(
    lines: Queue[str | None], tell: Callable[[int, int, str], None], go_on: Callable[[], bool]
) -> dict[str, Any] | None:
    """Pass progress on until the answer is there."""
    while go_on():
        try:
            line = lines.get(timeout=LOOK)
        except Empty:
            continue
        if line is None:
            raise Ended
        said = json.loads(line)
        if isinstance(said, dict):
            return said
        tell(*said)
    return None


def main() -> None:
    """Answer what stands on the standard input."""
    # The solver's library prints stray words: they go nowhere, our lines to the true output.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked = json.load(sys.stdin)

    def tell(*said: Any) -> None:
        out.write(json.dumps(said) + "\n")
        out.flush()

    made = answer(from_json(asked["problem"]), Wish(**asked["wish"]), tell)
    out.write(json.dumps(made) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
