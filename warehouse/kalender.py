"""Lookup tables of the marts: the calendar, the margins of every dimension, and the registry as tables.

They are TEMP tables: they serve the SQL of a build and never stand in a release.
"""

import datetime as dt

import duckdb
import polars as pl

from schemas.codes import (
    ALLE,
    ANDERE_GRONDEN,
    BUITEN_REGIO,
    CATEGORIEEN,
    DUURKLASSEN,
    EENHEDEN,
    FASEN,
    GEMEENTEN,
    GRONDEN,
    GROVE_DUURKLASSEN,
    HERINDELINGEN,
    INTERVENTIES,
    KNELPUNTEN,
    LAGEN,
    SECTOR_GROEPEN,
    SECTOREN,
    SIGNALEN,
    STROOM_NAAR,
    STROOM_VAN,
    THEMAS,
    UITKOMSTEN,
)
from schemas.definities import Register, banden, register
from schemas.indicatoren import indicatoren
from schemas.schooljaar import FIRST_MONTH, schooljaren
from warehouse.indicatoren import lookups

FIRST_YEAR = 2000  # decisions and cases reach further back than absence; a calendar of a day a row is small
GEEN = "geen"  # sector of a thuiszitter who is not enrolled

# How the exemptions of a schooljaar came about; the last three together are the first.
VRIJSTELLINGSOORTEN = ("lopend", "nieuw", "verlengd", "blijvend", "doorlopend")
# By what cases at a meeting are counted.
KENMERKEN = {"thema": THEMAS, "knelpunt": KNELPUNTEN, "fase": FASEN}
# Lower bounds of the duration classes in weeks or calendar months, in the order of DUURKLASSEN.
DUURGRENZEN: tuple[tuple[int, int], ...] = ((0, 0), (4, 0), (0, 3), (0, 6), (0, 12))


def create(con: duckdb.DuckDBPyConnection, *, data_tot: dt.date) -> None:
    """Make all lookup tables as TEMP tables of `con`; `data_tot` is the last day of the data."""
    frames = {"kalender": days(data_tot), "drempels": limits(data_tot)}
    for name, frame in {**codes(register(), data_tot), **frames}.items():
        _store(con, name, frame)


def create_codes(con: duckdb.DuckDBPyConnection, *, data_tot: dt.date) -> None:
    """Make only the lookup tables that follow from the closed lists and the registry."""
    for name, frame in codes(register(), data_tot).items():
        _store(con, name, frame)


def turn_to(con: duckdb.DuckDBPyConnection, schooljaar: str, *, data_tot: dt.date) -> None:
    """Make `schooljaar` the one whose figures are made next; days after it do not count."""
    _store(con, "bouwjaar", pl.DataFrame({"schooljaar": [schooljaar]}))
    _store(con, "drempels", limits(min(data_tot, last_day(schooljaar))))


def first_day(schooljaar: str) -> dt.date:
    return dt.date(int(schooljaar[:4]), FIRST_MONTH, 1)


def last_day(schooljaar: str) -> dt.date:
    return first_day(f"{int(schooljaar[:4]) + 1}-") - dt.timedelta(days=1)


def days(data_tot: dt.date) -> pl.DataFrame:
    """One row per day, from FIRST_YEAR to the end of the year after `data_tot`, so that every period is whole.

    dag; week `2024-W36` (ISO: its year is not always that of the day), weekeinde (its Sunday), maand `2024-09`,
    kwartaal `2024-K3`, schooljaar `2024-2025`.
    """
    day = pl.col("dag")
    whole_years = pl.date_range(dt.date(FIRST_YEAR, 1, 1), dt.date(data_tot.year + 1, 12, 31), eager=True)
    return pl.DataFrame({"dag": whole_years}).select(
        day,
        pl.format("{}-W{}", day.dt.iso_year(), day.dt.week().cast(pl.String).str.zfill(2)).alias("week"),
        (day + pl.duration(days=7 - day.dt.weekday())).alias("weekeinde"),
        day.dt.strftime("%Y-%m").alias("maand"),
        pl.format("{}-K{}", day.dt.year(), day.dt.quarter()).alias("kwartaal"),
        schooljaren(day).alias("schooljaar"),
    )


def limits(data_tot: dt.date) -> pl.DataFrame:
    """One row: the last day of the data and the single numbers of the registry that the marts use."""
    drempels, beweging = register().drempels, register().beweging
    return pl.DataFrame(
        {
            "data_tot": [data_tot],
            "open_casus_is_laag_3": [drempels.open_casus_is_laag_3],
            "minimale_telling": [drempels.minimale_telling],
            "minimale_noemer": [drempels.minimale_noemer_procent],
            "minimale_scholen": [drempels.minimale_scholen_mediaan],
            "zelfde_week_procent": [drempels.zelfde_week_procent],
            "vrije_week_procent": [drempels.vrije_week_procent],
            "zomer_weken": [drempels.zomer_weken],
            "vakantie_schuift_weken": [drempels.vakantie_schuift_weken],
            "standaard_preset": [register().standaard_preset],
            "blok_schoolweken": [beweging.blok_schoolweken],
            "blok_dagen": [beweging.blok_dagen],
            "signaal_uren": [beweging.signaal_uren],
            "signaal_schoolweken": [beweging.signaal_schoolweken],
        }
    )


def codes(registry: Register, data_tot: dt.date) -> dict[str, pl.DataFrame]:
    """The lookup tables that need no deliveries: name to frame. A `niveau` is a value of the dimension in a mart."""
    gemeenten = gemeentecodes(data_tot)
    return {
        "gemeente_niveaus": _levels("gemeente", {code: (now, ALLE) for code, now in gemeenten.items()}),
        "gemeentecodes": pl.DataFrame(
            [*gemeenten.items(), (BUITEN_REGIO, BUITEN_REGIO)],
            schema={"gemeente": pl.String, "code": pl.String},
            orient="row",
        ),
        "sector_niveaus": _levels("sector", {code: (code, groep, ALLE) for code, groep in SECTOREN.items()}),
        "groep_niveaus": _levels("groep", {groep: (groep, ALLE) for groep in (*SECTOR_GROEPEN, GEEN)}),
        "duurklasse_niveaus": _levels("duurklasse", _class_levels(registry.drempels.doel_thuiszitters_maanden)),
        "duurklassen": _classes(),
        "lagen": pl.DataFrame({"laag": LAGEN}),
        "laag_niveaus": _levels("laag", {laag: (laag, ALLE) for laag in LAGEN[:3]}),
        "interventie_niveaus": _levels("interventie", {one: (one, ALLE) for one in INTERVENTIES}),
        "casuscodes": _case_codes(),
        "grond_niveaus": _levels(
            "grond", {grond: (grond,) if grond == GRONDEN[0] else (grond, ANDERE_GRONDEN) for grond in GRONDEN}
        ),
        "vrijstellingsoorten": pl.DataFrame({"soort": VRIJSTELLINGSOORTEN}),
        "sectoren": _sectors(registry),
        "categorieen": pl.DataFrame(
            # numbered by name: of a day that is overfull the category that comes first in the alphabet counts first
            [
                (code, nummer, CATEGORIEEN[code].geoorloofd, CATEGORIEEN[code].gemiste_tijd)
                for nummer, code in enumerate(sorted(CATEGORIEEN))
            ],
            schema={
                "categorie": pl.String,
                "nummer": pl.Int32,
                "geoorloofd": pl.Boolean,
                "gemiste_tijd": pl.Boolean,
            },
            orient="row",
        ),
        "presets": pl.DataFrame(
            [(p.id, p.aandacht_vanaf, p.laag_2_vanaf, p.laag_3_vanaf) for p in registry.presets.values()],
            schema={
                "preset": pl.String,
                "aandacht_vanaf": pl.Int64,
                "laag_2_vanaf": pl.Int64,
                "laag_3_vanaf": pl.Int64,
            },
            orient="row",
        ),
        "banden": pl.DataFrame(
            [(str(low), low, high) for low, high in zip(banden(), (*banden()[1:], None), strict=True)],
            schema={"band": pl.String, "vanaf": pl.Int64, "tot": pl.Int64},
            orient="row",
        ),
        "vensters": pl.DataFrame(
            [(v.id, v.schoolweken, v.minimum_dagen) for v in registry.vensters.values()],
            schema={"venster": pl.String, "schoolweken": pl.Int64, "minimum_dagen": pl.Int64},
            orient="row",
        ),
        "thuiszitterdefinities": _definitions(registry),
        **_movement(registry),
        **lookups(indicatoren()),
    }


def gemeentecodes(data_tot: dt.date) -> dict[str, str]:
    """Every gemeente of the region, also those that were reorganised by `data_tot`, with the one it is part of now."""
    now = {code: code for code in GEMEENTEN}
    for oud, nieuw, vanaf in sorted(HERINDELINGEN, key=lambda herindeling: herindeling[2]):
        if vanaf <= data_tot:
            now[oud] = nieuw
            now |= {code: nieuw for code, present in now.items() if present == oud}
    return now


def _case_codes() -> pl.DataFrame:
    """What is counted of cases: kenmerk, one of its codes, and uitkomst (`alle`, or of a step of the ladder each)."""
    rows = [(ALLE, ALLE, ALLE), *((kenmerk, code, ALLE) for kenmerk, codes in KENMERKEN.items() for code in codes)]
    rows += [("fase", fase, uitkomst) for fase in FASEN for uitkomst in UITKOMSTEN]
    return pl.DataFrame(rows, schema=dict.fromkeys(("kenmerk", "code", "uitkomst"), pl.String), orient="row")


def _levels(dimension: str, levels: dict[str, tuple[str, ...]]) -> pl.DataFrame:
    """Each value of a dimension with the values of the mart in which it counts, itself and its margins."""
    rows = [(value, niveau) for value, niveaus in levels.items() for niveau in niveaus]
    return pl.DataFrame(rows, schema={dimension: pl.String, "niveau": pl.String}, orient="row")


def _class_levels(goal_months: int) -> dict[str, tuple[str, ...]]:
    """Each class counts in itself, in the coarser one, in all, and beyond the regional goal `langer_dan_3_maanden`."""
    margin = f"langer_dan_{goal_months}_maanden"
    return {
        klasse: tuple(dict.fromkeys((klasse, GROVE_DUURKLASSEN[klasse], ALLE, *((margin,) * (months >= goal_months)))))
        for klasse, (_, months) in zip(DUURKLASSEN, DUURGRENZEN, strict=True)
    }


def _classes() -> pl.DataFrame:
    """duurklasse with its bounds; a class runs from `vanaf` up to, not including, `tot` (null: no end)."""
    upper = (*DUURGRENZEN[1:], (None, None))
    rows = [(klasse, *low, *high) for klasse, low, high in zip(DUURKLASSEN, DUURGRENZEN, upper, strict=True)]
    bounds = ("vanaf_weken", "vanaf_maanden", "tot_weken", "tot_maanden")
    schema = {"duurklasse": pl.String, **dict.fromkeys(bounds, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _movement(registry: Register) -> dict[str, pl.DataFrame]:
    """The cells of the flows between lagen, other minima of days, and the rules of signals."""
    beweging, outside = registry.beweging, ("nieuw", "vertrokken", "elders")
    cells = [
        (van, naar, int("elders" in (van, naar)))
        for van in STROOM_VAN
        for naar in STROOM_NAAR
        if van not in outside or naar not in outside
    ]
    rules = [
        (groep, one.schoolweken, one.dagen_aaneen, one.dagen_in_jaar) for groep, one in registry.ziekmeldingen.items()
    ]
    return {
        "stroomcellen": pl.DataFrame(cells, schema=["van", "naar", "elders"], orient="row"),
        "dagenminima": pl.DataFrame(
            {"minimum_dagen": [beweging.dagen_minder, beweging.dagen_meer], "is_lager": [1, 0]}
        ),
        "signaalcodes": pl.DataFrame({"signaal": SIGNALEN}),
        "ziekteregels": pl.DataFrame(
            rules,
            schema={"groep": pl.String, **dict.fromkeys(("schoolweken", "dagen_aaneen", "dagen_in_jaar"), pl.Int64)},
            orient="row",
        ),
    }


def _sectors(registry: Register) -> pl.DataFrame:
    """sector, its groep, its eenheid (dagdeel or lesuur), the units of a day where only counts are delivered, and uren:
    the hours of lessons in a unit."""
    per_day, hours = registry.drempels.eenheden_per_dag, registry.beweging.uren_per_eenheid
    rows = [(sector, groep, EENHEDEN[sector]) for sector, groep in SECTOREN.items()]
    numbers = dict.fromkeys(("eenheden_per_dag", "uren"), pl.Int64)
    return pl.DataFrame(
        [(*row, per_day[row[-1]], hours[row[-1]]) for row in rows],
        schema={**dict.fromkeys(("sector", "groep", "eenheid"), pl.String), **numbers},
        orient="row",
    )


def _definitions(registry: Register) -> pl.DataFrame:
    """definitie x soort that counts in it, the weeks from `start` until it does, and whether an exemption ends it."""
    weeks = registry.drempels.weken_langdurig
    rows = [
        (naam, soort, wait, definitie.zonder_vrijstelling)
        for naam, definitie in registry.thuiszitters.items()
        for soorten, wait in ((definitie.direct, 0), (definitie.na_vier_weken, weeks))
        for soort in soorten
    ]
    schema = {"definitie": pl.String, "soort": pl.String, "wachtweken": pl.Int64, "zonder_vrijstelling": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _store(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("lookup_frame", frame)
    con.execute(f"create or replace temp table {name} as select * from lookup_frame")  # noqa: S608 - a name from here
    con.unregister("lookup_frame")
