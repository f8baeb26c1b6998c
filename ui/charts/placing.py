"""Where names of marks stand: not on each other, not on marks, and as little on lines as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
LETTER, TALL, LEAD = 6.6, 15.6, 2  # pixels, of a text of 12 px: width, height of a line, and what is empty above
OFF, BESIDE, DOT = 6, 8, 7  # pixels: from the middle of a mark to a text above it, to one beside it, to its own edge
PLOTS = ((290, 244), (760, 280))  # pixels: width and height of a plot, on a telephone and on a desk
ON_A_NAME, OUTSIDE, ON_A_MARK, ON_A_LINE, FURTHER = 100, 60, 40, 10, 8  # how bad that is, for a reader
MOST_LINES = 3


@dataclass(frozen=True)
class Place:
    """Above (`top`), below (`bottom`) or beside (`middle`) a mark; along: to which side of it; lines: further off."""

    side: str
    along: str
    lines: int = 0


@dataclass(frozen=True)
class Ground:
    """From where to where the axes go, and the lines that are drawn, each as points from left to right."""

    across: tuple[float, float]
    upward: tuple[float, float]
    lines: Sequence[Sequence[Point]] = ()


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    low: float
    high: float

    def meets(self, other: "_Box") -> bool:
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


def places(marks: Sequence[Point], names: Sequence[str], ground: Ground) -> list[Place]:
    """Where each name stands, in the order of the marks: away from the middle of all unless something is there."""
    middle = sum(height for _x, height in marks) / len(marks) if marks else 0
    plots = [_plot(marks, ground, *size) for size in PLOTS]
    found: list[Place] = []
    for mark in marks:
        candidates = list(_candidates(mark[1] > middle))
        costs = [
            rank / 100 + FURTHER * place.lines + sum(_cost(plot, names, [*found, place]) for plot in plots)
            for rank, place in enumerate(candidates)
        ]
        found.append(candidates[costs.index(min(costs))])
    return found


@dataclass(frozen=True)
class _Plot:
    """Marks and lines in pixels, on a plot of this width."""

    width: float
    marks: Sequence[Point]
    lines: Sequence[Sequence[Point]]


def _plot(marks: Sequence[Point], ground: Ground, width: float, height: float) -> _Plot:
    (left, right), (low, high) = ground.across, ground.upward

    def at(point: Point) -> Point:
        return (point[0] - left) / (right - left) * width, (point[1] - low) / (high - low) * height

    return _Plot(width, [at(mark) for mark in marks], [[at(point) for point in line] for line in ground.lines])


def _cost(plot: _Plot, names: Sequence[str], chosen: Sequence[Place]) -> float:
    """How bad the last of the chosen places is."""
    *before, box = (_box(*one) for one in zip(plot.marks, chosen, names, strict=False))
    dots = (_dot(mark) for place, mark in enumerate(plot.marks) if place != len(before))
    return (
        ON_A_NAME * sum(box.meets(one) for one in before)
        + ON_A_MARK * sum(box.meets(one) for one in dots)
        + ON_A_LINE * sum(_crosses(box, line) for line in plot.lines)
        + OUTSIDE * (box.left < 0 or box.right > plot.width + DOT or box.low < 0)
    )


def distance(place: Place) -> float:
    """How many pixels there are between the middle of a mark and its name above or below it."""
    return OFF + TALL * place.lines


def _candidates(above: bool) -> Iterator[Place]:
    """The places of a name, the best first."""
    sides = ("top", "bottom") if above else ("bottom", "top")
    for lines in range(MOST_LINES):
        for along in ("center", "left", "right"):
            if along != "center" and not lines:
                yield Place("middle", along)
            yield from (Place(side, along, lines) for side in sides)


def _dot(at: Point) -> _Box:
    return _Box(at[0] - DOT, at[0] + DOT, at[1] - DOT, at[1] + DOT)


def _box(at: Point, place: Place, name: str) -> _Box:
    """Where a name is written that stands at this place of a mark."""
    x, y = at
    wide = LETTER * len(name)
    off = BESIDE if place.side == "middle" else 0
    left = {"left": x - off - wide, "right": x + off}.get(place.along, x - wide / 2)
    up = {"top": distance(place), "bottom": -distance(place) - TALL}.get(place.side, -TALL / 2)
    return _Box(left, left + wide, y + up, y + up + TALL)


def _crosses(box: _Box, line: Sequence[Point]) -> bool:
    """Whether a line comes anywhere within a box."""
    for begin, end in pairwise(line):
        if end[0] < box.left or begin[0] > box.right or end[0] == begin[0]:
            continue
        slope = (end[1] - begin[1]) / (end[0] - begin[0])
        edges = (min(max(edge, begin[0]), end[0]) for edge in (box.left, box.right))
        heights = [begin[1] + slope * (edge - begin[0]) for edge in edges]
        if min(heights) < box.high - LEAD and max(heights) > box.low + LEAD:
            return True
    return False
