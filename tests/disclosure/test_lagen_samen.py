"""Measurements of lagen that count the same pupils: the weeks of several vensters, and who reached laag 3.

What is published is tried against every way in which pupils could have been: when each came, with an open case on which
day, and how much it missed. That knows nothing of blocks: each figure is a sum of kinds of pupils.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.publiceren import ontwerp
from disclosure.tabellen import lagen
from disclosure.tabellen.bereikt import BEREIKT, TELLINGEN
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, alle_banden, van_laag
from schemas.codes import ALLE, LAGEN, SECTOREN
from schemas.definities import Preset, register

JAAR, DAGEN_PER_WEEK, FLOOR = "2022-2023", 5, 5
WEKEN = {dt.date(2022, 8, 28): 1, dt.date(2022, 9, 11): 3}  # school weeks up to each peildatum
EERSTE, LAATSTE = WEKEN
PAREN = tuple(product(("GM0632", "GM0335"), ("PO", "VO")))
MINDER = 10  # the lower minimum of school days that is tried


@dataclass(frozen=True)
class Soort:
    """A kind of pupil: where, in which school week it came, on which days it had an open case, and its band."""

    gemeente: str
    sector: str
    vanaf: int
    open: frozenset[dt.date]
    band: str

    def dagen(self, dag: dt.date) -> int:
        return DAGEN_PER_WEEK * max(WEKEN[dag] - self.vanaf + 1, 0)

    def staat(self, dag: dt.date, minimum: int) -> str | None:
        """The band in which it counts; None: it does not count yet."""
        if not self.dagen(dag):
            return None
        if dag in self.open:
            return OPEN
        return self.band if self.dagen(dag) >= minimum else ONBEKEND

    def telt(self, gemeente: str, sector: str) -> bool:
        return gemeente in (ALLE, self.gemeente) and sector in (ALLE, self.sector, SECTOREN[self.sector])


STANDAARD = register().presets[register().standaard_preset]
BANDEN = (alle_banden()[0], str(STANDAARD.laag_2_vanaf), str(STANDAARD.laag_3_vanaf))
OPEN_OP = (frozenset[dt.date](), frozenset({EERSTE}), frozenset({LAATSTE}), frozenset(WEKEN))
SOORTEN = tuple(Soort(*paar, *rest) for paar in PAREN for rest in product((1, 2, 3), OPEN_OP, BANDEN))
Klas = Callable[[Soort], bool]


def klas(tabel: str, row: Mapping[str, object]) -> Callable[[str], Klas]:
    """Which kinds of pupils each measure of a row of a published table counts."""

    def in_groep(soort: Soort) -> bool:
        return soort.telt(str(row.get("gemeente", ALLE)), str(row.get("sector", ALLE)))

    def in_laag(soort: Soort, dag: object, minimum: int, preset: Preset, laag: object) -> bool:
        assert isinstance(dag, dt.date)
        return soort.staat(dag, minimum) in van_laag(preset, str(laag))

    def van(maat: str) -> Klas:
        if tabel == BEREIKT:
            return lambda soort: in_groep(soort) and maat in _bereikt(soort)
        dag = row["peildatum"]
        assert isinstance(dag, dt.date)
        if tabel == lagen.DAGEN:
            minimum = register().vensters["schooljaar"].minimum_dagen
            return lambda soort: (
                in_laag(soort, dag, minimum, STANDAARD, row["van"]) and in_laag(soort, dag, MINDER, STANDAARD, row["naar"])
            )
        preset = register().presets[str(row["preset"])]
        minimum = register().vensters[str(row["venster"])].minimum_dagen
        if tabel == lagen.WAT_ALS:
            ander = register().presets[str(row["ander"])]
            return lambda soort: (
                in_groep(soort)
                and in_laag(soort, dag, minimum, preset, row["van"])
                and in_laag(soort, dag, minimum, ander, row["naar"])
            )
        banden = {
            "leerlingen": van_laag(preset, str(row["laag"])),
            "bekend": alle_banden()[:-1],
            "aandacht": tuple(b for b in BANDEN if preset.aandacht_vanaf <= int(b) < preset.laag_2_vanaf),
        }[maat]
        return lambda soort: in_groep(soort) and soort.staat(dag, minimum) in banden

    return van


def _bereikt(soort: Soort) -> Iterable[str]:
    """The counts of who reached laag 3 that it is in; here nobody but open cases has a laag over the schooljaar."""
    if any(soort.staat(dag, register().vensters["schooljaar"].minimum_dagen) == OPEN for dag in WEKEN):
        yield from ("bereikt", "niet_eerder_gemeten")


def counted(pupils: Mapping[Soort, int]) -> dict[str, pl.DataFrame]:
    """The exact tables of these pupils."""

    def number(one: Klas) -> int:
        return sum(n for soort, n in pupils.items() if one(soort))

    vensters, presets = register().vensters, register().presets
    banden = [
        (dag, JAAR, venster.id, *paar, band, n)
        for dag, venster, paar, band in product(WEKEN, vensters.values(), PAREN, alle_banden())
        if (n := number(lambda s, d=dag, v=venster, p=paar, b=band: s.telt(*p) and s.staat(d, v.minimum_dagen) == b))
    ]
    basis = pl.DataFrame(
        banden, schema=["peildatum", "schooljaar", "venster", "gemeente", "sector", "band", "leerlingen"], orient="row"
    )
    keys = [
        (dag, JAAR, venster, preset, gemeente, sector)
        for dag, venster, preset, gemeente, sector in product(
            WEKEN, vensters, presets, (ALLE, *dict(PAREN)), (ALLE, "primair", "voortgezet", "PO", "VO")
        )
    ]
    columns = ["peildatum", "schooljaar", "venster", "preset", "gemeente", "sector"]
    told = []
    for key in keys:
        own = dict(zip(columns, key, strict=True))
        rows = [{**own, "laag": laag} for laag in LAGEN]
        size = {laag: number(klas("mart_lagen", row)("leerlingen")) for laag, row in zip(LAGEN, rows, strict=True)}
        known = sum(size.values()) - size[ONBEKEND]
        for row in rows:
            row |= {"leerlingen": size[row["laag"]], "aandacht": None, "bekend": None}
            if row["laag"] == "1":
                row["aandacht"] = number(klas("mart_lagen", row)("aandacht"))
            if row["laag"] != ONBEKEND and 2 * known >= sum(size.values()):
                row["bekend"] = known
        told += rows if sum(size.values()) else []
    wissels = [
        {**dict(zip(columns, key, strict=True)), "ander": ander, "van": van, "naar": naar}
        for key, ander, van, naar in product(keys, presets, LAGEN[:3], LAGEN[:3])
        if key[0] == LAATSTE and ander != key[3] and van != naar
    ]
    dagen = [{"schooljaar": JAAR, "peildatum": LAATSTE, "minimum_dagen": MINDER, "van": ONBEKEND, "naar": laag} for laag in LAGEN[:3]]
    bereikt = [{"schooljaar": JAAR, "sector": sector} for sector in (ALLE, "primair", "voortgezet")]
    for tabel, rows in ((lagen.WAT_ALS, wissels), (lagen.DAGEN, dagen)):
        for row in rows:
            row["leerlingen"] = number(klas(tabel, row)("leerlingen"))
    for row in bereikt:
        row |= {telling: number(klas(BEREIKT, row)(telling)) for telling in TELLINGEN}
        row |= dict.fromkeys(("kans", "onder", "boven"))
    largest = [
        (dag, venster, register().standaard_preset, ALLE, ALLE, "bekend", 0) for dag, venster in product(WEKEN, vensters)
    ]
    vooruit = dict.fromkeys(("sector", "laag", "venster"), pl.String) | {"peildatum": pl.Date}
    return {
        "basis_lagen": basis,
        lagen.GROOTSTE: pl.DataFrame(
            largest, schema=["peildatum", "venster", "preset", "gemeente", "sector", "deel", "grootste"], orient="row"
        ),
        "mart_lagen": pl.DataFrame(told, infer_schema_length=None),
        lagen.WAT_ALS: pl.DataFrame(wissels),
        lagen.DAGEN: pl.DataFrame(dagen),
        lagen.VOORUIT: pl.DataFrame(
            schema=vooruit | dict.fromkeys(("weken", "nu", "aantal", "onder", "boven"), pl.Int64)
        ),
        BEREIKT: pl.DataFrame(bereikt, infer_schema_length=None),
    }


def bounds_of_hidden(tables: Mapping[str, pl.DataFrame]) -> dict[tuple[object, ...], tuple[int, int]]:
    """The least and most that each hidden figure can be for who sees all the others."""
    shown: dict[tuple[bool, ...], int] = {}
    hidden: dict[tuple[bool, ...], tuple[object, ...]] = {}
    for tabel, frame in tables.items():
        for row in frame.iter_rows(named=True):
            for maat in (name.removesuffix("_verborgen") for name in row if name.endswith("_verborgen")):
                if maat in ("kans", "onder", "boven"):
                    continue
                counts = klas(tabel, row)(maat)
                members = tuple(counts(soort) for soort in SOORTEN)
                if row[f"{maat}_verborgen"]:
                    hidden[members] = (tabel, maat, *(v for k, v in row.items() if isinstance(v, (str, dt.date))))
                elif row[maat] is not None:
                    shown[members] = row[maat]
    rows = LinearConstraint(np.array([*shown], dtype=float), [*shown.values()], [*shown.values()])
    found = {}
    for members, name in hidden.items():
        assert members not in shown, name
        ends = []
        for sign in (1, -1):
            result = milp(
                sign * np.array(members, dtype=float),
                integrality=np.ones(len(SOORTEN)),
                bounds=Bounds(0, np.inf),
                constraints=rows,
            )
            ends.append(10**6 if result.x is None else round(sign * result.fun))
        found[name] = (ends[0], ends[1])
    return found


def release(pupils: Mapping[Soort, int]) -> Mapping[str, pl.DataFrame]:
    """The tables as they are published; the attack of the product finds nothing."""
    exact = counted(pupils)
    design = ontwerp(exact.__getitem__, exact.keys(), families=(lagen.FAMILIE,))
    assert design.aanvallen(design.tabellen.__getitem__).lekken == {}
    return design.tabellen


def pupils_of(seed: int) -> dict[Soort, int]:
    """A region of some hundreds of pupils, of whom most came in the first week and few have an open case."""
    rng = np.random.default_rng(seed)
    weights = np.array(
        [
            (40.0 if soort.vanaf == 1 else 1.0)
            * (20.0 if not soort.open else 3.0 if len(soort.open) == 2 else 0.5)
            * {BANDEN[0]: 8.0, BANDEN[1]: 1.0}.get(soort.band, 0.5)
            for soort in SOORTEN
        ]
    )
    counts = rng.multinomial(int(rng.integers(200, 3000)), weights / weights.sum())
    return {soort: int(n) for soort, n in zip(SOORTEN, counts, strict=True) if n}


@properties(max_examples=5, deadline=None)
@given(some.integers(0, 10_000))
def test_early_in_a_schooljaar_no_venster_tells_what_another_hides(seed: int) -> None:
    for name, (low, high) in bounds_of_hidden(release(pupils_of(seed))).items():
        assert high - low >= FLOOR, name
