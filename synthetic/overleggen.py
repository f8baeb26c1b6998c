"""Casussen: anonymous cases as they were spoken of at the tables of the region.

Shape    Assumed: no published counts are known. The higher the table, the fewer cases; waiting for mental health care
         is named most as a bottleneck, more so every year, and fear of school grows as a theme.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas import codes
from synthetic.kalender_regio import dag, datum, grenzen, schooljaar
from synthetic.leerlingen import Kommagetallen
from synthetic.omvang import LAATSTE_DAG, Omvang

_SECTOR = (("PO", 0.35), ("SBO", 0.06), ("SO", 0.06), ("VO", 0.36), ("PRO", 0.05), ("VSO", 0.06), ("", 0.06))
_GEMEENTE = (0.21, 0.07, 0.055, 0.3, 0.365)  # in the order of codes.GEMEENTEN
_THEMA = np.array([0.2, 0.18, 0.14, 0.13, 0.13, 0.06, 0.09, 0.07])
_KNELPUNT = np.array([0.26, 0.15, 0.17, 0.08, 0.13, 0.04, 0.07, 0.1])
_GROEIT = {"thema": (0, 0.08), "knelpunt": (0, 0.1)}  # which code becomes more frequent, and by how much a year


@dataclass(frozen=True)
class _Tafel:
    """A table: days between meetings, cases at one, at which steps these stand, and what comes of them."""

    om_de: int
    casussen: float
    fase: tuple[float, float, float, float]
    uitkomst: tuple[float, float, float, float]


_TAFELS = {
    "mdo": _Tafel(7, 9.0, (0.12, 0.88, 0.0, 0.0), (0.38, 0.34, 0.22, 0.06)),
    "actietafel": _Tafel(21, 6.0, (0.0, 0.06, 0.94, 0.0), (0.42, 0.3, 0.22, 0.06)),
    "doorbraaktafel": _Tafel(42, 3.5, (0.0, 0.0, 0.05, 0.95), (0.5, 0.38, 0.0, 0.12)),
    "leertafel": _Tafel(42, 12.0, (0.2, 0.4, 0.25, 0.15), (0.35, 0.4, 0.15, 0.1)),
}


def frames(omvang: Omvang, rng: np.random.Generator) -> Iterator[tuple[str, pl.DataFrame]]:
    """The deliveries `casussen`: one of each table and schooljaar, named `<table>_<schooljaar>`."""
    for jaar in omvang.jaren:
        for overleg, tafel in _TAFELS.items():
            gemaakt = _jaar(overleg, tafel, jaar, omvang, rng)
            if not gemaakt.is_empty():
                yield f"{overleg}_{schooljaar(jaar)}", gemaakt


def _jaar(overleg: str, tafel: _Tafel, jaar: int, omvang: Omvang, rng: np.random.Generator) -> pl.DataFrame:
    """All meetings of a table in a schooljaar; none in summer."""
    eerste, laatste = dag(f"{jaar}-09-06"), min(grenzen(jaar)[1] - 25, dag(LAATSTE_DAG))
    momenten = np.arange(eerste, laatste + 1, tafel.om_de)
    dagen = np.repeat(momenten, rng.poisson(tafel.casussen * omvang.regios, len(momenten)))
    n = len(dagen)
    sectoren, kansen = zip(*_SECTOR, strict=True)
    return pl.DataFrame(
        {
            "overleg": pl.Series([overleg] * n, dtype=pl.String),
            "datum": pl.Series([datum(int(moment)) for moment in dagen], dtype=pl.Date),
            "thema": _trek(codes.THEMAS, _meer(_THEMA, "thema", jaar), n, rng),
            "knelpunt": _trek(codes.KNELPUNTEN, _meer(_KNELPUNT, "knelpunt", jaar), n, rng),
            "sector": _trek(sectoren, np.array(kansen), n, rng),
            "gemeente": _trek(tuple(codes.GEMEENTEN), np.array(_GEMEENTE), n, rng),
            "fase": _trek(codes.FASEN, np.array(tafel.fase), n, rng),
            "uitkomst": _trek(codes.UITKOMSTEN, np.array(tafel.uitkomst), n, rng),
        }
    )


def _meer(kansen: Kommagetallen, kenmerk: str, jaar: int) -> Kommagetallen:
    welke, groei = _GROEIT[kenmerk]
    gegroeid = kansen.copy()
    gegroeid[welke] *= 1 + groei * (jaar - 2018)
    return gegroeid


def _trek(waarden: tuple[str, ...], kansen: Kommagetallen, n: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series(waarden, dtype=pl.String).gather(rng.choice(len(waarden), n, p=kansen / kansen.sum()))
