"""Where growth comes from, what would undo a conclusion and who may be compared: of published figures, exactly."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.ontleding import OORZAKEN
from analysis.tabellen import oorzaken
from schemas.codes import GEMEENTEN

NOW, BEFORE = "2021-2022", "2020-2021"
ALL = ("alle", "alle")
FIRST, SECOND, *OTHERS = GEMEENTEN


def verzuim(cells: dict[tuple[str, str, str], tuple[Any, ...]]) -> pl.DataFrame:
    """By gemeente, sector and categorie: days and pupils then, days and pupils now; None: hidden."""
    rows = []
    for (gemeente, sector, categorie), (days_then, then, days_now, now) in cells.items():
        for jaar, naast, days, pupils in ((BEFORE, NOW, days_then, then), (NOW, BEFORE, days_now, now)):
            rows.append((jaar, naast, gemeente, sector, categorie, pupils, pupils is None, days, days is None))
    names = ["schooljaar", "naast", "gemeente", "sector", "categorie"]
    names += ["leerlingen", "leerlingen_verborgen", "gemiste_dagen", "gemiste_dagen_verborgen"]
    types = {"leerlingen": pl.Int64, "gemiste_dagen": pl.Float64}
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=types)


def aanwezig(groups: dict[tuple[str, str], tuple[int, int]], days: tuple[int, int] = (100, 100)) -> pl.DataFrame:
    """Pupils then and now, with so many scheduled days for each of them."""
    rows = [
        (jaar, naast, *group, pupils, False, float(pupils * each), False)
        for group, (then, now) in groups.items()
        for jaar, naast, pupils, each in ((BEFORE, NOW, then, days[0]), (NOW, BEFORE, now, days[1]))
    ]
    names = ["schooljaar", "naast", "gemeente", "sector", "leerlingen", "leerlingen_verborgen"]
    return pl.DataFrame(rows, schema=[*names, "ingeroosterde_dagen", "ingeroosterde_dagen_verborgen"], orient="row")


PUPILS = {ALL: (100, 110), (FIRST, "alle"): (60, 70), (SECOND, "alle"): (40, 40), ("alle", "primair"): (100, 110)}
CELLS: dict[tuple[str, str, str], tuple[Any, ...]] = {
    (*ALL, "ziekte"): (120.5, 50, 141.5, 55),
    (FIRST, "alle", "ziekte"): (80.25, 30, 100.25, 35),
    (SECOND, "alle", "ziekte"): (40.25, 20, 41.25, 20),
    ("alle", "primair", "ziekte"): (120.5, 50, 141.5, 55),
    (*ALL, "spijbelen"): (10.4, 12, 7.3, 9),
    ("alle", "primair", "spijbelen"): (10.4, 12, 7.3, 9),
    (FIRST, "alle", "spijbelen"): (None, None, None, None),
    (SECOND, "alle", "spijbelen"): (None, None, None, None),
    (*ALL, "schorsing"): (9.0, 6, None, None),
}


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    return oorzaken.ontleding(verzuim(CELLS), aanwezig(PUPILS))


def test_the_parts_add_up_to_their_whole_in_whole_days(made: pl.DataFrame) -> None:
    shown = made.filter(~pl.col("verborgen"))
    whole = {row["categorie"]: row for row in shown.filter(verdeling="categorie").to_dicts()}
    for name in ("toen", "nu", "verandering"):
        assert whole["alle"][name] == whole["ziekte"][name] + whole["spijbelen"][name]
        for verdeling in ("gemeente", "sector"):
            parts = shown.filter(verdeling=verdeling, categorie="ziekte")[name]
            assert parts.sum() == whole["ziekte"][name]
    assert (whole["alle"]["toen"], whole["alle"]["nu"]) == (131, 149), "130,9 and 148,8 days"


def test_in_every_row_the_causes_add_up_to_the_change(made: pl.DataFrame) -> None:
    for row in made.filter(~pl.col("verborgen")).to_dicts():
        assert sum(row[name] for name in (*OORZAKEN, "onverdeeld")) == row["verandering"] == row["nu"] - row["toen"]


def test_what_is_hidden_is_one_rest_and_no_part_of_the_whole(made: pl.DataFrame) -> None:
    spijbelen = made.filter(verdeling="gemeente", categorie="spijbelen")
    assert sorted(spijbelen.filter("verborgen")["deel"]) == sorted([FIRST, SECOND])
    [rest] = spijbelen.filter(~pl.col("verborgen")).to_dicts()
    assert (rest["deel"], rest["toen"], rest["nu"], rest["onverdeeld"]) == ("rest", 10, 7, -3)
    [schorsing] = made.filter(categorie="schorsing").to_dicts()
    assert (schorsing["verborgen"], schorsing["toen"], schorsing["verdeling"]) == (True, None, "categorie")


def test_nothing_hidden_leaves_no_rest(made: pl.DataFrame) -> None:
    assert "rest" not in made.filter(categorie="ziekte")["deel"]


def test_more_pupils_and_longer_absence_are_told_apart(made: pl.DataFrame) -> None:
    """In the second gemeente as many pupils were absent of as many: only the length changed."""
    [row] = made.filter(verdeling="gemeente", categorie="ziekte", deel=SECOND).to_dicts()
    assert [row[name] for name in OORZAKEN] == [0, 0, 0, row["verandering"]]


SECTORS = {ALL: (200, 240), ("alle", "primair"): (150, 150), ("alle", "voortgezet"): (50, 90)}
TWICE: dict[tuple[str, str, str], tuple[Any, ...]] = {
    (*ALL, "spijbelen"): (530.0, 90, 930.0, 130),
    ("alle", "primair", "spijbelen"): (30.0, 50, 30.0, 50),
    ("alle", "voortgezet", "spijbelen"): (500.0, 40, 900.0, 72),
    (*ALL, "verwijderd"): (61.0, 40, 67.6, 44),
    ("alle", "primair", "verwijderd"): (7.4, 8, 8.3, 9),
    ("alle", "voortgezet", "verwijderd"): (53.6, 32, 59.3, 35),
    (*ALL, "schorsing"): (21.0, 9, 22.0, 9),
    ("alle", "primair", "schorsing"): (None, None, 3.0, 1),
    ("alle", "voortgezet", "schorsing"): (None, None, 19.0, 8),
}


def test_the_causes_of_a_categorie_are_those_of_its_sectors_added_up() -> None:
    """To the last digit: also where a part is rounded, or hidden and so not split."""
    made = oorzaken.ontleding(verzuim(TWICE), aanwezig(SECTORS)).filter(~pl.col("verborgen"))
    causes = [*OORZAKEN, "onverdeeld", "verandering"]
    for categorie in ("spijbelen", "verwijderd", "schorsing"):
        [whole] = made.filter(verdeling="categorie", categorie=categorie).select(causes).rows()
        assert whole == made.filter(verdeling="sector", categorie=categorie).select(pl.col(causes).sum()).row(0)
    whole_region = made.filter(verdeling="categorie", categorie="alle").select(causes).row(0)
    parts = made.filter(pl.col("verdeling") == "categorie", pl.col("categorie") != "alle")
    assert whole_region == parts.select(pl.col(causes).sum()).row(0)


def test_a_shift_to_a_sector_with_much_absence_is_no_absence_by_more_pupils_or_longer() -> None:
    """Only the secondary schools grew, and their pupils were absent as before: in one heap a larger share was."""
    made = oorzaken.ontleding(verzuim(TWICE), aanwezig(SECTORS))
    [row] = made.filter(verdeling="categorie", categorie="spijbelen").to_dicts()
    assert [row[name] for name in (*OORZAKEN, "onverdeeld")] == [400, 0, 0, 0, 0]


def test_more_school_time_is_a_cause_of_its_own() -> None:
    cells = {(*ALL, "ziekte"): (100.0, 50, 140.0, 50), ("alle", "primair", "ziekte"): (100.0, 50, 140.0, 50)}
    groups = {ALL: (100, 100), ("alle", "primair"): (100, 100)}
    made = oorzaken.ontleding(verzuim(cells), aanwezig(groups, (50, 70)))
    [row] = made.filter(verdeling="categorie", categorie="ziekte").to_dicts()
    assert [row[name] for name in OORZAKEN] == [0, 40, 0, 0]


def growth(woord: str, onder: int, boven: int, categorie: str = "ziekte") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "schooljaar": [NOW],
            "naast": [BEFORE],
            "sector": ["alle"],
            "categorie": [categorie],
            "woord": [woord],
            "onder": [onder],
            "boven": [boven],
        }
    )


@pytest.mark.parametrize(
    ("woord", "onder", "boven", "unknown", "expected"),
    [
        ("duidelijk_gestegen", 10, 30, (5.0, 0.0), (9, False)),  # 10 % of 110 is 9 % of now
        ("duidelijk_gestegen", 10, 30, (13.0, 0.0), (9, True)),  # 120,5 and 13 days then are more than 10 % more
        ("duidelijk_gedaald", -40, -20, (0.0, 20.0), (20, False)),  # 141,5 and 20 days are 14 % more
        ("duidelijk_gedaald", -40, -20, (0.0, 40.0), (20, True)),  # and 40 days are 28 % more
        ("duidelijk_gestegen", 10, 30, (None, None), (9, None)),
    ],
)
def test_a_conclusion_turns_when_enough_was_registered_elsewhere(
    woord: str, onder: int, boven: int, unknown: tuple[float | None, float | None], expected: tuple[int, bool | None]
) -> None:
    counts = tuple(None if days is None else 30 for days in unknown)
    cells = {**CELLS, (*ALL, "onbekend"): (unknown[0], counts[0], unknown[1], counts[1])}
    [row] = oorzaken.houdbaar(growth(woord, onder, boven), verzuim(cells)).to_dicts()
    assert (row["houdt_tot"], row["codes_kantelen"]) == expected


def test_only_a_clear_change_can_turn() -> None:
    assert oorzaken.houdbaar(growth("onzeker", -3, 8), verzuim(CELLS)).is_empty()


def year(jaar: str, gemeente: str, geleverd: int, missed: float, unknown: float | None) -> tuple[dict[str, Any], ...]:
    place = {"periode_soort": "schooljaar", "schooljaar": jaar, "gemeente": gemeente, "sector": "alle"}
    counted = {"scholen_geleverd": geleverd, "scholen_totaal": 10}
    return (
        {**place, **counted, "ingeroosterde_dagen": 1000.0, "gemist_procent": missed},
        {**place, "categorie": "onbekend", "gemiste_dagen": unknown},
    )


def test_a_gemeente_is_not_compared_when_schools_or_codes_are_missing_in_either_year() -> None:
    told = [
        year(BEFORE, FIRST, 7, 5.0, 0.0),
        year(BEFORE, SECOND, 10, 5.0, 0.0),
        year(BEFORE, OTHERS[0], 10, 5.0, None),
        year(NOW, FIRST, 10, 5.0, 0.0),
        year(NOW, SECOND, 8, 5.0, 5.1),
        year(NOW, OTHERS[0], 10, 5.0, 5.0),
    ]
    made = oorzaken.vergelijking(pl.DataFrame([row[1] for row in told]), pl.DataFrame([row[0] for row in told]))
    found = {
        (row["schooljaar"], row["gemeente"]): (row["geen_vergelijking"], row["geen_vergelijking_naast"])
        for row in made.to_dicts()
    }
    assert found == {
        (BEFORE, FIRST): ("dekking", None),
        (BEFORE, SECOND): (None, None),
        (BEFORE, OTHERS[0]): (None, None),
        (NOW, FIRST): (None, "dekking"),
        (NOW, SECOND): ("onbekende_codes", "onbekende_codes"),
        (NOW, OTHERS[0]): (None, None),
    }


def test_groups_of_schools_are_judged_as_gemeenten_are_and_the_region_as_a_whole_is_not() -> None:
    told = [
        tuple({**part, "gemeente": "alle", "sector": sector} for part in year(NOW, FIRST, geleverd, 5.0, 0.0))
        for sector, geleverd in (("alle", 1), ("primair", 7), ("voortgezet", 8), ("VO", 1))
    ]
    made = oorzaken.vergelijking(pl.DataFrame([row[1] for row in told]), pl.DataFrame([row[0] for row in told]))
    assert dict(made.select("sector", "geen_vergelijking").iter_rows()) == {"primair": "dekking", "voortgezet": None}


def test_without_figures_there_are_tables_without_rows() -> None:
    empty_year = year(NOW, FIRST, 1, 1.0, 0.0)
    frames = {
        oorzaken.GROEI: growth("onzeker", 0, 0).clear(),
        oorzaken.VERZUIM: verzuim(CELLS).clear(),
        oorzaken.AANWEZIG: aanwezig(PUPILS).clear(),
        oorzaken.AANWEZIG_JAAR: pl.DataFrame([empty_year[0]]).clear(),
        oorzaken.VERZUIM_JAAR: pl.DataFrame([empty_year[1]]).clear(),
    }
    made = oorzaken.bereken(frames, dt.date(2022, 7, 31))
    assert all(frame.is_empty() for frame in made.values())
    assert set(made) == set(oorzaken.AFLEIDING.maakt)
