"""Pupils: their enrolment spells, their invented keys, and the delivery `leerlingen` of a school."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import polars as pl

from schemas import codes
from synthetic.kalender_regio import schooljaar
from synthetic.scholen import School

Getallen = npt.NDArray[np.int32]
Kommagetallen = npt.NDArray[np.float64]
Vlaggen = npt.NDArray[np.bool_]

SLEUTELS_PER_REGIO = 100_000  # room for every child of one region in all years, exempted children included
# The five of the region, then neighbours where pupils of its schools live too.
WOONGEMEENTEN = (*codes.GEMEENTEN, "GM0344", "GM0310", "GM0362", "GM0451", "GM0569", "GM1901", "GM0331")
AFDELINGEN = ("", "vmbo", "havo", "vwo", "pro", "vso")
LAATSTE_LEERJAAR = np.array([8, 4, 5, 6, 5, 6], dtype=np.int32)  # of each of AFDELINGEN


@dataclass
class Inschrijvingen:
    """Enrolment spells, as equally long columns.

    `kind` and `school` are numbers in the region, `gemeente` an index into WOONGEMEENTEN, `afdeling` into AFDELINGEN;
    `van` and `tot` day numbers, both included; `vertrokken` 1 where the pupil left before or at the end of the year.
    """

    kind: Getallen
    jaar: Getallen
    school: Getallen
    leerjaar: Getallen
    afdeling: Getallen
    gemeente: Getallen
    van: Getallen
    tot: Getallen
    vertrokken: Getallen

    def __len__(self) -> int:
        return len(self.kind)

    def select(self, welke: Vlaggen | npt.NDArray[np.int64]) -> "Inschrijvingen":
        """The spells of a mask or an index."""
        return Inschrijvingen(*(getattr(self, veld.name)[welke] for veld in fields(self)))


@dataclass(frozen=True)
class Bevolking:
    """All spells of a region, ordered by child and start, and what stays with each child (index = child).

    `gezondheid`, `gedrag`: standard normal propensities; `religie`: 0 or the group of kalender_regio.FEESTDAGEN.
    """

    inschrijvingen: Inschrijvingen
    gezondheid: Kommagetallen
    gedrag: Kommagetallen
    religie: Getallen


def stack(delen: list[Inschrijvingen]) -> Inschrijvingen:
    """Puts spells under each other."""
    return Inschrijvingen(
        *(np.concatenate([getattr(d, veld.name) for d in delen]).astype(np.int32) for veld in fields(Inschrijvingen))
    )


def sleutels(kinderen: npt.NDArray[np.integer], regio: int) -> list[str]:
    """The invented keys of children: the same child has the same key at every school and on every list.

    Multiplying by a number prime to ten million spreads neighbours, so that a key tells nothing about its place.
    """
    nummers = (kinderen.astype(np.int64) + regio * SLEUTELS_PER_REGIO) * 7_368_787 % 10_000_000
    return [f"L{nummer:07d}" for nummer in nummers.tolist()]


def gemeentenaam(school: School) -> list[str]:
    """How a school writes each of WOONGEMEENTEN: the code, or the name for the five of the region."""
    if not school.noemt_gemeente:
        return list(WOONGEMEENTEN)
    return [codes.GEMEENTEN.get(gemeente, gemeente) for gemeente in WOONGEMEENTEN]


def frame(school: School, spells: Inschrijvingen, sleutel: pl.Series) -> pl.DataFrame:
    """The delivery `leerlingen` of one school and schooljaar: one row per spell, `tot` empty while enrolled."""
    namen = pl.Series(gemeentenaam(school))
    gemeente = namen.gather(spells.gemeente)
    if school.noemt_alias:  # every fifth pupil was entered under the old spelling
        oud = pl.Series(spells.kind % 5 == 0)
        gemeente = gemeente.zip_with(
            ~(oud & (gemeente == "De Ronde Venen")), pl.Series(["Ronde Venen"]).new_from_index(0, len(spells))
        )
    tot = pl.Series(spells.tot).cast(pl.Date)
    return pl.DataFrame(
        {
            "leerling": sleutel.gather(spells.kind),
            "gemeente": gemeente,
            "leerjaar": spells.leerjaar,
            "afdeling": pl.Series(AFDELINGEN).gather(spells.afdeling),
            "van": pl.Series(spells.van).cast(pl.Date),
            "tot": tot,
        }
    ).select(
        pl.lit(schooljaar(int(spells.jaar[0]))).alias("schooljaar"),
        pl.lit(school.code).alias("school"),
        pl.exclude("tot"),
        pl.when(pl.Series(spells.vertrokken == 1)).then(pl.col("tot")).alias("tot"),
    )
