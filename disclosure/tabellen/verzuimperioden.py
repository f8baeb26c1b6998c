"""The cells of a schooljaar of verzuim and aanwezigheid, and the sums that tie them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import ceil

import polars as pl

from disclosure.blok import Cel
from disclosure.tabellen.verzuimblok import PER_DAG, Groep, Verzuimblok
from disclosure.tabellen.verzuimgenest import Telling, Weken, verbonden
from disclosure.tabellen.verzuimrijen import (
    BUITEN,
    DEEL_GEMIST,
    DELEN,
    ERBUITEN,
    GEMIST,
    JAAR,
    LEERLINGEN,
    MAAND,
    NAAST,
    PER_PROCENT,
    PERIODEN,
    ROOSTER,
    TIJDEN,
    WEEK,
    WEEKDEEL,
    WEKEN,
    Plek,
    Sleutel,
    Tabellen,
    maat_van,
    plekken,
)
from schemas.codes import ALLE, CATEGORIEEN, SECTOREN, TE_LAAT, WISSELENDE_DAGEN
from schemas.definities import register

MET_VORIG, MET_VOLGEND, GEEN = ("beide", "vorig"), ("beide", "volgend"), "geen"  # weekgroepen
REST = "rest"  # a weekgroep of the weeks that are of several

HALF = 0.05  # percent; so far is a percentage with one decimal from what it was
ROOMS = 2  # so many times the days of few pupils lie at least between two percentages that follow each other

Maat = tuple[str, str]  # measure, categorie
Cellen = dict[Groep, Cel]


class Perioden:
    """All periods of a schooljaar: a block for aanwezigheid (""), and one for each categorie."""

    def __init__(self, schooljaar: str, frames: Mapping[str, pl.DataFrame], floor: int) -> None:
        self.schooljaar, self.frames, self.floor = schooljaar, frames, floor
        year = int(schooljaar[:4])
        self.made: dict[str, Verzuimblok] = {}
        self.cellen: dict[Tabellen, dict[Maat, dict[Sleutel, Cellen]]] = {}
        self.maanden: dict[str, str] = {}  # of each week the month of its first day
        self.naast = {f"{year - 1}-{year}": MET_VORIG, f"{year + 1}-{year + 2}": MET_VOLGEND}
        self.erbuiten: dict[Cel, int | None] = {}  # of same weeks: pupils of one school in other weeks only

    def gather(self) -> list[Verzuimblok]:
        """The blocks, with every cell and every sum."""
        compared = not self.frames[NAAST.aanwezigheid].is_empty()
        for tabellen in (PERIODEN, NAAST, DELEN) if compared else (PERIODEN,):
            for plek in plekken(tabellen, self.frames, self.schooljaar):
                self._aanwezigheid(plek)
                for categorie in plek.categorieen:
                    self._categorie(plek, categorie)
                if plek.is_getoond:
                    self._gemist(plek)
            for (_, categorie), reeks in self.cellen.get(tabellen, {}).items():
                for cells in reeks.values():
                    self._blok(categorie).niveaus(cells)
        for (maat, categorie), reeks in self.cellen.get(PERIODEN, {}).items():
            tie = self._binnen_elkaar if maat == LEERLINGEN else self._over_tijd
            tie(categorie, reeks)
        if compared:
            self._zelfde_weken()
        return [self.made[categorie] for categorie in sorted(self.made)]

    def _blok(self, categorie: str) -> Verzuimblok:
        if categorie not in self.made:
            self.made[categorie] = Verzuimblok(f"verzuim {self.schooljaar} {categorie or 'alle'}", self.floor)
        return self.made[categorie]

    def _keep(self, plek: Plek, maat: str, categorie: str, cel: Cel) -> None:
        reeks = self.cellen.setdefault(plek.tabellen, {}).setdefault((maat, categorie), {})
        reeks.setdefault(plek.sleutel, {})[plek.groep] = cel

    def _aanwezigheid(self, plek: Plek) -> None:
        """Pupils with scheduled time, hidden with that time."""
        made, aantal = self._blok(""), plek.totaal[LEERLINGEN]
        if plek.sleutel[0] == WEEK:
            self.maanden[plek.sleutel[1]] = f"{plek.totaal['eerste_dag']:%Y-%m}"
        rooster = self._volume(plek, ROOSTER, "", plek.totaal[ROOSTER])
        if 0 < aantal < self.floor:
            made.gevoelig.add(rooster)
        if plek.is_getoond:
            leerlingen = plek.cel(LEERLINGEN)
            made.telling(leerlingen, plek.groep, aantal, plek.totaal.get("grootste"))
            made.samen(leerlingen, rooster)
            self._keep(plek, LEERLINGEN, "", leerlingen)

    def _gemist(self, plek: Plek) -> None:
        """Missed time of all categories, and of those that are authorised or not: a percentage with one decimal.

        It bounds each of its categories to who knows the others, by what rounding leaves; where that is too narrow for
        a hidden one, it is hidden too. It is not told of little scheduled time, nor where it is close to the next
        percentage, so that a sensitive categorie could not be as large as it has to be.
        """
        made = self._blok("")
        for maat, geoorloofd in DEEL_GEMIST.items():
            if plek.totaal.get(maat) is None:
                continue
            cel, procent = plek.cel(maat), plek.totaal[maat]
            made.volume(cel, plek.groep, round(PER_PROCENT * procent), 1, getoond=True)
            own = [one for one in plek.categorieen if one != TE_LAAT and CATEGORIEEN[one].geoorloofd in geoorloofd]
            missed = sum(plek.categorieen[one][GEMIST] for one in own)
            low, high = (PER_DAG * ((procent + way) * plek.totaal[ROOSTER] / 100 - missed) for way in (-HALF, HALF))
            largest = max((plek.categorieen[one][GEMIST] for one in own if self._is_gevoelig(plek, one)), default=None)
            little = 2 * HALF * plek.totaal[ROOSTER] / 100 < ROOMS * self.floor
            close = largest is not None and high < made.nodig(ceil(PER_DAG * largest), PER_DAG)
            if little or close or 0 < plek.totaal[LEERLINGEN] < self.floor:
                made.gevoelig.add(cel)
                continue
            for one in own:
                self._blok(one).afgerond(plek.cel(GEMIST, one), cel, plek.groep, made.waarden[cel], (low, high))

    def _is_gevoelig(self, plek: Plek, categorie: str) -> bool:
        """Whether a categorie tells of few pupils, of one school, or of (nearly) everybody."""
        rij = plek.categorieen[categorie]
        aantal, grootste = rij[LEERLINGEN], rij.get("grootste")
        of_school = grootste is not None and aantal - grootste < self.floor
        if not plek.is_getoond:  # only to be found by subtracting: there the floor of a school holds
            of_school = of_school and aantal < register().drempels.minimale_telling_school
        return aantal > 0 and (aantal < self.floor or of_school or self._is_everybody(plek, aantal))

    def _is_everybody(self, plek: Plek, aantal: int) -> bool:
        return aantal > 0 and plek.totaal[LEERLINGEN] - aantal < self.floor

    def _categorie(self, plek: Plek, categorie: str) -> None:
        """Pupils of a categorie and their volume, hidden as one."""
        made, rij, maat = self._blok(categorie), plek.categorieen[categorie], maat_van(categorie)
        volume, aantal = self._volume(plek, maat, categorie, rij[maat]), rij[LEERLINGEN]
        if not plek.is_getoond:
            if self._is_gevoelig(plek, categorie):
                made.gevoelig.add(volume)
            return
        cel = plek.cel(LEERLINGEN, categorie)
        made.telling(cel, plek.groep, aantal, rij.get("grootste"))
        made.samen(cel, volume)
        self._keep(plek, LEERLINGEN, categorie, cel)
        self.erbuiten[cel] = rij.get(ERBUITEN)
        if not aantal and rij[maat]:  # who moved away counts elsewhere, and missed this time
            made.gevoelig.add(volume)
        if self._is_everybody(plek, aantal) or self._is_feest(plek, categorie, volume):
            made.gevoelig.add(cel)

    def _is_feest(self, plek: Plek, categorie: str, volume: Cel) -> bool:
        """Whether it falls in single weeks, of a part of the region, and some lies outside of these same weeks.

        Then they are also a month or a week, but for a few schools: next to these it would be told who of such a school
        had a feast.
        """
        if plek.tabellen != NAAST or categorie not in WISSELENDE_DAGEN or plek.groep == (ALLE, ALLE):
            return False
        jaar = self.cellen[PERIODEN][volume[1], categorie][JAAR, self.schooljaar][plek.groep]
        waarden = self._blok(categorie).waarden
        return waarden[jaar] != waarden[volume]

    def _volume(self, plek: Plek, maat: str, categorie: str, waarde: float) -> Cel:
        units = 1 if maat == TIJDEN else PER_DAG
        cel = plek.cel(maat, categorie)
        self._blok(categorie).volume(cel, plek.groep, round(units * waarde), units, getoond=plek.is_getoond)
        self._keep(plek, maat, categorie, cel)
        return cel

    def _over_tijd(self, categorie: str, reeks: Mapping[Sleutel, Cellen]) -> None:
        """A volume: months add up to the schooljaar, and weeks, some of them in two parts, to months."""
        made = self._blok(categorie)
        per_groep: dict[Groep, dict[str, dict[str, Cel]]] = {}
        for (soort, periode), cells in reeks.items():
            for groep, cel in cells.items():
                per_groep.setdefault(groep, {}).setdefault(soort, {})[periode] = cel
        for soorten in per_groep.values():
            jaar = soorten.get(JAAR, {}).get(self.schooljaar)
            maanden, weken, delen = (soorten.get(soort, {}) for soort in (MAAND, WEEK, WEEKDEEL))
            if maanden:
                made.som(jaar, maanden.values())
                self._weken_in_maanden(made, maanden, weken, delen)
            else:
                made.som(jaar, weken.values())

    def _weken_in_maanden(
        self, made: Verzuimblok, maanden: Mapping[str, Cel], weken: Mapping[str, Cel], delen: Mapping[str, Cel]
    ) -> None:
        within: dict[str, list[Cel]] = {}
        parts: dict[str, list[Cel]] = {}
        for deel, cel in delen.items():
            week, _, maand = deel.partition("/")
            parts.setdefault(week, []).append(cel)
            within.setdefault(maand, []).append(cel)
        for week, cel in weken.items():
            if week in parts:
                made.som(cel, parts[week])
            else:
                within.setdefault(self.maanden[week], []).append(cel)
        for maand, cells in within.items():
            made.som(maanden.get(maand), cells)

    def _zelfde_weken(self) -> None:
        """The same weeks of two schooljaren, and the whole schooljaar, are sums of the same four groups of weeks."""
        for maat, reeks in self.cellen[DELEN].items():
            made = self._blok(maat[1])
            perioden, vergeleken = self.cellen[PERIODEN][maat], self.cellen[NAAST].get(maat, {})
            for groep in sorted({groep for cells in reeks.values() for groep in cells}):
                delen = {weekgroep: cells[groep] for (weekgroep,), cells in reeks.items() if groep in cells}
                jaar = perioden.get((JAAR, self.schooljaar), {}).get(groep)
                made.som(jaar, delen.values())
                for ander, own in self.naast.items():
                    total = vergeleken.get((ander,), {}).get(groep)
                    made.som(total, (delen.get(weekgroep) for weekgroep in own))
                weken = {key[1]: cells[groep] for key, cells in perioden.items() if key[0] == WEEK and groep in cells}
                if weken:
                    self._weken_in_groepen(made, groep, delen, weken)

    def _binnen_elkaar(self, categorie: str, reeks: Mapping[Sleutel, Cellen]) -> None:
        """Unique pupils, who can be absent in several weeks: periods that lie within each other."""
        if not categorie:
            return  # who has scheduled time: see `verzuimgenest`
        leeg, per_groep = self._leeg(reeks), dict[Groep, list[Telling]]()
        for (ander,), cells in self.cellen.get(NAAST, {}).get((LEERLINGEN, categorie), {}).items():
            for groep, cel in cells.items():
                own = self._weken.van_groepen(self.naast[ander], groep[1]) - leeg[groep]
                per_groep.setdefault(groep, []).append(Telling(cel, own, grootste_erbuiten=self.erbuiten[cel]))
        for (soort, periode), cells in reeks.items():
            own = self._weken.van_periode(soort, periode)
            for groep, cel in cells.items():
                per_groep.setdefault(groep, []).append(Telling(cel, own - leeg[groep], soort))
        jaren = reeks.get((JAAR, self.schooljaar), {})
        for groep, tellingen in per_groep.items():
            verbonden(self._blok(categorie), groep, jaren.get(groep), tellingen, self._buiten.get((categorie, groep)))

    @cached_property
    def _buiten(self) -> dict[tuple[str, Groep], dict[tuple[Cel, Cel], int]]:
        """Per categorie and group, of two periods: of who are in the whole only those of the school with the most."""
        found: dict[tuple[str, Groep], dict[tuple[Cel, Cel], int]] = {}
        codes = ("geheel_soort", "geheel", "deel_soort", "deel", "gemeente", "sector", "categorie")
        for *paar, gemeente, sector, categorie, grootste in self.frames[BUITEN].select(*codes, "grootste").iter_rows():
            geheel, deel = (
                self.cellen[PERIODEN].get((LEERLINGEN, categorie), {}).get(periode, {}).get((gemeente, sector))
                for periode in ((paar[0], paar[1]), (paar[2], paar[3]))
            )
            if geheel and deel:
                found.setdefault((categorie, (gemeente, sector)), {})[geheel, deel] = grootste
        return found

    def _leeg(self, reeks: Mapping[Sleutel, Cellen]) -> dict[Groep, frozenset[str]]:
        """Of each group the weeks in which nobody was absent, as anybody can see: a period without a row is zero."""
        found: dict[Groep, frozenset[str]] = {}
        for (soort, periode), cells in self.cellen[PERIODEN][LEERLINGEN, ""].items():
            own = self._weken.van_periode(soort, periode)
            for groep in cells:
                is_leeg = groep not in reeks.get((soort, periode), {})
                found[groep] = found.get(groep, frozenset()) | (own if is_leeg else frozenset())
        return found

    @cached_property
    def _weken(self) -> Weken:
        """The weeks of each period, once all periods of aanwezigheid are gathered."""
        return Weken(self.cellen[PERIODEN][ROOSTER, ""], self.maanden, self._weekgroepen)

    @cached_property
    def _weekgroepen(self) -> dict[tuple[str, str], set[str]]:
        """Of each sector and week the weekgroepen of its schools."""
        found: dict[tuple[str, str], set[str]] = {}
        rows = self.frames[WEKEN].select("sector", "periode", "weekgroep").unique()
        for sector, periode, weekgroep in rows.iter_rows():
            for niveau in (SECTOREN[sector], ALLE):
                found.setdefault((niveau, periode), set()).add(weekgroep)
        return found

    def _weken_in_groepen(
        self,
        made: Verzuimblok,
        groep: Groep,
        delen: Mapping[str, Cel],
        weken: Mapping[str, Cel],
    ) -> None:
        """Weeks of the region add up to groups of weeks; of a week that is of several groups, the parts are unknown."""
        whole: dict[str, list[Cel]] = {}
        mixed: list[Cel] = []
        for week, cel in weken.items():
            of_week = sorted(self._weekgroepen.get((groep[1], week), {GEEN}))
            if len(of_week) == 1:
                whole.setdefault(of_week[0], []).append(cel)
            else:
                mixed.append(cel)
        rest: list[Cel] = []
        for weekgroep, cel in delen.items():
            own = whole.get(weekgroep, [])
            if mixed:
                rest.append(self._rest(made, groep, cel, own))
                own = [*own, rest[-1]]
            made.som(cel, own)
        if mixed:
            together = self._volume_of(made, (*mixed[0], "+"), groep, sum(made.waarden[one] for one in mixed))
            made.som(together, mixed)
            made.som(together, rest)

    def _rest(self, made: Verzuimblok, groep: Groep, deel: Cel, own: Iterable[Cel]) -> Cel:
        over = made.waarden[deel] - sum(made.waarden[one] for one in own)
        return self._volume_of(made, (*deel, REST), groep, over)

    def _volume_of(self, made: Verzuimblok, cel: Cel, groep: Groep, aantal: int) -> Cel:
        """A sum that is not published, and not sensitive by itself."""
        made.volume(cel, groep, aantal, 1 if cel[1] == TIJDEN else PER_DAG, getoond=False)
        return cel
