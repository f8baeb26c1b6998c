"""Thuiszitters: the two lists on which cases stand, handed in every three weeks.

RBL and the samenwerkingsverband (SWV) compare their lists. Nine in ten actual cases stand on both; a list writes a
case some days late, now and then with another start or soort. Potential thuiszitters stand mostly on the SWV's.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from synthetic.casussen import OPEN, Casus
from synthetic.kalender_regio import dag, grenzen
from synthetic.leerlingen import WOONGEMEENTEN, Bevolking, Getallen, Inschrijvingen, Vlaggen
from synthetic.omvang import LAATSTE_DAG, Omvang
from synthetic.scholen import School

Dagnummers = npt.NDArray[np.int64]

_EERSTE_LIJST = dag("2018-08-28")  # a Tuesday
_DAGEN_TUSSEN_LIJSTEN = 21  # the parties meet every three weeks


def peildata(omvang: Omvang) -> Getallen:
    """The days on which both lists are handed in: every three weeks."""
    alle = np.arange(_EERSTE_LIJST, dag(LAATSTE_DAG) + 1, _DAGEN_TUSSEN_LIJSTEN, dtype=np.int32)
    return alle[alle >= grenzen(omvang.eerste_jaar)[0]]


def lijsten(
    gevallen: list[Casus],
    bevolking: Bevolking,
    scholen: list[School],
    omvang: Omvang,
    sleutel: pl.Series,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Both lists at every peildatum: cases that are open, and those that ended since the peildatum before."""
    momenten = peildata(omvang)
    delen = [_lijst(lijst, gevallen, momenten, rng) for lijst in _verdeling(gevallen, rng)]
    regels = pl.concat(delen)
    school = _school_op(bevolking.inschrijvingen, regels["kind"].to_numpy(), regels["ijkdag"].to_numpy())
    codes_, sectoren = pl.Series([s.code for s in scholen]), pl.Series([s.sector for s in scholen])
    plek = pl.Series(np.where(school < 0, 0, school))
    thuis = pl.Series(school < 0) | (regels["soort"] == "absoluut")
    return regels.with_columns(
        kind=sleutel.gather(regels["kind"]),
        gemeente=pl.Series(WOONGEMEENTEN).gather(regels["gemeente"]),
        sector=pl.when(~thuis).then(sectoren.gather(plek)),
        school=pl.when(~thuis).then(codes_.gather(plek)),
    ).select(
        "lijst", "peildatum", "kind", "gemeente", "sector", "school", "soort", "start", "aanbod", "einde",
        "einde_reden", "achtergrond", "wacht_ggz_sinds", "risicogrond",
    )  # fmt: skip


def _verdeling(gevallen: list[Casus], rng: np.random.Generator) -> list[tuple[str, Vlaggen]]:
    """Which cases each list knows. Potential thuiszitters are mostly known to the samenwerkingsverband."""
    potentieel = np.array([casus.soort == "potentieel" for casus in gevallen])
    kans = rng.random(len(gevallen))
    rbl = np.where(potentieel, kans < 0.15, kans < 0.965)
    swv = np.where(potentieel, kans >= 0.05, (kans < 0.93) | (kans >= 0.965))
    return [("RBL", rbl), ("SWV", swv)]


def _lijst(
    lijst: tuple[str, Vlaggen], gevallen: list[Casus], momenten: Getallen, rng: np.random.Generator
) -> pl.DataFrame:
    """One list at all peildata. It writes a case some days late, now and then with another start or soort."""
    naam, kent = lijst
    eigen = [casus for casus, staat_erop in zip(gevallen, kent, strict=True) if staat_erop]
    n = len(eigen)
    start = np.array([casus.start for casus in eigen])
    einde = np.array([casus.einde for casus in eigen])
    gemeld = start + rng.integers(3, 13, n) + (rng.random(n) < 0.07) * rng.integers(5, 30, n)
    verschil = np.where(rng.random(n) < 0.05, rng.integers(-12, 13, n), 0)
    soorten = np.array([casus.soort for casus in eigen])
    anders = (rng.random(n) < 0.04) & (soorten != "potentieel") & (soorten != "absoluut")
    soorten = np.where(anders, np.where(soorten == "ziekte", "langdurig_relatief", "overig"), soorten)
    eerste = np.searchsorted(momenten, gemeld)
    laatste = np.where(einde < OPEN, np.searchsorted(momenten, einde), len(momenten) - 1)
    aantal = np.clip(np.minimum(laatste, len(momenten) - 1) - eerste + 1, 0, None)
    aantal[einde <= momenten[0] - _DAGEN_TUSSEN_LIJSTEN] = 0  # stood on a list before the first one
    wie = np.repeat(np.arange(n), aantal)
    plek = np.arange(len(wie)) - np.repeat(np.cumsum(aantal) - aantal, aantal) + np.repeat(eerste, aantal)
    peildatum = momenten[plek]
    beeindigd = einde[wie] <= peildatum
    return pl.DataFrame(
        {
            "lijst": pl.Series([naam]).new_from_index(0, len(wie)),
            "peildatum": _datums(peildatum),
            "kind": np.array([casus.kind for casus in eigen], np.int64)[wie],
            "gemeente": np.array([casus.gemeente for casus in eigen], np.int64)[wie],
            "soort": soorten[wie],
            "start": _datums(np.minimum(start + verschil, gemeld)[wie]),
            "aanbod": _datums(np.array([casus.aanbod for casus in eigen])[wie], tot=peildatum),
            "einde": _datums(einde[wie], tot=peildatum),
            "einde_reden": pl.Series(np.where(beeindigd, np.array([c.reden for c in eigen])[wie], "")),
            "achtergrond": np.array([casus.achtergrond for casus in eigen])[wie],
            "wacht_ggz_sinds": _datums(np.array([casus.wacht_ggz for casus in eigen])[wie], tot=peildatum),
            "risicogrond": np.array([casus.risicogrond for casus in eigen])[wie],
            "ijkdag": np.minimum(peildatum, np.where(beeindigd, einde[wie], OPEN)),
        }
    )


def _datums(dagen: npt.NDArray[np.integer], tot: npt.NDArray[np.integer] | None = None) -> pl.Series:
    """Dates; null for a day that lies after `tot`: on that day nobody knew of it."""
    datums = pl.Series(dagen.astype(np.int32)).cast(pl.Date)
    if tot is None:
        return datums
    leeg = pl.Series("leeg", [None], dtype=pl.Date).new_from_index(0, len(datums))
    return datums.zip_with(pl.Series(dagen <= tot), leeg)


def _school_op(spells: Inschrijvingen, kinderen: Dagnummers, dagen: Dagnummers) -> Dagnummers:
    """The school where each child is enrolled on a day; -1 where it is not."""
    plek = spells.kind.astype(np.int64) * 100_000 + spells.van
    regel = np.searchsorted(plek, kinderen.astype(np.int64) * 100_000 + dagen, side="right") - 1
    regel = np.maximum(regel, 0)
    binnen = (spells.kind[regel] == kinderen) & (spells.tot[regel] >= dagen)
    # Before the first delivered schooljaar: the school of the first known spell.
    eerste = np.searchsorted(spells.kind, kinderen)
    kent = spells.kind[np.minimum(eerste, len(spells) - 1)] == kinderen
    vroeg = kent & (dagen < spells.van[np.minimum(eerste, len(spells) - 1)])
    return np.where(
        binnen, spells.school[regel], np.where(vroeg, spells.school[np.minimum(eerste, len(spells) - 1)], -1)
    )
