"""Between cells and rows: what a pattern does to a mart, and which cells a published table shows."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Cel
from disclosure.publicatie import HIDDEN, Publicatie

Codes = tuple[str | bool, ...]
Cellen = Mapping[
    tuple[str, str], Sequence[Codes]
]  # by base and measure the codes of each cell, and whether it is hidden


def gesorteerd(getoond: Iterable[Cel], verborgen: AbstractSet[Cel], cellen: dict[tuple[str, str], list[Codes]]) -> None:
    """Add the cells that a block wants to show to `cellen`."""
    for cel in getoond:
        cellen.setdefault((cel[0], cel[1]), []).append((*cel[2:], cel in verborgen))


def toegepast(publicatie: Publicatie, frame: pl.DataFrame, cellen: Cellen) -> pl.DataFrame:
    """The table as it is published: rows of which a cell is in the release, null and marked where hidden.

    frame: the exact mart, in the order that stays.
    """
    rows = frame.with_row_index("_rij")
    for telling in publicatie.tellingen:
        plaats = publicatie.plaats(telling)
        codes = [f"_{number}" for number in range(len(plaats.codes))]
        schema = {**dict.fromkeys(codes, pl.String), telling + HIDDEN: pl.Boolean}
        there = pl.DataFrame(cellen.get((plaats.basis, plaats.maat), []), schema=schema, orient="row")
        there = there.group_by(codes).agg(pl.col(telling + HIDDEN).any())  # hidden where one of its blocks hides it
        named = rows.with_columns(code.alias(name) for name, code in zip(codes, plaats.codes, strict=True))
        rows = named.join(there, on=codes, how="left").drop(codes)
    marks = {telling: pl.col(telling + HIDDEN) for telling in publicatie.tellingen}
    told = rows.filter(pl.any_horizontal(mark.is_not_null() for mark in marks.values())).sort("_rij")
    known = marks | {telling: marks[telling].fill_null(value=False) for telling in publicatie.los}
    marks |= {
        maat: pl.any_horizontal(known[telling] for telling in publicatie.ingredienten(maat))  # null: no such cell
        for maat in publicatie.volgt
    }
    shown = [pl.when(~mark).then(pl.col(name)).alias(name) for name, mark in marks.items()]  # no cell: not shown
    flags = [mark.fill_null(value=False).alias(name + HIDDEN) for name, mark in marks.items()]
    kept = [name for name in frame.columns if name in publicatie.kolommen]
    return told.with_columns(*shown, *flags).select(*kept, *(name + HIDDEN for name in marks))


def getoond_in(publicatie: Publicatie, made: pl.DataFrame) -> dict[Cel, int]:
    """The cells that a published table shows, with what stands there. Whatever is not marked but null is not shown."""
    found: dict[Cel, int] = {}
    for telling in publicatie.tellingen:
        plaats = publicatie.plaats(telling)
        codes = [code.alias(f"_{number}") for number, code in enumerate(plaats.codes)]
        whole = (pl.col(telling) * publicatie.maal.get(telling, 1)).round().cast(pl.Int64)
        rows = made.select(*codes, whole)
        found |= {(plaats.basis, plaats.maat, *own): value for *own, value in rows.drop_nulls().iter_rows()}
    return found


def verzwegen(publicatie: Publicatie, made: pl.DataFrame) -> bool:
    """Whether a table keeps silent where it says so: null in every measure that is marked, or whose telling is."""
    spoken = [
        pl.col(telling + HIDDEN) & pl.col(maat).is_not_null()
        for maat in (*publicatie.tellingen, *publicatie.volgt)
        for telling in publicatie.ingredienten(maat)
    ]
    return made.filter(pl.any_horizontal(spoken)).is_empty()
