"""What could be true, found out independently: by whole-number programs over the block as it is described."""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from disclosure.blok import Blok, Cel


def bounds(
    blok: Blok,
    published: frozenset[Cel],
    cel: Cel,
    least: Mapping[Cel, int] | None = None,
    most: Mapping[Cel, int] | None = None,
) -> tuple[int, int]:
    """The least and most that a cell can be for somebody who knows what is published.

    least, most: what each cell is at least and at most.
    """
    cells = list(blok.waarden)
    place = {one: i for i, one in enumerate(cells)}
    rows = np.zeros((len(blok.sommen), len(cells)))
    for row, one in enumerate(blok.sommen):
        rows[row, place[one.total]] -= 1
        for part in one.parts:
            rows[row, place[part]] += 1
    low = np.array([blok.waarden[one] if one in published else (least or {}).get(one, 0) for one in cells])
    high = np.array([blok.waarden[one] if one in published else (most or {}).get(one, np.inf) for one in cells])
    sums = LinearConstraint(csr_array(rows), 0, 0) if len(rows) else ()
    found = []
    for sign in (1, -1):
        goal = np.zeros(len(cells))
        goal[place[cel]] = sign
        result = milp(goal, integrality=np.ones(len(cells), np.int64), bounds=Bounds(low, high), constraints=sums)
        found.append(round(result.x[place[cel]]) if result.x is not None else 10**6)  # no end to it
    return found[0], found[1]
