"""The names that go with deliveries: kinds, reasons for keeping a line apart with what to do, published figures."""

from schemas.meldingen import meldingen
from ui.language import current
from ui.language import gettext as _


def delivered() -> dict[str, dict[str, str]]:
    """Dimension -> code -> name, in the current language; ui/names.py keeps them."""
    return {
        "kind": _deliveries(),
        "reden": {code: melding.kort.in_(current()) for code, melding in meldingen().items()},
        "wat_te_doen": {code: melding.doe.in_(current()) for code, melding in meldingen().items()},
        "status": _states(),
        "maat": _revised(),
        "ontbreekt": {
            "rooster": _("Rooster"),
            "leerlingen": _("Inschrijvingen"),
            "beide": _("Rooster en inschrijvingen"),
        },
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
        "laagcijfers": _("Lagen van scholen, in aantallen"),
        "interventies": _("Interventies per leerling"),
        "vrijstellingen": _("Vrijstellingen (RBL)"),
        "thuiszitters": _("Lijsten van thuiszitters"),
        "casussen": _("Besproken casussen"),
        "leerlingaantallen": _("Leerlingaantallen"),
        "kengetallen": _("Gepubliceerde cijfers"),
    }


def _states() -> dict[str, str]:
    """What a delivery is worth now."""
    return {
        "telt": _("Telt mee"),
        "vervangen": _("Vervangen door een latere levering"),
        "vastgehouden": _("Vastgehouden tot iemand akkoord geeft"),
        "geweigerd": _("Geweigerd"),
        "ingetrokken": _("Telde niet, en is uit de map gehaald"),
    }


def _revised() -> dict[str, str]:
    """Figures that a later delivery can change."""
    return {
        "leerlingen": _("Leerlingen"),
        "ingeroosterde_dagen": _("Geplande schooldagen"),
        "gemist_procent": _("Gemiste schooltijd (%)"),
        "geoorloofd_procent": _("Geoorloofd gemiste schooltijd (%)"),
        "ongeoorloofd_procent": _("Ongeoorloofd gemiste schooltijd (%)"),
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
