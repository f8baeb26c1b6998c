"""In which order the files of the marts are made, and how long a step is kept."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent

# Each group in the order in which its files build on each other.
BEFORE = (
    "stap_schooljaren",
    "stap_casussen",
    "stap_redencategorieen",
)
BESIDE = (  # follows from no absence: made while the schooljaren are
    # thuiszitters
    "stap_vrijgesteld",
    "stap_thuisperioden",
    "stap_lijstdagen",
    "stap_kwartalen",
    "stap_thuisstanden",
    "mart_thuiszitters",
    "basis_thuiszitters_kenners",
    "stap_thuisstromen",
    "mart_thuiszitters_stroom",
    "basis_thuiszitters_kenners_stroom",
    "stap_thuisjaren",
    "mart_thuiszitters_gemeente",
    "basis_thuiszitters_kenners_jaar",
    # figures as delivered
    "mart_leerlingaantallen",
    "stap_vrijstellingjaren",
    "mart_vrijstellingen",
    "stap_breedkwartalen",
    "stap_breed",
    "mart_vrijstellingen_breed",
    "basis_vrijstellingen_kenners_breed",
    "mart_casussen",
    "mart_kengetallen",
    # what indicators of an agenda are made of
    "stap_kwartaaleinden",
    "stap_lijststanden",
    "stap_lijstregels",
    "stap_lijstfeiten",
    "stap_vrijstellingfeiten",
)
YEARLY = (
    # schools, weeks and what was delivered of them
    "stap_schooljaar",
    "stap_scholen",
    "stap_tijdvakken",
    "stap_leveringen",
    "stap_schoolweken",
    "stap_roosterdagen",
    "stap_perioden",
    "stap_periodedagen",
    # pupils: enrolment, schedule, absence
    "stap_inschrijvingen",
    "stap_cellen",
    "stap_groepen",
    "stap_groepsweken",
    "basis_leerlingen",
    "basis_groepsweken",
    "stap_verzuimregels",
    "stap_interventies",
    "stap_afgekeurd",
    "mart_verwijzingen",
    "mart_verwijzingsregels",
    "stap_verzuimweken",
    "stap_signalen",
    "mart_signalen",
    "basis_verzuim_leerlingen",
    # schools that deliver counts only
    "stap_weektotalen",
    "stap_weekverzuim",
    # attendance and absence per period
    "stap_verzuimdagen",
    "basis_verzuim_schoolweken",
    "stap_roosterdelen",
    "basis_rooster_schoolweken",
    "stap_wisselperioden",
    "stap_leerlingtelling",
    "stap_dekking",
    "mart_aanwezigheid",
    "stap_verzuimtelling",
    "mart_verzuim",
    "basis_verzuim_erbuiten",
    "mart_scholen",
    "mart_dekking_scholen",
    # lagen
    "stap_meetmomenten",
    "stap_metingen",
    "stap_vensterweken",
    "stap_blootstelling",
    "stap_gemiste_weken",
    "stap_gemist",
    "stap_open_casussen",
    "stap_wisselaars",
    "stap_leerlingmetingen",
    "stap_promillen",
    "basis_lagen",
    "basis_lagen_grootste",
    "mart_lagen",
    "stap_eerste_lagen",
    "basis_vroegsignalering",
    "basis_bereikt",
    "stap_groepsstanden",
    "stap_leerlingen_apart",
    "stap_evenveel_gemist",
    "basis_lagen_weken",
    "mart_lagen_wat_als",
    "mart_lagen_wat_als_dagen",
    "basis_blokvensters",
    "stap_momentparen",
    "basis_lagen_stromen",
    "stap_lagen_stromen",
    "mart_lagen_stromen",
    "basis_lagen_stromen_grootste",
    "stap_schoolmetingen",
    "mart_lagen_stromen_school",
    "stap_lagen_school",
    "mart_lagen_school",
    "mart_redenen_school",
    # interventions
    "stap_interventiemomenten",
    "stap_interventieweken",
    "stap_interventiemetingen",
    "basis_interventies",
    "mart_interventies",
    "stap_interventiestanden",
    "mart_interventies_lagen",
    "mart_interventies_school",
    "mart_interventies_school_lagen",
)
AFTER = (
    "stap_regioweken",
    # the same weeks of two schooljaren
    "stap_weekplaatsen",
    "basis_weekgroepen",
    "stap_weken",
    "stap_vergeleken_weken",
    "stap_jaarparen",
    "stap_leerlingrooster",
    "stap_leerlingverzuim",
    "stap_ingeroosterd",
    "stap_verzuimers",
    "stap_verzuim_erbuiten",
    "stap_verzuim_samen",
    "stap_aanwezigheid_samen",
    "basis_aanwezigheid_weekgroepen",
    "basis_verzuim_weekgroepen",
    "mart_aanwezigheid_zelfde_weken",
    "mart_verzuim_zelfde_weken",
    "stap_groei_omvang",
    "stap_groei_verzuim",
    "mart_lagen_mediaan",
    # indicators of an agenda
    "stap_indicatorfeiten",
    "mart_indicatoren",
)
FILES = (*BEFORE, *BESIDE, *YEARLY, *AFTER)
BASIS = "basis_"  # begins the name of what is never published
KEPT = ("mart_", BASIS)  # what is a table of the exact file
PLACE = {name: place for place, name in enumerate(FILES)}
MARTS = tuple(name for name in FILES if name.startswith(KEPT))
YEARLY_MARTS = tuple(name for name in YEARLY if name in MARTS)


def sql(name: str) -> str:
    """The select of one file."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def code(name: str) -> str:
    """The same without what is said about it."""
    return re.sub(r"--.*", "", sql(name))


def last_use() -> dict[str, str]:
    """Each step with the file that reads it last, so that no pupil rows are kept longer than needed."""
    last = {name: name for name in FILES if name.startswith("stap_")}  # read by statistics only, or by none
    last |= {step: name for name in FILES for step in re.findall(r"\bstap_\w+", code(name))}
    # what every schooljaar reads is needed until the last of them is made
    return last | {step: AFTER[0] for step in BEFORE if last[step] in YEARLY}


LAST_USE = last_use()
