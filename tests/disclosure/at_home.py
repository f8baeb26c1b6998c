"""The exact tables that tell of thuiszitters, for tests of what is published of them."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from analysis.tabellen.beweging import KANSEN_TABEL, NU, NU_KENNERS, POTENTIEEL, WACHT
from analysis.tabellen.lijsten import KENNERS_TABEL, LIJSTEN_TABEL, VELDEN_KENNERS_TABEL, VELDEN_TABEL
from analysis.tabellen.vooruitblik import VOORUIT
from disclosure.publiceren import Ontwerp, ontwerp
from disclosure.tabellen import beweging, indicatoren, kenners, kwartaalstanden, lijsten, thuiszitters, vrijstellingen
from schemas.codes import ALLE, DUURKLASSEN, GROVE_DUURKLASSEN
from schemas.definities import register

SECTOREN = ("beroeps", "geen", "primair", "voortgezet")
DEFINITIES = tuple(register().thuiszitters)
ENDS = {"2021-K3": dt.date(2021, 9, 30), "2021-K4": dt.date(2021, 12, 31), "2022-K3": dt.date(2022, 9, 30)}
Kind = tuple[str, str, bool]  # sector, duurklasse, without an offer

_STAND = dict.fromkeys(("kwartaal", "definitie", "gemeente", "sector", "duurklasse"), pl.String)
_STROOM = dict.fromkeys(("kwartaal", "definitie", "gemeente", "sector"), pl.String)
_JAREN: dict[str, type[pl.DataType]] = dict.fromkeys(("schooljaar", "gemeente", "grond", "soort"), pl.String) | {
    "kinderen": pl.Int64
}
_RATES: dict[str, type[pl.DataType]] = dict.fromkeys(
    ("per_1000", "onder", "boven", "verwacht", "onder_95", "boven_95", "onder_998", "boven_998"), pl.Float64
) | {"ligging": pl.String}
SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    kwartaalstanden.STAND: {**_STAND, "peildatum": pl.Date, "kinderen": pl.Int64, "zonder_aanbod": pl.Int64},
    kwartaalstanden.STROOM: _STROOM | dict.fromkeys(("begin", "instroom", "uitstroom", "einde"), pl.Int64),
    kwartaalstanden.POTENTIEEL: POTENTIEEL,
    kwartaalstanden.BREED: {"kwartaal": pl.String, "peildatum": pl.Date, "breed": pl.Int64},
    thuiszitters.GEMEENTE: {
        **dict.fromkeys(("schooljaar", "definitie", "gemeente"), pl.String),
        "kinderen": pl.Int64,
    },
    beweging.NU: NU,
    beweging.VOORUIT: VOORUIT,
    beweging.KANSEN: KANSEN_TABEL,
    beweging.WACHT: WACHT,
    lijsten.LIJSTEN: LIJSTEN_TABEL,
    lijsten.VELDEN: VELDEN_TABEL,
    vrijstellingen.MART: _JAREN,
    vrijstellingen.TARIEF: _JAREN | {"eerste_jaar": pl.String, "jaren": pl.Int64, "kinderen_regio": pl.Int64} | _RATES,
    vrijstellingen.ADVIES: {
        **dict.fromkeys(("advies", "schooljaar", "eerste_jaar"), pl.String),
        **dict.fromkeys(("kinderen", "nieuw", "aandeel_onder", "aandeel_boven"), pl.Int64),
    },
    indicatoren.MART: {
        **dict.fromkeys(("agenda", "punt", "maat", "soort", "kwartaal", "staat", "voorstel"), pl.String),
        "waarde": pl.Float64,
        "kleurnummer": pl.Int64,
    },
    kenners.STAND: dict.fromkeys(("kwartaal", "definitie", "kenner", "sector", "duurklasse"), pl.String)
    | dict.fromkeys(("kinderen", "zonder_aanbod"), pl.Int64),
    kenners.STROOM: dict.fromkeys(("kwartaal", "definitie", "kenner"), pl.String)
    | dict.fromkeys(("begin", "instroom", "uitstroom", "einde"), pl.Int64),
    kenners.JAAR: dict.fromkeys(("schooljaar", "definitie", "kenner", "gemeente"), pl.String) | {"kinderen": pl.Int64},
    kenners.NU: NU_KENNERS,
    kenners.LIJSTEN: KENNERS_TABEL,
    kenners.VELDEN: VELDEN_KENNERS_TABEL,
    kenners.REDENEN: dict.fromkeys(("schooljaar", "stand", "verklaring", "kenner"), pl.String) | {"kinderen": pl.Int64},
    kenners.BREED: {"kwartaal": pl.String, "kenner": pl.String, "breed": pl.Int64},
    kenners.ADVIES: dict.fromkeys(("schooljaar", "advies", "kenner"), pl.String) | {"kinderen": pl.Int64},
    lijsten.REDENEN: {**dict.fromkeys(("schooljaar", "stand", "verklaring"), pl.String), "kinderen": pl.Int64},
}


def levels(klasse: str) -> set[str]:
    """The classes of duration, fine and coarse, that a child of one counts in."""
    longer = {kwartaalstanden.LANG} if DUURKLASSEN.index(klasse) >= 2 else set()
    return {klasse, GROVE_DUURKLASSEN[klasse], ALLE, *longer}


def quarter(kwartaal: str, kinderen: Mapping[str, list[Kind]]) -> list[dict[str, object]]:
    """The rows of mart_thuiszitters for the region, from the children who count in each definition."""
    codes = dict.fromkeys((*DUURKLASSEN, *GROVE_DUURKLASSEN.values(), kwartaalstanden.LANG, ALLE))
    return [
        {
            "kwartaal": kwartaal,
            "peildatum": ENDS[kwartaal],
            "definitie": definitie,
            "gemeente": ALLE,
            "sector": sector,
            "duurklasse": klasse,
            "kinderen": len(own),
            "zonder_aanbod": sum(without for _, _, without in own),
        }
        for definitie in DEFINITIES
        for sector in (ALLE, *SECTOREN)
        for klasse in codes
        for own in ([k for k in kinderen.get(definitie, []) if sector in (ALLE, k[0]) and klasse in levels(k[1])],)
    ]


def tables(given: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """These, and the others empty."""
    return {**{mart: pl.DataFrame(schema=schema) for mart, schema in SCHEMAS.items()}, **given}


def published(given: Mapping[str, pl.DataFrame]) -> Ontwerp:
    """As it would be published; whatever comes out of it is attacked."""
    exact = tables(given)
    for blok in thuiszitters.FAMILIE.blokken(exact, frozenset()):
        for one in blok.sommen:
            assert blok.waarden[one.total] == sum(blok.waarden[part] for part in one.parts)
    design = ontwerp(exact.__getitem__, exact.keys(), families=(thuiszitters.FAMILIE,))
    assert design.aanvallen(design.tabellen.__getitem__).lekken == {}
    return design


def stock(
    rows: list[dict[str, object]], stroom: pl.DataFrame | None = None, jaren: pl.DataFrame | None = None
) -> dict[str, pl.DataFrame]:
    """The tables of these rows of mart_thuiszitters; stroom, jaren: those beside them."""
    given = {kwartaalstanden.STAND: pl.DataFrame(rows, schema=SCHEMAS[kwartaalstanden.STAND])}
    given |= {kwartaalstanden.STROOM: stroom} if stroom is not None else {}
    return tables(given | ({thuiszitters.GEMEENTE: jaren} if jaren is not None else {}))


def many(number: int, sector: str = "voortgezet", klasse: str = "3_6_maanden", *, without: int = 0) -> list[Kind]:
    """So many children of one kind, and how many of them are without an offer."""
    return [(sector, klasse, place < without) for place in range(number)]


def spread(number: int) -> list[Kind]:
    """So many children in each of three groups, three durations, with an offer and without."""
    return [
        (sector, klasse, without)
        for sector in ("geen", "primair", "voortgezet")
        for klasse in ("4_weken_3_maanden", "3_6_maanden", "6_12_maanden")
        for without in (False, True)
        for _ in range(number)
    ]
