"""How the statuses of the sample agenda came about: who recorded what, quarter after quarter. Invented.

The colours are those of `synthetic.agenda`; what was said, the goals and the next steps stand in `agenda.toml`. Each
quarter is opened and filled in after its last day and closed three weeks later; the last one is still open.
"""

import csv
import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from synthetic.agenda import AGENDA, KLEUR, KWARTALEN, VERLOOP

VERHAAL = Path(__file__).with_name("agenda.toml")
PUNTEN = Path(__file__).parent.parent / "data" / "reference" / "agendapunten_2019_2022.csv"
SECRETARIS = "secretaris REA (voorbeeld)"
REDACTEUREN = {
    "0": SECRETARIS, "1": "adviseur preventie (voorbeeld)", "2": "adviseur jeugd (voorbeeld)",
    "3": "leerplichtambtenaar (voorbeeld)",
}  # fmt: skip
OPEN = "2022-K4"  # filled in for a part
KLEUREN = tuple(KLEUR.values())
PDCA = dict(zip(KLEUREN, ("plan", "do", "check", "act"), strict=True))
SCHOLEN_DICHT = {"2020-K2", "2021-K1"}
STAP_KWARTALEN = 3  # a step lasts so long; who has no other step to take gets late
DOELEN_OP = (
    (datetime.date(2019, 11, 21), ("3", "0")),
    (datetime.date(2020, 11, 19), ("1",)),
    (datetime.date(2021, 6, 10), ("2",)),
)
# A status that was set right afterwards: what stood there first, and why it was changed.
CORRECTIE = ("3.2", "2021-K2", "donkergroen", datetime.date(2021, 9, 16))
CORRECTIE_REDEN = "Een dubbele telling is hersteld: de dekking was lager dan 95 %."
# Why editors decided on another colour than the figure proposed: on a worse one, and on a better one.
SLECHTER = "Het cijfer is beter dan wat de partijen merken. Wij wachten een kwartaal af."
BETER = "Het cijfer loopt achter bij de afspraken van dit kwartaal."

Row = dict[str, str]
# Point and quarter to the columns `voorstel_*` of a status: what the figures of the region proposed.
Voorstellen = Mapping[tuple[str, str], Row]


@dataclass(frozen=True)
class Moment:
    """What somebody recorded at one moment: lines per table of the monitor."""

    tijd: datetime.datetime
    auteur: str
    tabellen: Mapping[str, list[Row]] = field(default_factory=dict)
    reden: str = ""


def moments(voorstellen: Voorstellen | None = None) -> Iterator[Moment]:
    """Everything that was recorded, in order of time; with what was proposed, where that is given."""
    proposed = voorstellen or {}
    found = (_start(), *_doelen(), *_kwartalen(proposed), _correctie(proposed))
    yield from sorted(found, key=lambda moment: moment.tijd)


def _start() -> Moment:
    with PUNTEN.open(encoding="utf-8", newline="") as lines:
        punten = [
            {**row, "eigenaar": _verhaal()[f"{row['thema_nr']}.{row['punt_nr']}"]["eigenaar"]}
            for row in csv.DictReader(lines, delimiter=";")
        ]
    agenda = {
        "agenda": AGENDA,
        "naam": "Samenwerkingsagenda passend onderwijs 2019-2022",
        "van": KWARTALEN[0],
        "tot": OPEN,
        "voorbeelddata": "ja",
    }
    return Moment(_at(datetime.date(2019, 4, 18)), SECRETARIS, {"agenda": [agenda], "punten": punten})


def _kwartalen(voorstellen: Voorstellen) -> Iterator[Moment]:
    for kwartaal in (*KWARTALEN, OPEN):
        end = _last_day(kwartaal)
        begin = end + datetime.timedelta(days=1) if kwartaal != OPEN else datetime.date(2022, 12, 12)
        quarter = {"agenda": AGENDA, "kwartaal": kwartaal, "stand": "open"}
        yield Moment(_at(max(begin, datetime.date(2019, 4, 19))), SECRETARIS, {"kwartalen": [quarter]})
        for later, (thema, auteur) in enumerate(REDACTEUREN.items(), 20):
            own = [row for punt in _verhaal() if punt.startswith(thema) if (row := _status(punt, kwartaal))]
            statussen = [_beside(row, voorstellen) for row in own]
            if statussen:
                day = _at(begin + datetime.timedelta(days=later if kwartaal != OPEN else later - 19), later)
                yield Moment(day, auteur, {"statussen": statussen})
        if kwartaal != OPEN:
            closed = _at(begin + datetime.timedelta(days=30))
            yield Moment(closed, SECRETARIS, {"kwartalen": [{**quarter, "stand": "gesloten"}]})


def _doelen() -> Iterator[Moment]:
    for day, themas in DOELEN_OP:
        doelen = [doel for punt in _verhaal() if punt[0] in themas for doel in _goals(punt, day)]
        yield Moment(_at(day), SECRETARIS, {"doelen": doelen})


def _correctie(voorstellen: Voorstellen) -> Moment:
    punt, kwartaal, _, day = CORRECTIE
    row = _beside({**_status(punt, kwartaal), "kleur": _kleuren(punt)[kwartaal]}, voorstellen)
    return Moment(_at(day), REDACTEUREN["3"], {"statussen": [row]}, CORRECTIE_REDEN)


def _goals(punt: str, day: datetime.date) -> Iterator[Row]:
    verhaal = _verhaal()[punt]
    for kleur, streefwaarde in zip(KLEUREN, verhaal["streefwaarden"], strict=False):
        yield {
            **_naar(punt),
            "kleur": kleur,
            "doel": f"{verhaal['maat']}: {streefwaarde}",
            "maat": verhaal["maat"],
            "streefwaarde": streefwaarde,
            "datum": datetime.date(2022 if kleur == KLEUREN[-1] else day.year + 1, 12, 31).isoformat(),
            "eigenaar": verhaal["eigenaar"],
        }


def _status(punt: str, kwartaal: str) -> Row:
    """The line of one point in one quarter; empty where it was not judged."""
    kleuren = _kleuren(punt)
    if kwartaal not in kleuren:
        return {}
    kleur, verhaal = kleuren[kwartaal], _verhaal()[punt]
    before = [code for code in kleuren if code < kwartaal]
    vorige = kleuren[before[-1]] if before else None
    times = sum(kleuren[code] == kleur for code in before)
    texts = verhaal[kleur]
    text = texts[min(times // 2, len(texts) - 1)]
    if vorige == kleur and (times % 2 or times // 2 >= len(texts)):
        text = f"Geen verandering sinds vorig kwartaal. {text}"
    first = CORRECTIE[2] if (punt, kwartaal) == CORRECTIE[:2] else kleur
    return {
        **_naar(punt),
        "kwartaal": kwartaal,
        "kleur": first,
        "stand_van_zaken": text,
        "reden": _reden(kleur, vorige, kwartaal),
        "bewijs": "" if vorige == kleur else f"Verslag REA {kwartaal}.pdf",
        "eigenaar": verhaal["eigenaar"],
        **_stap(verhaal["stappen"], kleur, [*before, kwartaal]),
        "pdca": PDCA[kleur],
    }


def _beside(row: Row, voorstellen: Voorstellen) -> Row:
    """The status with what was proposed, and why another colour was chosen."""
    proposed = voorstellen.get((f"{row['thema_nr']}.{row['punt_nr']}", row["kwartaal"]))
    if not proposed:
        return row
    difference = KLEUREN.index(row["kleur"]) - KLEUREN.index(proposed["voorstel_kleur"])
    return {**row, **proposed, "afwijking": SLECHTER if difference < 0 else BETER if difference > 0 else ""}


def _reden(kleur: str, vorige: str | None, kwartaal: str) -> str:
    if vorige is None:
        return "Eerste beoordeling."
    if KLEUREN.index(kleur) > KLEUREN.index(vorige):
        return f"Het doel voor {kleur} is gehaald."
    if kleur == vorige:
        return ""
    if kwartaal in SCHOLEN_DICHT:
        return "Doordat de scholen dicht waren, is minder bereikt dan was afgesproken."
    return f"Het doel voor {vorige} is niet meer gehaald."


def _stap(stappen: list[str], kleur: str, judged: list[str]) -> Row:
    if not stappen or kleur == KLEUREN[-1]:
        return {"volgende_stap": "", "volgende_stap_op": ""}
    round_ = (len(judged) - 1) // STAP_KWARTALEN
    begun = judged[min(round_, len(stappen) - 1) * STAP_KWARTALEN if len(stappen) == 1 else round_ * STAP_KWARTALEN]
    year, number = begun.split("-K")
    later = int(number) + STAP_KWARTALEN - 1
    by = _last_day(f"{int(year) + later // 4}-K{later % 4 + 1}")
    return {"volgende_stap": stappen[min(round_, len(stappen) - 1)], "volgende_stap_op": by.isoformat()}


def _kleuren(punt: str) -> dict[str, str]:
    """Quarter to colour, for the quarters in which the point was judged."""
    thema, nr = punt.split(".")
    letters = zip(KWARTALEN, VERLOOP[int(thema), int(nr)], strict=True)
    found = {kwartaal: KLEUR[letter] for kwartaal, letter in letters if letter != "."}
    if laatste := _verhaal()[punt].get("laatste"):
        found[OPEN] = laatste
    return found


def _naar(punt: str) -> Row:
    thema, nr = punt.split(".")
    return {"agenda": AGENDA, "thema_nr": thema, "punt_nr": nr}


def _last_day(kwartaal: str) -> datetime.date:
    year, number = kwartaal.split("-K")
    month = int(number) * 3
    return datetime.date(int(year), month, 31 if month in {3, 12} else 30)


def _at(day: datetime.date, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, 10, minute, tzinfo=datetime.UTC)


@cache
def _verhaal() -> dict[str, dict[str, Any]]:
    return tomllib.loads(VERHAAL.read_text(encoding="utf-8"))
