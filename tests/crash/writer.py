"""One writer: `python -m tests.crash.writer PORT FOLDER WHO`, until the file `stop` appears in the folder.

It creates tickets, takes steps and comments, each request with its own idempotency key, and asks again until it
has an answer: that is what the keys are for. A line is written before each request and after each answer.
"""

import http.client
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

# (step, what is sent): from new onwards, then round and round.
STEPS = (
    ("assign", {"fields": {"group": "DESK"}}),
    ("begin", {}),
    ("wait_for_supplier", {"reason": "A part is on its way."}),
    ("resume", {}),
)
PATIENCE = 90.0  # seconds after the end in which a request that hangs may still be answered
WAIT = 0.05


class Writer:
    """Writes, asks again, and notes."""

    def __init__(self, port: int, folder: Path, who: dict[str, Any]):
        self.port, self.folder, self.who = port, folder, who
        self.notes = (folder / f"writer-{who['number']}.jsonl").open("a")
        self.random = random.Random(who["number"])
        self.tickets: list[list[Any]] = []  # [key, number of steps taken]
        self.sent = 0
        self.wire: http.client.HTTPConnection | None = None

    def note(self, **line: Any) -> None:
        """Write a line that survives whatever comes."""
        self.notes.write(json.dumps(line) + "\n")
        self.notes.flush()
        os.fsync(self.notes.fileno())

    def over(self) -> bool:
        return (self.folder / "stop").exists()

    def run(self) -> None:
        """Write until the end."""
        while not self.over():
            drawn = self.random.random()
            if drawn < 0.4 or not self.tickets:
                self.create()
            elif drawn < 0.75:
                self.step()
            else:
                self.comment()

    def create(self) -> None:
        name = f"Ticket {self.who['number']}-{self.sent}"
        found = self.ask("create", "/api/desk/tickets/", {"title": name, "unit": self.who["unit"]}, name)
        if found:
            self.tickets.append([found["id"], 0])

    def step(self) -> None:
        ticket = self.random.choice(self.tickets)
        done = ticket[1]
        name, body = STEPS[done] if done < 2 else STEPS[2 + done % 2]
        if self.ask("step", f"/api/desk/tickets/{ticket[0]}/steps/{name}/", body, name, ticket[0]):
            ticket[1] += 1

    def comment(self) -> None:
        ticket, text = self.random.choice(self.tickets)[0], f"Said {self.who['number']}-{self.sent}"
        self.ask("comment", f"/api/desk/tickets/{ticket}/comments/", {"text": text}, text, ticket)

    def ask(
        self, what: str, path: str, body: dict[str, Any], name: str, ticket: str = ""
    ) -> dict[str, Any] | None:
        """Send one request until it is answered; return the answer if it was a yes."""
        self.sent += 1
        key = f"w{self.who['number']}-{self.sent}"
        self.note(key=key, what=what, name=name, ticket=ticket, at="sent")
        ended = 0.0
        while True:
            status, answer = self.once(path, body, key)
            if status in (200, 201):
                self.note(key=key, what=what, name=name, ticket=ticket or answer["id"], at="acknowledged")
                return answer
            # No answer, a fault, too busy or still under way: the same request again, with the same key.
            if status and status < 500 and not (status == 409 and answer.get("code") == "under-way"):
                self.note(
                    key=key, what=what, name=name, ticket=ticket, at="refused", status=status, said=answer
                )
                return None
            if status >= 500:
                self.note(
                    key=key, what=what, name=name, ticket=ticket, at="fault", status=status, said=answer
                )
            ended = ended or (time.monotonic() if self.over() else 0.0)
            if ended and time.monotonic() - ended > PATIENCE:
                return None
            time.sleep(WAIT)

    def once(self, path: str, body: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        """Send a request once; status 0 when no whole answer came."""
        headers = {"Authorization": f"Bearer {self.who['token']}", "Idempotency-Key": key}
        try:
            self.wire = self.wire or http.client.HTTPConnection("127.0.0.1", self.port, timeout=45)
            self.wire.request("POST", path, json.dumps(body), {**headers, "Content-Type": "application/json"})
            response = self.wire.getresponse()
            return response.status, json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            if self.wire:
                self.wire.close()
            self.wire = None
            return 0, {}


if __name__ == "__main__":
    Writer(int(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])).run()
