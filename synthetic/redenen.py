"""Reason codes: each pupil system has its own, a file per school maps them to the common categories.

The code that stands last in each list is used by schools and stands in no mapping: unmapped, category onbekend.
"""

from dataclasses import dataclass

import polars as pl

from synthetic.scholen import School


@dataclass(frozen=True)
class Reden:
    """A reason code of a school. `deel`: its share within the category; `vertaald`: stands in the mapping file."""

    code: str
    omschrijving: str
    categorie: str
    deel: float = 1.0
    vertaald: bool = True


_OMSCHRIJVINGEN: tuple[tuple[str, str, float], ...] = (
    ("ziekte", "Ziek", 0.85),
    ("ziekte", "Ziek naar huis", 0.15),
    ("medisch_bezoek", "Dokter of tandarts", 0.8),
    ("medisch_bezoek", "Therapie", 0.2),
    ("bijzonder_verlof", "Bijzonder verlof", 1.0),
    ("religieus", "Religieuze feestdag", 1.0),
    ("vakantieverlof", "Vakantieverlof wegens beroep ouders", 1.0),
    ("schorsing", "Geschorst", 1.0),
    ("ongeoorloofd_onbekend", "Afwezig zonder bericht", 1.0),
    ("spijbelen", "Ongeoorloofd afwezig", 1.0),
    ("luxeverzuim", "Vakantie zonder toestemming", 1.0),
    ("verwijderd", "Uit de les gestuurd", 1.0),
    ("te_laat", "Te laat", 1.0),
    ("onderwijs_elders", "Excursie of stage", 0.7),
    ("onderwijs_elders", "Les op een andere plaats", 0.3),
    ("schoolsluiting", "School gesloten", 1.0),
    ("onder_zes", "Urenverlof kleuter", 1.0),
)
# One code per line of _OMSCHRIJVINGEN, and one that is in no mapping.
_CODES: dict[str, tuple[str, ...]] = {
    "magister": ("ZK", "ZH", "DA", "TH", "BV", "RF", "VB", "SC", "AO", "SP", "LV", "UL",
                 "TL", "EX", "OE", "DI", "KV", "XX"),
    "somtoday": ("ziek", "ziek-nh", "arts", "ther", "verlof", "relig", "vak-ber", "schors", "onb", "ongeo", "luxe",
                 "verw", "laat", "act", "elders", "dicht", "urenv", "div"),
    "parnassys": ("Z", "ZN", "D", "TH", "V", "R", "VB", "S", "O", "OG", "L", "U", "T", "E", "OZA", "G", "K", "Q"),
    "esis": ("01", "02", "10", "11", "20", "21", "22", "30", "40", "41", "42", "50", "60", "70",
             "71", "80", "81", "99"),
    "eigen": ("ziek", "naar huis", "dokter", "therapie", "vrij", "feest", "vak", "schorsing", "geen bericht", "absent",
              "luxe", "weg", "laat", "uitstap", "elders", "dicht", "kleuter", "anders"),
}  # fmt: skip


def redenen(school: School) -> list[Reden]:
    """The codes a school uses, the unmapped one last."""
    eigen = _CODES[school.systeem]
    vertaald = [
        Reden(code, omschrijving, categorie, deel)
        for code, (categorie, omschrijving, deel) in zip(eigen, _OMSCHRIJVINGEN, strict=False)
    ]
    return [*vertaald, Reden(eigen[-1], "", "onbekend", vertaald=False)]


def frame(school: School) -> pl.DataFrame:
    """The delivery `redenen` of one school: one row per code that the school mapped."""
    vertaald = [reden for reden in redenen(school) if reden.vertaald]
    return pl.DataFrame(
        {
            "school": [school.code for _ in vertaald],
            "reden": [reden.code for reden in vertaald],
            "omschrijving": [reden.omschrijving for reden in vertaald],
            "categorie": [reden.categorie for reden in vertaald],
        }
    )
