"""Writing down what was measured: the same Markdown on the terminal and in docs/reference/bench.md."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from .client import high, middle
from .extras import versions
from .measure import MANY, Outcome
from .place import ROOT

PAGE = ROOT / "docs" / "reference" / "bench.md"
HEAD = """# What Comity costs

Written by `make bench` ({when}); do not edit. Commit {commit}, {machine}, load average {load} while it ran.
Both web processes, the database and the clients share these cores. {count} requests a case, alone and by
{many} clients at once; the two sizes of data take turns, so that noise falls on both. Milliseconds.
*Processor* is the time of the web processes for one request. How to run it: [commands](commands.md).
"""

BESIDE = """
## The ledger and the import of expenses

The floor is bare SQL: a line and a balance in one transaction; the csv module and one INSERT for each thousand lines.

```
{ledger}
```

## Selection

Values are points; the gap is what is left unproved. "Known" optima are those of the OR-Library.

{selection}
"""


def machine() -> str:
    """Name the processor, its cores and the memory."""
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    name = next(
        (line.split(":")[1].strip() for line in said.splitlines() if line.startswith("model name")), ""
    )
    held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores{f' ({name})' if name else ''}, {held:.0f} GiB"


def commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or "unknown"


def write(outcomes: list[Outcome], requests: int, load: str, more: str = "", *, keep: bool) -> str:
    """Return the whole page; `keep` puts it into the documentation."""
    when = datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC")
    head = HEAD.format(
        when=when, commit=commit(), machine=machine(), load=load, count=f"{requests:,}", many=MANY
    )
    text = head + "".join(section(one) for one in outcomes) + more
    if keep:
        PAGE.write_text(text, encoding="utf-8")
    return text


def section(outcome: Outcome) -> str:
    """Return the tables of one database."""
    small, large = outcome.sizes[0], outcome.sizes[-1]
    lines = [f"\n## {versions(outcome.database)}\n"]
    about = outcome.data[large]
    lines.append(
        f"The limited person reaches {about['reached']} of {about['units']} units; the agent all of them. "
        f"Of the first list the limited person sees {outcome.rows[small]['limited']} rows at {small:,} tickets "
        f"and {outcome.rows[large]['limited']} at {large:,}; the agent {outcome.rows[small]['agent']} and "
        f"{outcome.rows[large]['agent']}.\n"
    )
    lines.append(
        f"| page | at {small:,}: median, 95th | at {large:,}: median, 95th | growth | {MANY} clients: median, 95th | processor |"
    )
    lines.append("|---|---:|---:|---:|---:|---:|")
    for name, large_one in outcome.web[large].items():
        small_one = outcome.web[small].get(name)
        if not large_one.alone:
            continue
        first = f"{small_one.p50:.1f}, {small_one.p95:.1f}" if small_one and small_one.alone else "–"
        grown = outcome.growth(name)
        growth = f"{grown:.2f}" if grown else "–"
        lines.append(
            f"| {name} | {first} | {large_one.p50:.1f}, {large_one.p95:.1f} | {growth} | "
            f"{middle(large_one.many):.1f}, {high(large_one.many):.1f} | {large_one.cpu_each:.1f} |"
        )
    lines.append(f"\n| bare SQL and the index | at {small:,}: median, 95th | at {large:,}: median, 95th |")
    lines.append("|---|---:|---:|")
    for name, (median, most) in outcome.inside[large].items():
        before = outcome.inside[small].get(name)
        first = f"{before[0]:.2f}, {before[1]:.2f}" if before else "–"
        lines.append(f"| {name} | {first} | {median:.2f}, {most:.2f} |")
    lines.append("\n| goal | measured | |\n|---|---|---|")
    lines += [f"| {goal} | {said} | {'met' if met else '**missed**'} |" for goal, said, met in goals(outcome)]
    return "\n".join(lines) + "\n"


def goals(outcome: Outcome) -> list[tuple[str, str, bool]]:
    """Return (goal, what was measured, whether it is met)."""
    small, large = outcome.sizes[0], outcome.sizes[-1]
    web, found = outcome.web[large], []
    hand, listed = web["list by hand, in the frame"], web["list, agent"]
    ratio = listed.p50 / hand.p50
    found.append((
        "the list at most 1.5 × the list by hand", f"{ratio:.2f} × (processor {listed.cpu_each / hand.cpu_each:.2f} ×)",
        ratio <= 1.5,
    ))  # fmt: skip
    grown = {name: times for name in web if (times := outcome.growth(name))}
    worst = max(grown, key=lambda name: grown[name])
    above = ", ".join(f"{name} {times:.2f}" for name, times in grown.items() if times > 1.3) or "none"
    found.append((
        f"growth from {small:,} to {large:,} at most 1.3 × for every case", f"{grown[worst]:.2f} × ({worst}); above it: {above}",
        grown[worst] <= 1.3,
    ))  # fmt: skip
    for who in ("limited", "agent"):
        index = outcome.inside[large][f"search in the index, {who}"][1]
        found.append((f"search in the index, {who}: 95th at most 50 ms", f"{index:.1f} ms", index <= 50))
        page = web[f"search page, {who}"].p95
        found.append((f"search as a page, {who}: 95th at most 100 ms", f"{page:.1f} ms", page <= 100))
    rss, pss = outcome.memory["before search"]
    found.append(
        ("a web process at most 300 MiB", f"{rss:.0f} MiB resident, {pss:.0f} proportional", rss <= 300)
    )
    rss, pss = outcome.memory["after"]
    found.append(("(the same after searching)", f"{rss:.0f} MiB resident, {pss:.0f} proportional", True))
    w = outcome.weight
    first = w["page as sent"] + w["style and script"]
    found.append(
        ("first view at most 60 kB with style and script", f"{first / 1000:.1f} kB", first <= 60_000)
    )
    found.append((
        "later views at most 15 kB", f"{w['page as sent'] / 1000:.1f} kB (compressed {w['page if compressed'] / 1000:.1f})",
        w["page as sent"] <= 15_000,
    ))  # fmt: skip
    if outcome.extras.get("events"):
        e = outcome.extras
        pace = e["events"] / e["seconds"]
        whole = e["events"] / (e["seconds"] + e["search"])
        found.append((
            "import of the log at least 1,000 events/s", f"{pace:,.0f}/s; {whole:,.0f}/s until all can be found",
            whole >= 1000,
        ))  # fmt: skip
    if outcome.extras.get("clocks"):
        e = outcome.extras
        again = e["again"] * 1_000_000 / e["clocks"]
        found.append((
            "1,000,000 clocks computed again in 60 s", f"{again:.0f} s (measured with {e['clocks']:,.0f})", again <= 60
        ))  # fmt: skip
    return found
