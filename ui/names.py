"""The names themselves, per dimension: Dutch msgids, translated when asked for. See ui/labels.py."""

from functools import cache

from schemas import codes
from schemas.definities import register
from ui.case_names import cases, short_cases
from ui.delivery_names import delivered
from ui.language import current
from ui.language import gettext as _
from ui.thuiszitter_names import at_home, short_at_home

YEARS = 8  # of a basisschool, which has the most


@cache
def names(_language: str) -> dict[str, dict[str, str]]:
    """Dimension -> code -> name. The language is only the key of the cache: `_` reads the one in use."""
    return {
        "gemeente": {codes.ALLE: _("Hele regio"), **codes.GEMEENTEN, codes.BUITEN_REGIO: _("Buiten de regio")},
        "sector": _sectors(),
        "laag": {
            "1": _("Laag 1"),
            "aandacht": _("Aandacht (binnen laag 1)"),
            "2": _("Laag 2"),
            "1_en_2": _("Laag 1 of 2"),
            "3": _("Laag 3"),
            "onbekend": _("Nog onbekend"),
            codes.ALLE: _("Alle lagen"),
        },
        "categorie": _categories(),
        "geoorloofd": {"ja": _("Geoorloofd"), "nee": _("Ongeoorloofd"), "niet_bekend": _("Niet ingedeeld")},
        **at_home(),
        **_movement(),
        **_registered(),
        "tabel": {
            "mart_lagen": _("Lagen"),
            "mart_lagen_wat_als": _("Lagen met andere grenzen"),
            "mart_lagen_wat_als_dagen": _("Lagen met een ander minimum aan schooldagen"),
            "mart_lagen_vooruit": _("Lagen over 4 en 8 schoolweken"),
            "mart_lagen_stromen": _("Van laag naar laag"),
            "mart_lagen_herstel": _("Herstel uit laag 2"),
            "mart_lagen_bereikt": _("Laag 3 zonder eerst in laag 2 te zijn gezien"),
            "mart_signalen": _("Eerste signalen van verzuim"),
            "mart_aanwezigheid": _("Aanwezigheid"),
            "mart_aanwezigheid_zelfde_weken": _("Aanwezigheid in dezelfde weken van twee jaren"),
            "mart_verzuim": _("Verzuim per categorie"),
            "mart_verzuim_zelfde_weken": _("Verzuim in dezelfde weken van twee jaren"),
            "mart_groei": _("Groei per categorie"),
            "mart_thuiszitters": _("Thuiszitters aan het eind van een kwartaal"),
            "mart_thuiszitters_stroom": _("Thuiszitters: erbij en eraf"),
            "mart_thuiszitters_gemeente": _("Thuiszitters per gemeente"),
            "mart_thuiszitters_potentieel": _("Potentiële thuiszitters naast thuiszitters"),
            "mart_thuiszitters_nu": _("Thuiszitters op de dag van de laatste lijst"),
            "mart_thuiszitters_vooruit": _("Verwachte thuiszitters"),
            "mart_thuiszitters_kansen": _("Hoe lang thuiszitten duurt en hoe het afloopt"),
            "mart_thuiszitters_wacht": _("Thuiszitters die wachten op de GGZ"),
            "mart_vrijstellingen": _("Vrijstellingen"),
            "mart_vrijstellingen_tarief": _("Vrijstellingen per 1.000 leerlingen"),
            "mart_vrijstellingen_advies": _("Advies bij nieuwe vrijstellingen"),
            "mart_vrijstellingen_breed": _("Thuiszitters en vrijstellingen samen"),
            "mart_interventies": _("Interventies"),
            "mart_interventies_lagen": _("Lagen voor en na een interventie"),
            "mart_interventies_vervolg": _("Verzuim voor en na een interventie"),
            "mart_casussen": _("Besproken casussen"),
            "mart_indicatoren": _("Cijfers bij de samenwerkingsagenda"),
            "mart_lijsten": _("Twee lijsten per peildatum"),
            "mart_lijsten_velden": _("Tegenspraak tussen twee lijsten"),
            "mart_lijsten_redenen": _("Kinderen op één lijst, per schooljaar"),
        },
        "kleur": {
            "rood": _("Rood"),
            "oranje": _("Oranje"),
            "groen": _("Groen"),
            "donkergroen": _("Donkergroen"),
            "leeg": _("Niet beoordeeld"),
        },
        "trend": {
            "hoger": _("Hoger"),
            "gelijk": _("Gelijk"),
            "lager": _("Lager"),
            "eerste": _("Eerste keer"),
            "vervallen": _("Niet meer beoordeeld"),
        },
        "pdca": {
            "plan": _("Plan (plannen)"),
            "do": _("Do (doen)"),
            "check": _("Check (nagaan)"),
            "act": _("Act (bijstellen)"),
        },
        "periode_soort": {"week": _("Per week"), "maand": _("Per maand"), "schooljaar": _("Per schooljaar")},
        "eenheid_rooster": {"dagdeel": _("Dagdelen"), "lesuur": _("Lesuren")},
        "levering": {
            "per_leerling": _("Per leerling"),
            "weekcijfers": _("Alleen weekcijfers"),
            "geen": _("Niet geleverd"),
        },
        "gebied": {"regio": _("Utrecht West"), "landelijk": _("Nederland")},
        "jaar": {
            "dit": _("Dit schooljaar"),
            "dit_zelfde_weken": _("Dit schooljaar, zelfde weken"),
            "vorig_zelfde_weken": _("Vorig schooljaar, zelfde weken"),
        },
        "leerjaar": {codes.ALLE: _("Hele school"), **_years()},
        **delivered(),
        **cases(),
        **_growth(),
        "eenheid": _units(),
    }


def _movement() -> dict[str, dict[str, str]]:
    lagen = {"1": _("Laag 1"), "2": _("Laag 2"), "3": _("Laag 3"), "onbekend": _("Nog onbekend")}
    return {
        "van": {**lagen, "nieuw": _("Nieuw in beeld"), "elders": _("Elders in de regio")},
        "naar": {**lagen, "vertrokken": _("Niet meer in beeld"), "elders": _("Elders in de regio")},
        "ander": {key: value.titel.in_(current()) for key, value in register().presets.items()},
        "signaal": {"mazl": _("Zorgwekkend ziekteverzuim (M@ZL)"), "16_uur": _("16 uur in 4 schoolweken")},
        "tijd": {"najaar_winter": _("Van najaar naar winter"), "winter_voorjaar": _("Van winter naar voorjaar")},
        "termijn": {"nu": _("Nu"), "4_weken": _("Over 4 schoolweken"), "8_weken": _("Over 8 schoolweken")},
    }


def _registered() -> dict[str, dict[str, str]]:
    """Names that stand in the definition registry."""
    taal = register()
    return {
        "definitie": {key: value.titel.in_(current()) for key, value in taal.thuiszitters.items()},
        "venster": {key: value.titel.in_(current()) for key, value in taal.vensters.items()},
        "preset": {key: value.titel.in_(current()) for key, value in taal.presets.items()},
    }


def _sectors() -> dict[str, str]:
    return {
        codes.ALLE: _("Alle scholen"),
        "primair": _("Primair onderwijs (alles)"),
        "PO": _("Basisschool"),
        "SBO": _("Speciaal basisonderwijs"),
        "SO": _("Speciaal onderwijs"),
        "voortgezet": _("Voortgezet onderwijs (alles)"),
        "VO": _("Voortgezet onderwijs"),
        "PRO": _("Praktijkonderwijs"),
        "VSO": _("Voortgezet speciaal onderwijs"),
        "beroeps": _("Beroepsonderwijs (alles)"),
        "MBO": _("Middelbaar beroepsonderwijs"),
        "geen": _("Niet op een school ingeschreven"),
    }


def _categories() -> dict[str, str]:
    return {
        "ziekte": _("Ziekte"),
        "medisch_bezoek": _("Medisch bezoek"),
        "bijzonder_verlof": _("Bijzonder verlof"),
        "religieus": _("Religieuze feestdag"),
        "vakantieverlof": _("Vakantieverlof met toestemming"),
        "schorsing": _("Schorsing"),
        "ongeoorloofd_onbekend": _("Afwezig zonder bericht"),
        "spijbelen": _("Spijbelen"),
        "luxeverzuim": _("Vakantie zonder toestemming"),
        "verwijderd": _("Uit de les gestuurd"),
        "te_laat": _("Te laat"),
        "onderwijs_elders": _("Onderwijs op een andere plek"),
        "schoolsluiting": _("School gesloten"),
        "onder_zes": _("Verlof voor kleuters"),
        "onbekend": _("Onbekende reden"),
        codes.ALLE: _("Alles samen"),
    }


def _years() -> dict[str, str]:
    return {str(year): _("Leerjaar {nummer}").format(nummer=year) for year in range(1, YEARS + 1)}


def _growth() -> dict[str, dict[str, str]]:
    return {
        "woord": {
            "duidelijk_gestegen": _("Duidelijk gestegen"),
            "duidelijk_gedaald": _("Duidelijk gedaald"),
            "duidelijk_gestegen_kwetsbaar": _("Duidelijk gestegen, maar kwetsbaar"),
            "duidelijk_gedaald_kwetsbaar": _("Duidelijk gedaald, maar kwetsbaar"),
            "onzeker": _("Onzeker"),
            "geen_verschil": _("Geen verschil"),
            "te_weinig_gegevens": _("Te weinig gegevens"),
        },
        "verdeling": {"gemeente": _("Gemeenten"), "sector": _("Soorten scholen")},
        "deel": {
            **codes.GEMEENTEN,
            **{code: name for code, name in _sectors().items() if code in codes.SECTOR_GROEPEN},
            "rest": _("Niet te tonen"),
        },
        "geen_vergelijking_nu": {
            "niet_geleverd": _("Er is niets geleverd"),
            "dekking": _("Te weinig scholen leverden"),
            "weken": _("Te weinig weken zijn geleverd"),
            "onbekende_codes": _("Te veel redenen zijn niet ingedeeld"),
        },
        "geen_vergelijking": {
            "niet_geleverd": _("In een van beide jaren is niets geleverd"),
            "dekking": _("Te weinig scholen leverden"),
            "onbekende_codes": _("Te veel redenen zijn niet ingedeeld"),
        },
    }


def _units() -> dict[str, str]:
    return {
        "procent_verandering": _("procent verschil met een jaar eerder"),
        "leerlingen": _("leerlingen"),
        "kinderen": _("kinderen"),
        "besprekingen": _("besprekingen van een casus"),
        "scholen": _("scholen"),
        "cijfers": _("cijfers"),
        "regels": _("regels"),
        "bestanden": _("bestanden"),
        "dagen": _("leerlingen, schooldagen of procent"),
        "procent_schooltijd": _("procent van de geplande schooltijd"),
        "procent_gemiste_tijd": _("procent van de gemiste tijd"),
        "procent_leerlingen": _("procent van de leerlingen"),
        "procent_kinderen": _("procent van de kinderen"),
        "weken": _("weken"),
        "index": _("index: eerste schooljaar is 100"),
        "agendapunten": _("agendapunten"),
        "kengetal": _("verschilt per cijfer"),
        "schooldagen": _("schooldagen"),
        "per_1000": _("per 1.000 leerlingen"),
        "keren_per_100_schooldagen": _("keren per 100 schooldagen"),
    }


@cache
def short_names(_language: str) -> dict[str, dict[str, str]]:
    return {
        "gemeente": {codes.ALLE: _("Regio")},
        "sector": {
            codes.ALLE: _("Alle"),
            "primair": _("Primair"),
            "PO": _("Basis"),
            "SBO": "SBO",
            "SO": "SO",
            "voortgezet": _("Voortgezet"),
            "VO": "VO",
            "PRO": _("Praktijk"),
            "VSO": "VSO",
            "beroeps": _("Beroeps"),
            "MBO": "MBO",
            "geen": _("Geen school"),
        },
        "laag": {"aandacht": _("Aandacht"), "onbekend": _("Onbekend")},
        "van": {"onbekend": _("Onbekend"), "nieuw": _("Nieuw"), "elders": _("Elders")},
        "naar": {"onbekend": _("Onbekend"), "vertrokken": _("Weg"), "elders": _("Elders")},
        "signaal": {"mazl": "M@ZL", "16_uur": _("16 uur")},
        "termijn": {"4_weken": _("Over 4 weken"), "8_weken": _("Over 8 weken")},
        **short_cases(),
        **short_at_home(),
        "leerjaar": {str(year): str(year) for year in range(1, YEARS + 1)},
        "categorie": {
            "bijzonder_verlof": _("Bijz. verlof"),
            "religieus": _("Religieus"),
            "vakantieverlof": _("Vakantieverlof"),
            "ongeoorloofd_onbekend": _("Zonder bericht"),
            "luxeverzuim": _("Luxeverzuim"),
            "verwijderd": _("Uit de les"),
            "onderwijs_elders": _("Elders"),
            "schoolsluiting": _("Gesloten"),
            "onder_zes": _("Kleuterverlof"),
            "onbekend": _("Onbekend"),
        },
        "kleur": {"donkergroen": _("Donkergr."), "leeg": "–"},
    }
