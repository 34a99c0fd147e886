"""`python -m tests.crash.judge FOLDER`: is every acknowledged change there, once and whole? Prints JSON.

The house has been stopped. What the worker and the follower had not done yet is done here first: leases of
killed workers are let run out, and the outbox is read to its end.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

Line = dict[str, Any]


def read(folder: Path) -> tuple[list[Line], list[Line], Counter[str]]:
    """Return (acknowledged, sent without any answer, how often each kind of note was made)."""
    lines = [
        json.loads(one) for path in folder.glob("writer-*.jsonl") for one in path.read_text().splitlines()
    ]
    answered = {line["key"] for line in lines if line["at"] in ("acknowledged", "refused")}
    acknowledged = [line for line in lines if line["at"] == "acknowledged"]
    open_still = [line for line in lines if line["at"] == "sent" and line["key"] not in answered]
    return acknowledged, open_still, Counter(line["at"] for line in lines)


def read_refusals(folder: Path) -> list[str]:
    """Return the first few refusals: in this play nobody asks for what may be refused."""
    lines = [one for path in folder.glob("writer-*.jsonl") for one in path.read_text().splitlines()]
    return [one[:400] for one in lines if '"at": "refused"' in one][:5]


def catch_up() -> None:
    """Do what waits: jobs, also those whose worker died, and the index."""
    from django.db.models import Q

    from comity.kernel.base.moment import at, now
    from comity.kernel.jobs.execution import drain
    from comity.kernel.jobs.queue import recover
    from comity.kernel.search import follow, home, rebuild

    with at(now() + timedelta(hours=2)):
        recover(Q(lease_until__lt=now()))
        for _ in range(5):
            drain()
    if home.current() is None:
        rebuild.rebuild(1)
    follow.catch_up()


def faults(acknowledged: list[Line], open_still: list[Line]) -> Iterator[str]:
    """Yield a sentence for everything that is lost, doubled or halved."""
    from comity.kernel.actions.models import Comment
    from comity.kernel.audit.models import Entry
    from comity.kernel.clocks.models import Clock
    from comity.kernel.jobs.models import Job
    from comity.kernel.registers.models import Reply
    from comity.modules.desk.models import Ticket
    from comity.modules.desk.receivers import due_of

    from .work import MARK

    may_be = Counter((line["what"], line["name"], line["ticket"]) for line in open_still)
    tickets = {ticket.pk: ticket for ticket in Ticket.objects.all()}
    titles = Counter(ticket.title for ticket in tickets.values())
    verbs: dict[UUID, Counter[str]] = defaultdict(Counter)
    for key, verb in Entry.objects.filter(kind="desk.ticket").values_list("object_id", "verb"):
        verbs[key][verb] += 1
    said = Counter(Comment.objects.values_list("object_id", "text"))
    kept = set(Reply.objects.values_list("key", flat=True))
    for line in acknowledged:
        key = UUID(line["ticket"])
        if line["key"] not in kept:
            yield f"{line['key']}: the answer that was given is not kept."
        if line["what"] == "create" and (key not in tickets or tickets[key].title != line["name"]):
            yield f"{line['name']}: the ticket was acknowledged and is lost."
        if line["what"] == "comment" and said[key, line["name"]] != 1:
            yield f"{line['name']}: the comment is there {said[key, line['name']]} times."
    for title, number in titles.items():
        if number != 1:
            yield f"{title}: the ticket is there {number} times."
    wanted: dict[UUID, Counter[str]] = defaultdict(Counter)
    for line in acknowledged:
        if line["what"] == "step":
            wanted[UUID(line["ticket"])][line["name"]] += 1
    clocks: dict[UUID, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.select_related("definition"):
        clocks[clock.object_id].append(clock)
    done = set(Job.objects.filter(name="crash.mark", state="done").values_list("key", flat=True))
    for key, ticket in tickets.items():
        steps = {verb: n for verb, n in verbs[key].items() if verb not in ("add", "comment")}
        for verb in {*steps, *wanted[key]}:
            extra = steps.get(verb, 0) - wanted[key][verb]
            if not 0 <= extra <= may_be["step", verb, str(key)]:
                yield f"{ticket}: the step {verb} was acknowledged {wanted[key][verb]} times and taken {steps.get(verb, 0)}."
        if verbs[key]["add"] != 1:
            yield f"{ticket}: {verbs[key]['add']} entries say that it was added."
        if not clocks[key]:
            yield f"{ticket}: has no clock."
        if (ticket.due_at, ticket.response_due) != due_of(clocks[key]):
            yield f"{ticket}: its due time is not that of its clocks."
        if f"crash:{key}" not in done:
            yield f"{ticket}: its job was not done."
        if said[key, MARK] != 1:
            yield f"{ticket}: the effect of its job is there {said[key, MARK]} times."


def main(folder: Path) -> None:
    import django

    django.setup()
    from comity.kernel.audit.verify import verify
    from comity.kernel.search import rebuild
    from comity.modules.desk.models import Ticket

    acknowledged, open_still, counts = read(folder)
    catch_up()
    found = list(faults(acknowledged, open_still))
    found += [f"{path.name}: nothing of this writer was acknowledged." for path in folder.glob("writer-*.jsonl")
              if '"acknowledged"' not in path.read_text()]  # fmt: skip
    found += [f"refused: {line}" for line in read_refusals(folder)]
    found += [f"verify: {fault.sentence}" for fault in verify()]
    missing, gone = rebuild.check()
    found += [f"search: {thing} is missing" for thing in missing] + [
        f"search: {thing} is gone" for thing in gone
    ]
    done = Counter(line["what"] for line in acknowledged)
    said = {"faults": found, "counts": counts, "acknowledged": done, "tickets": Ticket.objects.count()}
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
