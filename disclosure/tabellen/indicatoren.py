"""Indicators of an agenda: a figure or a colour that says too much of a count that is hidden elsewhere is hidden too.

Two of them are made of counts that are published as well: thuiszitters without an offer at a quarter end, and the
coverage of the two lists. Their figure gives that count away, or nearly; their colour says between what it lies. The
others are made of numbers that are not published: of few children their figure is not in the exact table either
(warehouse/marts/stap_indicatorfeiten.sql), and their colour says nothing of a count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import polars as pl

from disclosure.blok import Cel
from disclosure.getuigen import VRIJ
from disclosure.publicatie import Publicatie
from disclosure.tabellen import kwartaalstanden
from disclosure.tabellen.kwartaalstanden import vorig
from disclosure.tabellen.lijsten import BEIDE, EEN, LIJSTEN, SAMEN, cel
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE
from schemas.indicatoren import Meting, Voorwaarde, indicatoren

MART = "mart_indicatoren"
WAARDE, KLEUR = "waarde", "kleurnummer"
TIENDEN = 10  # a figure has one decimal
DEFINITIE = "PASSENDERWIJS"  # whose thuiszitters without an offer are an indicator
ZONDER_AANBOD, DEKKING = "zonder_aanbod", "dekking"
OMGEKEERD = {"vanaf": "onder", "boven": "hoogstens", "hoogstens": "boven", "onder": "vanaf"}

Bereik = tuple[int, int]  # least and most


def vertel(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> None:
    """Put every figure and every colour into the block of the counts that they are made of."""
    bronnen: dict[str, _Zonder | _Dekking] = {
        ZONDER_AANBOD: _Zonder(bouw, frames[kwartaalstanden.STAND]),
        DEKKING: _Dekking(bouw, frames[LIJSTEN]),
    }
    for rij in frames[MART].iter_rows(named=True):
        sleutel, kwartaal = (rij["agenda"], rij["punt"], rij["kwartaal"]), rij["kwartaal"]
        figuur = (MART, WAARDE, *sleutel)
        kleur = bouw.vertel((MART, KLEUR, *sleutel), rij[KLEUR])
        if rij[WAARDE] is not None:
            bouw.vertel(figuur, round(TIENDEN * rij[WAARDE]))
        if bron := bronnen.get(rij["maat"]):
            if rij[WAARDE] is not None:
                bron.begrens(figuur, kwartaal, Voorwaarde(rij["maat"], "vanaf", floor(rij[WAARDE])))
                bron.begrens(figuur, kwartaal, Voorwaarde(rij["maat"], "onder", floor(rij[WAARDE]) + 1))
            for own, one in _gesteld(indicatoren().metingen[sleutel[:2]], rij["voorstel"], kwartaal):
                bron.begrens(kleur, own, one)


def _gesteld(meting: Meting, kleur: str | None, kwartaal: str) -> Iterator[tuple[str, Voorwaarde]]:
    """What this colour says of the figure of which quarter; a better colour is not reached by its only condition."""
    order = list(meting.kleuren)
    for one in meting.kleuren[kleur] if kleur else ():
        own = kwartaal
        for _ in range(one.kwartalen):
            yield own, one
            own = vorig(own)
    for better in order[order.index(kleur) + 1 :] if kleur else ():
        match meting.kleuren[better]:
            case [one] if one.kwartalen == 1:
                yield kwartaal, replace(one, vergelijking=OMGEKEERD[one.vergelijking])


class _Zonder:
    """A count of a quarter end, compared with a fixed number or with that of another quarter end."""

    def __init__(self, bouw: Opbouw, stand: pl.DataFrame) -> None:
        self.bouw = bouw
        self.kwartalen: list[str] = sorted(stand["kwartaal"].unique())

    def begrens(self, bron: Cel, kwartaal: str, voorwaarde: Voorwaarde) -> None:
        """Bound the counts by what this says of one of them."""
        bouw, nu, toen = self.bouw, self._cel(kwartaal), self._cel(self._toen(kwartaal, voorwaarde.tegenover))
        onder, boven = _bereik(voorwaarde, Fraction(voorwaarde.grens))
        if voorwaarde.maat != ZONDER_AANBOD or nu not in bouw.waarden:
            return
        if not voorwaarde.tegenover:
            bouw.begrens(nu, bron, onder, boven)
        elif toen in bouw.waarden:
            bouw.begrens(nu, bron, bouw.waarden[toen] + onder, bouw.waarden[toen] + boven)
            bouw.begrens(toen, bron, bouw.waarden[nu] - boven, bouw.waarden[nu] - onder)

    def _toen(self, kwartaal: str, tegenover: str) -> str:
        if tegenover == "begin":
            return next(one for one in self.kwartalen if one[4:] == kwartaal[4:])
        return f"{int(kwartaal[:4]) - 1}{kwartaal[4:]}"

    def _cel(self, kwartaal: str) -> Cel:
        return kwartaalstanden.cel(kwartaal, DEFINITIE, (kwartaalstanden.ZONDER, ALLE, kwartaalstanden.LANG))


class _Dekking:
    """A share of all children on the lists: with their number it bounds how many are on both, and so on one."""

    def __init__(self, bouw: Opbouw, frame: pl.DataFrame) -> None:
        dag = pl.col("peildatum")
        kwartaal = pl.format("{}-K{}", dag.dt.year(), dag.dt.quarter())
        last = frame.group_by(kwartaal.alias("kwartaal")).agg(dag.max().cast(pl.String))
        self.bouw, self.dagen = bouw, dict(last.iter_rows())

    def begrens(self, bron: Cel, kwartaal: str, voorwaarde: Voorwaarde) -> None:
        """Bound the counts of the last day of the quarter by what this says of the share, in percents."""
        if voorwaarde.maat != DEKKING or voorwaarde.tegenover or kwartaal not in self.dagen:
            return
        samen, beide, een = (cel(self.dagen[kwartaal], maat) for maat in (SAMEN, BEIDE, EEN))
        allen = self.bouw.waarden[samen]
        onder, boven = _bereik(voorwaarde, Fraction(voorwaarde.grens * allen, 100))
        least, most = max(onder, 0), min(boven, allen)
        self.bouw.begrens(beide, bron, least, most)
        self.bouw.begrens(een, bron, allen - most, allen - least)


def _bereik(voorwaarde: Voorwaarde, grens: Fraction) -> Bereik:
    """Between which whole numbers something lies of which a condition holds."""
    return {
        "vanaf": (ceil(grens), VRIJ),
        "boven": (floor(grens) + 1, VRIJ),
        "hoogstens": (-VRIJ, floor(grens)),
        "onder": (-VRIJ, ceil(grens) - 1),
    }[voorwaarde.vergelijking]


PUBLICATIES = (
    Publicatie(
        MART,
        ("agenda", "punt", "kwartaal"),
        (KLEUR, WAARDE),
        volgt={"voorstel": KLEUR},
        vrij=("maat", "soort", "staat"),
        maal={WAARDE: TIENDEN},
    ),
)
