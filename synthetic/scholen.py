"""The schools of the synthetic region: invented codes and names, and what is special about each.

Grain    one School per vestiging.
Codes    `99` + two letters + two digits: no real vestigingscode starts with 99.
Names    plants and animals of the polder behind the word Voorbeeld, so that nobody takes them for a real school.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from schemas import codes
from synthetic.kalender_regio import dag, datum
from synthetic.omvang import Omvang

_NAMEN = (
    "Aalscholver", "Akelei", "Appelvink", "Barnsteen", "Bergeend", "Bever", "Blauwborst", "Boerenzwaluw", "Bosuil",
    "Braam", "Buizerd", "Dotterbloem", "Driehoeksvaren", "Duizendblad", "Eekhoorn", "Egelskop", "Els", "Fluitenkruid",
    "Fuut", "Ganzerik", "Gele Lis", "Goudvink", "Grasklokje", "Grutto", "Hazelaar", "Heggenmus", "Hermelijn", "Hop",
    "IJsvogel", "Kamille", "Karekiet", "Kievit", "Kikkerbeet", "Klaproos", "Knotwilg", "Koekoeksbloem", "Koolwitje",
    "Korenbloem", "Krabbenscheer", "Kuifeend", "Kwikstaart", "Lepelaar", "Libel", "Lisdodde", "Madelief", "Margriet",
    "Meerkoet", "Meidoorn", "Moerasviool", "Munt", "Nachtegaal", "Oeverzwaluw", "Ooievaar", "Otter", "Paardenbloem",
    "Pijlkruid", "Pimpelmees", "Populier", "Purperreiger", "Ransuil", "Rietzanger", "Ringslang", "Roerdomp",
    "Scholekster", "Sleedoorn", "Snoek", "Spindotter", "Stekelbaars", "Sperwer", "Tureluur", "Veldleeuwerik", "Vlier",
    "Vuurvlinder", "Waterhoen", "Waterlelie", "Watermunt", "Waterviolier", "Wielewaal", "Wilgenroos", "Winterkoning",
    "Wulp", "Zanglijster", "Zegge", "Zilverreiger", "Zonnedauw", "Zwanenbloem", "Zwartkop",
)  # fmt: skip

# Which pupil system a school uses; each has reason codes of its own (synthetic.redenen).
_SYSTEMEN = {
    "primair": ("parnassys", "parnassys", "parnassys", "esis", "eigen"),
    "voortgezet": ("magister", "somtoday"),
}


@dataclass(frozen=True)
class School:
    """A school with its size (pupils on 1 October of the first year) and its role in the deliveries.

    `alleen_aantallen`: delivers weekcijfers instead of pupils. `zonder_jaar`: no verzuim delivered for that schooljaar.
    `gat`: first and last day without any verzuim. `sluit`: last day before the merger into `opvolger`.
    `noemt_gemeente`: writes the municipality by name; `noemt_alias`: by its old spelling too.
    """

    nummer: int
    code: str
    naam: str
    sector: str
    gemeente: str
    leerlingen: int
    systeem: str
    extra_meiweek: bool
    alleen_aantallen: bool = False
    zonder_jaar: int | None = None
    gat: tuple[int, int] | None = None
    sluit: int | None = None
    opvolger: int | None = None
    noemt_gemeente: bool = False
    noemt_alias: bool = False

    @property
    def groep(self) -> str:
        """The sector group: primair or voortgezet."""
        return codes.SECTOREN[self.sector]

    @property
    def is_primair(self) -> bool:
        """Counts in dagdelen and belongs to the samenwerkingsverband of primary education."""
        return self.groep == "primair"


def schoolcode(volgnummer: int) -> str:
    """The invented vestigingscode of the n-th school: 99AA00, 99AB00 ... 99ZZ00, 99AA01 ..."""
    letters = chr(65 + volgnummer // 26 % 26) + chr(65 + volgnummer % 26)
    return f"99{letters}{volgnummer // 676:02d}"


def scholen(omvang: Omvang, po_leerlingen: dict[str, int], regio: int, rng: np.random.Generator) -> list[School]:
    """The schools of one region, in the order of their codes: PO, SBO and SO, then VO, PRO and VSO.

    `po_leerlingen`: pupils of PO and SBO schools together per gemeente (reference/gemeenten.csv), scaled here.
    """
    plan: list[tuple[str, str, int]] = []
    for gemeente, aantal_scholen in omvang.po_scholen.items():
        sbo = sum(s.leerlingen for s in omvang.speciaal if s.sector == "SBO" and s.gemeente == gemeente)
        leerlingen = round(po_leerlingen[gemeente] * omvang.schaal) - sbo
        plan += [("PO", gemeente, n) for n in _split(leerlingen, aantal_scholen, rng)]
    plan += [(s.sector, s.gemeente, s.leerlingen) for s in (*omvang.speciaal, *omvang.voortgezet)]
    gemaakt = [_school(nummer, len(plan), regio, *regel, rng) for nummer, regel in enumerate(plan)]
    return _rollen(gemaakt, omvang)


def _split(leerlingen: int, aantal: int, rng: np.random.Generator) -> list[int]:
    """Splits the pupils of a gemeente over its schools: sizes vary by a factor of about five."""
    gewichten = np.clip(rng.lognormal(0.0, 0.45, aantal), 0.4, 2.2)
    delen = np.floor(leerlingen * gewichten / gewichten.sum()).astype(int)
    delen[0] += leerlingen - delen.sum()
    return [int(deel) for deel in delen]


def _school(
    nummer: int, aantal: int, regio: int, sector: str, gemeente: str, leerlingen: int, rng: np.random.Generator
) -> School:
    groep = codes.SECTOREN[sector]
    soort = "Voorbeeldschool" if groep == "primair" else "Voorbeeldcollege"
    toevoeging = f" {regio + 1}" if regio else ""
    systemen = _SYSTEMEN[groep]
    return School(
        nummer=nummer,
        code=schoolcode(regio * aantal + nummer),
        naam=f"{soort} {_NAMEN[nummer * 19 % len(_NAMEN)]}{toevoeging}",
        sector=sector,
        gemeente=gemeente,
        leerlingen=leerlingen,
        systeem=systemen[int(rng.integers(len(systemen)))],
        extra_meiweek=groep == "voortgezet" or bool(rng.random() < 0.75),
        noemt_gemeente=bool(rng.random() < 0.4),
    )


def _rollen(scholen_: list[School], omvang: Omvang) -> list[School]:
    """Gives some schools a part: counts only, deliveries that fail to come, a merger, an old spelling."""
    po = [s.nummer for s in scholen_ if s.sector == "PO"]
    vo = [s.nummer for s in scholen_ if s.sector == "VO"]
    ronde_venen = [n for n in po if scholen_[n].gemeente == "GM0736"]
    stichtse_vecht = sorted((n for n in po if scholen_[n].gemeente == "GM1904"), key=lambda n: scholen_[n].leerlingen)
    rollen: dict[int, dict[str, object]] = {}
    rollen[ronde_venen[0]] = {"noemt_gemeente": True, "noemt_alias": True}
    rollen[ronde_venen[1]] = {"alleen_aantallen": True}
    opgeheven, opvolger = stichtse_vecht[:2]
    fusiejaar = max(2020, omvang.eerste_jaar + 1)
    rollen[opgeheven] = {"sluit": dag(f"{fusiejaar}-07-31"), "opvolger": opvolger}
    woerden = [n for n in po if scholen_[n].gemeente == "GM0632"]
    rollen[woerden[0]] = {"zonder_jaar": 2021}
    rollen[woerden[1]] = {"gat": (dag("2021-11-08"), dag("2021-11-28"))}
    if len(vo) > 1:
        rollen[woerden[7]] = {"alleen_aantallen": True}
        rollen[woerden[9]] = {"zonder_jaar": 2019}
        rollen[vo[1]] = {"gat": (dag("2019-01-14"), dag("2019-01-27"))}
        rollen[vo[3]] = {"alleen_aantallen": True}
    return [replace(school, **rollen.get(school.nummer, {})) for school in scholen_]  # type: ignore[arg-type]


def frame(scholen_: list[School]) -> pl.DataFrame:
    """The delivery `scholen`: one row per school."""
    return pl.DataFrame(
        {
            "school": [s.code for s in scholen_],
            "naam": [s.naam for s in scholen_],
            "sector": [s.sector for s in scholen_],
            "gemeente": [codes.GEMEENTEN[s.gemeente] for s in scholen_],
            "swv": [codes.SAMENWERKINGSVERBANDEN[0 if s.is_primair else 1] for s in scholen_],
            "geldig_vanaf": ["2014-08-01" for _ in scholen_],
            "geldig_tot": [datum(s.sluit).isoformat() if s.sluit is not None else "" for s in scholen_],
            "opvolger": [scholen_[s.opvolger].code if s.opvolger is not None else "" for s in scholen_],
        }
    )
