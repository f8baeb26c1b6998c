"""The names that go with thuiszitters and vrijstellingen: cases, how they end, two lists, grounds and advice."""

from schemas import codes
from ui.language import gettext as _
from ui.language import ngettext


def at_home() -> dict[str, dict[str, str]]:
    """Dimension -> code -> name, in the current language; ui/names.py keeps them."""
    return {
        "soort": _kinds_of_case(),
        "duurklasse": _durations(),
        **_motion(),
        **_case_codes(),
        **_two_lists(),
        "grond": _grounds(),
        **_of_exemptions(),
    }


def short_at_home() -> dict[str, dict[str, str]]:
    """The same for narrow places."""
    return {
        "grond": {
            "LPW5_A": _("5 onder a"),
            "LPW5_B": _("5 onder b"),
            "LPW5_C": _("5 onder c"),
            "LPW5A_TREKKEND": _("5a trekkend"),
            "LPW15": _("art. 15"),
            "LPW3A": _("art. 3a"),
            "LPW3B": _("art. 3b"),
            "andere": _("andere gronden"),
        },
        "soort": {"lopend": _("Alle"), "absoluut": _("Absoluut"), "langdurig_relatief": _("Relatief")},
        "duurklasse": {
            codes.ALLE: _("Alle"),
            "tot_4_weken": _("< 4 weken"),
            "4_weken_3_maanden": _("4 wk–3 mnd"),
            "3_6_maanden": _("3–6 mnd"),
            "6_12_maanden": _("6–12 mnd"),
            "vanaf_12_maanden": _("≥ 12 mnd"),
            "tot_3_maanden": _("< 3 mnd"),
            "vanaf_6_maanden": _("≥ 6 mnd"),
            "langer_dan_3_maanden": _("> 3 mnd"),
        },
        "maanden": {str(months): _("{aantal} mnd").format(aantal=months) for months in range(1, 25)},
        "afloop": {"overige_aflopen": _("Andere reden")},
        "blik": {"smal": _("Smal"), "met_absoluut": _("Met absoluut"), "breed": _("Breed")},
        "veld": {"aanbod": _("Aanbod"), "wacht_ggz_sinds": _("Wacht op GGZ")},
        "verklaring": {
            codes.ALLE: _("Alle"),
            "later_bij_ander": _("Later"),
            "afgesloten_bij_ander": _("Afgesloten"),
            "eerder_bij_ander": _("Eerder"),
            "andere_soort": _("Potentieel"),
            "nooit_bij_ander": _("Niet bekend"),
        },
    }


def _endings() -> dict[str, str]:
    return {
        "terug_naar_school": _("Terug naar school"),
        "onderwijszorg": _("Onderwijs met zorg"),
        "vrijstelling": _("Vrijstelling"),
        "verhuisd": _("Verhuisd"),
        "leeftijd": _("Niet meer leerplichtig"),
        "anders": _("Anders"),
    }


def _motion() -> dict[str, dict[str, str]]:
    """How a case ends, after how long, and whether potential thuiszitters double."""
    months = {
        str(count): ngettext("{aantal} maand", "{aantal} maanden", count).format(aantal=count) for count in range(1, 25)
    }
    return {
        "afloop": {
            **_endings(),
            "overige_aflopen": _("Om een andere reden van de lijst"),
            "aanbod": _("Passend aanbod"),
            "geen_aanbod": _("Afgelopen zonder aanbod"),
            "opnieuw_thuis": _("Opnieuw thuis"),
            "nog_open": _("Nog thuis"),
        },
        "onderwerp": {
            "duur": _("Nog thuis"),
            "aanbod": _("Nog thuis zonder passend aanbod"),
            "afloop": _("Afloop"),
            "terugval": _("Opnieuw thuis"),
        },
        "maanden": months,
        "maanden_terug": months,
        "alarm": {
            "verdubbelt": _("In dit tempo verdubbelt het aantal binnen een jaar."),
            "kan_verdubbelen": _("Een verdubbeling binnen een jaar is niet uit te sluiten."),
            "verdubbelt_niet": _("In dit tempo verdubbelt het aantal niet binnen een jaar."),
            "te_weinig_gegevens": _("Er zijn te weinig gegevens voor een oordeel."),
        },
    }


def of_potential_ones() -> dict[str, dict[str, str]]:
    """Other names where potential thuiszitters are counted: they go to school, and stand on a list."""
    return {
        "afloop": {
            "nog_open": _("Nog op de lijst"),
            "terug_naar_school": _("Weer gewoon naar school"),
            "opnieuw_thuis": _("Opnieuw op de lijst"),
        },
        "onderwerp": {"duur": _("Nog op de lijst"), "aanbod": _("Nog op de lijst zonder passend aanbod")},
    }


def _case_codes() -> dict[str, dict[str, str]]:
    return {
        "besluit": {"nieuw": _("Nieuw"), "verlenging": _("Verlenging")},
        "laatst_onderwijs": {
            "bo_sbo": _("Basisonderwijs of speciaal basisonderwijs"),
            "vso_so": _("(Voortgezet) speciaal onderwijs"),
            "vo": _("Voortgezet onderwijs"),
            "mbo": _("Middelbaar beroepsonderwijs"),
            "geen": _("Nog geen onderwijs"),
        },
        "lijst": {"RBL": _("Lijst van leerplicht (RBL)"), "SWV": _("Lijst van het samenwerkingsverband")},
        "swv": {"PASSENDERWIJS": "Passenderwijs", "RUW": "SWV VO RUW"},
        "einde_reden": _endings(),
        "achtergrond": {
            "psychisch": _("Psychische klachten"),
            "somatisch": _("Lichamelijke klachten"),
            "thuissituatie": _("Situatie thuis"),
            "autisme": _("Autisme"),
            "gedrag": _("Gedrag"),
            "schoolangst": _("Angst voor school"),
            "wachtlijst": _("Wachtlijst"),
            "anders": _("Anders"),
        },
        "risicogrond": {
            "ziekte": _("Ziekte"),
            "gedrag": _("Gedrag"),
            "thuissituatie": _("Situatie thuis"),
            "schoolwisseling": _("Wisselen van school"),
            "anders": _("Anders"),
        },
    }


def _two_lists() -> dict[str, dict[str, str]]:
    return {
        "stand": {
            codes.ALLE: _("Op één lijst"),
            "alleen_rbl": _("Alleen bij leerplicht"),
            "alleen_swv": _("Alleen bij het samenwerkingsverband"),
        },
        "veld": {
            "soort": _("Soort"),
            "start": _("Eerste dag thuis"),
            "gemeente": _("Gemeente"),
            "school": _("School"),
            "aanbod": _("Datum van een passend aanbod"),
            "wacht_ggz_sinds": _("Wacht op GGZ sinds"),
            "achtergrond": _("Achtergrond"),
        },
        "verklaring": {
            codes.ALLE: _("Alle verklaringen"),
            "later_bij_ander": _("Kwam later op de andere lijst"),
            "afgesloten_bij_ander": _("Afgesloten op de andere lijst"),
            "eerder_bij_ander": _("Stond eerder op de andere lijst"),
            "andere_soort": _("Potentiële thuiszitter op de andere lijst"),
            "nooit_bij_ander": _("Niet bekend op de andere lijst"),
        },
        "ongezien_reden": {
            "te_weinig_beide": _("Te weinig kinderen staan op beide lijsten"),
            "te_weinig_overlap": _("De lijsten hebben te weinig kinderen gemeen"),
        },
    }


def _kinds_of_case() -> dict[str, str]:
    return {
        "lopend": _("Alle geldige vrijstellingen"),
        "nieuw": _("Nieuw"),
        "verlengd": _("Verlengd"),
        "blijvend": _("Blijvend"),
        "doorlopend": _("Doorlopend"),
        "absoluut": _("Absoluut verzuim (niet ingeschreven)"),
        "langdurig_relatief": _("Langdurig relatief verzuim"),
        "ziekte": _("Langdurig ziek"),
        "overig": _("Overig"),
        "potentieel": _("Potentiële thuiszitter"),
    }


def _durations() -> dict[str, str]:
    return {
        codes.ALLE: _("Alle duren"),
        "tot_4_weken": _("Korter dan 4 weken"),
        "tot_3_maanden": _("Korter dan 3 maanden"),
        "4_weken_3_maanden": _("4 weken tot 3 maanden"),
        "3_6_maanden": _("3 tot 6 maanden"),
        "6_12_maanden": _("6 tot 12 maanden"),
        "vanaf_6_maanden": _("6 maanden of langer"),
        "vanaf_12_maanden": _("12 maanden of langer"),
        "langer_dan_3_maanden": _("Langer dan 3 maanden"),
    }


def _grounds() -> dict[str, str]:
    return {
        "LPW5_A": _("5 onder a: niet geschikt voor een school"),
        "LPW5_B": _("5 onder b: bedenkingen tegen de richting"),
        "LPW5_C": _("5 onder c: school in het buitenland"),
        "LPW5A_TREKKEND": _("5a: trekkend bestaan"),
        "LPW15": _("15: ander onderwijs"),
        "LPW3A": _("3a: vervangende leerplicht, laatste schooljaar"),
        "LPW3B": _("3b: vervangende leerplicht vanaf 14 jaar"),
        "andere": _("Alle andere gronden dan 5 onder a"),
    }


def _of_exemptions() -> dict[str, dict[str, str]]:
    return {
        "advies": {
            "beide": _("Van het samenwerkingsverband en van jeugdhulp"),
            "alleen_swv": _("Alleen van het samenwerkingsverband"),
            "alleen_jeugdhulp": _("Alleen van jeugdhulp"),
            "geen": _("Geen advies"),
        },
        "blik": {
            "smal": _("Langdurig verzuim"),
            "met_absoluut": _("En wie niet is ingeschreven"),
            "breed": _("En wie is vrijgesteld volgens 5 onder a"),
        },
        "ligging": {
            "binnen": _("Binnen de lijnen"),
            "buiten_95": _("Buiten de binnenste lijnen"),
            "buiten_998": _("Buiten de buitenste lijnen"),
        },
    }
