"""The same period a year earlier: each figure beside the one it is compared with, and hidden with it."""

import datetime as dt
from collections.abc import Callable, Sequence

import duckdb
import polars as pl
import pytest

from queries import aanwezigheid, lagen, verzuim, vrijstellingen
from queries.query import Query, run

Ask = Callable[[Query], pl.DataFrame]
NOW, EARLIER = "2021-2022", "2020-2021"
MATEN = {"leerlingen", "ingeroosterde_dagen", "gemist_procent", "gemiste_dagen", "registraties"}
# schooljaar, naast, leerlingen, ingeroosterde_dagen, gemist_procent: of the weeks of both years
WEEKS = [(EARLIER, NOW, 104, 1020.0, 2.0), (NOW, EARLIER, 120, 1150.0, 8.1)]
# schooljaar, naast, categorie, geoorloofd, leerlingen, registraties, gemiste_dagen
ABSENCE = [
    (EARLIER, NOW, "ziekte", True, 12, None, 15.0),
    (EARLIER, NOW, "spijbelen", False, 5, None, 5.0),
    (NOW, EARLIER, "ziekte", True, 20, None, 75.0),
    (NOW, EARLIER, "luxeverzuim", False, None, None, None),  # hidden
    (NOW, EARLIER, "te_laat", None, 9, 17, None),
]
AANWEZIGHEID = [("schooljaar", year, year, 110, 38000.0, 6.5) for year in (EARLIER, NOW)]
GROUP = {"gemeente": pl.lit("alle"), "sector": pl.lit("alle")}


def release(**marts: pl.DataFrame) -> Ask:
    """Questions put to these marts."""
    connection = duckdb.connect()
    for name, frame in marts.items():
        connection.register("frame", frame)
        connection.execute(f"create table {name} as select * from frame")
    return lambda query: run(connection, query)


def mart(rows: Sequence[tuple[object, ...]], *names: str) -> pl.DataFrame:
    """A table of a release: what is null is hidden, unless it never is a figure of its row."""
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(**GROUP)
    hidden = [pl.col("leerlingen").is_null().alias(f"{name}_verborgen") for name in names if name in MATEN]
    return frame.with_columns(hidden)


@pytest.fixture
def ask() -> Ask:
    """Questions put to these weeks."""
    days = ("leerlingen", "ingeroosterde_dagen", "gemist_procent")
    return release(
        mart_aanwezigheid=mart(AANWEZIGHEID, "periode_soort", "periode", "schooljaar", *days),
        mart_aanwezigheid_zelfde_weken=mart(WEEKS, "schooljaar", "naast", *days),
        mart_verzuim_zelfde_weken=mart(
            ABSENCE, "schooljaar", "naast", "categorie", "geoorloofd", "leerlingen", "registraties", "gemiste_dagen"
        ),
    )


def test_attendance_is_set_beside_the_same_weeks_of_the_year_before(ask: Ask) -> None:
    row = ask(aanwezigheid.een_jaar_eerder(NOW, "alle", "alle")).row(0, named=True)
    assert (row["aanwezig"], row["nu"], row["eerder"]) == (93.5, 91.9, 98.0)
    assert row["verschil"] == pytest.approx(91.9 - 98.0)
    assert (row["leerlingen"], row["leerlingen_nu"], row["leerlingen_eerder"]) == (110, 120, 104)


def test_without_a_year_before_there_is_nothing_to_compare(ask: Ask) -> None:
    row = ask(aanwezigheid.een_jaar_eerder(EARLIER, "alle", "alle")).row(0, named=True)
    assert row["aanwezig"] == 93.5
    assert (row["nu"], row["eerder"], row["verschil"]) == (None, None, None)
    assert ask(verzuim.een_jaar_eerder(EARLIER, "alle", "alle")).is_empty()


def test_what_is_not_published_has_no_row(ask: Ask) -> None:
    assert ask(aanwezigheid.een_jaar_eerder(NOW, "GM0632", "primair")).is_empty()
    assert ask(verzuim.een_jaar_eerder(NOW, "GM0632", "primair")).is_empty()


def test_categories_are_set_beside_the_same_weeks_of_the_year_before(ask: Ask) -> None:
    answer = {row["categorie"]: row for row in ask(verzuim.een_jaar_eerder(NOW, "alle", "alle")).rows(named=True)}
    assert list(answer) == ["ziekte", "spijbelen", "luxeverzuim", "te_laat"]
    ziekte = answer["ziekte"]
    assert (ziekte["aandeel"], ziekte["vorig_aandeel"]) == (round(7500 / 1150, 2), round(1500 / 1020, 2))
    assert ziekte["verschil"] == pytest.approx(ziekte["aandeel"] - ziekte["vorig_aandeel"])
    assert (answer["spijbelen"]["aandeel"], answer["spijbelen"]["leerlingen"]) == (0.0, 0)
    assert (answer["te_laat"]["keren"], answer["te_laat"]["vorige_keren"]) == (round(1700 / 1150, 1), 0.0)


def test_a_change_is_hidden_with_the_figure_it_comes_from(ask: Ask) -> None:
    table = ask(verzuim.een_jaar_eerder(NOW, "alle", "alle"))
    hidden = table.filter(categorie="luxeverzuim").row(0, named=True)
    assert (hidden["aandeel"], hidden["verschil"]) == (None, None)
    assert hidden["aandeel_verborgen"]
    assert hidden["verschil_verborgen"]
    assert not hidden["vorig_aandeel_verborgen"]


def test_lagen_are_set_beside_the_same_month_of_the_year_before() -> None:
    days = [(EARLIER, dt.date(2020, 10, 25)), (EARLIER, dt.date(2021, 7, 25)), (NOW, dt.date(2021, 9, 26))]
    days.append((NOW, dt.date(2021, 10, 31)))
    rows = [
        (day, jaar, "schooljaar", "p", "alle", "alle", laag, 10 * i + int(laag), 1 if laag == "1" else None)
        for i, (jaar, day) in enumerate(days, start=1)
        for laag in ("1", "2", "3")
    ]
    names = ["peildatum", "schooljaar", "venster", "preset", "gemeente", "sector", "laag", "leerlingen", "aandacht"]
    open_ = {f"{name}_verborgen": pl.lit(value=False) for name in ("leerlingen", "aandacht", "bekend")}
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(bekend=pl.lit(36), **open_)
    ask = release(mart_lagen=frame)
    answers = {jaar: ask(lagen.een_jaar_eerder(jaar, "schooljaar", "p", "alle", "alle")) for jaar in (NOW, EARLIER)}
    assert answers[NOW].select("peildatum", "laag", "leerlingen", "bekend").rows() == [
        (dt.date(2020, 10, 25), laag, 10 + int(laag), 36) for laag in ("1", "2", "3")
    ]
    assert answers[EARLIER].is_empty()


def test_vrijstellingen_are_set_beside_the_school_year_before() -> None:
    rows = [("2018-2019", 30, 9000), (EARLIER, 33, 9100), (NOW, 40, None)]
    frame = pl.DataFrame(rows, schema=["schooljaar", "kinderen", "leerlingen"], orient="row")
    frame = frame.with_columns(gemeente=pl.lit("alle"), grond=pl.lit("LPW5_A"), soort=pl.lit("lopend"))
    frame = frame.with_columns(kinderen_verborgen=pl.lit(value=False))
    ask = release(mart_vrijstellingen=pl.concat([frame, frame.with_columns(soort=pl.lit("nieuw"))]))
    answers = {jaar: ask(vrijstellingen.een_jaar_eerder(jaar, "LPW5_A", "alle")) for jaar in (NOW, EARLIER)}
    assert answers[NOW].rows() == [("dit", NOW, 40, False, None), ("vorig", EARLIER, 33, False, 9100)]
    assert answers[EARLIER].rows() == [("dit", EARLIER, 33, False, 9100)]
