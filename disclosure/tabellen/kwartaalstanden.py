"""Thuiszitters at the end of each quarter: how many, for how long, who came and went, and what stands beside them.

A quarter end has some forty children in the whole region, so it is shown for the region only: by duration (in as many
classes as a definition has children for), by group of schools, beyond the regional goal without an offer, as a flow,
and together with those who have an exemption. That was chosen by measuring.

By group of schools stands the usual definition, and potential thuiszitters, whom no other counts. Side by side there
definitions would tell who is at home for less than four weeks (that is nobody who is enrolled), and who is ill.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

import polars as pl

from disclosure.blok import Cel
from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen import vrijstellingen
from disclosure.tabellen.definities import (
    ABSOLUUT_VAK,
    JONG,
    KINDEREN,
    NIET_INGESCHREVEN,
    Telling,
    Vak,
    gelijke,
    in_een_cel,
    onderscheiden,
    ten_dele_meteen,
    volgens,
)
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, DUURKLASSEN, GROVE_DUURKLASSEN
from schemas.definities import register
from schemas.schooljaar import schooljaar

STAND, STROOM = "mart_thuiszitters", "mart_thuiszitters_stroom"
POTENTIEEL, BREED = "mart_thuiszitters_potentieel", "mart_vrijstellingen_breed"
ZONDER, MET = "zonder_aanbod", "met_aanbod"  # of the last no cell is shown
LANG, VANAF_6, VANAF_12 = "langer_dan_3_maanden", "vanaf_6_maanden", "vanaf_12_maanden"
KORT, *LANGER = dict.fromkeys(GROVE_DUURKLASSEN.values())
IN_TWEE_KLASSEN = frozenset({"INSPECTIE"})  # its own 2a and 2b; and nothing of an offer: too few children
ZONDER_STROOM = IN_TWEE_KLASSEN  # who comes and goes by one definition and not by another is a few children
IN_VIJF_KLASSEN = frozenset({"BREED", "POTENTIEEL"})  # the other definitions count too few children for that
MET_VRIJSTELLING = "PASSENDERWIJS"  # the broad view adds exemptions to the children of this definition
PER_SECTOR = frozenset({"PASSENDERWIJS", "POTENTIEEL"})
BEWEGING = "beweging"
HEEL = (KINDEREN, ALLE, ALLE)  # where every count of one day has its total
TOTAAL_GEWICHT = 50.0  # what hangs on the total of a quarter: the flows of two quarters

Sleutel = tuple[str, ...]
Aantallen = Mapping[Sleutel, Mapping[str, int]]  # measures of a row by its codes


def standen(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[dt.date, str, Telling]]:
    """Put every quarter end into the block; gives its day, and what each definition counts on it."""
    dagen = dict(frames[STAND].select("kwartaal", "peildatum").unique().iter_rows())
    stand = tellingen(frames[STAND].filter(pl.col("gemeente") == ALLE))
    stroom = tellingen(frames[STROOM].filter(pl.col("gemeente") == ALLE, pl.col("sector") == ALLE))
    for kwartaal in sorted(dagen):
        for definitie in onderscheiden():
            yield dagen[kwartaal], definitie, _Stand(bouw, kwartaal, definitie, stand).telling()
            if definitie not in ZONDER_STROOM and (flow := stroom.get((kwartaal, definitie, ALLE, ALLE))):
                _stroom(bouw, kwartaal, definitie, flow)
            _langer(bouw, kwartaal, definitie)
    for kwartaal, breed in frames[BREED].select("kwartaal", "breed").iter_rows():
        samen = bouw.toon((BREED, "breed", kwartaal), breed)
        alleen = bouw.rest(BREED, samen, cel(kwartaal, MET_VRIJSTELLING))
        lopend = vrijstellingen.cel(schooljaar(dagen[kwartaal]), ALLE, vrijstellingen.VIJF_A)
        if lopend in bouw.waarden:  # who has an exemption on that day has one in its schooljaar
            bouw.rest(f"niet op {kwartaal}", lopend, alleen)


def cel(kwartaal: str, definitie: str, vak: Vak = HEEL) -> Cel:
    """Where a count of a quarter end stands."""
    maat, *codes = vak
    return (STAND, maat, kwartaal, definitie, ALLE, *codes)


class _Stand:
    """The cells of a definition at a quarter end."""

    def __init__(self, bouw: Opbouw, kwartaal: str, definitie: str, stand: Aantallen) -> None:
        self.bouw, self.kwartaal, self.definitie = bouw, kwartaal, definitie
        self.aantallen = {key[3:]: row for key, row in stand.items() if key[:3] == (kwartaal, definitie, ALLE)}
        self.sectoren = sorted({sector for sector, _ in self.aantallen} - {ALLE})
        self.vakken: dict[Vak, Cel] = {}  # of all durations that every definition tells of

    def telling(self) -> Telling:
        """Show all, tie it, and give what can be laid beside other definitions."""
        bouw = self.bouw
        alle, lang, kort = self._vak(HEEL), self._vak((KINDEREN, ALLE, LANG)), self._vak((KINDEREN, ALLE, KORT))
        bouw.gewicht[alle] = TOTAAL_GEWICHT
        bouw.som(alle, (kort, lang))
        if self.definitie in PER_SECTOR:
            bouw.som(alle, [self._vak((KINDEREN, sector, ALLE)) for sector in self.sectoren])
        if self.definitie not in IN_TWEE_KLASSEN:
            bouw.som(lang, [self._vak((KINDEREN, ALLE, klasse)) for klasse in LANGER])
            zonder = self._vak((ZONDER, ALLE, LANG))
            bouw.iedereen(zonder, lang)
            self.vakken[MET, ALLE, LANG] = bouw.rest(MET, lang, zonder)
        if self.definitie in IN_VIJF_KLASSEN:
            self._fijn()
        return volgens(bouw, self.definitie, self.vakken, self._jong() if ten_dele_meteen(self.definitie) else {})

    def _vak(self, vak: Vak) -> Cel:
        self.vakken[vak] = self._toon(vak)
        return self.vakken[vak]

    def _toon(self, vak: Vak) -> Cel:
        maat, *codes = vak
        return self.bouw.toon(cel(self.kwartaal, self.definitie, vak), self.aantallen[tuple(codes)][maat])

    def _fijn(self) -> None:
        for klasse in (KORT, *LANGER):
            fijn = [code for code, grof in GROVE_DUURKLASSEN.items() if grof == klasse != code]
            if fijn:
                self.bouw.som(
                    self.vakken[KINDEREN, ALLE, klasse], [self._toon((KINDEREN, ALLE, code)) for code in fijn]
                )

    def _jong(self) -> dict[Vak, Cel]:
        """Those who are at home for less than four weeks, among the counts that have them.

        Whoever is enrolled counts after four weeks only, so that all of them are among those who are not enrolled.
        """
        jong = (JONG, *cel(self.kwartaal, self.definitie))
        self.bouw.waarden[jong] = self.aantallen[ALLE, DUURKLASSEN[0]][KINDEREN]
        where = [HEEL, (KINDEREN, ALLE, KORT)]
        if self.aantallen[NIET_INGESCHREVEN, DUURKLASSEN[0]][KINDEREN] == self.bouw.waarden[jong]:
            where.append(ABSOLUUT_VAK)
        return dict.fromkeys(where, jong)


def _stroom(bouw: Opbouw, kwartaal: str, definitie: str, flow: Mapping[str, int]) -> None:
    """What was there and came is what went and is there now."""
    instroom, uitstroom = (
        bouw.toon((STROOM, maat, kwartaal, definitie, ALLE, ALLE), flow[maat]) for maat in ("instroom", "uitstroom")
    )
    begin, einde = (
        bouw.toon(cel(own, definitie), flow[maat]) for own, maat in ((vorig(kwartaal), "begin"), (kwartaal, "einde"))
    )
    bouw.gewicht[begin] = TOTAAL_GEWICHT
    kort = cel(kwartaal, definitie, (KINDEREN, ALLE, KORT))
    bouw.rest("alweer weg", instroom, kort)  # whoever is at home for less than three months came in this quarter
    beweging = (BEWEGING, *instroom)
    bouw.waarden[beweging] = flow["begin"] + flow["instroom"]
    bouw.som(beweging, (begin, instroom))
    bouw.som(beweging, (einde, uitstroom))


def _langer(bouw: Opbouw, kwartaal: str, definitie: str) -> None:
    """Whoever is at home for so long was so a quarter or two before, for as much less; the others are there no more."""
    from_the_start = not register().thuiszitters[definitie].na_vier_weken
    for ervoor, korter, langer in ((1, LANG, VANAF_6), (2, VANAF_6, VANAF_12), *[(1, ALLE, LANG)] * from_the_start):
        eerder = kwartaal
        for _ in range(ervoor):
            eerder = vorig(eerder)
        toen, nu = (cel(own, definitie, (KINDEREN, ALLE, code)) for own, code in ((eerder, korter), (kwartaal, langer)))
        if {toen, nu} <= bouw.waarden.keys():
            bouw.rest(f"niet meer in {kwartaal}", toen, nu)


def vorig(kwartaal: str) -> str:
    """The quarter before, `2021-K4` before `2022-K1`."""
    jaar, nummer = int(kwartaal[:4]), int(kwartaal[-1])
    return f"{jaar}-K{nummer - 1}" if nummer > 1 else f"{jaar - 1}-K4"


def tellingen(frame: pl.DataFrame) -> Aantallen:
    """The counts of each row by its codes, without the day."""
    return {
        tuple(value for value in row.values() if isinstance(value, str)): {
            name: value for name, value in row.items() if isinstance(value, int)
        }
        for row in frame.iter_rows(named=True)
    }


def _plaats(mart: str, maat: str, *codes: pl.Expr) -> Plaats:
    """Where the cell of a row stands: definitions that count the same children show the same cell."""
    moment, *rest = codes
    return Plaats(mart, maat, (moment, in_een_cel(), *rest))


def _jaar_eerder(kwartaal: pl.Expr) -> pl.Expr:
    return pl.format("{}{}", kwartaal.str.slice(0, 4).cast(pl.Int32) - 1, kwartaal.str.slice(4))


def _potentieel() -> dict[str, Plaats]:
    """Potential thuiszitters now and a year before, beside those of a definition: all are cells of the quarter ends."""
    kwartaal, heel = pl.col("kwartaal"), pl.lit(ALLE)
    naam = pl.lit(gelijke().get("POTENTIEEL"), pl.String)
    return {
        "potentieel": Plaats(STAND, KINDEREN, (kwartaal, naam, heel, heel, heel)),
        "potentieel_eerder": Plaats(STAND, KINDEREN, (_jaar_eerder(kwartaal), naam, heel, heel, heel)),
        KINDEREN: _plaats(STAND, KINDEREN, kwartaal, heel, heel, heel),
    }


def _stroomplaatsen() -> dict[str, Plaats]:
    kwartaal, heel = pl.col("kwartaal"), pl.lit(ALLE)
    gemeente, sector = pl.col("gemeente"), pl.col("sector")
    told = (gemeente == ALLE) & (sector == ALLE) & ~pl.col("definitie").is_in(ZONDER_STROOM)
    regio = pl.when(told).then(heel)  # of others no flow is published
    jaar, nummer = kwartaal.str.slice(0, 4).cast(pl.Int32), kwartaal.str.slice(-1).cast(pl.Int32)
    eerder = pl.format(
        "{}-K{}", jaar - (nummer == 1).cast(pl.Int32), pl.when(nummer == 1).then(4).otherwise(nummer - 1)
    )
    return {
        **{maat: _plaats(STROOM, maat, kwartaal, gemeente, sector) for maat in ("instroom", "uitstroom")},
        "begin": _plaats(STAND, KINDEREN, eerder, regio, regio, heel),
        "einde": _plaats(STAND, KINDEREN, kwartaal, regio, regio, heel),
    }


PUBLICATIES = (
    Publicatie(
        STAND,
        ("kwartaal", "definitie", "gemeente", "sector", "duurklasse"),
        (KINDEREN, ZONDER),
        vrij=("peildatum",),
        plaatsen={
            maat: _plaats(STAND, maat, *(pl.col(naam) for naam in ("kwartaal", "gemeente", "sector", "duurklasse")))
            for maat in (KINDEREN, ZONDER)
        },
        fijnst=(pl.col("sector") != ALLE) | ~pl.col("duurklasse").is_in([ALLE, LANG]),
    ),
    Publicatie(
        STROOM,
        ("kwartaal", "definitie", "gemeente", "sector"),
        ("instroom", "uitstroom", "begin", "einde"),
        plaatsen=_stroomplaatsen(),
    ),
    Publicatie(
        POTENTIEEL,
        ("kwartaal", "definitie"),
        (KINDEREN, "potentieel", "potentieel_eerder"),
        volgt={
            "per_thuiszitter": (KINDEREN, "potentieel"),
            **dict.fromkeys(("keer", "onder", "boven", "woord"), ("potentieel", "potentieel_eerder")),
        },
        plaatsen=_potentieel(),
    ),
    Publicatie(BREED, ("kwartaal",), ("breed",), vrij=("peildatum",)),
)
