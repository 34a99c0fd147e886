"""Cut rings where the map ends, so that what lies on both sides is not drawn across the whole world."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


def cut(ring: Ring) -> list[Ring]:
    """The pieces of a closed ring between -180 and 180 degrees of longitude; the ring itself when it fits."""
    if all(abs(b[0] - a[0]) <= 180 for a, b in zip(ring, ring[1:], strict=False)):
        return [ring]
    points = _unrolled(ring)
    pieces = (_clipped(_clipped(points, 360 * k - 180, 1), 360 * k + 180, -1) for k in (-1, 0, 1))
    return [
        tuple((round(x - 360 * k, 2), y) for x, y in [*piece, piece[0]])
        for k, piece in zip((-1, 0, 1), pieces, strict=True)
        if len(piece) > 2
    ]


def _unrolled(ring: Ring) -> list[Point]:
    """The ring with longitudes that run on past 180; around a pole it is closed along that pole."""
    points, turn = [ring[0]], 0
    for (before, _), (x, y) in zip(ring, ring[1:], strict=False):
        turn += 360 if before - x > 180 else -360 if x - before > 180 else 0
        points.append((x + turn, y))
    if turn:
        pole = 90.0 if ring[0][1] > 0 else -90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return points


def _clipped(points: list[Point], edge: float, side: int) -> list[Point]:
    """What lies east (side 1) or west (-1) of a meridian, with new points where the outline crosses it."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        inside, next_inside = (x1 - edge) * side >= 0, (x2 - edge) * side >= 0
        if inside:
            kept.append((x1, y1))
        if inside != next_inside:
            kept.append((edge, round(y1 + (y2 - y1) * (edge - x1) / (x2 - x1), 2)))
    return kept
