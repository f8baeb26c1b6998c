"""Closed lists: every code that may stand in a delivery, a mart, a filter or a link.

Codes are free of language; ui/labels.py gives each a Dutch and an English name.
This module imports nothing heavy, so the app may use it.
"""

import datetime as dt
from dataclasses import dataclass

ALLE = "alle"  # the margin of a dimension: all of it taken together

# CBS municipality codes of the region Utrecht West.
GEMEENTEN: dict[str, str] = {
    "GM0736": "De Ronde Venen",
    "GM0335": "Montfoort",
    "GM0589": "Oudewater",
    "GM1904": "Stichtse Vecht",
    "GM0632": "Woerden",
}
# Spellings seen in exports. A new spelling must fail, so that somebody looks at it.
GEMEENTE_SPELLINGS: dict[str, str] = {"Ronde Venen": "GM0736"}
# Reorganisations: old CBS code, the gemeente it became part of, from which day. All years are shown in the division of
# the last day of the data, so that series go on and totals stay what they were. A gemeente of the region that is to end
# stands here and in GEMEENTEN until it has.
HERINDELINGEN: tuple[tuple[str, str, dt.date], ...] = (
    ("GM0305", "GM0736", dt.date(2011, 1, 1)),  # Abcoude
    ("GM0311", "GM1904", dt.date(2011, 1, 1)),  # Breukelen
    ("GM0329", "GM1904", dt.date(2011, 1, 1)),  # Loenen
    ("GM0333", "GM1904", dt.date(2011, 1, 1)),  # Maarssen
)
BUITEN_REGIO = "buiten_regio"  # residence outside the five; counts at its school, not in regional figures

SAMENWERKINGSVERBANDEN = ("PASSENDERWIJS", "RUW")  # SWV primary and secondary education

# Type of school as delivered, with its group (samenwerkingsverband primary or secondary, mbo) and counting unit.
SECTOREN: dict[str, str] = {
    "PO": "primair",
    "SBO": "primair",
    "SO": "primair",
    "VO": "voortgezet",
    "PRO": "voortgezet",
    "VSO": "voortgezet",
    "MBO": "beroeps",
}
SECTOR_GROEPEN = ("primair", "voortgezet", "beroeps")
# Every value of the dimension `sector` in marts: all, a group, or one type of school.
SECTOR_NIVEAUS = (
    ALLE,
    *(code for groep in SECTOR_GROEPEN for code in (groep, *(s for s, g in SECTOREN.items() if g == groep))),
)
EENHEDEN: dict[str, str] = {sector: "dagdeel" if groep == "primair" else "lesuur" for sector, groep in SECTOREN.items()}

LAGEN = ("1", "2", "3", "onbekend")  # Kearney & Graczyk (2014); onbekend = too little schedule to say
# Where a pupil was at the measurement before, and where it is now: elders is another gemeente or group of schools.
STROOM_VAN = (*LAGEN, "nieuw", "elders")
STROOM_NAAR = (*LAGEN, "vertrokken", "elders")
SIGNALEN = ("mazl", "16_uur")
VENSTERS = ("schooljaar", "weken_12", "weken_4")

KLEUREN = ("rood", "oranje", "groen", "donkergroen")  # the agenda's stoplight; empty = not judged


@dataclass(frozen=True)
class Categorie:
    """How a common absence category is treated: authorised or not, and whether it is missed time.

    op_wisselende_dagen: it falls on a few days, which are others each year. How many of them are school days of the
    weeks compared decides how much of it there is, so that a change is never called clear.
    """

    geoorloofd: bool | None  # None: it depends, or is not known
    gemiste_tijd: bool
    geldig_vanaf: str = "2018-08-01"
    op_wisselende_dagen: bool = False


# The common categories to which every school's own reason codes are mapped.
CATEGORIEEN: dict[str, Categorie] = {
    "ziekte": Categorie(True, True),
    "medisch_bezoek": Categorie(True, True),
    "bijzonder_verlof": Categorie(True, True),
    "religieus": Categorie(True, True, op_wisselende_dagen=True),
    "vakantieverlof": Categorie(True, True),
    "schorsing": Categorie(True, True),
    "ongeoorloofd_onbekend": Categorie(False, True),
    "spijbelen": Categorie(False, True),
    "luxeverzuim": Categorie(False, True),
    "verwijderd": Categorie(False, True),
    "te_laat": Categorie(None, False),
    "onderwijs_elders": Categorie(None, False),
    "schoolsluiting": Categorie(True, False),
    "onder_zes": Categorie(True, False),
    "onbekend": Categorie(None, True),
}
TE_LAAT = "te_laat"  # counted in times
# Published are the categories of missed time, and being late; the others are no absence.
VERZUIM_CATEGORIEEN = (*(code for code, categorie in CATEGORIEEN.items() if categorie.gemiste_tijd), TE_LAAT)
WISSELENDE_DAGEN = frozenset(code for code, categorie in CATEGORIEEN.items() if categorie.op_wisselende_dagen)
# For which levels of sector absence is published, of the region and of each gemeente: per kind of period, and in the
# weeks that two schooljaren have in common. More would have to be hidden for the larger part.
GROEP_NIVEAUS = (ALLE, *SECTOR_GROEPEN)
ZELFDE_WEKEN = "zelfde_weken"
VERZUIM_REGIO: dict[str, tuple[str, ...]] = {
    "maand": GROEP_NIVEAUS,
    "week": (ALLE,),
    "schooljaar": GROEP_NIVEAUS,
    ZELFDE_WEKEN: GROEP_NIVEAUS,
}
VERZUIM_GEMEENTE: dict[str, tuple[str, ...]] = {"maand": (ALLE,), "schooljaar": GROEP_NIVEAUS, ZELFDE_WEKEN: (ALLE,)}
TOTAAL = "totaal"  # in weekcijfers: the row with the enrolled pupils and the scheduled units

# Leerplichtwet 1969, art. 5 onder a-c, art. 5a (itinerant life), art. 15, art. 3a and 3b.
GRONDEN = ("LPW5_A", "LPW5_B", "LPW5_C", "LPW5A_TREKKEND", "LPW15", "LPW3A", "LPW3B")
# The same for lagen: by type of school a gemeente has too few pupils to show much.
LAGEN_REGIO, LAGEN_GEMEENTE = SECTOR_NIVEAUS, GROEP_NIVEAUS
# Per gemeente, and by how they came about, single grounds count too few children: there all but 5 onder a are taken
# together. A child counts once per ground.
ANDERE_GRONDEN = "andere"
GROND_NIVEAUS = (*GRONDEN, ANDERE_GRONDEN)
BESLUITEN = ("nieuw", "verlenging")
LAATST_ONDERWIJS = ("bo_sbo", "vso_so", "vo", "mbo", "geen")

ADVIEZEN = ("geen", "alleen_swv", "alleen_jeugdhulp", "beide")  # on a new exemption, as far as is known
LIJSTEN = ("RBL", "SWV")
LIJSTVELDEN = ("soort", "start", "gemeente", "school", "aanbod", "wacht_ggz_sinds", "achtergrond")  # compared on both
# Why a child stands on one list and not on the other, as far as the lists tell; the first that holds.
VERKLARINGEN = ("andere_soort", "afgesloten_bij_ander", "later_bij_ander", "eerder_bij_ander", "nooit_bij_ander")
SOORTEN = ("absoluut", "langdurig_relatief", "ziekte", "overig", "potentieel")
EINDE_REDENEN = ("terug_naar_school", "onderwijszorg", "vrijstelling", "verhuisd", "leeftijd", "anders")
ACHTERGRONDEN = ("psychisch", "somatisch", "thuissituatie", "autisme", "gedrag", "schoolangst", "wachtlijst", "anders")
AFLOPEN_OVERIG = EINDE_REDENEN[2:]  # neither back at school nor an arrangement of education and care
# How a case ends, or the wait for an offer, or the time at school after it; beside the reasons as delivered.
AFLOPEN = (*EINDE_REDENEN, "overige_aflopen", "nog_open", "aanbod", "geen_aanbod", "opnieuw_thuis")
ONDERWERPEN = ("duur", "aanbod", "afloop", "terugval")  # what a chance over time is about
ALARMEN = ("verdubbelt", "kan_verdubbelen", "verdubbelt_niet", "te_weinig_gegevens")  # of potential thuiszitters
RISICOGRONDEN = ("ziekte", "gedrag", "thuissituatie", "schoolwisseling", "anders")
DUURKLASSEN = ("tot_4_weken", "4_weken_3_maanden", "3_6_maanden", "6_12_maanden", "vanaf_12_maanden")
# The same in three classes, for definitions that count too few children to be shown in five.
GROVE_DUURKLASSEN = dict(
    zip(DUURKLASSEN, ("tot_3_maanden", "tot_3_maanden", "3_6_maanden", *("vanaf_6_maanden",) * 2), strict=True)
)

# What a school does for a pupil who misses school time; codes of our own, for no national list is known.
INTERVENTIES = (
    "gesprek",
    "mentor",
    "mazl",
    "maatschappelijk_werk",
    "begeleiding",
    "opbouwrooster",
    "anders",
)
# Tables at which cases are spoken of, and the steps of the ladder on which such a case stands.
OVERLEGGEN = ("mdo", "actietafel", "doorbraaktafel", "leertafel")
FASEN = ("school", "mdo", "actietafel", "doorbraaktafel")
THEMAS = (
    "schoolangst",
    "psychisch",
    "autisme",
    "gedrag",
    "thuissituatie",
    "lichamelijk",
    "overstap",
    "anders",
)
KNELPUNTEN = (
    "wachttijd_ggz",
    "wachttijd_jeugdhulp",
    "geen_passende_plek",
    "geldstromen",
    "samenwerking",
    "vervoer",
    "anders",
    "geen",
)
UITKOMSTEN = ("opgelost", "loopt", "doorgezet", "onbekend")

KINDS = (
    "scholen",
    "leerlingen",
    "rooster",
    "redenen",
    "verzuim",
    "weekcijfers",
    "laagcijfers",
    "interventies",
    "vrijstellingen",
    "thuiszitters",
    "casussen",
    "leerlingaantallen",
    "kengetallen",
)
