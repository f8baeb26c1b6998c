"""Region years to read: schools, enrolments, schedules and about 1.7 million missed units a year, one file per kind.

Plainer than the synthetic region and of any number of years: a benchmark wants the same amount of everything each
year. Pupils are absent on a tenth of their days, drawn at random; what matters here is how many lines there are.
"""

import datetime as dt
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

FIRST_YEAR = 2017
GEMEENTEN = ("GM0736", "GM0335", "GM0589", "GM1904", "GM0632")
SCHOOLS = {"PO": (70, 200), "VO": (6, 1750)}  # sector: number of schools, pupils of each
UNITS = {"PO": 2, "VO": 6}  # dagdelen and lesuren a day
YEAR_GROUPS = {"PO": 8, "VO": 6}
ABSENT = 0.097  # share of pupil days; gives 1.7 million units
REASONS = {"Z": "ziekte", "D": "medisch_bezoek", "B": "bijzonder_verlof", "O": "ongeoorloofd_onbekend", "L": "te_laat"}
SHARES = (0.62, 0.12, 0.08, 0.1, 0.08)


def write(folder: Path, years: int, *, bad: bool = False) -> int:
    """Write `years` school years of deliveries to `folder`; the lines of verzuim, all unreadable when `bad`."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    schools = _schools()
    _file(folder, "scholen_regio", schools)
    codes = pl.DataFrame({"reden": list(REASONS), "omschrijving": list(REASONS), "categorie": list(REASONS.values())})
    _file(folder, "redenen_regio", schools.select("school").join(codes, how="cross"))
    lines = 0
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        schooljaar = f"{year}-{year + 1}"
        days = school_days(year)
        pupils = _pupils(schools, schooljaar)
        _file(folder, f"leerlingen_regio_{schooljaar}", pupils.drop("sector"))
        _file(folder, f"rooster_regio_{schooljaar}", _schedule(schools, days))
        absence = _absence(rng, pupils, days)
        if bad:
            absence = absence.with_columns(datum=pl.lit("onbekend"))
        _file(folder, f"verzuim_regio_{schooljaar}", absence)
        lines += absence.height
    return lines


def school_days(year: int) -> pl.Series:
    """The weekdays of a school year, 40 weeks of it, summer and four holidays left out."""
    days = pl.date_range(dt.date(year, 9, 1), dt.date(year + 1, 7, 10), eager=True)
    week = days.dt.week()
    return days.filter((days.dt.weekday() <= 5) & ~week.is_in([43, 52, 1, 9, 18])).alias("datum")


def _schools() -> pl.DataFrame:
    rows = [
        (f"99{chr(65 + i // 26)}{chr(65 + i % 26)}00", sector)
        for i, sector in enumerate(sector for sector, (number, _) in SCHOOLS.items() for _ in range(number))
    ]
    frame = pl.DataFrame(rows, schema=["school", "sector"], orient="row").with_row_index("nummer")
    return frame.select(
        "school",
        naam=pl.format("School {}", "nummer"),
        sector="sector",
        gemeente=pl.Series(GEMEENTEN).gather(frame["nummer"] % len(GEMEENTEN)),
        swv=pl.lit(None, pl.String),
        geldig_vanaf=pl.lit(f"{FIRST_YEAR}-08-01"),
        geldig_tot=pl.lit(None, pl.String),
        opvolger=pl.lit(None, pl.String),
    )


def _pupils(schools: pl.DataFrame, schooljaar: str) -> pl.DataFrame:
    parts = [
        pl.DataFrame(
            {"school": school, "sector": sector, "gemeente": gemeente, "volgnummer": range(SCHOOLS[sector][1])}
        )
        for school, sector, gemeente in schools.select("school", "sector", "gemeente").iter_rows()
    ]
    frame = pl.concat(parts)
    groups = pl.col("sector").replace_strict(YEAR_GROUPS, return_dtype=pl.Int64)
    return frame.select(
        schooljaar=pl.lit(schooljaar),
        school="school",
        leerling=pl.format("{}-{}", "school", "volgnummer"),
        gemeente="gemeente",
        leerjaar=pl.col("volgnummer") % groups + 1,
        van=pl.lit(f"{schooljaar[:4]}-08-01"),
        tot=pl.lit(None, pl.String),
        sector="sector",
    )


def _schedule(schools: pl.DataFrame, days: pl.Series) -> pl.DataFrame:
    groups = pl.DataFrame(
        [(sector, group, UNITS[sector]) for sector, number in YEAR_GROUPS.items() for group in range(1, number + 1)],
        schema=["sector", "leerjaar", "eenheden"],
        orient="row",
    )
    rows = schools.select("school", "sector").join(groups, on="sector").join(days.to_frame(), how="cross")
    return rows.select("school", "leerjaar", "datum", "eenheden")


def _absence(rng: np.random.Generator, pupils: pl.DataFrame, days: pl.Series) -> pl.DataFrame:
    """Grain: missed unit. A pupil who is absent misses the whole day, for one reason."""
    who, when = np.nonzero(rng.random((pupils.height, days.len())) < ABSENT)
    reason: npt.NDArray[np.intp] = rng.choice(len(REASONS), size=who.size, p=SHARES)
    absent = pl.DataFrame(
        {
            "school": pupils["school"].gather(who),
            "leerling": pupils["leerling"].gather(who),
            "datum": days.gather(when),
            "eenheid": pupils["sector"]
            .gather(who)
            .replace_strict(
                {sector: list(range(1, number + 1)) for sector, number in UNITS.items()},
                return_dtype=pl.List(pl.Int64),
            ),
            "reden": pl.Series(list(REASONS)).gather(reason),
        }
    )
    return absent.explode("eenheid")


def _file(folder: Path, name: str, frame: pl.DataFrame) -> None:
    frame.write_csv(folder / f"{name}.csv", separator=";", date_format="%Y-%m-%d")
