"""What is measured of the points of an agenda, and what each colour needs: read once from `indicatoren.toml`.

Imports nothing heavy, so the app may use it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.definities import Tekst

FILE = Path(__file__).with_name("indicatoren.toml")
SOORTEN = ("procent", "weken", "per_1000", "kinderen")
VERGELIJKINGEN = ("vanaf", "boven", "hoogstens", "onder")
TEGENOVER = ("jaar_eerder", "begin")
WHOLE_REGION = ""  # in the place of a point: what the region as a whole aims at


class IndicatorError(Exception):
    """The file contradicts itself. Says where."""


@dataclass(frozen=True)
class Maat:
    """How a figure is made. soort: procent, weken, per_1000 or kinderen. uit_monitor: from what editors recorded."""

    id: str
    versie: str
    soort: str
    titel: Tekst
    tekst: Tekst
    bron: str
    uit_monitor: bool = False


@dataclass(frozen=True)
class Voorwaarde:
    """What must hold of a maat: `vergelijking` with `grens`, in so many quarters in a row.

    tegenover: the comparison is of the difference with that moment; empty: of the figure itself.
    """

    maat: str
    vergelijking: str
    grens: int
    kwartalen: int = 1
    tegenover: str = ""


@dataclass(frozen=True)
class Meting:
    """A point that is measured, and what each colour needs, from worst to best; the first colour needs nothing."""

    agenda: str
    punt: str
    maat: str
    kleuren: Mapping[str, tuple[Voorwaarde, ...]]


@dataclass(frozen=True)
class Indicatoren:
    """All maten by id, and all metingen by agenda and point."""

    maten: Mapping[str, Maat]
    metingen: Mapping[tuple[str, str], Meting]

    def of(self, agenda: str) -> dict[str, Meting]:
        """The metingen of an agenda by point."""
        return {punt: meting for (own, punt), meting in self.metingen.items() if own == agenda}


@cache
def indicatoren(path: Path = FILE) -> Indicatoren:
    """What the file says. Raises IndicatorError where it contradicts itself."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    maten = {naam: _maat(naam, waarde) for naam, waarde in raw["maat"].items()}
    metingen: dict[tuple[str, str], Meting] = {}
    for agenda, own in raw.get("agenda", {}).items():
        for waarde in own:
            meting = _meting(agenda, dict(waarde), maten)
            if (agenda, meting.punt) in metingen:
                raise IndicatorError(f"agenda {agenda}: point {meting.punt!r} is measured twice; keep one")
            metingen[agenda, meting.punt] = meting
    return Indicatoren(maten, metingen)


def _maat(naam: str, raw: Mapping[str, Any]) -> Maat:
    if raw["soort"] not in SOORTEN:
        raise IndicatorError(f"maat {naam}: soort is one of {', '.join(SOORTEN)}")
    if raw.get("uit", "monitor") != "monitor":
        raise IndicatorError(f"maat {naam}: uit is monitor, or is left out")
    titel, tekst = Tekst(**raw["titel"]), Tekst(**raw["tekst"])
    return Maat(naam, raw["versie"], raw["soort"], titel, tekst, raw["bron"], "uit" in raw)


def _meting(agenda: str, raw: dict[str, Any], maten: Mapping[str, Maat]) -> Meting:
    punt, maat = raw.pop("punt"), raw.pop("maat")
    where = f"agenda {agenda}, point {punt!r}"
    kleuren = {kleur: tuple(_voorwaarde(where, maat, one) for one in asked) for kleur, asked in raw.items()}
    if len(kleuren) < 2 or [kleur for kleur, asked in kleuren.items() if not asked] != [next(iter(kleuren))]:
        raise IndicatorError(f"{where}: name two colours or more, from worst to best; only the first asks for nothing")
    if unknown := {maat, *(one.maat for asked in kleuren.values() for one in asked)} - maten.keys():
        raise IndicatorError(f"{where}: there is no maat {', '.join(sorted(unknown))}")
    return Meting(agenda, punt, maat, kleuren)


def _voorwaarde(where: str, maat: str, raw: Mapping[str, Any]) -> Voorwaarde:
    compared = [name for name in VERGELIJKINGEN if name in raw]
    if len(compared) != 1 or set(raw) - {*compared, "maat", "kwartalen", "tegenover"}:
        raise IndicatorError(f"{where}: each condition has one of {', '.join(VERGELIJKINGEN)}, and nothing unknown")
    grens, tegenover, kwartalen = raw[compared[0]], raw.get("tegenover", ""), raw.get("kwartalen", 1)
    if type(grens) is not int or type(kwartalen) is not int or kwartalen < 1 or tegenover not in ("", *TEGENOVER):
        raise IndicatorError(f"{where}: numbers are whole, kwartalen at least 1, tegenover {' or '.join(TEGENOVER)}")
    return Voorwaarde(raw.get("maat", maat), compared[0], grens, kwartalen, tegenover)
