"""The names that go with cases at a meeting and with interventions."""

from ui.language import gettext as _


def cases() -> dict[str, dict[str, str]]:
    """Dimension -> code -> name, in the current language; ui/names.py keeps them."""
    return {
        "knelpunt": {
            "wachttijd_ggz": _("Wachten op de GGZ"),
            "wachttijd_jeugdhulp": _("Wachten op jeugdhulp"),
            "geen_passende_plek": _("Geen passende plek"),
            "geldstromen": _("Wie betaalt wat"),
            "samenwerking": _("Samenwerking"),
            "vervoer": _("Vervoer"),
            "anders": _("Ander knelpunt"),
            "geen": _("Geen knelpunt"),
        },
        "casusthema": {
            "schoolangst": _("Angst voor school"),
            "psychisch": _("Psychische klachten"),
            "autisme": _("Autisme"),
            "gedrag": _("Gedrag"),
            "thuissituatie": _("Situatie thuis"),
            "lichamelijk": _("Lichamelijke klachten"),
            "overstap": _("Overstap naar een andere school"),
            "anders": _("Ander thema"),
        },
        "fase": {
            "school": _("School"),
            "mdo": _("Multidisciplinair overleg (MDO)"),
            "actietafel": _("Actietafel"),
            "doorbraaktafel": _("Doorbraaktafel"),
        },
        "overleg": {
            "mdo": _("Multidisciplinair overleg (MDO)"),
            "actietafel": _("Actietafel"),
            "doorbraaktafel": _("Doorbraaktafel"),
            "leertafel": _("Leertafel"),
        },
        "uitkomst": {
            "opgelost": _("Opgelost"),
            "loopt_of_onbekend": _("Loopt op deze trede, of niet bekend"),
            "doorgezet": _("Naar de volgende trede"),
            "alle": _("Alle uitkomsten"),
        },
        "interventie": {
            "gesprek": _("Gesprek met leerling en ouders"),
            "mentor": _("Vaste mentor"),
            "mazl": _("M@ZL: gesprek met de jeugdarts"),
            "maatschappelijk_werk": _("Schoolmaatschappelijk werk"),
            "begeleiding": _("Extra begeleiding bij het leren"),
            "opbouwrooster": _("Rooster dat wordt opgebouwd"),
            "anders": _("Andere interventie"),
            "alle": _("Alle interventies"),
        },
        "moment": {
            "vooraf": _("8 schoolweken vooraf"),
            "vooraf_8": _("Vooraf, wie 8 schoolweken is gevolgd"),
            "na_8": _("8 schoolweken erna"),
            "vooraf_12": _("Vooraf, wie 12 schoolweken is gevolgd"),
            "na_12": _("12 schoolweken erna"),
        },
        "weken": {"4": _("4 schoolweken"), "8": _("8 schoolweken"), "12": _("12 schoolweken")},
    }


def short_cases() -> dict[str, dict[str, str]]:
    """The same for narrow places."""
    return {
        "fase": {"mdo": _("MDO")},
        "moment": {
            "vooraf": _("Vooraf"),
            "vooraf_8": _("Vooraf (8\N{NO-BREAK SPACE}weken)"),
            "na_8": _("8 weken erna"),
            "vooraf_12": _("Vooraf (12\N{NO-BREAK SPACE}weken)"),
            "na_12": _("12 weken erna"),
        },
    }
