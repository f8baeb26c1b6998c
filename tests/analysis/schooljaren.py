"""Regions with the real school calendar: what pupils of the synthetic region miss, in the weeks that a build compares.

The synthetic region draws the absence, the SQL of the build pairs the weeks, and the outcome is what the test of growth
is given: no files, no deliveries, no protection in between. What grew is known, because the region was told it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl

from analysis.momenten import momenten
from schemas.codes import CATEGORIEEN
from synthetic.aantallen import po_leerlingen
from synthetic.kalender_regio import datum, schooljaar
from synthetic.leerlingen import Inschrijvingen
from synthetic.omvang import LAATSTE_DAG, OMVANGEN
from synthetic.redenen import redenen
from synthetic.regio import Regio, draw_regio
from synthetic.roosters import Rooster, rooster
from synthetic.scholen import School
from synthetic.verzuim import gemist
from warehouse import kalender
from warehouse.marts.volgorde import FOLDER

DAG = 27720  # parts of a day
VORIG, VOLGEND = ("vorig", "beide"), ("volgend", "beide")
STAPPEN = ("stap_weekplaatsen", "basis_weekgroepen")


@dataclass(frozen=True)
class Jaar:
    """A school in a schooljaar, up to the last day of the data."""

    school: School
    jaar: int
    spells: Inschrijvingen
    rooster: Rooster

    @property
    def aanwezig(self) -> np.ndarray:
        """Spell x day: 1 where the pupil has school."""
        dagen = self.rooster.dagen[None, :]
        ingeschreven = (dagen >= self.spells.van[:, None]) & (dagen <= self.spells.tot[:, None])
        return ingeschreven & (self.rooster.eenheden[self.spells.leerjaar] > 0)

    @property
    def weken(self) -> list[str]:
        """Of each day its ISO week."""
        return [f"{jaar}-W{week:02d}" for jaar, week, _ in (datum(dag).isocalendar() for dag in self.rooster.dagen)]

    def vergeleken(self, groepen: Mapping[tuple[str, int, str], str]) -> Iterator[tuple[int, int, np.ndarray]]:
        """Of each pair of years that it is part of: the later year, 1 where it is the one before, and which days."""
        weekgroep = np.array(
            [groepen.get((self.school.code, self.jaar, week), "") for week in self.weken], dtype=object
        )
        for welke, paar, toen in ((VORIG, self.jaar, 0), (VOLGEND, self.jaar + 1, 1)):
            mee = np.isin(weekgroep, welke)
            if mee.any():
                yield paar, toen, mee


def region(seed: int, jaren: Sequence[int]) -> tuple[Regio, list[Jaar]]:
    """The synthetic region of a seed, and its schools in each of these schooljaren."""
    regio = draw_regio(0, seed, OMVANGEN["region"], po_leerlingen())
    return regio, list(_jaren(regio, jaren))


def reeks(seed: int, jaren: Sequence[int]) -> list[pl.DataFrame]:
    """The moments of each schooljaar beside the one before it, of one region, as `analysis.momenten` makes them."""
    regio, eigen = region(seed, jaren)
    groepen = weekgroepen(eigen)
    omvang, verzuim = [], []
    for een in eigen:
        absent, nummers, namen = _gemist(regio, een)
        for paar, toen, mee in een.vergeleken(groepen):
            wie = {"jaar": paar, "toen": toen, "school": een.school.code, "groep": een.school.groep}
            leerling = een.spells.kind.astype(np.int64)
            omvang.append(
                pl.DataFrame({"leerling": leerling, "dagen": een.aanwezig[:, mee].sum(axis=1).astype(np.float64)})
                .filter(pl.col("dagen") > 0)
                .with_columns(pl.lit(waarde).alias(naam) for naam, waarde in wie.items())
            )
            spell, dag, deel = absent
            keep = mee[dag]
            verzuim.append(
                pl.DataFrame({"leerling": leerling[spell[keep]], "categorie": nummers[keep], "dagen": deel[keep]})
                .group_by("leerling", "categorie")
                .agg(pl.col("dagen").sum())
                .with_columns(pl.col("categorie").replace_strict(dict(enumerate(namen)), return_dtype=pl.String))
                .with_columns(pl.lit(waarde).alias(naam) for naam, waarde in wie.items())
            )
    alle, gemiste = pl.concat(omvang), pl.concat(verzuim)
    return [
        momenten(_naast(gemiste, jaar, "gemist", "categorie"), _naast(alle, jaar, "ingeroosterd", "groep"))
        for jaar in jaren[1:]
    ]


def weekgroepen(jaren: Sequence[Jaar]) -> dict[tuple[str, int, str], str]:
    """Of each school, schooljaar and week with which years it is compared, as the build says."""
    delen = []
    for een in jaren:
        per_dag = pl.DataFrame({"periode": een.weken, "delen": een.aanwezig.sum(axis=0).astype(np.int64) * DAG})
        delen.append(
            per_dag.group_by("periode")
            .agg(ingeroosterde_delen=pl.col("delen").sum())
            .filter(pl.col("ingeroosterde_delen") > 0)
            .with_columns(
                schooljaar=pl.lit(schooljaar(een.jaar)),
                school=pl.lit(een.school.code),
                sector=pl.lit(een.school.sector),
                geteld=pl.lit(None, pl.Int64),
            )
        )
    with duckdb.connect() as con:
        kalender.create(con, data_tot=LAATSTE_DAG)
        con.register("weken", pl.concat(delen))
        con.execute("create table basis_rooster_schoolweken as from weken")
        con.execute(
            "create table basis_verzuim_schoolweken"
            " (schooljaar varchar, school varchar, sector varchar, periode varchar, gesloten_dagen bigint)"
        )
        for stap in STAPPEN:
            con.execute(f"create table {stap} as {(FOLDER / f'{stap}.sql').read_text(encoding='utf-8')}")
        rows = con.sql("select school, cast(left(schooljaar, 4) as integer), periode, weekgroep from basis_weekgroepen")
        return {(school, jaar, week): weekgroep for school, jaar, week, weekgroep in rows.fetchall()}


def _jaren(regio: Regio, jaren: Sequence[int]) -> Iterator[Jaar]:
    alle = regio.bevolking.inschrijvingen
    for school in regio.scholen:
        eigen = alle.select(alle.school == school.nummer)
        for jaar in jaren:
            spells = eigen.select(eigen.jaar == jaar)
            if len(spells):
                yield Jaar(school, jaar, spells, rooster(school, jaar, regio.rng(4, school.nummer, jaar)))


def _gemist(regio: Regio, een: Jaar) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], np.ndarray, list[str]]:
    """Spell, day and part of the day of each unit missed, the number of its category, and the categories."""
    school, jaar = een.school, een.jaar
    rng = regio.rng(5, school.nummer, jaar)
    gemiste = gemist(school, jaar, een.spells, een.rooster, regio.bevolking, {}, rng)
    namen = [reden.categorie for reden in redenen(school)]
    telt = np.array([CATEGORIEEN[naam].gemiste_tijd for naam in namen])[gemiste.reden]
    spell, dag = gemiste.leerling[telt], gemiste.dag[telt]
    deel = 1.0 / een.rooster.eenheden[een.spells.leerjaar[spell], dag]
    return (spell, dag, deel), gemiste.reden[telt].astype(np.int64), namen


def _naast(frame: pl.DataFrame, jaar: int, naam: str, per: str) -> pl.DataFrame:
    """One row per pupil (and category), with what there was then and now."""
    dagen = pl.col("dagen")
    som = {f"{naam}_toen": dagen.filter(toen=1).sum(), f"{naam}_nu": dagen.filter(toen=0).sum()}
    return frame.filter(jaar=jaar).group_by("school", "leerling", per).agg(**som)
