"""The names that go with deliveries: kinds, reasons for keeping a line apart with what to do, published figures."""

from ui.language import gettext as _


def delivered() -> dict[str, dict[str, str]]:
    """Dimension -> code -> name, in the current language; ui/names.py keeps them."""
    return {
        "kind": _deliveries(),
        "reden": _quarantine_reasons(),
        "wat_te_doen": _remedies(),
        "groep": _subjects(),
        "indicator": _indicators(),
    }


def _deliveries() -> dict[str, str]:
    return {
        "scholen": _("Scholen"),
        "leerlingen": _("Inschrijvingen"),
        "rooster": _("Roosters"),
        "redenen": _("Verzuimredenen van scholen"),
        "verzuim": _("Verzuim per leerling"),
        "weekcijfers": _("Weekcijfers van scholen"),
        "vrijstellingen": _("Vrijstellingen (RBL)"),
        "thuiszitters": _("Lijsten van thuiszitters"),
        "leerlingaantallen": _("Leerlingaantallen"),
        "kengetallen": _("Gepubliceerde cijfers"),
        "agendapunten": _("Punten van de samenwerkingsagenda"),
        "agendastatussen": _("Stand van de agendapunten"),
    }


def _quarantine_reasons() -> dict[str, str]:
    return {
        "datum": _("Geen leesbare datum"),
        "getal": _("Geen leesbaar getal"),
        "onbekende_code": _("Onbekende code"),
        "leeg": _("Verplicht veld is leeg"),
        "bereik": _("Waarde buiten het bereik"),
        "vorm": _("Code heeft niet de juiste vorm"),
        "dubbel": _("Zelfde regel staat er al"),
        "conflict": _("Regels spreken elkaar tegen"),
        "velden": _("Te veel of te weinig velden"),
        "tekens": _("Onleesbare tekens"),
    }


def _remedies() -> dict[str, str]:
    """What a deliverer can do about a line that was kept apart, by its reason."""
    return {
        "datum": _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2022-11-27."),
        "getal": _("Schrijf het getal met cijfers, zonder eenheid erachter."),
        "onbekende_code": _("Gebruik een code uit de afgesproken lijst. Is de code nieuw? Meld hem dan."),
        "leeg": _("Vul het veld in."),
        "bereik": _("Controleer de waarde: zij is kleiner of groter dan mogelijk is."),
        "vorm": _("Schrijf de code zoals is afgesproken."),
        "dubbel": _("U hoeft niets te doen: de regel telt één keer mee."),
        "conflict": _("Lever alleen de juiste regel. Tot dan telt de regel die het eerst in het bestand staat."),
        "velden": _("Kijk naar de puntkomma's en aanhalingstekens in de regel."),
        "tekens": _("Bewaar het bestand opnieuw als UTF-8."),
    }


def _subjects() -> dict[str, str]:
    """Subjects of the published figures that come with the program."""
    return {
        "extra ondersteuning per gemeente": _("Extra ondersteuning per gemeente"),
        "landelijk leerplicht": _("Leerplicht in Nederland"),
        "leerlingen": _("Leerlingen van Passenderwijs"),
        "leerlingstromen": _("Leerlingen die van soort school wisselen"),
        "loket": _("Loket van Passenderwijs"),
        "sbo en so": _("Speciaal (basis)onderwijs"),
        "scholen": _("Scholen van Passenderwijs"),
        "thuiszitters": _("Thuiszitters in het primair onderwijs"),
        "toegekende ondersteuning": _("Toegekende ondersteuning"),
    }


def _indicators() -> dict[str, str]:
    """Published figures that have a code; the others are called as in their source."""
    return {
        "absoluut_verzuim": _("Absoluut verzuim"),
        "langdurig_relatief_verzuim": _("Langdurig relatief verzuim"),
        "vrijstelling_5_onder_a": _("Vrijstelling 5 onder a"),
        "vrijstelling_5_onder_b": _("Vrijstelling 5 onder b"),
    }
