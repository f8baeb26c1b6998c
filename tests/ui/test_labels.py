"""Every code has a name in both languages."""

import pytest

from schemas import codes
from schemas.definities import register
from ui import labels, language, theme

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "gemeente": (codes.ALLE, *codes.GEMEENTEN, codes.BUITEN_REGIO),
    "sector": (*codes.SECTOR_NIVEAUS, "geen"),
    "laag": (*codes.LAGEN, codes.ALLE),
    "venster": codes.VENSTERS,
    "kleur": codes.KLEUREN,
    "categorie": tuple(codes.CATEGORIEEN),
    "grond": codes.GROND_NIVEAUS,
    "besluit": codes.BESLUITEN,
    "laatst_onderwijs": codes.LAATST_ONDERWIJS,
    "lijst": codes.LIJSTEN,
    "swv": codes.SAMENWERKINGSVERBANDEN,
    "soort": (*codes.SOORTEN, "lopend", "nieuw", "verlengd", "blijvend", "doorlopend"),
    "einde_reden": codes.EINDE_REDENEN,
    "afloop": codes.AFLOPEN,
    "onderwerp": codes.ONDERWERPEN,
    "alarm": codes.ALARMEN,
    "achtergrond": codes.ACHTERGRONDEN,
    "risicogrond": codes.RISICOGRONDEN,
    "duurklasse": (codes.ALLE, *codes.DUURKLASSEN, *codes.GROVE_DUURKLASSEN.values(), "langer_dan_3_maanden"),
    "kind": codes.KINDS,
    "casusthema": codes.THEMAS,
    "knelpunt": codes.KNELPUNTEN,
    "fase": codes.FASEN,
    "overleg": codes.OVERLEGGEN,
    "uitkomst": (codes.ALLE, *codes.GROVE_UITKOMSTEN.values()),
    "interventie": (codes.ALLE, *codes.INTERVENTIES),
    "moment": ("vooraf", "na_8", "na_12"),
    "weken": ("4", "8", "12"),
    "eenheid_rooster": tuple(set(codes.EENHEDEN.values())),
    "preset": tuple(register().presets),
    "definitie": tuple(register().thuiszitters),
    "advies": codes.ADVIEZEN,
    "blik": ("smal", "met_absoluut", "breed"),
    "ligging": ("binnen", "buiten_95", "buiten_998"),
    "veld": codes.LIJSTVELDEN,
    "stand": (codes.ALLE, "alleen_rbl", "alleen_swv"),
    "verklaring": (codes.ALLE, *codes.VERKLARINGEN),
}


@pytest.mark.parametrize("taal", language.LANGUAGES)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_code_has_a_name(dimension: str, taal: str) -> None:
    with language.using(taal):
        assert [code for code in DIMENSIONS[dimension] if not labels.knows(dimension, code)] == []
        assert all(labels.short(dimension, code) for code in DIMENSIONS[dimension])


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_two_codes_of_a_dimension_share_a_name(dimension: str) -> None:
    for taal in language.LANGUAGES:
        with language.using(taal):
            names = {code: labels.name(dimension, code) for code in DIMENSIONS[dimension]}
        assert len(set(names.values())) == len(names)


def test_names_are_translated() -> None:
    dutch = labels.name("laag", "1")
    with language.using("en"):
        assert (dutch, labels.name("laag", "1")) == ("Laag 1", "Tier 1")


def test_yes_no_and_neither_have_names() -> None:
    assert [labels.name("geoorloofd", code) for code in (True, False, None)] == [
        "Geoorloofd",
        "Ongeoorloofd",
        "Niet ingedeeld",
    ]


def test_every_code_with_a_colour_has_a_name() -> None:
    nameless = [
        (dimension, code)
        for dimension, palette in theme.PALETTES.items()
        if dimension != "reeks"
        for code in palette
        if not labels.knows(dimension, code)
    ]
    assert nameless == []
