"""The same period a year earlier: worked out once more in Polars, on a few weeks of which not all are in both years."""

import datetime as dt
from collections.abc import Callable

import duckdb
import polars as pl
import pytest

from queries import aanwezigheid, lagen, verzuim, vrijstellingen
from queries.query import Query, run

Ask = Callable[[Query], pl.DataFrame]
NOW, EARLIER = "2021-2022", "2020-2021"
# periode, schooljaar, leerlingen, ingeroosterde_dagen, gemiste_dagen
WEEKS = [
    ("2020-W36", EARLIER, 100, 500.0, 20.0),
    ("2020-W37", EARLIER, 104, 520.0, 0.0),
    ("2020-W53", EARLIER, 104, 520.0, 52.0),  # no such week in the year after
    ("2021-W02", EARLIER, 104, 0.0, 0.0),  # schools were closed
    ("2021-W36", NOW, 110, 550.0, 33.0),
    ("2021-W37", NOW, 120, 600.0, 60.0),
    ("2021-W38", NOW, 200, 1000.0, 500.0),  # not delivered the year before
    ("2022-W02", NOW, 120, 600.0, 300.0),
]
# periode, schooljaar, categorie, geoorloofd, leerlingen, registraties, gemiste_dagen
ABSENCE = [
    ("2020-W36", EARLIER, "ziekte", True, 12, 40, 15.0),
    ("2020-W36", EARLIER, "spijbelen", False, 5, 10, 5.0),
    ("2020-W53", EARLIER, "ziekte", True, 50, 104, 52.0),
    ("2021-W36", NOW, "ziekte", True, 14, 60, 30.0),
    ("2021-W36", NOW, "luxeverzuim", False, 3, 6, 3.0),
    ("2021-W37", NOW, "ziekte", True, 20, 90, 45.0),
    ("2021-W37", NOW, "te_laat", None, 9, 17, 0.0),
    ("2021-W38", NOW, "ziekte", True, 99, 999, 500.0),
]
AANWEZIGHEID = pl.DataFrame(
    WEEKS, schema=["periode", "schooljaar", "leerlingen", "ingeroosterde_dagen", "gemiste_dagen"], orient="row"
)
VERZUIM = pl.DataFrame(
    ABSENCE,
    schema=["periode", "schooljaar", "categorie", "geoorloofd", "leerlingen", "registraties", "gemiste_dagen"],
    orient="row",
)
ROUNDED = 0.0501  # answers have at least one decimal
REST = {"periode_soort": pl.lit("week"), "gemeente": pl.lit("alle"), "sector": pl.lit("alle")}


def release(**marts: pl.DataFrame) -> Ask:
    """Questions put to these marts."""
    connection = duckdb.connect()
    for name, frame in marts.items():
        connection.register("frame", frame)
        connection.execute(f"create table {name} as select * from frame")
    return lambda query: run(connection, query)


@pytest.fixture
def ask() -> Ask:
    """Questions put to these weeks, and to the same weeks of a gemeente where twice as much is missed."""
    marts = {"mart_aanwezigheid": AANWEZIGHEID.with_columns(**REST), "mart_verzuim": VERZUIM.with_columns(**REST)}
    double = {"gemeente": pl.lit("GM0632"), "gemiste_dagen": 2 * pl.col("gemiste_dagen")}
    return release(**{name: pl.concat([frame, frame.with_columns(**double)]) for name, frame in marts.items()})


def weeks_in_both() -> pl.DataFrame:
    """periode, and the weeks of this year beside the same week number of the year before."""
    open_ = AANWEZIGHEID.filter(pl.col("ingeroosterde_dagen") > 0).with_columns(week=pl.col("periode").str.slice(6))
    now, earlier = (open_.filter(pl.col("schooljaar") == jaar) for jaar in (NOW, EARLIER))
    return now.join(earlier, on="week", suffix="_eerder")


def test_attendance_is_set_beside_the_same_weeks_of_the_year_before(ask: Ask) -> None:
    both = weeks_in_both().sum()
    now, earlier = (
        round(100 - 100 * both[f"gemiste_dagen{year}"][0] / both[f"ingeroosterde_dagen{year}"][0], 1)
        for year in ("", "_eerder")
    )
    row = ask(aanwezigheid.een_jaar_eerder(NOW, "alle", "alle")).row(0, named=True)
    assert (row["nu"], row["eerder"]) == (now, earlier)
    assert row["verschil"] == pytest.approx(now - earlier)
    assert (row["leerlingen_nu"], row["leerlingen_eerder"]) == (120, 104)


def test_attendance_of_the_year_itself_is_over_all_its_weeks(ask: Ask) -> None:
    own = AANWEZIGHEID.filter(schooljaar=NOW).sum()
    row = ask(aanwezigheid.een_jaar_eerder(NOW, "alle", "alle")).row(0, named=True)
    assert row["aanwezig"] == round(100 - 100 * own["gemiste_dagen"][0] / own["ingeroosterde_dagen"][0], 1)
    assert row["leerlingen"] == 200


def test_another_gemeente_has_its_own_attendance(ask: Ask) -> None:
    alle, woerden = (
        ask(aanwezigheid.een_jaar_eerder(NOW, gemeente, "alle"))["nu"][0] for gemeente in ("alle", "GM0632")
    )
    assert 100 - woerden == pytest.approx(2 * (100 - alle), abs=0.1)


def test_without_a_year_before_there_is_nothing_to_compare(ask: Ask) -> None:
    row = ask(aanwezigheid.een_jaar_eerder(EARLIER, "alle", "alle")).row(0, named=True)
    assert row["aanwezig"] is not None
    assert (row["nu"], row["eerder"], row["verschil"]) == (None, None, None)
    assert ask(verzuim.een_jaar_eerder(EARLIER, "alle", "alle")).is_empty()


def test_categories_are_set_beside_the_same_weeks_of_the_year_before(ask: Ask) -> None:
    both = weeks_in_both()
    answer = {row["categorie"]: row for row in ask(verzuim.een_jaar_eerder(NOW, "alle", "alle")).rows(named=True)}
    for year, suffix in (("", ""), ("vorig_", "_eerder")):
        scheduled = both[f"ingeroosterde_dagen{suffix}"].sum()
        own = VERZUIM.filter(pl.col("periode").is_in(both[f"periode{suffix}"].to_list()))
        missed = dict(own.group_by("categorie").agg(pl.col("gemiste_dagen").sum()).iter_rows())
        times = dict(own.group_by("categorie").agg(pl.col("registraties").sum()).iter_rows())
        for categorie, row in answer.items():
            assert row[f"{year}aandeel"] == pytest.approx(100 * missed.get(categorie, 0) / scheduled, abs=ROUNDED)
            name = "keren" if not year else "vorige_keren"
            assert row[name] == pytest.approx(100 * times.get(categorie, 0) / scheduled, abs=ROUNDED)
    assert set(answer) == {"ziekte", "spijbelen", "luxeverzuim", "te_laat"}
    assert all(
        row["verschil"] == pytest.approx(row["aandeel"] - row["vorig_aandeel"], abs=2 * ROUNDED)
        for row in answer.values()
    )


def test_a_category_counts_the_pupils_of_its_fullest_week_in_both_years(ask: Ask) -> None:
    rows = (
        ask(verzuim.een_jaar_eerder(NOW, "alle", "alle")).select("categorie", "leerlingen", "vorige_leerlingen").rows()
    )
    assert set(rows) == {("ziekte", 20, 12), ("spijbelen", 0, 5), ("luxeverzuim", 3, 0), ("te_laat", 9, 0)}


def test_lagen_are_set_beside_the_same_month_of_the_year_before() -> None:
    days = [(EARLIER, dt.date(2020, 10, 25)), (EARLIER, dt.date(2021, 7, 25)), (NOW, dt.date(2021, 9, 26))]
    days.append((NOW, dt.date(2021, 10, 31)))
    rows = [
        (day, jaar, "schooljaar", "p", "alle", "alle", laag, 10 * i + int(laag), 1 if laag == "1" else None)
        for i, (jaar, day) in enumerate(days, start=1)
        for laag in ("1", "2", "3")
    ]
    names = ["peildatum", "schooljaar", "venster", "preset", "gemeente", "sector", "laag", "leerlingen", "aandacht"]
    ask = release(mart_lagen=pl.DataFrame(rows, schema=names, orient="row"))
    answers = {jaar: ask(lagen.een_jaar_eerder(jaar, "schooljaar", "p", "alle", "alle")) for jaar in (NOW, EARLIER)}
    assert answers[NOW].select("peildatum", "laag", "leerlingen", "bekend").rows() == [
        (dt.date(2020, 10, 25), laag, 10 + int(laag), 36) for laag in ("1", "2", "3")
    ]
    assert answers[EARLIER].is_empty()


def test_vrijstellingen_are_set_beside_the_school_year_before() -> None:
    rows = [("2018-2019", 30, 9000), (EARLIER, 33, 9100), (NOW, 40, None)]
    frame = pl.DataFrame(rows, schema=["schooljaar", "kinderen", "leerlingen"], orient="row")
    frame = frame.with_columns(gemeente=pl.lit("alle"), grond=pl.lit("LPW5_A"), soort=pl.lit("lopend"))
    ask = release(mart_vrijstellingen=pl.concat([frame, frame.with_columns(soort=pl.lit("nieuw"))]))
    answers = {jaar: ask(vrijstellingen.een_jaar_eerder(jaar, "LPW5_A", "alle")) for jaar in (NOW, EARLIER)}
    assert answers[NOW].rows() == [("dit", NOW, 40, None), ("vorig", EARLIER, 33, 9100)]
    assert answers[EARLIER].rows() == [("dit", EARLIER, 33, 9100)]
