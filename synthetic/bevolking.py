"""The children of a region through the years: who is at which school, and what stays with a child.

A child flows from leerjaar 1 to 8, on to secondary education, and out; kleuters come in through the year; some move
to another school within a year or between years. Each child has a lasting propensity for illness and for unauthorised
absence: that makes the heavy tail of absence last over the years.
"""

import numpy as np
import numpy.typing as npt

from schemas import codes
from synthetic.kalender_regio import dag, grenzen
from synthetic.leerlingen import LAATSTE_LEERJAAR, WOONGEMEENTEN, Bevolking, Getallen, Inschrijvingen, stack
from synthetic.omvang import LAATSTE_DAG, Omvang
from synthetic.scholen import School

_REGIO = len(codes.GEMEENTEN)
_KLEUTERS_IN_HET_JAAR = 0.55  # of a year's intake: those who turn four after 1 October
_VO_NAAR_AFSTAND = {"GM0335": "GM0632", "GM0589": "GM0632"}  # gemeenten without a secondary school of their own


class _Loop:
    """The region year by year: who is where on 1 August, and the spells that result."""

    def __init__(self, scholen: list[School], omvang: Omvang, rng: np.random.Generator) -> None:
        self.scholen = scholen
        self.rng = rng
        self.volgende = 0
        self.sectoren = np.array([s.sector for s in scholen])
        self.primair = np.array([s.is_primair for s in scholen])
        self.stand = stack([self._begin(s, omvang.eerste_jaar) for s in scholen])

    def _nieuw(
        self, school: npt.ArrayLike, leerjaar: npt.ArrayLike, afdeling: npt.ArrayLike, van: npt.ArrayLike, jaar: int
    ) -> Inschrijvingen:
        """Spells of children not seen before, with a municipality of residence."""
        scholen, leerjaren = np.asarray(school, np.int32), np.asarray(leerjaar, np.int32)
        n = len(scholen)
        kinderen = np.arange(self.volgende, self.volgende + n, dtype=np.int32)
        self.volgende += n
        vol = np.ones(n, dtype=np.int32)
        return Inschrijvingen(
            kind=kinderen,
            jaar=vol * jaar,
            school=scholen,
            leerjaar=leerjaren,
            afdeling=vol * np.asarray(afdeling, np.int32),
            gemeente=self._woonplaats(scholen),
            van=vol * np.asarray(van, np.int32),
            tot=vol * grenzen(jaar)[1],
            vertrokken=vol * 0,
        )

    def _woonplaats(self, scholen: Getallen) -> Getallen:
        """Most live where the school stands; more pupils of secondary education come from elsewhere."""
        thuis = np.array([WOONGEMEENTEN.index(s.gemeente) for s in self.scholen], np.int32)[scholen]
        kans = self.rng.random(len(scholen))
        primair = self.primair[scholen]
        buiten = kans < np.where(primair, 0.015, 0.09)
        elders = ~buiten & (kans < np.where(primair, 0.035, 0.22))
        woont = np.where(elders, self.rng.integers(0, _REGIO, len(scholen)), thuis)
        return np.where(buiten, self.rng.integers(_REGIO, len(WOONGEMEENTEN), len(scholen)), woont).astype(np.int32)

    def _afdelingen(self, sector: str, aantal: int) -> Getallen:
        if sector == "VO":
            return self.rng.choice(np.array([1, 2, 3], np.int32), aantal, p=[0.45, 0.3, 0.25])
        return np.full(aantal, {"PRO": 4, "VSO": 5}.get(sector, 0), np.int32)

    def _begin(self, school: School, jaar: int) -> Inschrijvingen:
        """The pupils of a school on 1 August of the first year: evenly over the leerjaren."""
        n = school.leerlingen
        afdeling = self._afdelingen(school.sector, n)
        hoogste = LAATSTE_LEERJAAR[afdeling]
        eerste = 4 if school.sector == "SBO" else 1
        leerjaar = eerste + self.rng.permutation(n) % (hoogste - eerste + 1)
        return self._nieuw(np.full(n, school.nummer), leerjaar, afdeling, grenzen(jaar)[0], jaar)

    def jaar(self, jaar: int) -> Inschrijvingen:
        """The spells of one schooljaar; moves the state on to 1 August of the next."""
        kleuters = self._kleuters(jaar)
        zij_instroom = self._zij_instroom(jaar)
        begonnen = stack([self.stand, kleuters, zij_instroom])
        spells, blijft = self._binnen_het_jaar(begonnen, jaar)
        blijft_in_1 = blijft.select(np.isin(blijft.kind, kleuters.kind))
        over = blijft.select(~np.isin(blijft.kind, kleuters.kind))
        klaar, self.stand = self._promote(over, blijft_in_1, jaar + 1)
        # Who leaves after the last day of the data is not known yet.
        weg = np.isin(spells.kind, klaar) & (spells.tot == grenzen(jaar)[1]) & (spells.tot <= dag(LAATSTE_DAG))
        spells.vertrokken[weg] = 1
        return spells

    def _kleuters(self, jaar: int) -> Inschrijvingen:
        """Children who turn four after 1 October and come in on that day; next year they are still in leerjaar 1."""
        open_ = [s for s in self.scholen if s.sector == "PO" and not _gesloten(s, jaar)]
        per_school = [self.rng.binomial(max(1, s.leerlingen // 8), _KLEUTERS_IN_HET_JAAR) for s in open_]
        school = np.repeat([s.nummer for s in open_], per_school)
        van = self.rng.integers(dag(f"{jaar}-10-02"), dag(f"{jaar + 1}-06-15"), len(school))
        return self._bereikt(self._nieuw(school, np.ones(len(school)), 0, van, jaar))

    def _zij_instroom(self, jaar: int) -> Inschrijvingen:
        """Children who move into the region during the year: half a percent."""
        voorbeeld = self.stand.select(self.rng.random(len(self.stand)) < 0.005)
        van = self.rng.integers(dag(f"{jaar}-10-10"), dag(f"{jaar + 1}-05-31"), len(voorbeeld))
        return self._bereikt(self._nieuw(voorbeeld.school, voorbeeld.leerjaar, voorbeeld.afdeling, van, jaar))

    @staticmethod
    def _bereikt(spells: Inschrijvingen) -> Inschrijvingen:
        return spells.select(spells.van <= dag(LAATSTE_DAG) - 14)

    def _binnen_het_jaar(self, spells: Inschrijvingen, jaar: int) -> tuple[Inschrijvingen, Inschrijvingen]:
        """Within a year 0,5 % leave the region and 1 % go on to another school of the same sector."""
        moment = self.rng.integers(dag(f"{jaar}-10-15"), dag(f"{jaar + 1}-05-31"), len(spells)).astype(np.int32)
        mogelijk = (moment > spells.van + 30) & (moment <= dag(LAATSTE_DAG) - 14)
        kans = self.rng.random(len(spells))
        weg = mogelijk & (kans < 0.005)
        over = mogelijk & (kans >= 0.005) & (kans < 0.015)
        doel = self._andere_school(spells, jaar)
        over &= doel != spells.school
        vervolg = spells.select(over)
        vervolg.school, vervolg.van = doel[over], moment[over] + 1
        spells.tot[weg | over] = moment[weg | over]
        spells.vertrokken[weg | over] = 1
        return stack([spells, vervolg]), stack([spells.select(~weg & ~over), vervolg])

    def _andere_school(self, spells: Inschrijvingen, jaar: int) -> Getallen:
        """A random school of the same sector that is open; the own school where there is none."""
        doel = spells.school.copy()
        for sector in ("PO", "SBO", "VO", "VSO"):
            keuze = [s.nummer for s in self.scholen if s.sector == sector and not _gesloten(s, jaar)]
            zelfde = self.sectoren[spells.school] == sector
            if keuze:
                doel[zelfde] = self.rng.choice(np.array(keuze, np.int32), int(zelfde.sum()))
        return doel

    def _promote(self, over: Inschrijvingen, kleuters: Inschrijvingen, jaar: int) -> tuple[Getallen, Inschrijvingen]:
        """The state on 1 August of `jaar`, and the children who left the region at the end of the year before."""
        omhoog = self.rng.random(len(over)) >= 0.015
        over = over.select(np.arange(len(over)))
        over.leerjaar = over.leerjaar + omhoog.astype(np.int32)
        klaar = over.leerjaar > LAATSTE_LEERJAAR[over.afdeling]
        verhuisd = ~klaar & (self.rng.random(len(over)) < 0.01)
        wisselt = ~klaar & (self.rng.random(len(over)) < 0.015)
        over.school = np.where(wisselt, self._andere_school(over, jaar), over.school).astype(np.int32)
        van_po = over.select(klaar & self.primair[over.school])
        blijvers = stack([over.select(~klaar & ~verhuisd), kleuters])
        doorgestroomd = self._naar_vo(van_po)
        stand = stack([self._naar_sbo(blijvers), doorgestroomd])
        stand.jaar[:], stand.van[:], stand.tot[:], stand.vertrokken[:] = jaar, *grenzen(jaar), 0
        for school in self.scholen:
            if _gesloten(school, jaar) and school.opvolger is not None:
                stand.school[stand.school == school.nummer] = school.opvolger
        uit = np.concatenate([over.kind[klaar | verhuisd]])
        return uit[~np.isin(uit, stand.kind)], stack([stand, self._instroom(stand, jaar)])

    def _naar_vo(self, van_po: Inschrijvingen) -> Inschrijvingen:
        """Nine in ten pupils leaving primary education go to a secondary school of the region, mostly a near one."""
        speciaal = np.isin(self.sectoren[van_po.school], ("SBO", "SO"))
        gemeenten = np.array([_VO_NAAR_AFSTAND.get(g, g) for g in WOONGEMEENTEN])[van_po.gemeente]
        kans = np.zeros((len(van_po), len(self.scholen)))
        for school in self.scholen:
            if school.is_primair:
                continue
            gewoon = school.sector == "VO"
            past = np.where(speciaal, 0.15 if gewoon else 1.0, 1.0 if gewoon else 0.02)
            kans[:, school.nummer] = school.leerlingen * past * np.where(gemeenten == school.gemeente, 1.0, 0.06)
        cumulatief = np.cumsum(kans, axis=1)
        loting = self.rng.random(len(van_po)) * cumulatief[:, -1]
        keuze = (cumulatief < loting[:, None]).sum(axis=1).astype(np.int32)
        blijft = self.rng.random(len(van_po)) < 0.9
        gegaan = van_po.select(blijft)
        gegaan.school, gegaan.leerjaar = keuze[blijft], np.ones(int(blijft.sum()), np.int32)
        for sector in ("VO", "PRO", "VSO"):
            zelfde = self.sectoren[gegaan.school] == sector
            gegaan.afdeling[zelfde] = self._afdelingen(sector, int(zelfde.sum()))
        return gegaan

    def _naar_sbo(self, blijvers: Inschrijvingen) -> Inschrijvingen:
        """Referrals from PO keep the special primary schools at their size."""
        for school in (s for s in self.scholen if s.sector in ("SBO", "SO")):
            tekort = school.leerlingen - int((blijvers.school == school.nummer).sum())
            kandidaten = np.flatnonzero(
                (self.sectoren[blijvers.school] == "PO") & (blijvers.leerjaar >= 3) & (blijvers.leerjaar <= 7)
            )
            aantal = min(max(tekort, 0), len(kandidaten))
            blijvers.school[self.rng.choice(kandidaten, aantal, replace=False)] = school.nummer
        return blijvers

    def _instroom(self, stand: Inschrijvingen, jaar: int) -> Inschrijvingen:
        """New children on 1 August: kleuters, and pupils of secondary education who come from elsewhere."""
        school: list[int] = []
        leerjaar: list[int] = []
        for s in self.scholen:
            if _gesloten(s, jaar):
                continue
            if s.sector == "PO":
                nieuw = int(self.rng.binomial(max(1, s.leerlingen // 8), 1 - _KLEUTERS_IN_HET_JAAR + 0.02))
            else:
                nieuw = max(0, round(s.leerlingen * 0.995) - int((stand.school == s.nummer).sum()))
            jongste = 1 if s.sector == "PO" or not s.is_primair else 4
            school += [s.nummer] * nieuw
            leerjaar += [jongste] * nieuw
        spells = self._nieuw(np.array(school, np.int32), np.array(leerjaar, np.int32), 0, grenzen(jaar)[0], jaar)
        for sector in ("VO", "PRO", "VSO"):
            zelfde = self.sectoren[spells.school] == sector
            spells.afdeling[zelfde] = self._afdelingen(sector, int(zelfde.sum()))
        return spells


def _gesloten(school: School, jaar: int) -> bool:
    return school.sluit is not None and school.sluit < grenzen(jaar)[0]


def draw_bevolking(scholen: list[School], omvang: Omvang, rng: np.random.Generator) -> Bevolking:
    """All enrolment spells of a region in all its school years, with each child's lasting propensities."""
    loop = _Loop(scholen, omvang, rng)
    spells = stack([loop.jaar(jaar) for jaar in omvang.jaren])
    spells = spells.select(np.lexsort((spells.van, spells.kind)))
    n = loop.volgende
    gezondheid = rng.standard_normal(n)
    return Bevolking(
        inschrijvingen=spells,
        gezondheid=gezondheid,
        gedrag=0.45 * gezondheid + np.sqrt(1 - 0.45**2) * rng.standard_normal(n),
        religie=rng.choice(np.array([0, 1, 2, 3], np.int32), n, p=[0.88, 0.07, 0.04, 0.01]),
    )
