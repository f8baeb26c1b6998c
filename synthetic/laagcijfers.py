"""Counts per laag for schools that deliver no pupils: the school itself says how many pupils missed how much."""

import numpy as np
import polars as pl

from schemas import codes
from synthetic.gebeurtenissen import Gemist
from synthetic.interventies import aandeel_gemist
from synthetic.kalender_regio import dag, datum
from synthetic.leerlingen import Inschrijvingen, gemeentenaam
from synthetic.omvang import LAATSTE_DAG
from synthetic.roosters import Rooster
from synthetic.scholen import School

_BUITEN = len(codes.GEMEENTEN)  # all homes outside the region together
_MINST = 20  # scheduled days


def frame(school: School, jaar: int, gemist: Gemist, spells: Inschrijvingen, rooster: Rooster) -> pl.DataFrame:
    """The delivery `laagcijfers` of one school and schooljaar: at the end of December, March and the schooljaar.

    Grain: gemeente x leerjaar x peildatum x laag with a pupil. The part year ends with the data.
    """
    opgeteld = aandeel_gemist(gemist, spells, rooster, school).cumsum(axis=2)
    dagen = np.where(np.diff(opgeteld[1], axis=1, prepend=0) > 0, 1, 0).cumsum(axis=1)
    momenten = [dag(f"{jaar}-12-31"), dag(f"{jaar + 1}-03-31"), dag(f"{jaar + 1}-07-31")]
    delen = []
    for moment in sorted({min(moment, dag(LAATSTE_DAG)) for moment in momenten}):
        plek = int(np.searchsorted(rooster.dagen, moment, side="right")) - 1
        gemiste, rooster_ = opgeteld[:, :, plek]
        deel = gemiste / np.maximum(rooster_, 1)
        laag = np.where(deel >= 0.2, "3", np.where(deel >= 0.1, "2", "1"))
        delen.append(
            pl.DataFrame(
                {
                    "gemeente_nummer": np.minimum(spells.gemeente, _BUITEN),
                    "leerjaar": spells.leerjaar,
                    "peildatum": pl.Series([datum(moment)]).new_from_index(0, len(spells)),
                    "laag": np.where(dagen[:, plek] < _MINST, "onbekend", laag),
                }
            ).filter(pl.Series(rooster_ > 0))
        )
    sortering = ["peildatum", "gemeente_nummer", "leerjaar", "laag"]
    geteld = pl.concat(delen).group_by(sortering).agg(leerlingen=pl.len().cast(pl.Int64)).sort(sortering)
    namen = pl.Series([*gemeentenaam(school)[:_BUITEN], codes.BUITEN_REGIO])
    return geteld.select(
        pl.lit(school.code).alias("school"),
        namen.gather(geteld["gemeente_nummer"]).alias("gemeente"),
        "leerjaar",
        "peildatum",
        "laag",
        "leerlingen",
    )
