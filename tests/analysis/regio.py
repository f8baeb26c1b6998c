"""Regions by the dozen: as many schools and pupils as the real one, with absence that clusters in pupils and schools.

The schools, rates and spreads are those of the synthetic region. A pupil has a lasting propensity and one of the year;
a school a lasting level and a way of writing down that changes from year to year (`schoolruis`, of the logarithm).
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from synthetic.omvang import OMVANGEN

_PO_LEERLINGEN = 200
_DAGEN = 190
# Per category: events per pupil and year in primary and in secondary schools, days per event, spread of the propensity.
CATEGORIEEN: dict[str, tuple[float, float, float, float]] = {
    "ziekte": (2.0, 2.3, 2.75, 0.9),
    "medisch_bezoek": (1.4, 2.4, 0.3, 0.6),
    "bijzonder_verlof": (0.3, 0.3, 1.25, 0.4),
    "religieus": (0.15, 0.12, 1.0, 0.5),
    "vakantieverlof": (0.03, 0.012, 7.0, 0.3),
    "schorsing": (0.002, 0.03, 2.4, 1.3),
    "ongeoorloofd_onbekend": (0.16, 3.5, 0.4, 1.15),
    "spijbelen": (0.02, 3.4, 0.25, 1.25),
    "luxeverzuim": (0.13, 0.09, 1.75, 0.5),
    "verwijderd": (0.01, 1.1, 0.2, 1.2),
    "onbekend": (0.05, 0.3, 0.5, 0.6),
}


@dataclass
class Regio:
    """Draws regions; `schoolruis` is the spread of each school's level of each category from year to year."""

    seed: int
    schoolruis: float = 0.06
    categorieen: tuple[str, ...] = tuple(CATEGORIEEN)
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        omvang = OMVANGEN["region"]
        po = [_PO_LEERLINGEN] * sum(omvang.po_scholen.values())
        speciaal = [school.leerlingen for school in omvang.speciaal]
        voortgezet = [school.leerlingen for school in omvang.voortgezet]
        groottes = np.array(po + speciaal + voortgezet)
        self.scholen = len(groottes)
        self.school = np.repeat(np.arange(self.scholen), groottes)
        self.voortgezet = np.repeat(np.arange(self.scholen) >= len(po + speciaal), groottes)
        self.begin = np.concatenate([[0], np.cumsum(groottes)[:-1]])
        self.aantal = len(self.school)

    def aanwezig(self) -> tuple[np.ndarray, np.ndarray]:
        """Scheduled days of each pupil then and now: most of them both years; schools grow and shrink."""
        weg, erbij = (self.rng.uniform(0.02, 0.18, self.scholen)[self.school] for _ in range(2))
        wie = self.rng.random(self.aantal)
        return np.where(wie < 1 - erbij, float(_DAGEN), 0.0), np.where(wie >= weg, float(_DAGEN), 0.0)

    def gemist(self, categorie: str, aanwezig: tuple[np.ndarray, np.ndarray], groei: float) -> list[np.ndarray]:
        """Missed days of each pupil then and now; `groei` 0,2 is 20 % more events now."""
        blijvend, niveau = self.rng.standard_normal(self.aantal), 0.25 * self.rng.standard_normal(self.scholen)
        return [
            self._dagen(categorie, blijvend, niveau, ingeroosterd > 0, factor)
            for ingeroosterd, factor in zip(aanwezig, (1.0, 1.0 + groei), strict=True)
        ]

    def _dagen(
        self, categorie: str, blijvend: np.ndarray, niveau: np.ndarray, wie: np.ndarray, factor: float
    ) -> np.ndarray:
        """Missed days of each pupil in one year; `factor` times the usual events."""
        primair, secundair, dagen, spreiding = CATEGORIEEN[categorie]
        verwacht = factor * np.where(self.voortgezet, secundair, primair)
        van_het_jaar = self.rng.standard_normal(self.aantal)
        school = (niveau + self.schoolruis * self.rng.standard_normal(self.scholen))[self.school]
        logaritme = spreiding * (0.9 * blijvend + 0.44 * van_het_jaar) - spreiding**2 / 2 + school
        keren = self.rng.poisson(verwacht * np.exp(logaritme) * wie)
        lengte = np.zeros(self.aantal)
        wel = keren > 0
        lengte[wel] = self.rng.gamma(keren[wel]) * dagen
        return lengte

    def momenten(self, groei: dict[str, float] | None = None) -> pl.DataFrame:
        """The moments of one region per school and category, as `analysis.momenten` makes them."""
        aanwezig = self.aanwezig()
        delen = []
        for categorie in self.categorieen:
            gemist = self.gemist(categorie, aanwezig, (groei or {}).get(categorie, 0.0))
            delen.append(self._opgeteld(categorie, aanwezig, (gemist[0], gemist[1]), np.zeros(self.aantal, dtype=bool)))
        return pl.concat(delen)

    def reeks(self, paren: int, groei: dict[str, float] | None = None) -> list[pl.DataFrame]:
        """The moments of years that follow each other, of each with the one before; `groei` is that of the last.

        A tenth of the places in a school gets another pupil each year; some are empty.
        """
        jaren = paren + 1
        leeg = self.rng.uniform(0, 0.12, (jaren, self.scholen))[:, self.school]
        bezet = self.rng.random((jaren, self.aantal)) >= leeg
        ander = self.rng.random((jaren, self.aantal)) < 0.1  # than in the year before
        delen: list[list[pl.DataFrame]] = [[] for _ in range(paren)]
        for categorie in self.categorieen:
            blijvend, niveau = self.rng.standard_normal(self.aantal), 0.25 * self.rng.standard_normal(self.scholen)
            toen = np.zeros(self.aantal)
            for jaar in range(jaren):
                blijvend = np.where(ander[jaar], self.rng.standard_normal(self.aantal), blijvend)
                factor = 1.0 + (groei or {}).get(categorie, 0.0) * (jaar == paren)
                nu = self._dagen(categorie, blijvend, niveau, bezet[jaar], factor)
                if jaar:
                    tijd = (_DAGEN * bezet[jaar - 1], _DAGEN * bezet[jaar])
                    delen[jaar - 1].append(self._opgeteld(categorie, tijd, (toen, nu), ander[jaar]))
                toen = nu
        return [pl.concat(deel) for deel in delen]

    def _opgeteld(
        self,
        categorie: str,
        tijd: tuple[np.ndarray, np.ndarray],
        gemist: tuple[np.ndarray, np.ndarray],
        ander: np.ndarray,
    ) -> pl.DataFrame:
        """Per school the sums that the test needs; where `ander`, then and now are of different pupils."""
        kolommen = {
            "ingeroosterd_toen": tijd[0],
            "ingeroosterd_nu": tijd[1],
            "gemist_toen": gemist[0],
            "gemist_nu": gemist[1],
        }
        namen = list(kolommen)
        som: dict[str, np.ndarray] = {f"s_{x}": 1.0 * kolommen[x] for x in namen}
        for i, x in enumerate(namen):
            for y in namen[i:]:
                dezelfde = 1.0 if x.split("_")[1] == y.split("_")[1] else ~ander
                som[f"s_{x}_{y}"] = kolommen[x] * kolommen[y] * dezelfde
        som["n"] = 1.0 + ander
        som["verzuimers"] = 1.0 * (gemist[0] > 0) + (gemist[1] > 0)
        opgeteld = {naam: np.add.reduceat(waarden, self.begin) for naam, waarden in som.items()}
        groep = np.where(self.voortgezet[self.begin], "voortgezet", "primair")
        wie = {"school": np.arange(self.scholen), "groep": groep, "categorie": categorie}
        return pl.concat([pl.DataFrame(wie), pl.DataFrame(opgeteld)], how="horizontal")
