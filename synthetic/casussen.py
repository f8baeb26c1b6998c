"""Cases of thuiszitters: they start, get an offer or not, and end.

A case belongs to a child. Enrolled children are fully absent from start to end (synthetic.verzuim reads the cases);
children with soort absoluut are not enrolled; potential thuiszitters still attend but miss many days.

Shape    About 75 actual cases open at a time in the region (2,8 per 1.000 pupils, rising), three potential ones for
         each actual one, after Passenderwijs 2017-2018 (10 thuiszitters and 31 potential in primary education alone).
         Durations are lognormal: half end within four months, one in nine lasts longer than a year.
"""

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from schemas import codes
from synthetic.kalender_regio import dag, grenzen
from synthetic.leerlingen import Bevolking
from synthetic.omvang import LAATSTE_DAG, Omvang
from synthetic.scholen import School

OPEN = 99_999  # a day number far after the data
_EINDE_DATA = dag(LAATSTE_DAG)
_INSTROOM = 0.0066  # new actual cases per pupil and year
_POTENTIEEL_PER_CASUS = 2.6
_GROEI = {2017: 0.8, 2018: 0.85, 2019: 0.95, 2020: 0.95, 2021: 1.15, 2022: 1.25}
_SECTOR_GEWICHT = {"PO": 0.55, "SBO": 2.0, "SO": 3.0, "VO": 1.6, "PRO": 2.2, "VSO": 4.0}
_ACHTERGROND_KANS = (0.22, 0.08, 0.12, 0.16, 0.1, 0.18, 0.06, 0.08)  # in the order of codes.ACHTERGRONDEN
_RISICO_KANS = (0.34, 0.27, 0.18, 0.1, 0.11)  # in the order of codes.RISICOGRONDEN
_GGZ = ("psychisch", "autisme", "schoolangst")


@dataclass(frozen=True)
class Casus:
    """One case. `einde` and `aanbod` are OPEN where there is none; `dagkans`: share of days missed."""

    kind: int
    gemeente: int
    soort: str
    start: int
    einde: int
    reden: str
    aanbod: int
    achtergrond: str
    wacht_ggz: int
    risicogrond: str
    dagkans: float
    geoorloofd: bool


class _Trekking:
    """Draws cases of one region, at most one actual and one potential case per child."""

    def __init__(self, bevolking: Bevolking, scholen: list[School], eerste_jaar: int, rng: np.random.Generator) -> None:
        self.rng = rng
        self.bevolking = bevolking
        self.spells = bevolking.inschrijvingen
        self.sectoren = [s.sector for s in scholen]
        self.gebruikt: set[int] = set()
        gewicht = np.array([_SECTOR_GEWICHT[s.sector] for s in scholen])[self.spells.school]
        gewicht = gewicht * np.exp(0.7 * bevolking.gezondheid[self.spells.kind])
        self.per_jaar: dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]] = {}
        for jaar in np.unique(self.spells.jaar).tolist():
            welke = np.flatnonzero(self.spells.jaar == jaar)
            self.per_jaar[jaar] = welke, np.cumsum(gewicht[welke])
        self.eerste_jaar = eerste_jaar
        begin = np.flatnonzero(np.diff(self.spells.kind, prepend=-1))
        self.begin = dict(zip(self.spells.kind[begin].tolist(), begin.tolist(), strict=True))

    def ingeschreven(self, start: int) -> int | None:
        """A random spell that holds the day, of a child of the region, weighted by sector and health; None if none."""
        gezocht = max(start, grenzen(self.eerste_jaar)[0])
        welke, cumulatief = self.per_jaar[_jaar(gezocht)]
        for _ in range(30):
            regel = int(welke[np.searchsorted(cumulatief, self.rng.random() * cumulatief[-1])])
            kind = int(self.spells.kind[regel])
            in_regio = self.spells.gemeente[regel] < len(codes.GEMEENTEN)
            if in_regio and self.spells.van[regel] <= gezocht <= self.spells.tot[regel] and kind not in self.gebruikt:
                self.gebruikt.add(kind)
                return regel
        return None

    def laatste_dag(self, regel: int) -> int:
        """The last day on which the child of a spell is enrolled without a break."""
        kind, laatste = self.spells.kind[regel], int(self.spells.tot[regel])
        while (
            regel + 1 < len(self.spells)
            and self.spells.kind[regel + 1] == kind
            and self.spells.van[regel + 1] <= laatste + 1
        ):
            regel += 1
            laatste = max(laatste, int(self.spells.tot[regel]))
        return laatste

    def duur(self) -> int:
        """Days from start to end."""
        return int(np.clip(self.rng.lognormal(np.log(115), 0.95), 12, 1600))

    def choose(self, waarden: tuple[str, ...], kansen: tuple[float, ...]) -> str:
        """One of the values, with these odds."""
        grenzen_ = list(accumulate(kansen))
        return waarden[bisect(grenzen_, self.rng.random() * grenzen_[-1])]


def _jaar(dag_: int) -> int:
    """The schooljaar, by its first year, that holds a day."""
    jaar = 2017
    while dag_ > grenzen(jaar)[1]:
        jaar += 1
    return jaar


def draw_casussen(
    bevolking: Bevolking, scholen: list[School], omvang: Omvang, rng: np.random.Generator
) -> tuple[list[Casus], int]:
    """The cases of a region in order of start, and how many children beyond the enrolled ones they name."""
    trekking = _Trekking(bevolking, scholen, omvang.eerste_jaar, rng)
    leerlingen = int((bevolking.inschrijvingen.jaar == omvang.eerste_jaar).sum())
    gevonden: list[Casus] = []
    nieuw = len(bevolking.gezondheid)
    begin = grenzen(omvang.eerste_jaar)[0] - 500
    for jaar in range(omvang.eerste_jaar - 2, LAATSTE_DAG.year + 1):
        tempo = leerlingen * _INSTROOM * omvang.casusfactor * _GROEI.get(jaar, 0.8)
        eerste, laatste = max(begin, grenzen(jaar)[0]), min(grenzen(jaar)[1], _EINDE_DATA - 5)
        deel = max(0, laatste - eerste) / 365
        for start in _starts(rng, int(rng.poisson(tempo * deel)), eerste, laatste):
            if rng.random() < 0.22:
                gevonden.append(_niet_ingeschreven(trekking, nieuw, start))
                nieuw += gevonden[-1].kind == nieuw
            else:
                gevonden += _ingeschreven(trekking, start)
        for start in _starts(rng, int(rng.poisson(tempo * deel * _POTENTIEEL_PER_CASUS)), eerste, laatste):
            gevonden += _potentieel(trekking, start)
    return sorted(gevonden, key=lambda casus: (casus.start, casus.kind)), nieuw - len(bevolking.gezondheid)


def _starts(rng: np.random.Generator, aantal: int, eerste: int, laatste: int) -> list[int]:
    """Days on which cases start: fewer in July and August."""
    if laatste <= eerste:
        return []
    starts = rng.integers(eerste, laatste + 1, aantal)
    zomer = (starts - dag("2018-07-15")) % 365 < 40
    return sorted(int(start) for start in starts[~zomer | (rng.random(aantal) < 0.4)])


def _ingeschreven(trekking: _Trekking, start: int) -> list[Casus]:
    """A case of an enrolled child; one in five was a potential thuiszitter before."""
    rng = trekking.rng
    einde = start + trekking.duur()
    if einde < grenzen(trekking.eerste_jaar)[0]:
        return []  # ended before the data begin
    regel = trekking.ingeschreven(start)
    if regel is None:
        return []
    soort = trekking.choose(("langdurig_relatief", "ziekte", "overig"), (0.46, 0.4, 0.14))
    reden = trekking.choose(("terug_naar_school", "onderwijszorg", "anders"), (0.68, 0.22, 0.1))
    laatste = trekking.laatste_dag(regel)
    if einde > laatste and laatste < _EINDE_DATA:
        einde, reden = laatste, trekking.choose(("leeftijd", "verhuisd"), (0.6, 0.4))
    casus = _casus(trekking, regel, soort, start, einde, reden, dagkans=1.0, geoorloofd=soort == "ziekte")
    if rng.random() < 0.2 and trekking.spells.van[regel] < start - 40:
        voorloper = _casus(
            trekking, regel, "potentieel", start - int(rng.integers(35, 160)), start, "anders",
            dagkans=float(rng.uniform(0.2, 0.5)), geoorloofd=True,
        )  # fmt: skip
        return [voorloper, casus]
    return [casus]


def _potentieel(trekking: _Trekking, start: int) -> list[Casus]:
    """A child that still attends, with a tenth to a third of its days missed, reported as authorised."""
    einde = start + int(np.clip(trekking.rng.lognormal(np.log(130), 0.8), 25, 900))
    if einde < grenzen(trekking.eerste_jaar)[0]:
        return []
    regel = trekking.ingeschreven(start)
    if regel is None:
        return []
    reden = trekking.choose(("terug_naar_school", "onderwijszorg", "anders"), (0.7, 0.2, 0.1))
    laatste = trekking.laatste_dag(regel)
    if einde > laatste and laatste < _EINDE_DATA:
        einde, reden = laatste, "verhuisd"
    dagkans = float(trekking.rng.uniform(0.08, 0.33))
    return [_casus(trekking, regel, "potentieel", start, einde, reden, dagkans=dagkans, geoorloofd=True)]


def _niet_ingeschreven(trekking: _Trekking, nieuw: int, start: int) -> Casus:
    """A child without a school: half of them left one here within the year, the others were never enrolled here."""
    rng = trekking.rng
    spells = trekking.spells
    weg = np.flatnonzero(
        (spells.vertrokken == 1)
        & (spells.gemeente < len(codes.GEMEENTEN))
        & (spells.tot < grenzen(_jaar(start))[1])
        & (np.abs(spells.tot - start) < 60)
    )
    regel = int(rng.choice(weg)) if len(weg) else 0
    vertrokken = len(weg) > 0 and trekking.laatste_dag(regel) == spells.tot[regel]
    if vertrokken and int(spells.kind[regel]) not in trekking.gebruikt and rng.random() < 0.6:
        kind, gemeente, start = int(spells.kind[regel]), int(spells.gemeente[regel]), int(spells.tot[regel]) + 1
        trekking.gebruikt.add(kind)
    else:
        kind, gemeente = nieuw, int(rng.choice(5, p=[0.21, 0.07, 0.055, 0.365, 0.3]))
    einde = start + trekking.duur()
    reden = trekking.choose(("vrijstelling", "verhuisd", "onderwijszorg", "anders"), (0.2, 0.35, 0.3, 0.15))
    return _volledig(trekking, kind, gemeente, "absoluut", start, einde, reden, dagkans=0.0, geoorloofd=False)


def _casus(
    trekking: _Trekking, regel: int, soort: str, start: int, einde: int, reden: str, *, dagkans: float, geoorloofd: bool
) -> Casus:
    kind, gemeente = int(trekking.spells.kind[regel]), int(trekking.spells.gemeente[regel])
    return _volledig(trekking, kind, gemeente, soort, start, einde, reden, dagkans=dagkans, geoorloofd=geoorloofd)


def _volledig(
    trekking: _Trekking,
    kind: int,
    gemeente: int,
    soort: str,
    start: int,
    einde: int,
    reden: str,
    *,
    dagkans: float,
    geoorloofd: bool,
) -> Casus:
    """Adds what a list records beside the dates: an offer or none, background, wait for the GGZ, risk ground."""
    rng = trekking.rng
    duur = einde - start
    achtergrond = trekking.choose(codes.ACHTERGRONDEN, _ACHTERGROND_KANS) if rng.random() < 0.9 else ""
    wacht = achtergrond in _GGZ and rng.random() < 0.6
    bekend = 0.55 + 0.1 * max(0, _jaar(start) - 2018)  # risk grounds were recorded better over the years
    risico = soort == "potentieel" and rng.random() < bekend
    return Casus(
        kind=kind,
        gemeente=gemeente,
        soort=soort,
        start=start,
        einde=einde if einde <= _EINDE_DATA else OPEN,
        reden=reden,
        aanbod=start + max(7, round(duur * rng.uniform(0.12, 0.8))) if rng.random() < 0.72 else OPEN,
        achtergrond=achtergrond,
        wacht_ggz=start + int(rng.integers(-60, 90)) if wacht else OPEN,
        risicogrond=trekking.choose(codes.RISICOGRONDEN, _RISICO_KANS) if risico else "",
        dagkans=dagkans,
        geoorloofd=geoorloofd,
    )


def per_kind(gevallen: list[Casus]) -> dict[int, list[Casus]]:
    """The cases of each child that has any."""
    gevonden: dict[int, list[Casus]] = {}
    for casus in gevallen:
        gevonden.setdefault(casus.kind, []).append(casus)
    return gevonden
