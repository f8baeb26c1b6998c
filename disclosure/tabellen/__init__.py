"""The tables of a release that are protected, by family: a family is tables that count the same pupils.

A new one is a module beside this one and a line in FAMILIES.
"""

from disclosure.publicatie import Familie
from disclosure.tabellen import (
    casussen,
    interventies,
    lagen,
    lagenstromen,
    signalen,
    thuiszitters,
    verzuim,
)

FAMILIES: tuple[Familie, ...] = (
    lagen.FAMILIE,
    lagenstromen.FAMILIE,
    signalen.FAMILIE,
    verzuim.FAMILIE,
    thuiszitters.FAMILIE,
    interventies.FAMILIE,
    casussen.FAMILIE,
)

# Tables that a release has as they are, and why they need no protection; no other table leaves unprotected.
VRIJ: frozenset[str] = frozenset(
    (
        # of this release, of files, lines, codes, schools and weeks, not of pupils
        "publicatie",
        "mart_bestanden",
        "mart_bronnen",
        "mart_codes",
        "mart_dekking_scholen",
        "mart_quarantaine",
        "mart_quarantaine_regels",
        "mart_regels",
        "mart_scholen",
        "mart_schooljaren",
        "mart_vergelijkbaar",
        "mart_verwijzingen",
        "mart_verwijzingsregels",
        "mart_weggelaten",
        # published by others, and public
        "mart_kengetallen",
        "mart_leerlingaantallen",
        # of one school, for that school only (access/), and medians of five schools or more
        "mart_interventies_school",
        "mart_interventies_school_lagen",
        "mart_lagen_mediaan",
        "mart_lagen_school",
        "mart_lagen_stromen_school",
        "mart_redenen_school",
    )
)
