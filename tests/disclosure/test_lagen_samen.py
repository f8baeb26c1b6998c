"""Measurements of lagen that count the same pupils: the weeks of several vensters, and who reached laag 3.

What is published is tried against every way in which pupils could have been: when each came, with an open case on which
day, and how much it missed. That knows nothing of blocks: each figure is a sum of kinds of pupils.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.publiceren import ontwerp
from disclosure.tabellen import lagen, lagenbanden
from disclosure.tabellen.bereikt import BEREIKT, EERST_LAAG_2, INDICATOREN, PER_KWARTAAL, TELLINGEN
from disclosure.tabellen.bereikt import GROOTSTE as MEESTE
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, alle_banden, van_laag
from schemas.codes import ALLE, LAGEN, SECTOREN
from schemas.definities import register

JAAR, DAGEN_PER_WEEK, FLOOR = "2022-2023", 5, 5
WEKEN = {dt.date(2022, 8, 28): 1, dt.date(2022, 9, 11): 3}  # school weeks up to each peildatum
EERSTE, LAATSTE = WEKEN
PAREN = tuple(product(("GM0632", "GM0335"), ("PO", "VO")))
BASIS = ["peildatum", "schooljaar", "venster", "gemeente", "sector", "band", "leerlingen"]
MINDER = 10  # the lower minimum of school days that is tried


@dataclass(frozen=True)
class Soort:
    """A kind of pupil: where, in which school week it came, on which days it had an open case, and its band."""

    gemeente: str
    sector: str
    vanaf: int
    open: frozenset[dt.date]
    band: str

    def staat(self, dag: dt.date, minimum: int) -> str:
        """The band in which it counts; empty: it does not count yet."""
        dagen = DAGEN_PER_WEEK * max(WEKEN[dag] - self.vanaf + 1, 0)
        if not dagen:
            return ""
        if dag in self.open:
            return OPEN
        return self.band if dagen >= minimum else ONBEKEND


STANDAARD = register().presets[register().standaard_preset]
BANDEN = alle_banden()[:-2]
OPEN_OP = (frozenset[dt.date](), frozenset({EERSTE}), frozenset({LAATSTE}), frozenset(WEKEN))
SOORTEN = tuple(
    Soort(gemeente, sector, vanaf, open_op, band)
    for (gemeente, sector), vanaf, open_op, band in product(PAREN, (1, 2, 3), OPEN_OP, BANDEN)
)
Wie = npt.NDArray[np.bool_]  # of each kind of pupil whether it counts


@cache
def in_groep(gemeente: str, sector: str) -> Wie:
    return np.array(
        [gemeente in (ALLE, s.gemeente) and sector in (ALLE, s.sector, SECTOREN[s.sector]) for s in SOORTEN]
    )


@cache
def in_banden(dag: dt.date, minimum: int, banden: tuple[str, ...]) -> Wie:
    return np.array([soort.staat(dag, minimum) in banden for soort in SOORTEN])


def wie(tabel: str, row: Mapping[str, Any], maat: str) -> Wie:
    """Which kinds of pupils a measure of a row of a published table counts."""
    groep = in_groep(row.get("gemeente", ALLE), row.get("sector", ALLE))
    heel = register().vensters["schooljaar"].minimum_dagen
    if tabel == BEREIKT:  # over so few weeks nobody but open cases has a laag
        reached = in_banden(EERSTE, heel, (OPEN,)) | in_banden(LAATSTE, heel, (OPEN,))
        return groep & reached & np.bool_(maat in ("bereikt", "niet_eerder_gemeten"))
    dag = row["peildatum"]
    if tabel == lagen.DAGEN:
        van, naar = (van_laag(STANDAARD, row[name]) for name in ("van", "naar"))
        return in_banden(dag, heel, van) & in_banden(dag, MINDER, naar)
    preset, minimum = register().presets[row["preset"]], register().vensters[row["venster"]].minimum_dagen
    if tabel == lagen.WAT_ALS:
        ander = register().presets[row["ander"]]
        own, other = van_laag(preset, row["van"]), van_laag(ander, row["naar"])
        return groep & in_banden(dag, minimum, own) & in_banden(dag, minimum, other)
    banden = {"aandacht": lagenbanden.aandacht(preset), "bekend": lagenbanden.bekend()}.get(maat) or van_laag(
        preset, row["laag"]
    )
    return groep & in_banden(dag, minimum, banden)


def counted(aantallen: npt.NDArray[np.int64]) -> dict[str, pl.DataFrame]:
    """The exact tables of so many pupils of each kind."""

    def number(tabel: str, row: Mapping[str, Any], maat: str = "leerlingen") -> int:
        return int(aantallen[wie(tabel, row, maat)].sum())

    vensters, presets = register().vensters, register().presets
    basis = [
        (dag, JAAR, naam, *paar, band, n)
        for dag, (naam, venster), paar, band in product(WEKEN, vensters.items(), PAREN, alle_banden())
        if (n := int(aantallen[in_groep(*paar) & in_banden(dag, venster.minimum_dagen, (band,))].sum()))
    ]
    groepen = product((ALLE, *dict(PAREN)), (ALLE, "primair", "voortgezet", "PO", "VO"))
    names = ("schooljaar", "peildatum", "venster", "preset", "gemeente", "sector")
    keys = [
        dict(zip(names, (JAAR, dag, venster, preset, *groep), strict=True))
        for groep, dag, venster, preset in product(groepen, WEKEN, vensters, presets)
    ]
    told = []
    for key in keys:
        size = {laag: number("mart_lagen", {**key, "laag": laag}) for laag in LAGEN}
        known = sum(size.values()) - size[ONBEKEND]
        enough = 2 * known >= sum(size.values())
        lighter = number("mart_lagen", {**key, "laag": "1"}, "aandacht")
        for laag, n in size.items() if sum(size.values()) else ():
            aandacht, bekend = lighter if laag == "1" else None, known if laag != ONBEKEND and enough else None
            told.append({**key, "laag": laag, "leerlingen": n, "aandacht": aandacht, "bekend": bekend})
    wissels = [
        {**key, "ander": ander, "van": van, "naar": naar}
        for key, ander, van, naar in product(keys, presets, LAGEN[:3], LAGEN[:3])
        if key["peildatum"] == LAATSTE and ander != key["preset"] and van != naar
    ]
    dagen = [
        {"schooljaar": JAAR, "peildatum": LAATSTE, "minimum_dagen": MINDER, "van": ONBEKEND, "naar": laag}
        for laag in LAGEN[:3]
    ]
    bereikt = [{"schooljaar": JAAR, "sector": sector} for sector in (ALLE, "primair", "voortgezet")]
    return {
        "basis_lagen": pl.DataFrame(basis, schema=BASIS, orient="row"),
        lagen.GROOTSTE: pl.DataFrame(
            [(dag, venster, ALLE, ALLE, BANDEN[0], None, 0) for dag, venster in product(WEKEN, vensters)],
            schema=["peildatum", "venster", "gemeente", "sector", "vanaf", "tot", "grootste"],
            orient="row",
        ),
        "mart_lagen": pl.DataFrame(told, infer_schema_length=None),
        **{
            tabel: pl.DataFrame([{**row, "leerlingen": number(tabel, row)} for row in rows])
            for tabel, rows in ((lagen.WAT_ALS, wissels), (lagen.DAGEN, dagen))
        },
        lagen.VOORUIT: pl.DataFrame(
            schema=dict.fromkeys(("sector", "laag"), pl.String)
            | dict.fromkeys(("weken", "nu", "aantal", "onder", "boven"), pl.Int64)
            | {"peildatum": pl.Date}
        ),
        BEREIKT: pl.DataFrame(
            [
                {**row, **{maat: number(BEREIKT, row, maat) for maat in TELLINGEN}, "kans": None, "onder": None}
                for row in bereikt
            ]
        ).with_columns(boven=None, **dict.fromkeys(_meeste(), pl.lit(0))),
        **indicator(),
    }


def _meeste() -> list[str]:
    return [MEESTE + telling for telling in TELLINGEN]


def indicator(told: float | None = None) -> dict[str, pl.DataFrame]:
    """The share of those who reached laag 3 in a quarter that was in laag 2 first; None: it is not told."""
    return {
        PER_KWARTAAL: pl.DataFrame({"schooljaar": [JAAR], "kwartaal": ["2022-K4"]}),
        INDICATOREN: pl.DataFrame(
            {"maat": [EERST_LAAG_2], "kwartaal": ["2022-K4"], "waarde": [told]}, schema_overrides={"waarde": pl.Float64}
        ),
    }


def bounds_of_hidden(tables: Mapping[str, pl.DataFrame]) -> dict[tuple[object, ...], tuple[int, int]]:
    """The least and most that each hidden figure can be for who sees all the others."""
    shown: dict[tuple[bool, ...], int] = {}
    hidden: dict[tuple[bool, ...], tuple[object, ...]] = {}
    for tabel, frame in tables.items():
        for row in frame.iter_rows(named=True):
            for maat in {"leerlingen", "aandacht", "bekend", *TELLINGEN} & row.keys():
                members = tuple(wie(tabel, row, maat).tolist())
                if not any(members):
                    continue  # nobody can be: so early nobody was measured before
                if row[f"{maat}_verborgen"]:
                    hidden[members] = (tabel, maat, *(v for v in row.values() if isinstance(v, str | dt.date)))
                elif row[maat] is not None:
                    shown[members] = row[maat]
    assert not shown.keys() & hidden.keys(), [(hidden[one], shown[one]) for one in shown.keys() & hidden.keys()]
    known = LinearConstraint(np.array([*shown], dtype=float), [*shown.values()], [*shown.values()])
    return {name: _bounds(np.array(members, dtype=float), known) for members, name in hidden.items()}


def _bounds(members: npt.NDArray[np.float64], known: LinearConstraint) -> tuple[int, int]:
    ends = []
    for sign in (1, -1):
        whole = np.ones(len(members), np.int64)
        result = milp(sign * members, integrality=whole, bounds=Bounds(0, np.inf), constraints=known)
        ends.append(10**6 if result.x is None else round(sign * result.fun))
    return ends[0], ends[1]


def release(aantallen: npt.NDArray[np.int64]) -> Mapping[str, pl.DataFrame]:
    """The tables as they are published; the attack of the product finds nothing."""
    exact = counted(aantallen)
    design = ontwerp(exact.__getitem__, exact.keys(), families=(lagen.FAMILIE,))
    assert design.aanvallen(design.tabellen.__getitem__).lekken == {}
    return design.tabellen


def pupils(seed: int) -> npt.NDArray[np.int64]:
    """Some hundreds of pupils, by kind: most came in the first week, and few have an open case."""
    rng = np.random.default_rng(seed)
    came = np.array([40.0 if soort.vanaf == 1 else 1.0 for soort in SOORTEN])
    case = np.array([{0: 20.0, 1: 0.5, 2: 3.0}[len(soort.open)] for soort in SOORTEN])
    missed = np.array([10.0 if soort.band == BANDEN[0] else 1.0 for soort in SOORTEN])
    weights = came * case * missed
    return rng.multinomial(int(rng.integers(60, 2000)), weights / weights.sum())


@properties(max_examples=4, deadline=None)
@given(some.integers(0, 10_000))
def test_early_in_a_schooljaar_no_venster_tells_what_another_hides(seed: int) -> None:
    for name, (low, high) in bounds_of_hidden(release(pupils(seed))).items():
        assert high - low >= FLOOR, (name, low, high)


def hidden_of_reached(
    niet: int, later: int, school: int = 0, told: float | None = None, zonder: int = 10
) -> set[tuple[str, ...]]:
    """What is hidden of voortgezet, when 60 of it are in laag 3 in October and `later` in November.

    niet: who of those who reached laag 3 had no laag before; 10 more had been in laag 2, and `zonder` had not. school:
    those of laag 2 who are of one school. told: as in `indicator`.
    """
    days = (dt.date(2022, 10, 30), dt.date(2022, 11, 27))
    sizes = {("PO", BANDEN[0]): (300, 300), ("PO", BANDEN[-1]): (40, 40), ("VO", BANDEN[0]): (200, 200)}
    sizes["VO", BANDEN[-1]] = (60, later)
    rows = [
        (day, JAAR, "schooljaar", gemeente, sector, band, counts[number])
        for number, day in enumerate(days)
        for gemeente in dict(PAREN)
        for (sector, band), counts in sizes.items()
    ]
    counts: dict[str, tuple[int, ...]] = {
        "primair": (110 + zonder, 10 + zonder, 100, 10, zonder),
        "voortgezet": (niet + 10 + zonder, 10 + zonder, niet, 10, zonder),
    }
    counts[ALLE] = tuple(map(sum, zip(*counts.values(), strict=True)))
    most = {sector: (0 if sector == "primair" else school) for sector in counts}
    frames = counted(np.zeros(len(SOORTEN), np.int64)) | {
        "basis_lagen": pl.DataFrame(rows, schema=BASIS, orient="row"),
        lagen.GROOTSTE: pl.DataFrame(
            [(day, "schooljaar", ALLE, ALLE, BANDEN[0], None, 0) for day in days],
            schema=["peildatum", "venster", "gemeente", "sector", "vanaf", "tot", "grootste"],
            orient="row",
        ),
        BEREIKT: pl.DataFrame(
            [(JAAR, sector, *own, *(most[sector] * (n != 2) for n in range(4)), 0) for sector, own in counts.items()],
            schema=["schooljaar", "sector", *TELLINGEN, *_meeste()],
            orient="row",
        ),
        **indicator(told),
    }
    first, *_ = lagen.blokken(frames, frozenset())
    hidden = bescherm(first, FLOOR).verborgen
    assert aanval(first, hidden, FLOOR).is_veilig
    reached = {(*cel[:2], cel[3]) for cel in hidden if cel[0] == BEREIKT}
    return reached | {cel[:2] for cel in hidden if "voortgezet" in cel}


def test_few_who_came_to_laag_3_after_the_first_measurement_are_not_given_away() -> None:
    assert hidden_of_reached(2 * 60 + 4, 60)
    assert not hidden_of_reached(2 * 60 + 5, 60)


def test_few_who_left_laag_3_again_are_not_given_away() -> None:
    assert (BEREIKT, "bereikt", "voortgezet") in hidden_of_reached(2 * 60 + 10, 2 * 60 // 2 + 13)
    assert not hidden_of_reached(2 * 60 + 10, 70)


def test_laag_3_reached_that_leaves_few_others_to_one_school_is_hidden() -> None:
    assert (BEREIKT, "via_laag_2", "voortgezet") in hidden_of_reached(2 * 60 + 10, 70, school=6)  # of 10
    assert not hidden_of_reached(2 * 60 + 10, 70, school=5)


def test_an_indicator_gives_no_number_that_is_hidden_of_who_reached_laag_3() -> None:
    """All had been in laag 2, which is not told: with their share, how many had been measured before would tell it."""
    eerder, via = (BEREIKT, "eerder_gemeten", ALLE), (BEREIKT, "via_laag_2", ALLE)
    without, beside = (hidden_of_reached(2 * 60 + 10, 70, zonder=0, told=told) for told in (None, 100.0))
    assert via in without
    assert eerder not in without
    assert {eerder, via} <= beside


def hidden_by_day(cases: int, later: int = 30) -> dict[str, set[tuple[str, ...]]]:
    """What is hidden of GM0632 on each of two days with 30 of its pupils in laag 2, on the second `later`.

    cases: who of the ten of GM0335 in laag 2 has an open case on the second day.
    """
    days = ("2022-10-30", "2022-11-27")
    low, chronic = BANDEN[0], str(STANDAARD.laag_2_vanaf)
    rows = [
        (dt.date.fromisoformat(day), JAAR, "schooljaar", gemeente, "PO", band, n)
        for day, open_, laag_2 in zip(days, (0, cases), (30, later), strict=True)
        for gemeente, band, n in (
            *(("GM0632", low, 60), ("GM0632", chronic, laag_2)),
            *(("GM0335", low, 60), ("GM0335", chronic, 10 - open_), ("GM0335", BANDEN[-1], 9), ("GM0335", OPEN, open_)),
        )
    ]
    frames = counted(np.zeros(len(SOORTEN), np.int64))
    frames |= {
        "basis_lagen": pl.DataFrame(rows, schema=BASIS, orient="row"),
        lagen.GROOTSTE: pl.DataFrame(
            [(dt.date.fromisoformat(day), "schooljaar", ALLE, ALLE, BANDEN[0], None, 0) for day in days],
            schema=["peildatum", "venster", "gemeente", "sector", "vanaf", "tot", "grootste"],
            orient="row",
        ),
        BEREIKT: frames[BEREIKT].clear(),
    }
    found: dict[str, set[tuple[str, ...]]] = {day: set() for day in days}
    for blok in lagen.blokken(frames, frozenset()):
        hidden = bescherm(blok, FLOOR).verborgen & blok.getoond
        assert aanval(blok, hidden, FLOOR).is_veilig
        for cel in hidden:
            if cel[0] == "lagen" and cel[4] == "GM0632":
                found[cel[2]].add(cel[3:])
    return found


def test_days_without_a_school_week_between_hide_the_same_of_who_is_the_same() -> None:
    """Seven of ten with an open case leave three in laag 2, which must not follow from what the other day shows."""
    before, after = hidden_by_day(cases=7).values()
    assert before
    assert before <= after  # which is the last day, of which more is told


def test_days_with_other_figures_are_not_tied() -> None:
    before, after = hidden_by_day(cases=7, later=31).values()
    assert (before, bool(after)) == (set(), True)
