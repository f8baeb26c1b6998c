"""From events to missed units: events of one school and schooljaar, laid out over its schedule.

An event is a number of consecutive school days or a part of one day. What results is at most one missed unit per
pupil, day and unit, within schedule and enrolment; of two events the one with the lower priority number wins.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthetic.leerlingen import Getallen, Inschrijvingen, Kommagetallen, Vlaggen
from synthetic.redenen import Reden
from synthetic.roosters import Rooster

HELE_DAG = 99  # units of an event that lasts all day


class Gebeurtenissen:
    """Collects events of one school and schooljaar: pupil, day index, where in the day, how long, reason, priority."""

    def __init__(self, redenen_: list[Reden], rng: np.random.Generator) -> None:
        self.rng = rng
        self.delen: list[tuple[Getallen, Getallen, Kommagetallen, Getallen, Getallen, Getallen]] = []
        self.per_categorie: dict[str, tuple[Getallen, Kommagetallen]] = {}
        for categorie in {reden.categorie for reden in redenen_}:
            nummers = [i for i, reden in enumerate(redenen_) if reden.categorie == categorie]
            delen = np.cumsum([redenen_[i].deel for i in nummers])
            self.per_categorie[categorie] = np.array(nummers, np.int32), delen / delen[-1]

    def add(
        self,
        categorie: str,
        wie: npt.NDArray[np.integer],
        dagen: npt.NDArray[np.integer],
        *,
        voorrang: int,
        duur: npt.NDArray[np.integer] | None = None,
        plek: Kommagetallen | None = None,
        lessen: npt.NDArray[np.integer] | None = None,
    ) -> None:
        """Adds events; `plek` is the place in the day from 0 to 1, `duur` the number of consecutive school days."""
        n = len(wie)
        nummers, delen = self.per_categorie[categorie]
        reden = nummers[np.searchsorted(delen, self.rng.random(n))] if len(nummers) > 1 else np.full(n, nummers[0])
        plek = np.zeros(n) if plek is None else plek
        lessen = np.full(n, HELE_DAG) if lessen is None else lessen
        if duur is not None:
            uit = np.repeat(np.arange(n), duur)
            verder = np.arange(len(uit)) - np.repeat(np.cumsum(duur) - duur, duur)
            wie, dagen, reden, lessen = wie[uit], dagen[uit] + verder, reden[uit], lessen[uit]
            plek = np.where(verder == 0, plek[uit], 0.0)
        self.delen.append(
            (
                wie.astype(np.int32),
                dagen.astype(np.int32),
                plek,
                lessen.astype(np.int32),
                reden.astype(np.int32),
                np.full(len(wie), voorrang, np.int32),
            )
        )


@dataclass(frozen=True)
class Gemist:
    """Missed units of one school and schooljaar, ordered by pupil, day, unit. `leerling` indexes the spells."""

    leerling: Getallen
    dag: Getallen
    eenheid: Getallen
    reden: Getallen

    def zonder(self, weg: Vlaggen) -> "Gemist":
        """The units outside a mask."""
        return Gemist(self.leerling[~weg], self.dag[~weg], self.eenheid[~weg], self.reden[~weg])


def lay_out(gebeurtenissen: Gebeurtenissen, spells: Inschrijvingen, rooster: Rooster) -> Gemist:
    """Events to units: within the schedule and the enrolment, one per pupil, day and unit."""
    wie, dagen, plek, lessen, reden, voorrang = (
        np.concatenate(kolom) for kolom in zip(*gebeurtenissen.delen, strict=True)
    )
    aantal_dagen = len(rooster.dagen)
    binnen = dagen < aantal_dagen
    moment = rooster.dagen[np.minimum(dagen, aantal_dagen - 1)]
    binnen &= (moment >= spells.van[wie]) & (moment <= spells.tot[wie])
    wie, dagen, plek, lessen = wie[binnen], dagen[binnen], plek[binnen], lessen[binnen]
    sleutel = (voorrang[binnen] << 6) | reden[binnen]
    ingeroosterd = rooster.eenheden[spells.leerjaar[wie], dagen]
    eerste = (plek * ingeroosterd).astype(np.int32)
    aantal = np.minimum(lessen, ingeroosterd - eerste)
    uit = np.repeat(np.arange(len(wie)), aantal)
    eenheid = np.arange(len(uit)) - np.repeat(np.cumsum(aantal) - aantal - eerste, aantal)
    # One sort of packed numbers: pupil, day, unit, then priority and reason, so that the first of each unit wins.
    gepakt = ((wie[uit].astype(np.int64) * aantal_dagen + dagen[uit]) * 16 + eenheid + 1) << 10 | sleutel[uit]
    gepakt.sort()
    eenheden = gepakt >> 10
    gepakt = gepakt[np.diff(eenheden, prepend=-1) != 0]
    leerling_dag = (gepakt >> 14).astype(np.int64)
    return Gemist(
        leerling=(leerling_dag // aantal_dagen).astype(np.int32),
        dag=(leerling_dag % aantal_dagen).astype(np.int32),
        eenheid=((gepakt >> 10) & 15).astype(np.int32),
        reden=(gepakt & 63).astype(np.int32),
    )
