"""Interventions: what schools do for pupils who miss school time.

Every four weeks a school looks back on six weeks. Who missed a tenth of the time or more may get help, who missed a
fifth more often, a few others as well; each pupil at most once in a schooljaar. What the pupils miss does not change by
it: whatever goes down afterwards is regression to the mean, and the dashboard should not find more than that.
"""

import numpy as np
import polars as pl

from schemas import codes
from synthetic.gebeurtenissen import Gemist
from synthetic.kalender_regio import dag
from synthetic.leerlingen import Inschrijvingen, Kommagetallen
from synthetic.omvang import LAATSTE_DAG, Omvang
from synthetic.redenen import redenen
from synthetic.roosters import Rooster
from synthetic.scholen import School

_TERUG = 30  # school days that a school looks back on
_TUSSEN = 20  # school days between two looks
_ZONDER = 3  # one school in so many keeps no account of interventions
_KANS = {"1": 0.002, "2": 0.07, "3": 0.14}  # at each look, by what was missed
_MEEST = 2.0  # times as much at most in a miniature, so that it has enough of them
_SOORTEN = {
    "1": (0.5, 0.3, 0.02, 0.03, 0.1, 0.0, 0.05),
    "2": (0.3, 0.2, 0.22, 0.1, 0.1, 0.03, 0.05),
    "3": (0.14, 0.1, 0.26, 0.2, 0.1, 0.15, 0.05),
}  # in the order of codes.INTERVENTIES


def aandeel_gemist(gemist: Gemist, spells: Inschrijvingen, rooster: Rooster, school: School) -> Kommagetallen:
    """Missed and scheduled units: an array of 2 x spell x day, scheduled 0 outside the enrolment."""
    telt = np.array([codes.CATEGORIEEN[reden.categorie].gemiste_tijd for reden in redenen(school)])
    telt = telt[gemist.reden]
    gemiste = np.zeros((len(spells), len(rooster.dagen)))
    np.add.at(gemiste, (gemist.leerling[telt], gemist.dag[telt]), 1)
    dagen = rooster.dagen[None, :]
    er = (dagen >= spells.van[:, None]) & (dagen <= spells.tot[:, None])
    return np.stack([gemiste, np.where(er, rooster.eenheden[spells.leerjaar], 0)])


def frame(
    school: School,
    gemist: Gemist,
    spells: Inschrijvingen,
    rooster: Rooster,
    sleutel: pl.Series,
    omvang: Omvang,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The delivery `interventies` of one school and schooljaar; no rows for a school that keeps no account of them."""
    meer = min(omvang.casusfactor, _MEEST)
    opgeteld = aandeel_gemist(gemist, spells, rooster, school).cumsum(axis=2)
    gehad = np.zeros(len(spells), dtype=np.bool_)
    regels: list[tuple[int, str, str, int, int]] = []
    keren = range(_TERUG, len(rooster.dagen) - 1, _TUSSEN) if (school.nummer + 1) % _ZONDER else range(0)
    for keer in keren:
        gemiste, rooster_ = opgeteld[:, :, keer] - opgeteld[:, :, keer - _TERUG]
        deel = gemiste / np.maximum(rooster_, 1)
        lagen = np.where(deel >= 0.2, "3", np.where(deel >= 0.1, "2", "1"))
        kans = meer * np.vectorize(_KANS.get)(lagen) * (rooster_ > 0)
        start = int(rooster.dagen[keer])
        gekozen = ~gehad & (rng.random(len(spells)) < kans) & (spells.van <= start) & (spells.tot >= start)
        gehad |= gekozen
        for wie in np.flatnonzero(gekozen).tolist():
            laag = str(lagen[wie])
            soort = codes.INTERVENTIES[int(rng.choice(len(codes.INTERVENTIES), p=_SOORTEN[laag]))]
            regels.append((int(spells.kind[wie]), soort, laag, start, start + int(rng.integers(21, 120))))
    kolommen = ("kind", "interventie", "laag", "start", "einde")
    gemaakt = pl.DataFrame(regels, schema=dict(zip(kolommen, _TYPES, strict=True)), orient="row")
    einde = pl.col("einde").cast(pl.Int32).cast(pl.Date)
    return gemaakt.select(
        pl.lit(school.code).alias("school"),
        sleutel.gather(gemaakt["kind"]).alias("leerling"),
        "interventie",
        "laag",
        pl.col("start").cast(pl.Int32).cast(pl.Date),
        pl.when(pl.col("einde") <= dag(LAATSTE_DAG)).then(einde).alias("einde"),
    )


_TYPES = (pl.Int64, pl.String, pl.String, pl.Int64, pl.Int64)
