"""The exact tables that tell of thuiszitters, for tests of what is published of them."""

from collections.abc import Mapping

import polars as pl

from analysis.tabellen.beweging import KANSEN_TABEL, NU, POTENTIEEL, WACHT
from analysis.tabellen.lijsten import LIJSTEN_TABEL, VELDEN_TABEL
from analysis.tabellen.vooruitblik import VOORUIT
from disclosure.publiceren import Ontwerp, ontwerp
from disclosure.tabellen import beweging, indicatoren, kwartaalstanden, lijsten, thuiszitters, vrijstellingen

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
    lijsten.REDENEN: {**dict.fromkeys(("schooljaar", "stand", "verklaring"), pl.String), "kinderen": pl.Int64},
}


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
