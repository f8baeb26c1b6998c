"""What a family of tables tells: which of its figures are published, and where each of them stands in its blocks."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import polars as pl

from disclosure.blok import Blok, Cel

HIDDEN = "_verborgen"  # ends the column of a release that says where a measure is hidden


@dataclass(frozen=True)
class Plaats:
    """The cell of a measure, where it is not (mart, measure, *key): several rows can show one and the same cell."""

    basis: str
    maat: str
    codes: tuple[pl.Expr, ...]  # of a row of the mart; null: this row has no such cell


@dataclass(frozen=True)
class Publicatie:
    """A table of a release.

    sleutel: its key columns. tellingen: measures that have cells of their own in a block, named (mart, measure, *key)
    with each key as text, unless `plaatsen` says otherwise. volgt: measures hidden with a telling, or with any of
    several: measure to tellingen.
    los: tellingen of which a row may have no cell, and what follows from them still is shown when the others are.
    vrij: columns that tell of no pupils, which leave as they are. Any other column of the exact mart stays where it is.
    maal: a telling times this is the whole number of its cell; 1 where it is not told.
    A row is in the release when one of its tellingen is a cell that the release shows or hides; other rows are not.
    fijnst: the rows of the finest level, of which the report tells how much is hidden.
    """

    mart: str
    sleutel: tuple[str, ...]
    tellingen: tuple[str, ...]
    volgt: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    plaatsen: Mapping[str, Plaats] = field(default_factory=dict)
    maal: Mapping[str, int] = field(default_factory=dict)
    los: tuple[str, ...] = ()
    vrij: tuple[str, ...] = ()
    fijnst: pl.Expr = field(default_factory=lambda: pl.lit(True))

    @property
    def kolommen(self) -> frozenset[str]:
        """The columns of the exact mart that a release has."""
        return frozenset((*self.sleutel, *self.tellingen, *self.volgt, *self.vrij))

    def ingredienten(self, maat: str) -> tuple[str, ...]:
        """The tellingen with any of which a measure is hidden: itself, or those it follows."""
        own = self.volgt.get(maat, maat)
        return (own,) if isinstance(own, str) else own

    def plaats(self, telling: str) -> Plaats:
        """Where the cell of a telling stands."""
        usual = Plaats(self.mart, telling, tuple(pl.col(name).cast(pl.String) for name in self.sleutel))
        return self.plaatsen.get(telling, usual)


@dataclass(frozen=True)
class Familie:
    """Tables that count the same pupils, protected together.

    bronnen: tables of the exact marts that `blokken` reads, the publication tables among them. blokken: the blocks of
    these frames, given every cell that the release in use hides. gelezen: tables of a family before it, that
    `blokken` is given as they are published: what they tell is known to everybody, what they hide is not to follow.
    """

    naam: str
    bronnen: tuple[str, ...]
    publicaties: tuple[Publicatie, ...]
    blokken: Callable[[Mapping[str, pl.DataFrame], AbstractSet[Cel]], Iterator[Blok]]
    gelezen: tuple[str, ...] = ()

    def frames(
        self, exact: Callable[[str], pl.DataFrame], gepubliceerd: Mapping[str, pl.DataFrame]
    ) -> dict[str, pl.DataFrame]:
        """What `blokken` reads: exact tables, and those of families before it as published, as far as there are."""
        return {name: exact(name) for name in self.bronnen} | {
            name: gepubliceerd[name] for name in self.gelezen if name in gepubliceerd
        }
