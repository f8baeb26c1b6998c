"""Tables of which levels, totals or rows were not published: what can be found, against every possible truth.

The truth is a number of pupils per school and sector. A reader knows what each row says of it, and nothing else; that
is put to a whole-number program of its own, without any level in between.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.attack import attack
from disclosure.published import Marks, Published, hierarchy, read
from disclosure.stelsel import stelsel

ALL, FLOOR, MOST = "totaal", 5, 1000
Pair = tuple[str, str]  # an area and a sector, each a code or ALL
Interval = tuple[int, ...]
Numbers = npt.NDArray[np.float64]


@dataclass
class Region:
    """Schools below gemeenten below one region, sectors below groups of sectors, and what was published of them."""

    random: Random
    groups: bool = False
    area: dict[str, str] = field(init=False)
    sector: dict[str, str] = field(init=False)
    truth: dict[Pair, int] = field(init=False)
    rows: set[Pair] = field(init=False)

    def __post_init__(self) -> None:
        gemeenten = [f"g{i}" for i in range(self.random.randint(1, 3))]
        schools = [f"s{i}" for i in range(self.random.randint(2, 5))]
        self.area = {school: self.random.choice(gemeenten) for school in schools}
        if self.random.random() < 0.3:
            self.area[schools[0]] = ALL
        top = (
            {gemeente: "R" for gemeente in self.area.values() if gemeente != ALL} if self.random.random() < 0.6 else {}
        )
        sectors = [f"v{i}" for i in range(self.random.randint(2, 3))]
        self.sector = {sectors[0]: "W"} | dict.fromkeys(sectors[1:], "V") if self.groups else {}
        self.truth = {pair: self.random.choice((0, 1, 2, 3, 4, 9)) for pair in product(schools, sectors)}
        self.area |= top
        self.rows = set(product([*schools, *self.area.values(), ALL], [*sectors, *self.sector.values(), ALL]))
        self._leave_out(schools, sectors)

    def _leave_out(self, schools: list[str], sectors: list[str]) -> None:
        """Levels as a whole, gemeenten, totals, the sectors of a school, all of a school; and then rows of 0."""
        chance = self.random.random
        for kinds in product("sgRt", ("v", "VW", "t")):
            if chance() < 0.25:
                self.rows -= {pair for pair in self.rows if pair[0][0] in kinds[0] and pair[1][0] in kinds[1]}
        for area in sorted({*schools, *self.area.values(), ALL}):
            if chance() < 0.15:
                self.rows -= {pair for pair in self.rows if pair[0] == area}
            elif chance() < 0.15:
                self.rows -= {pair for pair in self.rows if pair[0] == area and pair[1] != ALL}
        self.zeros = set[Pair]()
        for school, sector in sorted(self.rows & {pair for pair, count in self.truth.items() if not count}):
            beside = {pair for pair in self.rows & self.truth.keys() if pair != (school, sector)}
            above, kind = self.area.get(school), self.sector.get(sector)
            others = {other for other, own in beside if own == sector and self.area.get(other) == above}
            if others and {own for other, own in beside if other == school and self.sector.get(own) == kind}:
                self.rows.remove((school, sector))
                self.zeros.add((school, sector))

    def parts(self, pair: Pair) -> list[Pair]:
        """The schools and sectors of which this is the total."""
        return [
            one for one in self.truth if pair[0] in _line(one[0], self.area) and pair[1] in _line(one[1], self.sector)
        ]

    def possible(self, hidden: Iterable[Pair]) -> dict[Pair, Interval]:
        """The least and most that each hidden row can be."""
        place = {one: i for i, one in enumerate(self.truth)}
        shown = sorted(self.rows.difference(hidden))
        matrix = np.zeros((len(shown) + 1, len(place)))
        for row, pair in enumerate(shown):
            matrix[row, [place[one] for one in self.parts(pair)]] = 1
        matrix[-1, [place[one] for one in self.zeros]] = 1
        right = matrix @ np.array([*self.truth.values()])
        found = {}
        for pair in hidden:
            goal = np.zeros(len(place))
            goal[[place[one] for one in self.parts(pair)]] = 1
            found[pair] = tuple(round(sign * _least(sign * goal, matrix, right)) for sign in (1, -1))
        return found


def _least(goal: Numbers, matrix: Numbers, right: Numbers) -> float:
    sums, whole = LinearConstraint(matrix, right, right), np.ones(len(goal), np.int64)
    found = milp(goal, integrality=whole, bounds=Bounds(0, MOST), constraints=sums).x
    assert found is not None
    return float(goal @ found)


def _line(code: str, parents: dict[str, str]) -> list[str]:
    """A code, what is above it, and the total."""
    line = [code]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return [*line, ALL]


def _attacked(region: Region, hidden: set[Pair], folder: Path) -> dict[Pair, Interval]:
    """What the attacker finds in files with these rows, in two of them at times."""
    files: list[list[str]] = [[], []]
    several = region.random.random() < 0.3
    for pair in sorted(region.rows):
        value = "x" if pair in hidden else sum(region.truth[one] for one in region.parts(pair))
        files[several and region.random.random() < 0.5].append(f"{pair[0]};{pair[1]};{value}\n")
    tables = []
    for name, lines in zip("ab", files, strict=True):
        if lines:
            tables.append(Published(folder / f"{name}.csv", ("gebied", "sector"), "n"))
            tables[-1].path.write_text("gebied;sector;n\n" + "".join(lines), encoding="utf-8")
    parents = {}
    for dim, place, own in (("gebied", 0, region.area), ("sector", 1, region.sector)):
        if not {pair[place] for pair in region.rows}.isdisjoint({*own, *own.values()}):
            path = folder / f"{dim}.csv"
            path.write_text("child;parent\n" + "".join(f"{one};{up}\n" for one, up in own.items()), encoding="utf-8")
            parents[dim] = hierarchy([path], ALL)
    figures = read(tables, parents, Marks("x", ALL))
    assert {_pair(figures.names[cell]) for cell in figures.hidden} == hidden
    system = stelsel(figures.shown, [*figures.hidden, *sorted(figures.beside, key=str)], figures.sums)
    findings = attack(system, FLOOR, figures.beside)
    return {_pair(figures.names[one.cell]): (one.low, one.high) for one in findings}


def _pair(named: dict[str, str]) -> Pair:
    return named["gebied"], named["sector"]


@pytest.mark.parametrize("groups", [False, True], ids=["one hierarchy", "two"])
@pytest.mark.parametrize("seed", range(25))
def test_levels_without_rows_hide_nothing_that_the_rest_gives_away(seed: int, groups: bool, tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    region = Region(random, groups)
    share = random.choice((0.15, 0.3, 0.6))
    hidden = {pair for pair in sorted(region.rows) if random.random() < share}
    expected = {pair: own for pair, own in region.possible(sorted(hidden)).items() if own[1] - own[0] < FLOOR}
    assert _attacked(region, hidden, tmp_path) == expected
