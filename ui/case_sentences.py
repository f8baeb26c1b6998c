"""What is said of cases that were spoken of."""

from collections.abc import Sequence

from disclosure.table import Cell, ProtectedTable
from ui import format as fmt
from ui import labels


def most_often(
    table: ProtectedTable, dimension: str, codes: Sequence[str], whole: Cell, *, sure: str, shown: str
) -> str:
    """What came up most of what may be told, and how often; empty: nothing may be.

    table: one row per code of the dimension, with `besprekingen`; whole: of all together. codes: those that count.
    sure: the sentence where nothing that is hidden can be more; shown: where something may. Both have {naam}, {keer}.
    """
    found = table.where(**{dimension: list(codes)}).largest(dimension, "besprekingen", 1)
    if not found:
        return ""
    most = table.cell("besprekingen", **{dimension: found[0]})
    is_whole = not any(row["besprekingen"].is_hidden for row in table.rows())
    rest = (whole.value or 0) - sum(value or 0 for value in table.values("besprekingen"))
    is_sure = is_whole or (whole.is_known and most.value > rest)
    return (sure if is_sure else shown).format(naam=labels.inside(dimension, found[0]), keer=fmt.cell(most))
