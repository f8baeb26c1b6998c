"""Why something is not recorded. Each has a code, so that a screen can say it in its own language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.monitor.events import Event, Vastgelegd

TEXTS = {
    "agenda_code": "agenda {agenda}: a code is letters, digits and dashes, at most 40, such as 2019-2022. Change it.",
    "agenda_periode": "agenda {agenda}: the first and last quarter must be written as 2019-K1, the first not after the "
    "last, at most 25 years apart. Correct van and tot.",
    "agenda_kleuren": "agenda {agenda}: at least two colours, each code and each tint once; a code is small letters, a "
    "tint rood, oranje, groen or donkergroen. Correct the colours.",
    "agenda_punten": "agenda {agenda}: at least one point, each number once within its theme; themes from 0, points "
    "from 1. Correct the points.",
    "agenda_thema": "agenda {agenda}: a theme has two names. Give every point of a theme the same one.",
    "agenda_in_gebruik": "agenda {agenda}: a point, a colour or a quarter that was used already is missing. Add it.",
    "auteur": "no author: say who records this, in at most 100 characters.",
    "onbekende_agenda": "agenda {agenda} is not known. Import its points first.",
    "onbekend_punt": "agenda {agenda} has no point {punt}. Use the numbers of the agenda.",
    "onbekende_kleur": "agenda {agenda} has no colour {kleur}. Use one of its codes, or none for not judged.",
    "buiten_periode": "{kwartaal} lies outside agenda {agenda}. Use a quarter of its years.",
    "niet_open": "{kwartaal} of agenda {agenda} was not opened. Open it first.",
    "gesloten": "{kwartaal} of agenda {agenda} is closed. Record a correction, with its reason.",
    "al_geopend": "{kwartaal} of agenda {agenda} was opened before. A closed quarter changes by corrections only.",
    "niet_gesloten": "{kwartaal} of agenda {agenda} is not closed. Set the status itself; no correction is needed.",
    "correctie_zonder_reden": "a correction needs its reason. Say why {kwartaal} is changed afterwards.",
    "pdca": "the phase must be plan, do, check or act, or empty.",
    "afwijking_zonder_reden": "the colour is another one than was proposed. Say why (afwijking).",
    "stap_zonder_tekst": "a next step has a day but no text. Say what the step is, or leave out the day.",
    "doel_zonder_tekst": "a goal needs a text. Say what is to be reached.",
    "tekst_ontbreekt": "a text is missing where one is needed. Fill it in.",
    "tekst_te_lang": "a text is too long; at most {tekens} characters. Shorten it, or refer to a document.",
    "tekst_tekens": "a text holds characters that are no text, or spaces around it. Type it again without them.",
    "geen_kwartaal": "a quarter is written as 2019-K1. Correct it.",
    "conflict": "somebody else recorded {sleutel} in the meantime. Look at both and choose.",
    "onleesbaar": "the monitor cannot be read: {reden}.",
    "nieuwer": "the monitor was made by a newer program (version {versie}). Update this one.",
    "beschadigd": "the monitor is damaged at event {nr}. Check it with `verify`, and put a backup back.",
    "bestaat_al": "{bestand} is there already. Choose another name; nothing is overwritten.",
    "demonstratie_vol": "the demonstration holds {aantal} events, the most that it takes. Begin it anew.",
    "tabel": "{bestand}: no table of the monitor has these columns. Export the monitor to see which it has.",
    "dubbele_tabel": "table {tabel} was given twice. Give each table once.",
    "bestand": "{bestand} cannot be read as {soort}. Save it again as CSV (UTF-8) or XLSX.",
    "formule": "{bestand} holds a formula. Paste its values in its place and save it again.",
    "waarde": "{bestand} line {regel}: {kolom} must be {verwacht}. Correct that cell.",
    "dubbele_regel": "{bestand} line {regel}: the same {tabel} stands in an earlier line. Keep one of the two.",
    "reden_nodig": "{aantal} statuses of closed quarters differ. Give --reason, so that they become corrections.",
}


class MonitorError(Exception):
    """Something was not recorded or not read. code and feiten say what; str() says it in English."""

    def __init__(self, code: str, **feiten: str | int) -> None:
        self.code = code
        self.feiten = feiten
        super().__init__(TEXTS[code].format(**feiten))


class Refused(MonitorError):
    """The rules do not allow this."""


class Conflict(MonitorError):
    """Somebody else recorded the same thing in the meantime: what is there now, and what was to be recorded."""

    def __init__(self, gevonden: "Vastgelegd | None", gewild: "Event") -> None:
        self.gevonden = gevonden
        self.gewild = gewild
        super().__init__("conflict", sleutel=gewild.sleutel)


class Unreadable(MonitorError):
    """The store is not there, damaged, or of a newer program."""
