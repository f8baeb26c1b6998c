"""Thuiszitters: how many at each quarter end, who comes and goes, and how many per gemeente in a schooljaar.

Definitions of which one counts whoever another counts are protected together: their difference is a figure too. Those
that always count the same children are one.

What is published was chosen by measuring. A quarter end has some forty children in the whole region, so it is shown for
the region only: by duration (in as many classes as a definition has children for), by group of schools, beyond the
regional goal without an offer, and as a flow. Per gemeente a schooljaar is counted, in which more children pass; not
under a definition that counts too few of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN, GROVE_DUURKLASSEN
from schemas.definities import ThuiszitterDefinitie, register

STAND, STROOM, GEMEENTE = "mart_thuiszitters", "mart_thuiszitters_stroom", "mart_thuiszitters_gemeente"
POTENTIEEL = "mart_thuiszitters_potentieel"
KINDEREN, ZONDER = "kinderen", "zonder_aanbod"
LANG = "langer_dan_3_maanden"
IN_TWEE_KLASSEN = frozenset({"INSPECTIE"})  # its own 2a and 2b; and nothing of an offer: too few children
IN_VIJF_KLASSEN = frozenset({"BREED", "POTENTIEEL"})  # the other definitions count too few children for that
NIET_PER_GEMEENTE = frozenset({"INSPECTIE"})  # enrolled children only: in small gemeenten one to five in a schooljaar
MET, BEWEGING = "met", "beweging"  # cells that are never shown, and follow from those that are
TOTAAL_GEWICHT = 50.0  # what hangs on the total of a quarter: the flows of two quarters

Tellingen = Mapping[str, int]
Sleutel = tuple[str, ...]


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """Each quarter, and each schooljaar per gemeente, of each set of definitions that count the same children.

    The total of a quarter end stands in two blocks: the next quarter begins with it.
    """
    stand = _tellingen(frames[STAND].filter(pl.col("gemeente") == ALLE))
    stroom = _tellingen(frames[STROOM].filter(pl.col("gemeente") == ALLE, pl.col("sector") == ALLE))
    kwartalen = sorted({kwartaal for kwartaal, *_ in stand})
    jaren = _tellingen(frames[GEMEENTE])
    for definities in verwant():
        for kwartaal in kwartalen:
            own = {key: row for key, row in stand.items() if key[0] == kwartaal}
            yield _kwartaal(kwartaal, definities, own, stroom, eerder)
        for schooljaar in sorted({jaar for jaar, *_ in jaren}):
            for definitie in definities:
                if definitie not in NIET_PER_GEMEENTE:
                    yield _jaar(schooljaar, definitie, jaren, eerder)


@cache
def gelijke() -> dict[str, str]:
    """Each definition with the first one that always counts the same children: most often itself."""
    known = register().thuiszitters
    return {naam: next(id for id, other in known.items() if _zelfde(one, other)) for naam, one in known.items()}


@cache
def verwant() -> tuple[tuple[str, ...], ...]:
    """The different definitions in sets, of which one counts whoever another in the same set counts."""
    known = register().thuiszitters
    sets: list[tuple[str, ...]] = []
    for naam in dict.fromkeys(gelijke().values()):
        own = [one for one in sets if any(_nauwer(naam, id) or _nauwer(id, naam) for id in one)]
        sets = [*(one for one in sets if one not in own), (*(id for one in own for id in one), naam)]
    return tuple(tuple(naam for naam in known if naam in one) for one in sets)


def telt_ook(een: ThuiszitterDefinitie, ander: ThuiszitterDefinitie) -> bool:
    """Whether every child that counts in the one counts in the other."""
    at_once = set(een.direct) <= set(ander.direct)
    later = set(een.na_vier_weken) <= {*ander.direct, *ander.na_vier_weken}
    return at_once and later and (een.zonder_vrijstelling or not ander.zonder_vrijstelling)


def _zelfde(een: ThuiszitterDefinitie, ander: ThuiszitterDefinitie) -> bool:
    return telt_ook(een, ander) and telt_ook(ander, een)


def _nauwer(een: str, ander: str) -> bool:
    return telt_ook(register().thuiszitters[een], register().thuiszitters[ander])


def _kwartaal(
    kwartaal: str,
    definities: Sequence[str],
    stand: Mapping[Sleutel, Tellingen],
    stroom: Mapping[Sleutel, Tellingen],
    eerder: AbstractSet[Cel],
) -> Blok:
    bouw = Opbouw()
    cellen: dict[str, list[Cel]] = {}
    for definitie in definities:
        cellen[definitie] = list(_Stand(bouw, kwartaal, definitie, stand).cellen())
        if flow := stroom.get((kwartaal, definitie, ALLE, ALLE)):
            _stroom(bouw, kwartaal, definitie, flow)
    for wide in definities:
        for narrow in definities:
            if narrow != wide and _nauwer(narrow, wide):
                for cel, part in zip(cellen[wide], cellen[narrow], strict=True):
                    bouw.rest(f"niet {narrow}", cel, part)
    return bouw.blok(f"thuiszitters {kwartaal} {' '.join(definities)}", eerder)


class _Stand:
    """The cells of a definition at a quarter end."""

    def __init__(self, bouw: Opbouw, kwartaal: str, definitie: str, stand: Mapping[Sleutel, Tellingen]) -> None:
        self.bouw, self.stand, self.key = bouw, stand, (kwartaal, definitie, ALLE)

    def toon(self, sector: str, duurklasse: str, maat: str = KINDEREN) -> Cel:
        key = (*self.key, sector, duurklasse)
        return self.bouw.toon((STAND, maat, *key), self.stand[key][maat])

    def cellen(self) -> Iterator[Cel]:
        """Show all and tie them; gives the cells that every definition has, of which a narrower one has a part."""
        bouw = self.bouw
        alle, lang = self.toon(ALLE, ALLE), self.toon(ALLE, LANG)
        bouw.gewicht[alle] = TOTAAL_GEWICHT
        kort, *langer = dict.fromkeys(GROVE_DUURKLASSEN.values())
        bouw.som(alle, (self.toon(ALLE, kort), lang))
        sectoren = [self.toon(sector, ALLE) for sector in self._sectoren()]
        bouw.som(alle, sectoren)
        yield from (alle, lang, self.toon(ALLE, kort), *sectoren)
        if self.key[1] in IN_TWEE_KLASSEN:
            return
        bouw.som(lang, [self.toon(ALLE, klasse) for klasse in langer])
        zonder = self.toon(ALLE, LANG, ZONDER)
        bouw.iedereen(zonder, lang)
        bouw.rest(MET, lang, zonder)
        if self.key[1] in IN_VIJF_KLASSEN:
            for klasse in (kort, *langer):
                fijn = [code for code, grof in GROVE_DUURKLASSEN.items() if grof == klasse != code]
                if fijn:
                    bouw.som(self.toon(ALLE, klasse), [self.toon(ALLE, code) for code in fijn])

    def _sectoren(self) -> list[str]:
        return sorted({key[3] for key in self.stand if key[:3] == self.key} - {ALLE})


def _stroom(bouw: Opbouw, kwartaal: str, definitie: str, flow: Tellingen) -> None:
    """What was there and came is what went and is there now."""
    instroom, uitstroom = (
        bouw.toon((STROOM, maat, kwartaal, definitie, ALLE, ALLE), flow[maat]) for maat in ("instroom", "uitstroom")
    )
    begin, einde = (
        bouw.toon((STAND, KINDEREN, own, definitie, ALLE, ALLE, ALLE), flow[maat])
        for own, maat in ((vorig(kwartaal), "begin"), (kwartaal, "einde"))
    )
    bouw.gewicht[begin] = TOTAAL_GEWICHT
    beweging = (BEWEGING, *instroom)
    bouw.waarden[beweging] = flow["begin"] + flow["instroom"]
    bouw.som(beweging, (begin, instroom))
    bouw.som(beweging, (einde, uitstroom))


def vorig(kwartaal: str) -> str:
    """The quarter before, `2021-K4` before `2022-K1`."""
    jaar, nummer = int(kwartaal[:4]), int(kwartaal[-1])
    return f"{jaar}-K{nummer - 1}" if nummer > 1 else f"{jaar - 1}-K4"


def _jaar(schooljaar: str, definitie: str, jaren: Mapping[Sleutel, Tellingen], eerder: AbstractSet[Cel]) -> Blok:
    """A schooljaar per gemeente; each gemeente knows its own children."""
    bouw = Opbouw()
    cellen = {
        gemeente: bouw.toon((GEMEENTE, KINDEREN, *key), jaren[key][KINDEREN])
        for gemeente in (ALLE, *GEMEENTEN)
        for key in ((schooljaar, definitie, gemeente),)
    }
    bouw.som(cellen[ALLE], [cellen[code] for code in GEMEENTEN])
    kenners = {code: frozenset({cellen[code]}) for code in GEMEENTEN}
    return bouw.blok(f"thuiszitters {schooljaar} {definitie}", eerder, kenners)


def _tellingen(frame: pl.DataFrame) -> dict[Sleutel, Tellingen]:
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
    definitie = pl.col("definitie").replace_strict(gelijke(), default=None, return_dtype=pl.String)
    return Plaats(mart, maat, (moment, definitie, *rest))


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


def _plaatsen() -> tuple[dict[str, Plaats], dict[str, Plaats], dict[str, Plaats]]:
    gemeente, sector, duurklasse = pl.col("gemeente"), pl.col("sector"), pl.col("duurklasse")
    kwartaal, heel = pl.col("kwartaal"), pl.lit(ALLE)
    regio = pl.when((gemeente == ALLE) & (sector == ALLE)).then(heel)  # of others no flow is published
    jaar, nummer = kwartaal.str.slice(0, 4).cast(pl.Int32), kwartaal.str.slice(-1).cast(pl.Int32)
    eerder = pl.format(
        "{}-K{}", jaar - (nummer == 1).cast(pl.Int32), pl.when(nummer == 1).then(4).otherwise(nummer - 1)
    )
    return (
        {maat: _plaats(STAND, maat, kwartaal, gemeente, sector, duurklasse) for maat in (KINDEREN, ZONDER)},
        {
            **{maat: _plaats(STROOM, maat, kwartaal, gemeente, sector) for maat in ("instroom", "uitstroom")},
            "begin": _plaats(STAND, KINDEREN, eerder, regio, regio, heel),
            "einde": _plaats(STAND, KINDEREN, kwartaal, regio, regio, heel),
        },
        {KINDEREN: _plaats(GEMEENTE, KINDEREN, pl.col("schooljaar"), gemeente)},
    )


_STAND, _STROOM, _JAAR = _plaatsen()
PUBLICATIES = (
    Publicatie(
        STAND,
        ("kwartaal", "definitie", "gemeente", "sector", "duurklasse"),
        (KINDEREN, ZONDER),
        plaatsen=_STAND,
        fijnst=(pl.col("sector") != ALLE) | ~pl.col("duurklasse").is_in([ALLE, LANG]),
    ),
    Publicatie(STROOM, ("kwartaal", "definitie", "gemeente", "sector"), tuple(_STROOM), plaatsen=_STROOM),
    Publicatie(
        GEMEENTE,
        ("schooljaar", "definitie", "gemeente"),
        (KINDEREN,),
        plaatsen=_JAAR,
        fijnst=pl.col("gemeente") != ALLE,
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
)
FAMILIE = Familie("thuiszitters", (STAND, STROOM, GEMEENTE, POTENTIEEL), PUBLICATIES, blokken)
