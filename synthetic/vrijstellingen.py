"""Exemptions from compulsory education: new decisions, renewals from 1 August, permanent ones.

Rates    per 1.000 pupils, after Zuid-Holland Zuid 2022-2023: 5 onder a 2,8; 5 onder b 1,1; 5 onder c 1,2; article 15
         0,7. The other grounds are rare; their rates are assumed.
Growth   5 onder a rises as the national number did (reference/landelijk_leerplicht.csv).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from schemas import codes
from synthetic.aantallen import totaal
from synthetic.casussen import Casus
from synthetic.kalender_regio import dag, datum, grenzen
from synthetic.leerlingen import WOONGEMEENTEN
from synthetic.omvang import LAATSTE_DAG, Omvang

_EINDE_DATA = dag(LAATSTE_DAG)
_DEEL_VAN_DEELJAAR = 0.5  # of a year's new decisions: those taken up to the last day of the data
_VERLENGD = 0.8  # share that is still exempted a year later
_BLIJVEND = 0.1  # share of the renewals of 5 onder a that have no end

# Exempted children per 1.000 pupils in 2021-2022, and where they went to school before (codes.LAATST_ONDERWIJS).
_PER_1000 = {
    "LPW5_A": 2.7, "LPW5_B": 1.1, "LPW5_C": 1.2, "LPW5A_TREKKEND": 0.06, "LPW15": 0.7, "LPW3A": 0.12, "LPW3B": 0.05,
}  # fmt: skip
_LAATST = {
    "LPW5_A": (0.33, 0.31, 0.22, 0.02, 0.12),
    "LPW5_B": (0.4, 0.0, 0.15, 0.0, 0.45),
    "LPW5_C": (0.45, 0.02, 0.28, 0.0, 0.25),
    "LPW5A_TREKKEND": (0.5, 0.0, 0.1, 0.0, 0.4),
    "LPW15": (0.0, 0.1, 0.45, 0.45, 0.0),
    "LPW3A": (0.0, 0.05, 0.95, 0.0, 0.0),
    "LPW3B": (0.0, 0.15, 0.85, 0.0, 0.0),
}
_GROEI_5A = {2018: 0.815, 2019: 0.86, 2020: 0.96, 2021: 1.0, 2022: 1.07}
_ADVIES = {2018: 0.35, 2019: 0.45, 2020: 0.5, 2021: 0.66, 2022: 0.78}


@dataclass
class _Kind:
    """A child with a running exemption."""

    nummer: int
    gemeente: str
    grond: str
    laatst: str
    blijvend: bool = False


class _Register:
    """The decisions of one region, year after year."""

    def __init__(
        self, po_leerlingen: dict[str, int], omvang: Omvang, eerste_nummer: int, rng: np.random.Generator
    ) -> None:
        self.po_leerlingen = po_leerlingen
        self.omvang = omvang
        self.rng = rng
        self.volgende = eerste_nummer
        self.lopend: list[_Kind] = []
        self.besluiten: list[tuple[int, str, str, str, str, int, int | None, str, str]] = []

    def _verwacht(self, gemeente: str, grond: str, jaar: int) -> float:
        leerlingen = totaal(self.po_leerlingen[gemeente], jaar, self.omvang) / self.omvang.regios
        groei = _GROEI_5A[jaar] if grond == "LPW5_A" else 1.0
        return leerlingen / 1000 * _PER_1000[grond] * groei * self.omvang.casusfactor

    def _nieuw_kind(self, gemeente: str, grond: str, nummer: int | None = None) -> _Kind:
        if nummer is None:
            nummer, self.volgende = self.volgende, self.volgende + 1
        laatst = codes.LAATST_ONDERWIJS[int(self.rng.choice(5, p=_LAATST[grond]))]
        return _Kind(nummer, gemeente, grond, laatst)

    def _besluit(self, kind: _Kind, besluit: str, ingang: int, jaar: int) -> None:
        nieuw_5a = kind.grond == "LPW5_A" and besluit == "nieuw"
        einde = None if kind.blijvend else grenzen(jaar)[1]
        self.besluiten.append(
            (
                kind.nummer, kind.gemeente, kind.grond, kind.laatst, besluit, ingang, einde,
                self._advies(_ADVIES[jaar]) if nieuw_5a else "",
                self._advies(_ADVIES[jaar] + 0.1) if nieuw_5a else "",
            )
        )  # fmt: skip

    def _advies(self, kans: float) -> str:
        loting = self.rng.random()
        return "ja" if loting < kans else "nee" if loting < 0.95 else ""

    def begin(self, jaar: int) -> None:
        """Children who were exempted in the year before the first delivered one."""
        for gemeente in self.po_leerlingen:
            for grond in codes.GRONDEN:
                for _ in range(int(self.rng.poisson(self._verwacht(gemeente, grond, jaar) * 0.85))):
                    self.lopend.append(self._nieuw_kind(gemeente, grond))

    def jaar(self, jaar: int, van_thuiszitters: list[Casus]) -> None:
        """Renewals on 1 August, then new decisions through the year."""
        ingang = grenzen(jaar)[0]
        self.lopend = [kind for kind in self.lopend if self.rng.random() < _VERLENGD]
        for kind in self.lopend:
            if not kind.blijvend:
                kind.blijvend = kind.grond == "LPW5_A" and bool(self.rng.random() < _BLIJVEND)
                self._besluit(kind, "verlenging", ingang, jaar)
        for casus in van_thuiszitters:
            kind = self._nieuw_kind(WOONGEMEENTEN[casus.gemeente], "LPW5_A", casus.kind)
            self._besluit(kind, "nieuw", casus.einde, jaar)
            self.lopend.append(kind)
        for gemeente in self.po_leerlingen:
            for grond in codes.GRONDEN:
                self._nieuwe(gemeente, grond, jaar)

    def _nieuwe(self, gemeente: str, grond: str, jaar: int) -> None:
        """As many new decisions as bring the year to its expected number."""
        eerste, laatste = grenzen(jaar)
        al = sum(kind.gemeente == gemeente and kind.grond == grond for kind in self.lopend)
        verwacht = self._verwacht(gemeente, grond, jaar)
        deel = _DEEL_VAN_DEELJAAR if laatste > _EINDE_DATA else 1.0
        for _ in range(int(self.rng.poisson(max(verwacht - al, 0.05 * verwacht) * deel))):
            kind = self._nieuw_kind(gemeente, grond)
            ingang = eerste + int(self.rng.beta(1.1, 2.2) * (min(laatste - 30, _EINDE_DATA) - eerste))
            self._besluit(kind, "nieuw", ingang, jaar)
            self.lopend.append(kind)


def besluiten(
    po_leerlingen: dict[str, int], omvang: Omvang, casussen: list[Casus], eerste_nummer: int, rng: np.random.Generator
) -> pl.DataFrame:
    """All decisions of a region, in order of their start. `kind` is a number in the region, `jaar` the schooljaar.

    Thuiszitters whose case ended with an exemption get theirs on that day, under the same child.
    """
    register = _Register(po_leerlingen, omvang, eerste_nummer, rng)
    register.begin(omvang.eerste_jaar)
    jaren: list[int] = []
    for jaar in omvang.jaren:
        eerste, laatste = grenzen(jaar)
        uit = [c for c in casussen if c.reden == "vrijstelling" and eerste <= c.einde <= min(laatste, _EINDE_DATA)]
        register.jaar(jaar, uit)
        jaren += [jaar] * (len(register.besluiten) - len(jaren))
    kolommen = [
        "kind",
        "gemeente",
        "grond",
        "laatst_onderwijs",
        "besluit",
        "ingang",
        "einde",
        "advies_swv",
        "advies_jeugdhulp",
    ]
    regels = [(*regel[:5], datum(regel[5]), _datum(regel[6]), *regel[7:]) for regel in register.besluiten]
    gemaakt = pl.DataFrame(regels, schema=kolommen, orient="row")
    return gemaakt.with_columns(
        jaar=pl.Series(jaren), gemeente=pl.col("gemeente").replace_strict(codes.GEMEENTEN)
    ).sort("ingang", "kind")


def _datum(dag_: int | None) -> date | None:
    return None if dag_ is None else datum(dag_)
