"""Read the shapes of the world map: land and country areas, and the lines between countries apart.

Land is geography; where a line runs and how it is drawn is policy. So the lines are a file of their own,
and an administrator may give another in the same form. Coordinates are (longitude, latitude) in degrees.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from comity.modules.directory.data.antimeridian import Point, Ring, cut

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Country:
    """An area with its ISO 3166-1 numeric code (empty where there is none)."""

    id: str
    name: str
    rings: tuple[Ring, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of boundary; `status` is international, undetermined or administrative (see the file)."""

    between: tuple[str, str]
    status: str
    points: Ring


@cache
def _shapes() -> tuple[tuple[Ring, ...], dict[str, Any]]:
    """The arcs that rings are made of, and the rest of the file."""
    file = json.loads((HERE / "outlines.json").read_text(encoding="utf-8"))
    return tuple(_points(arc) for arc in file.pop("arcs")), file


def _points(pairs: list[list[float]]) -> Ring:
    """Pairs as they stand in the file, made unchangeable."""
    return tuple((x, y) for x, y in pairs)


def _ring(numbers: list[int]) -> Ring:
    """Join arcs end to end; a negative number ~n is arc n backwards, and the shared point is kept once."""
    arcs = _shapes()[0]
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


@cache
def land() -> tuple[Ring, ...]:
    """Every coastline as closed rings within -180 and 180 degrees: the map without any boundary."""
    return tuple(piece for polygon in _shapes()[1]["land"] for ring in polygon for piece in cut(_ring(ring)))


@cache
def countries() -> tuple[Country, ...]:
    """Country areas by name; holes are rings too, so fill them by the even-odd rule."""
    return tuple(
        Country(
            c["id"],
            c["name"],
            tuple(piece for polygon in c["polygons"] for ring in polygon for piece in cut(_ring(ring))),
            c.get("note", ""),
        )
        for c in _shapes()[1]["countries"]
    )


def boundaries(file: Path | None = None) -> tuple[Line, ...]:
    """The lines between countries, from the administrator's file when one is given."""
    read = json.loads((file or HERE / "boundaries.json").read_text(encoding="utf-8"))
    return tuple(
        Line((line["between"][0], line["between"][1]), line["status"], _points(line["line"]))
        for line in read["lines"]
    )
