"""Words by which exports call what we ask for: names of columns, reasons, and values of closed lists.

Only a start for the data steward, who knows the export. A name is compared without case, spaces and signs.
"""

import re

# By kind, how a standard column may be called: the first pattern that fits a free column wins. `begin` to `hele_dag`
# are the ends of an interval, which takes the place of datum and eenheid.
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "verzuim": {
        "leerling": ("^(leerling|stam)(nummer|nr|id|code)$", "^leerling$", "sleutel$", "^stamn", "^pseudoniem$"),
        "reden": ("^(absentie|verzuim)?(reden|code)$", "redencode|absentiecode|^afkorting$", "reden"),
        "begin": ("^begindatum", "^datum(van|vanaf|begin)$", "^startdatum", "^(van|vanaf|begin|start)$"),
        "einde": ("^eind(e)?datum", "^datum(tot|totenmet|tm|eind|einde)$", "^(tot|totenmet|tm|eind|einde)$"),
        "begin_tijd": ("^(begin|start)tijd$", "^tijd(van|begin)$", "^vantijd$"),
        "einde_tijd": ("^eind(e)?tijd$", "^tijd(tot|eind)$", "^tottijd$"),
        "begin_uur": ("^(begin|start)lesuur$", "^lesuur(van|vanaf|begin)$"),
        "einde_uur": ("^eind(e)?lesuur$", "^lesuur(tot|totenmet|tm|eind|einde)$"),
        "hele_dag": ("^(hele|gehele)dag$",),
        "datum": ("^datum$", "^(verzuim|absentie|les)datum$", "^dag$"),
        "eenheid": ("^(lesuur|uur|dagdeel|eenheid)$", "lesuur|dagdeel"),
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
    },
    "weekcijfers": {
        "week": ("^week$", "^week(van|begin|start)$", "^(isoweek|weeknummer)$"),
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
        "gemeente": ("^(woon)?gemeente(code|nummer)?$",),
        "categorie": ("^categorie$",),
        "leerlingen": ("^(aantal)?leerlingen$",),
        "gemiste_eenheden": ("^gemiste",),
        "ingeschreven": ("^ingeschreven",),
        "geroosterd": ("^(in)?geroosterd",),
    },
    "vrijstellingen": {
        "kind": ("^(regio)?sleutel$", "^(client|cliënt|kind|leerling|dossier)(nummer|nr|id)?$", "pseudoniem"),
        "gemeente": ("^(woon)?gemeente(code|nummer)?$",),
        "grond": ("^artikel", "^(vrijstellings)?grond"),
        "laatst_onderwijs": ("^laatst",),
        "besluit": ("^soort(beslissing|besluit|aanvraag)$", "^(besluit|beslissing)$"),
        "ingang": ("^ingang", "^begindatum$"),
        "einde": ("^eind", "^geldigtot"),
        "advies_swv": ("^adviesswv$", "^advies.*samenwerk"),
        "advies_jeugdhulp": ("^advies.*(jeugd|arts|ggd)",),
    },
    "thuiszitters": {
        "lijst": ("^lijst$",),
        "peildatum": ("^peildatum$", "^standper$"),
        "kind": ("^(regio)?sleutel$", "^(client|cliënt|kind|leerling|dossier)(nummer|nr|id)?$", "pseudoniem|kenmerk"),
        "gemeente": ("^(woon)?gemeente(code|nummer)?$",),
        "sector": ("^(onderwijs(soort)?|soortonderwijs|schoolsoort|sector)$",),
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
        "soort": ("^(soort|categorie)(verzuim|thuiszitter)?$",),
        "start": ("^thuis(zitter)?sinds", "^start", "^begin"),
        "aanbod": ("aanbod",),
        "einde": ("^(afgesloten|eind|beëindigd)",),
        "einde_reden": ("^reden(afsluiting|einde|beëindiging)$",),
        "achtergrond": ("^achtergrond",),
        "wacht_ggz_sinds": ("ggz",),
        "risicogrond": ("^risico",),
    },
    "leerlingaantallen": {
        "gemeente": ("^gemeente(nummer|code)", "^(woon)?gemeente(naam)?$"),
        "schooljaar": ("^schooljaar$", "^peil(datum|jaar)", "^peildatum"),
        "sector": ("^soort(onderwijs|po)?$", "^(onderwijs(soort)?|schoolsoort|sector)$"),
        "leerlingen": ("^aantal(leerlingen)?$", "^leerlingen$", "^leerlingaantal"),
    },
    "redenen": {
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
        "reden": ("^(reden|absentie)?code$", "^afkorting$", "^reden$"),
        "omschrijving": ("^(omschrijving|betekenis)$",),
        "categorie": ("^categorie$",),
    },
    "leerlingen": {
        "schooljaar": ("^schooljaar$",),
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
        "leerling": ("^(leerling|stam)(nummer|nr|id|code)$", "^leerling$", "sleutel$", "^stamn", "^pseudoniem$"),
        "gemeente": ("^(woon)?gemeente(code|nummer)?$",),
        "leerjaar": ("^(leerjaar|jaargroep|groep)$",),
        "afdeling": ("^(afdeling|studie|opleiding|niveau)$",),
        "van": ("^(van|inschrijfdatum|ingeschrevenvan|begindatum|instroomdatum)$",),
        "tot": ("^(tot|uitschrijfdatum|ingeschreventot|einddatum|uitstroomdatum)$",),
    },
    "rooster": {
        "school": ("^(vestiging|school)(s)?(code)?$", "brin6"),
        "leerjaar": ("^(leerjaar|jaargroep|groep)$",),
        "datum": ("^(datum|dag)$",),
        "eenheden": ("^(eenheden|lesuren|dagdelen|aantal(lessen|lesuren|dagdelen))$",),
    },
}
# What the name of a file often says of its kind.
IN_NAME: dict[str, str] = {
    "verzuim": "verzuim|absent|magister|somtoday|parnassys|esis|presentie",
    "vrijstellingen": "vrijstelling",
    "thuiszitters": "thuiszit",
    "leerlingaantallen": "leerlingaantal|duo",
    "weekcijfers": "weekcijfer",
    "redenen": "reden",
    "leerlingen": "leerlingen|inschrijving",
    "rooster": "rooster",
}
# A word that no row of data is likely to have: what makes a row a header.
KNOWN = re.compile(
    "leerling|stamn|nummer|sleutel|datum|lesuur|dagdeel|reden|code|gemeente|vestiging|school|artikel|peil|aantal|week|"
    "omschrijving|categorie|ingang|tijd|sector|soort|klas|groep|status"
)
# Reasons in words, and what they mean; the first that fits.
REASONS: tuple[tuple[str, str], ...] = (
    ("te ?laat|telaat", "te_laat"),
    ("ziek|griep|koorts", "ziekte"),
    ("dokter|arts|orthodon|therap|ziekenhuis|medisch|specialist", "medisch_bezoek"),
    ("luxe", "luxeverzuim"),
    ("suikerfeest|offerfeest|religi|godsdienst", "religieus"),
    ("vakantieverlof|werkzaamheden ouders|beroep", "vakantieverlof"),
    ("schors", "schorsing"),
    ("spijbel", "spijbelen"),
    ("verwijderd|uitgestuurd|uit de les", "verwijderd"),
    ("excursie|stage|elders|opdc|oza", "onderwijs_elders"),
    ("gesloten|sluiting|ijsvrij", "schoolsluiting"),
    ("vijfjarige|vierjarige|kleuter|onder de zes", "onder_zes"),
    ("ongeoorloofd|zonder bericht|onbekend afwezig", "ongeoorloofd_onbekend"),
    ("huwelijk|begrafenis|uitvaart|verlof|gewichtig|jubileum", "bijzonder_verlof"),
)
_SECTOR = {
    "bo": "PO",
    "po": "PO",
    "basisonderwijs": "PO",
    "sbo": "SBO",
    "so": "SO",
    "vo": "VO",
    "voortgezet onderwijs": "VO",
    "pro": "PRO",
    "praktijkonderwijs": "PRO",
    "vso": "VSO",
    "mbo": "MBO",
    "geen": "",
}
# Values of closed lists as exports write them.
VALUES: dict[str, dict[str, str]] = {
    "sector": _SECTOR,
    "soort": {
        "absoluut verzuim": "absoluut",
        "langdurig relatief verzuim": "langdurig_relatief",
        "lrv": "langdurig_relatief",
        "langdurig ziek": "ziekte",
        "potentiële thuiszitter": "potentieel",
    },
    "einde_reden": {
        "terug naar school": "terug_naar_school",
        "onderwijs-zorgarrangement": "onderwijszorg",
        "18 jaar": "leeftijd",
    },
    "achtergrond": {"lichamelijk": "somatisch", "thuis": "thuissituatie", "ass": "autisme"},
    "besluit": {
        "eerste aanvraag": "nieuw",
        "nieuwe aanvraag": "nieuw",
        "herhaling": "verlenging",
        "vervolgaanvraag": "verlenging",
    },
    "laatst_onderwijs": {
        "bo": "bo_sbo",
        "sbo": "bo_sbo",
        "so": "vso_so",
        "vso": "vso_so",
        "pro": "vo",
        "geen school": "geen",
        "onbekend": "",
    },
    "advies_swv": {"j": "ja", "n": "nee", "n.v.t.": ""},
    "advies_jeugdhulp": {"j": "ja", "n": "nee", "n.v.t.": ""},
}
# With which dagdeel a word begins and ends.
DAGDELEN = {
    "ochtend": (1, 1),
    "voormiddag": (1, 1),
    "middag": (2, 2),
    "namiddag": (2, 2),
    "hele dag": (1, 2),
    "gehele dag": (1, 2),
}
PUPILS = re.compile(r"^(.+?)\s*\(?(?:lln|leerlingen|aantal lln)\)?\.?$", re.IGNORECASE)
UNITS = re.compile(r"^(.+?)\s*\(?(?:dagdelen|lesuren|uren|eenheden)\)?$", re.IGNORECASE)


def meaning(reason: str) -> str | None:
    """The category that a reason in words has; None when no word is known."""
    text = reason.lower()
    return next((category for words, category in REASONS if re.search(words, text)), None)
