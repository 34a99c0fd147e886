"""What the strategies want to reach, and some indicators with their measurements, through the real write path."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from comity.kernel.actions.verbs import add, take
from comity.kernel.audit.actors import System
from comity.kernel.people.models import Person, Unit
from comity.kernel.tongues.text import Text

from .models import Driver, Goal, Indicator, IndicatorPeriod, KeyResult, Measurement, Strategy
from .samples import INDICATORS, Sample

order = 38
US = System("demo")
DATA = Path(__file__).parent / "data"


def sample_indicator(make: Callable[..., Any]) -> dict[str, Any]:
    return {"key_result": None, "owner": make("people.person"), "disaggregation": ""}


def sample_indicatorperiod(make: Callable[..., Any]) -> dict[str, Any]:
    """A year of an indicator of its own, in the same unit as its samples are asked for."""
    return {"indicator": make("results.indicator"), "starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}


def sample_measurement(make: Callable[..., Any]) -> dict[str, Any]:
    return {
        "period": make("results.indicatorperiod"), "part": "", "value": Decimal(5), "measured_on": date(2026, 6, 30),
        "submitter": None, "verifier": None,
    }  # fmt: skip


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(progress: Callable[[int, int, str], None]) -> None:
    """Write strategies, drivers, goals, the 41 key results, and what is measured of them."""
    if Strategy.objects.exists():
        return
    progress(0, 2, "strategies")
    _strategies()
    progress(1, 2, "indicators")
    for sample in INDICATORS:
        _indicator(sample)


def _strategies() -> None:
    made: dict[str, Any] = {}
    for line in _lines("strategies.csv"):
        common: dict[str, Any] = {"code": line["code"], "name": Text(en=line["name"])}
        if line["kind"] == "strategy":
            starts, ends = map(date.fromisoformat, line["extra"].split("/"))
            made[line["code"]] = add(US, Strategy, source=line["cite"], starts=starts, ends=ends, **common)
        elif line["kind"] == "goal":
            made[line["code"]] = add(US, Goal, strategy=made[line["parent"]], cite=line["cite"], **common)
        else:
            add(US, Driver, strategy=made[line["parent"]], cite=line["cite"], kind=line["extra"], **common)
    for line in _lines("key_results.csv"):
        add(
            US, KeyResult, code=line["code"], name=Text(en=line["name"]), goal=made[line["goal"]], place=int(line["place"]),
            cite=f"A/77/489 annex, {line['code']}",
        )  # fmt: skip


def _indicator(sample: Sample) -> None:
    owner, other = (Person.objects.get(code=code) for code in (sample.owner, sample.other))
    unit = Unit.objects.get(code=sample.unit)
    indicator = add(
        US, Indicator, code=sample.code, name=Text(en=sample.name), key_result=KeyResult.objects.get(code=sample.result),
        measure=sample.measure, direction=sample.direction, owner=owner, unit=unit, method=sample.method,
        baseline=None if sample.baseline is None else Decimal(sample.baseline), baseline_on=sample.baseline_on,
        disaggregation=sample.parts, combine="sum" if sample.parts else "apart",
    )  # fmt: skip
    for year, target, values, state in sample.years:
        period = add(
            US, IndicatorPeriod, indicator=indicator, name=str(year), starts=date(year, 1, 1), ends=date(year, 12, 31),
            target=None if target is None else Decimal(target),
        )  # fmt: skip
        for part, value in values.items():
            _measure(period, part, value, state, owner, other, unit)


def _measure(
    period: IndicatorPeriod, part: str, value: str, state: str, owner: Person, other: Person, unit: Unit
) -> None:
    day = min(period.ends, date(2026, 10, 31))
    title = f"{period.indicator.name} · {period.name}" + (f" · {part}" if part else "")
    made = add(
        US, Measurement, title=title[:250], period=period, part=part, value=Decimal(value), measured_on=day, unit=unit,
        evidence="Sample of the demonstration, not a number of the Organization.",
    )  # fmt: skip
    if state == "draft":
        return
    take(owner, made, "submit")
    if state in ("verified", "published"):
        take(other, made, "verify")
    if state == "published":
        take(US, made, "publish")
    if state == "returned":
        take(other, made, "send_back", reason="Say which week was counted.")
