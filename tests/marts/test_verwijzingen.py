"""Lines that are right in themselves and do not fit the other deliveries: told by reason and line."""

import duckdb
import pytest

from tests.marts.conftest import Build
from tests.marts.rows import MONDAY, PO, WOERDEN, Rows, day, missed, pupil, reasons, schedule, school

MARTS = (
    "mart_aanwezigheid",
    "mart_verwijzingen",
    "mart_verwijzingsregels",
    "mart_verzuim",
)

UNKNOWN = "99ZZ99"
LINES = "select kind, regel, reden from mart_verwijzingsregels order by kind, regel"


def region(**kinds: Rows) -> dict[str, Rows]:
    """One pupil at one school with four weeks of schedule."""
    return {"scholen": school(), "leerlingen": pupil(), "rooster": schedule(), "redenen": reasons(), **kinds}


def line(number: int, rows: Rows) -> Rows:
    """These rows as what one line gave."""
    return [{**row, "regel": number} for row in rows]


@pytest.mark.parametrize(
    ("rows", "reden"),
    [
        (missed(1, code=UNKNOWN), "onbekende_school"),
        (missed(1, leerling=5), "buiten_inschrijving"),
        (missed(1, start=20), "zonder_rooster"),
    ],
)
def test_each_line_is_told_why_it_fits_nothing(build: Build, rows: Rows, reden: str) -> None:
    con = build(**region(verzuim=[*line(2, missed(1)), *line(7, rows)]))
    assert con.sql(LINES).fetchall() == [("verzuim", 7, reden)]
    counts = con.sql("select schooljaar, kind, bestand, reden, regels from mart_verwijzingen").fetchall()
    assert counts == [("2021-2022", "verzuim", "verzuim", reden, 1)]


def test_a_day_after_the_pupil_left_is_outside_the_enrolment(build: Build) -> None:
    con = build(**region(leerlingen=pupil(tot=day(4)), verzuim=[*missed(1), *line(9, missed(1, start=5))]))
    assert con.sql(LINES).fetchall() == [("verzuim", 9, "buiten_inschrijving")]


def test_a_line_of_several_rows_is_kept_apart_only_when_none_of_them_fits(build: Build) -> None:
    friday_to_monday = [*missed(2, start=19), *missed(2, start=20)]
    never = [*missed(2, start=20), *missed(2, start=21)]
    con = build(**region(verzuim=[*line(2, friday_to_monday), *line(3, never)]))
    assert con.sql(LINES).fetchall() == [("verzuim", 3, "zonder_rooster")]


def test_a_line_whose_other_rows_are_about_another_schooljaar_is_not_counted_twice(build: Build) -> None:
    later = [{**row, "datum": row["datum"].replace(year=2022)} for row in missed(1)]
    con = build(**region(verzuim=[*missed(1), *line(5, [*missed(1, start=20), *later])]))
    assert con.sql(LINES).fetchall() == []


def test_a_closed_day_that_is_not_in_the_schedule_is_no_error(build: Build) -> None:
    con = build(**region(verzuim=[*missed(1), *line(8, missed(2, reden="X", start=20))]))
    assert con.sql(LINES).fetchall() == []


def test_lines_that_fit_nothing_count_in_no_figure(build: Build) -> None:
    query = "select gemiste_dagen from mart_aanwezigheid where periode = '2021-2022' and sector = 'alle'"
    strays = [*missed(2, leerling=5), *missed(2, start=30), *missed(2, code=UNKNOWN)]
    con = build(**region(verzuim=[*missed(2), *strays]))
    assert {row[0] for row in con.sql(query).fetchall()} == {1.0}


def test_other_kinds_of_an_unknown_school_are_kept_apart_too(build: Build) -> None:
    counts = {"school": UNKNOWN, "gemeente": WOERDEN, "week": "2021-W36", "categorie": "totaal", "leerlingen": 5}
    con = build(
        **region(
            leerlingen=[*pupil(), *line(5, pupil(2, UNKNOWN))],
            rooster=[*schedule(), *line(90, schedule(UNKNOWN, days=range(1)))],
            weekcijfers=line(4, [counts]),
        )
    )
    expected = [("leerlingen", 5), ("rooster", 90), ("weekcijfers", 4)]
    assert con.sql(LINES).fetchall() == [(kind, regel, "onbekende_school") for kind, regel in expected]


def test_a_school_without_schedule_has_all_its_lines_without_schedule(build: Build) -> None:
    con = build(**region(rooster=[], verzuim=missed(3)))
    assert con.sql("select reden, regels from mart_verwijzingen").fetchall() == [("zonder_rooster", 3)]


def test_at_most_a_thousand_line_numbers_of_a_file_are_kept_and_all_are_counted(build: Build) -> None:
    rows = [{"school": PO, "leerling": 7, "datum": MONDAY, "eenheid": 1, "reden": "Z"} for _ in range(1200)]
    con = build(**region(verzuim=rows))
    assert con.sql("select regels from mart_verwijzingen").fetchall() == [(1200,)]
    assert con.sql("select count(*), max(regel) from mart_verwijzingsregels").fetchall() == [(1000, 1001)]


def test_the_categorie_of_the_line_wins_over_that_of_the_reason(build: Build) -> None:
    con: duckdb.DuckDBPyConnection = build(**region(verzuim=[{**row, "categorie": "spijbelen"} for row in missed(2)]))
    query = "select distinct categorie, gemiste_dagen from mart_verzuim where periode = '2021-2022'"
    assert con.sql(query).fetchall() == [("spijbelen", 1.0)]
