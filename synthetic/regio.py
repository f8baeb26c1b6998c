"""Writes the deliveries of the synthetic region, school by school."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from schemas import codes
from synthetic import (
    aantallen,
    interventies,
    laagcijfers,
    leerlingen,
    leveringen,
    overleggen,
    redenen,
    roosters,
    thuiszitters,
    verzuim,
    vrijstellingen,
    weekcijfers,
)
from synthetic import scholen as scholen_
from synthetic.bevolking import draw_bevolking
from synthetic.casussen import Casus, draw_casussen, per_kind
from synthetic.kalender_regio import grenzen, schooljaar
from synthetic.leerlingen import SLEUTELS_PER_REGIO, Bevolking
from synthetic.omvang import OMVANGEN, Omvang
from synthetic.scholen import School

Voortgang = Callable[[str, int, int], None]

_DRADEN = 2
_FOUT_IN_ELKE = 12  # one school in twelve has faulty lines in one of its files


@dataclass(frozen=True)
class Regio:
    """One region ready to be written: its schools, children and cases. `sleutel[kind]` is a child's key."""

    nummer: int
    seed: int
    omvang: Omvang
    scholen: list[School]
    bevolking: Bevolking
    casussen: list[Casus]
    sleutel: pl.Series
    nieuwe_kinderen: int

    def rng(self, *wat: int) -> np.random.Generator:
        """A stream of its own for each part, so that the order of writing changes nothing."""
        return np.random.default_rng([self.seed, self.nummer, *wat])


def write(out: Path, *, size: str, seed: int, progress: Voortgang) -> None:
    """Writes synthetic deliveries of one `size` (small, region, national) into the folder `out`.

    The same size and seed give the same bytes. `progress(step, done, total)` is called after each school and each
    closing step. An earlier voorbeelddata in the folder is replaced.
    Raises ValueError for an unknown size, FileExistsError for a folder with other files in it.
    """
    if size not in OMVANGEN:
        raise ValueError(f"unknown size {size!r}; expected one of {', '.join(OMVANGEN)}")
    omvang = OMVANGEN[size]
    leveringen.prepare_folder(out, size=size, seed=seed)
    po_leerlingen = aantallen.po_leerlingen()
    scholen: list[pl.DataFrame] = []
    lijsten: list[pl.DataFrame] = []
    besluiten: list[pl.DataFrame] = []
    for nummer in range(omvang.regios):
        regio = draw_regio(nummer, seed, omvang, po_leerlingen)
        totaal = len(regio.scholen) * omvang.regios
        for klaar in _write_scholen(out, regio):
            progress("scholen", nummer * len(regio.scholen) + klaar, totaal)
        scholen.append(scholen_.frame(regio.scholen))
        lijsten.append(
            thuiszitters.lijsten(regio.casussen, regio.bevolking, regio.scholen, omvang, regio.sleutel, regio.rng(3))
        )
        besluiten.append(_besluiten(regio, po_leerlingen))
    leveringen.write_delivery(out, "scholen_regio", pl.concat(scholen))
    _write_lijsten(out, pl.concat(lijsten), progress)
    _write_jaarcijfers(out, pl.concat(besluiten), po_leerlingen, omvang)
    for naam, casussen_ in overleggen.frames(omvang, np.random.default_rng([seed, 8])):
        leveringen.write_delivery(out, f"casussen_{naam}", casussen_)
    _write_gepubliceerd(out)
    leveringen.write_marker(out, size=size, seed=seed, volledig=True)
    progress("klaar", 1, 1)


def draw_regio(nummer: int, seed: int, omvang: Omvang, po_leerlingen: dict[str, int]) -> Regio:
    """The schools, children and cases of the n-th region of a seed."""
    rng = np.random.default_rng([seed, nummer, 0])
    scholen = scholen_.scholen(omvang, po_leerlingen, nummer, rng)
    bevolking = draw_bevolking(scholen, omvang, np.random.default_rng([seed, nummer, 1]))
    casussen, nieuw = draw_casussen(bevolking, scholen, omvang, np.random.default_rng([seed, nummer, 2]))
    kinderen = np.arange(min(len(bevolking.gezondheid) + nieuw + 5_000, SLEUTELS_PER_REGIO))
    sleutel = pl.Series(leerlingen.sleutels(kinderen, nummer))
    return Regio(nummer, seed, omvang, scholen, bevolking, casussen, sleutel, nieuw)


def _write_scholen(out: Path, regio: Regio) -> Iterator[int]:
    """Writes each school's files; yields how many schools are done."""
    casussen = per_kind(regio.casussen)
    grootste_eerst = sorted(regio.scholen, key=lambda school: -school.leerlingen)
    with ThreadPoolExecutor(_DRADEN) as draden:
        taken = draden.map(lambda school: _write_school(out, regio, school, casussen), grootste_eerst)
        yield from (klaar + 1 for klaar, _ in enumerate(taken))


def _write_school(out: Path, regio: Regio, school: School, casussen: dict[int, list[Casus]]) -> None:
    """Writes rooster, pupils and absence (or counts) of a school, one file of each per schooljaar."""
    if not school.alleen_aantallen:
        leveringen.write_delivery(out, f"redenen_{school.code}", redenen.frame(school))
    alle = regio.bevolking.inschrijvingen
    eigen = alle.select(alle.school == school.nummer)
    for jaar in regio.omvang.jaren:
        if school.sluit is not None and school.sluit < grenzen(jaar)[0]:
            continue
        spells = eigen.select(eigen.jaar == jaar)
        rooster = roosters.rooster(school, jaar, regio.rng(4, school.nummer, jaar))
        gemist = verzuim.gemist(
            school, jaar, spells, rooster, regio.bevolking, casussen, regio.rng(5, school.nummer, jaar)
        )
        label = f"{school.code}_{schooljaar(jaar)}"
        leveringen.write_delivery(out, f"rooster_{label}", roosters.frame(school, rooster))
        if school.alleen_aantallen:
            leveringen.write_delivery(out, f"weekcijfers_{label}", weekcijfers.frame(school, gemist, spells, rooster))
            lagen = laagcijfers.frame(school, jaar, gemist, spells, rooster)
            leveringen.write_delivery(out, f"laagcijfers_{label}", lagen)
            continue
        leveringen.write_delivery(out, f"leerlingen_{label}", leerlingen.frame(school, spells, regio.sleutel))
        begonnen = interventies.frame(
            school, gemist, spells, rooster, regio.sleutel, regio.omvang, regio.rng(7, school.nummer, jaar)
        )
        if not begonnen.is_empty():
            leveringen.write_delivery(out, f"interventies_{label}", begonnen)
        if school.zonder_jaar != jaar:
            if school.gat is not None:
                moment = rooster.dagen[gemist.dag]
                gemist = gemist.zonder((moment >= school.gat[0]) & (moment <= school.gat[1]))
            leveringen.write_delivery(
                out, f"verzuim_{label}", verzuim.frame(school, gemist, spells, rooster, regio.sleutel)
            )
        _plant(out, regio, school, jaar, label)


def _plant(out: Path, regio: Regio, school: School, jaar: int, label: str) -> None:
    """Faulty lines in one file of some schools."""
    if school.nummer % _FOUT_IN_ELKE == 7 and jaar == 2021 and school.zonder_jaar != jaar:
        leveringen.plant_in_verzuim(out, f"verzuim_{label}")
    if school.nummer == len(regio.scholen) - 2 and jaar == regio.omvang.eerste_jaar:
        leveringen.plant_in_leerlingen(out, f"leerlingen_{label}")


def _besluiten(regio: Regio, po_leerlingen: dict[str, int]) -> pl.DataFrame:
    eerste_nummer = len(regio.bevolking.gezondheid) + regio.nieuwe_kinderen
    gemaakt = vrijstellingen.besluiten(po_leerlingen, regio.omvang, regio.casussen, eerste_nummer, regio.rng(6))
    return gemaakt.with_columns(kind=regio.sleutel.gather(gemaakt["kind"]))


def _write_lijsten(out: Path, regels: pl.DataFrame, progress: Voortgang) -> None:
    """One file per list and peildatum. RBL writes municipalities by name, the samenwerkingsverband by code."""
    regels = regels.with_columns(
        gemeente=pl.when(pl.col("lijst") == "RBL")
        .then(pl.col("gemeente").replace(codes.GEMEENTEN))
        .otherwise(pl.col("gemeente"))
    )
    delen = regels.partition_by("lijst", "peildatum", maintain_order=True, as_dict=True)
    langste = max(delen, key=lambda sleutel: delen[sleutel].height)  # a faulty line in a short one would hold it whole
    for klaar, ((lijst, peildatum), deel) in enumerate(delen.items(), start=1):
        naam = f"thuiszitters_{lijst}_{peildatum}"
        leveringen.write_delivery(out, naam, deel.sort("start", "kind"))
        if (lijst, peildatum) == langste:
            leveringen.plant_in_thuiszitters(out, naam)
        progress("thuiszitters", klaar, len(delen))


def _write_jaarcijfers(out: Path, besluiten: pl.DataFrame, po_leerlingen: dict[str, int], omvang: Omvang) -> None:
    for jaar in omvang.jaren:
        naam = f"vrijstellingen_rbl_{schooljaar(jaar)}"
        leveringen.write_delivery(out, naam, besluiten.filter(pl.col("jaar") == jaar).drop("jaar"))
        if jaar == 2021:
            leveringen.plant_in_vrijstellingen(out, naam)
        naam = f"leerlingaantallen_{schooljaar(jaar)}"
        leveringen.write_delivery(out, naam, aantallen.frame(po_leerlingen, jaar, omvang))


def _write_gepubliceerd(out: Path) -> None:
    """The published figures as they are."""
    for bron in ("kengetallen_passenderwijs", "kengetallen_landelijk"):
        (out / f"{bron}.csv").write_bytes((aantallen.REFERENTIE / f"{bron}.csv").read_bytes())
