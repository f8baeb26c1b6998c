"""Unique pupils of periods that lie within each other: nobody finds the few who are in the one and not in the other."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.primair import primair
from disclosure.tabellen import verzuim
from disclosure.tabellen.verzuimblok import Verzuimblok
from disclosure.tabellen.verzuimgenest import Telling, Weken, verbonden
from schemas.codes import ALLE
from tests.disclosure.possible import bounds
from tests.marts.conftest import build_marts
from tests.marts.rows import MONDAY, MONTFOORT, WOERDEN, delivered, missed, pupil, reasons, schedule, school
from warehouse.release import connect, current

FLOOR = 5
EARLIER, NOW = "2020-2021", "2021-2022"
SCHOOLS, COUNTING = ("99AA01", "99AA02"), "99AA03"
REGION, TRUANT = (ALLE, ALLE), "spijbelen"
YEAR = ("mart_verzuim", "leerlingen", "schooljaar", NOW, NOW, *REGION, TRUANT)
SAME_WEEKS = ("mart_verzuim_zelfde_weken", "leerlingen", NOW, EARLIER, *REGION, TRUANT)
WEEK_FIVE = MONDAY + dt.timedelta(days=28)
WEEKS = tuple(f"2021-W{number}" for number in range(36, 44))


@cache
def frames(only_later: tuple[int, ...], counted: tuple[int, ...] = ()) -> dict[str, pl.DataFrame]:
    """Truants of a schooljaar of eight weeks, of which the year before has the first four.

    Sixty pupils by turns of two schools. Twenty are truant in the first week, `only_later` in the seventh alone.
    A third school, if any, delivers counts: so many truants in each week.
    """
    before = MONDAY - dt.timedelta(days=7 * 52)  # Monday of 2020-W37
    of = {key: SCHOOLS[key % 2] for key in range(1, 61)}
    truant = [*((key, 0) for key in range(1, 21)), *((key, 32) for key in only_later)]
    now = [
        *(row for code in SCHOOLS for row in schedule(code, days=range(40))),
        *(row for key, start in truant for row in missed(1, leerling=key, code=of[key], reden="S", start=start)),
        *(row for code in SCHOOLS for row in delivered(code, weeks=range(8))),
    ]
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in now if row["datum"] < WEEK_FIVE]
    rows: list[dict[str, Any]] = [*earlier, *now]
    con = build_marts(
        duckdb.connect(),
        scholen=[row for code in (*SCHOOLS, *([COUNTING] if counted else [])) for row in school(code)],
        leerlingen=[
            row
            for key, code in of.items()
            for row in (*pupil(key, code, schooljaar=EARLIER, van=dt.date(2020, 8, 1)), *pupil(key, code))
        ],
        rooster=[row for row in rows if "reden" not in row],
        redenen=[row for code in SCHOOLS for row in reasons(code)],
        verzuim=[row for row in rows if "reden" in row],
        weekcijfers=[row for number, truants in enumerate(counted) for row in weeks_of(number, truants)],
    )
    return {name: con.sql(f"select * from {name}").pl() for name in verzuim.BRONNEN}


@cache
def two_years(only_later: tuple[int, ...], counted: tuple[int, ...] = (), categorie: str = TRUANT) -> Blok:
    """The block of them, or of as many with another categorie."""
    made = {
        name: frame.with_columns(pl.col("categorie").replace({TRUANT: categorie}))
        if "categorie" in frame.columns
        else frame
        for name, frame in frames(only_later, counted).items()
    }
    return next(one for one in verzuim.blokken(made, frozenset()) if one.naam == f"verzuim {NOW} {categorie}")


def weeks_of(number: int, truants: int) -> list[dict[str, Any]]:
    """A week of the school that counts, and the same one of the year before where that has it."""
    place = {"school": COUNTING, "gemeente": WOERDEN}
    total = {"categorie": "totaal", "leerlingen": 50, "ingeroosterde_eenheden": 500}
    own = {"categorie": TRUANT, "leerlingen": truants, "gemiste_eenheden": truants}
    weeks = [WEEKS[number], *([f"2020-W{37 + number}"] if number < 4 else [])]
    return [{**place, **row, "week": week} for week in weeks for row in (total, own)]


def shown(blok: Blok) -> frozenset[Cel]:
    return blok.getoond - bescherm(blok, FLOOR).verborgen


def erbuiten(blok: Blok) -> Cel:
    """Who is absent in the schooljaar, and not in the same weeks of it."""
    [cel] = [one.parts[1] for one in blok.sommen if one.total == YEAR and one.parts[0] == SAME_WEEKS]
    return cel


def test_a_schooljaar_and_the_same_weeks_of_it_do_not_tell_of_three_in_the_other_weeks() -> None:
    blok = two_years((31, 32, 33))
    assert (blok.waarden[YEAR], blok.waarden[SAME_WEEKS]) == (23, 20)
    pattern = bescherm(blok, FLOOR).verborgen
    assert pattern & {YEAR, SAME_WEEKS}
    assert aanval(blok, pattern, FLOOR).is_veilig
    low, high = bounds(blok, shown(blok), erbuiten(blok))
    assert high - low >= FLOOR


def test_the_attack_finds_them_when_both_are_shown() -> None:
    blok = two_years((31, 32, 33))
    both = {cel for cel in bescherm(blok, FLOOR).verborgen if cel[:3] in (YEAR[:3], SAME_WEEKS[:3])}
    found = aanval(blok, bescherm(blok, FLOOR).verborgen - both, FLOOR).bevindingen
    assert (3, 3) in {(one.low, one.high) for one in found if one.cell == erbuiten(blok)}


@pytest.mark.parametrize(
    ("only_later", "is_sensitive"),
    [
        (range(31, 45, 2), True),
        (range(31, 43), False),
        (range(31, 51, 2), False),
        ([*range(31, 57, 2), 32], True),
        ([*range(21, 61, 2), 22, 24], True),
    ],
    ids=["seven of one school", "six of either school", "ten of one school", "thirteen and one", "twenty and two"],
)
def test_a_school_that_takes_off_its_own_is_not_left_with_few(only_later: Sequence[int], is_sensitive: bool) -> None:
    blok = two_years(tuple(only_later))
    assert blok.waarden[erbuiten(blok)] == len(only_later)
    assert (erbuiten(blok) in primair(blok, FLOOR)) is is_sensitive
    assert not is_sensitive or bescherm(blok, FLOOR).verborgen & {YEAR, SAME_WEEKS}


@pytest.mark.parametrize(
    ("only_later", "counted", "outside", "is_sensitive"),
    [
        (range(31, 34), (9,) * 8, 3, True),
        (range(31, 43), (9,) * 8, 12, False),
        (range(31, 34), (9,) * 7 + (15,), 9, True),
        (range(31, 43), (9,) * 7 + (15,), 18, False),
    ],
    ids=["three in other weeks", "twelve in other weeks", "three when it takes off six of its own", "twelve of others"],
)
def test_a_school_that_counts_does_not_find_few_in_other_weeks(
    only_later: Sequence[int], counted: tuple[int, ...], outside: int, is_sensitive: bool
) -> None:
    """It knows its own highest week, of the schooljaar and of the same weeks of it, and can take it off either."""
    blok = two_years(tuple(only_later), counted)
    assert (blok.waarden[SAME_WEEKS], blok.waarden[erbuiten(blok)]) == (29, outside)
    assert (erbuiten(blok) in primair(blok, FLOOR)) is is_sensitive
    assert not is_sensitive or bescherm(blok, FLOOR).verborgen & {YEAR, SAME_WEEKS}


@pytest.mark.parametrize(
    ("only_later", "is_sensitive"),
    [([*range(31, 57, 2), 32], True), (range(31, 45, 2), True), (range(31, 43), False), (range(31, 51, 2), False)],
    ids=["thirteen and one", "seven of one school", "six of either school", "ten of one school"],
)
def test_nor_is_it_of_a_schooljaar_without_one_of_its_months(only_later: Sequence[int], is_sensitive: bool) -> None:
    """All others are truant in September."""
    blok = two_years(tuple(only_later))
    september = (*YEAR[:2], "maand", "2021-09", *YEAR[4:])
    [cel] = [one.parts[1] for one in blok.sommen if one.total == YEAR and one.parts[0] == september]
    assert blok.waarden[cel] == len(only_later)
    assert (cel in primair(blok, FLOOR)) is is_sensitive


def test_a_school_that_takes_off_its_own_from_a_month_and_a_week_is_not_left_with_few() -> None:
    """Thirty in September, twenty of them in its first week: of the ten others seven are of one school."""
    month, week = Telling(("t", "maand"), frozenset(WEEKS[:4]), "maand"), Telling(("t", "week"), frozenset(WEEKS[:1]))
    for largest, is_sensitive in ((7, True), (5, False)):
        made = Verzuimblok("genest", FLOOR)
        for telling, aantal in ((month, 30), (week, 20)):
            made.telling(telling.cel, REGION, aantal, None)
        verbonden(made, REGION, None, [month, week], {(month.cel, week.cel): largest})
        assert bool(primair(made.blok(frozenset()), FLOOR)) is is_sensitive


def test_a_school_with_more_than_are_left_is_no_share_of_them() -> None:
    """Pupils of the same weeks moved later, so that they count elsewhere in the schooljaar."""
    made = Verzuimblok("genest", FLOOR)
    naast = Telling(("t", "naast"), frozenset(WEEKS[:4]), grootste_erbuiten=15)
    for cel, aantal in ((("t", "jaar"), 40), (naast.cel, 30)):
        made.telling(cel, REGION, aantal, None)
    verbonden(made, REGION, ("t", "jaar"), [Telling(("t", "jaar"), frozenset(WEEKS)), naast])
    assert not primair(made.blok(frozenset()), FLOOR)


def week(number: int) -> Cel:
    return ("mart_verzuim", "leerlingen", "week", WEEKS[number], NOW, *REGION, TRUANT)


def test_two_weeks_with_absence_make_up_a_schooljaar_where_the_others_are_shown_to_have_none() -> None:
    """Twenty in the first week and twelve in the seventh, of whom two were in the first as well: 30 in all tell so."""
    blok = two_years((1, 2, *range(31, 41)))
    assert [blok.waarden[cel] for cel in (YEAR, week(0), week(6))] == [30, 20, 12]
    more = ("erbuiten", "opgeteld", *week(0), *week(6), *YEAR)
    assert blok.waarden[more] == 2
    assert {YEAR, week(0), week(6)} - shown(blok)


def test_that_a_month_has_absence_in_one_week_is_no_reason_to_hide_the_week() -> None:
    """As with a feast: the other weeks are shown to have none, so the month tells nothing that they do not."""
    blok = two_years(tuple(range(31, 43)))
    month = ("mart_verzuim", "leerlingen", "maand", "2021-09", NOW, *REGION, TRUANT)
    assert blok.waarden[month] == blok.waarden[week(0)] == 20
    assert not blok.gevoelig & {month, week(0)}


def gathered(absent: Sequence[tuple[str, frozenset[str]]], parts: Mapping[str, Sequence[str]]) -> Verzuimblok:
    """The counts of periods (the schooljaar first), of pupils who live in a gemeente and are absent in some weeks."""
    made = Verzuimblok("genest", FLOOR)
    for gemeente in (ALLE, WOERDEN, MONTFOORT):
        tellingen = []
        for periode, weken in parts.items():
            cel = ("t", periode, gemeente)
            aantal = sum(gemeente in (ALLE, own) and not days.isdisjoint(weken) for own, days in absent)
            made.telling(cel, (gemeente, ALLE), aantal, None)
            tellingen.append(Telling(cel, frozenset(weken), "week" if len(weken) == 1 else "maand"))
        verbonden(made, (gemeente, ALLE), tellingen[0].cel, tellingen)
    for periode in parts:
        made.niveaus({(gemeente, ALLE): ("t", periode, gemeente) for gemeente in (ALLE, WOERDEN, MONTFOORT)})
    return made


def test_of_two_months_that_are_all_of_a_schooljaar_so_far_few_in_both_cannot_be_counted() -> None:
    """Thirty in September and thirty in October, three of them in both: 57 in all tell so."""
    months = [*[(WOERDEN, frozenset({"2021-W36"}))] * 27, *[(WOERDEN, frozenset({"2021-W40"}))] * 27]
    absent = [*months, *[(WOERDEN, frozenset({"2021-W36", "2021-W40"}))] * 3]
    blok = gathered(absent, {"jaar": WEEKS, "september": WEEKS[:4], "oktober": WEEKS[4:]}).blok(frozenset())
    three = {("t", periode, WOERDEN) for periode in ("jaar", "september", "oktober")}
    assert three - shown(blok)
    assert not aanval(blok, frozenset(), FLOOR).is_veilig


def test_of_three_months_that_are_all_of_a_schooljaar_few_in_more_than_one_cannot_be_counted() -> None:
    """Twenty in each month, of whom two in two of them: 58 in all tell so."""
    days = [frozenset({week}) for week in ("2021-W36", "2021-W39", "2021-W42")]
    absent = [(WOERDEN, one) for one, number in zip(days, (19, 18, 19), strict=True) for _ in range(number)]
    absent += [(WOERDEN, days[0] | days[1]), (WOERDEN, days[1] | days[2])]
    parts = {"jaar": WEEKS, "september": WEEKS[:3], "oktober": WEEKS[3:6], "november": WEEKS[6:]}
    blok = gathered(absent, parts).blok(frozenset())
    assert [blok.waarden["t", periode, WOERDEN] for periode in parts] == [58, 20, 20, 20]
    assert {("t", periode, WOERDEN) for periode in parts} - shown(blok)
    assert not aanval(blok, frozenset(), FLOOR).is_veilig


PARTS = {"jaar": WEEKS, "september": WEEKS[:4], "oktober": WEEKS[4:], **{week: (week,) for week in WEEKS}}
ROWS = {"jaar": ("september", "oktober"), "september": WEEKS[:4], "oktober": WEEKS[4:]}
pupils = some.lists(
    some.tuples(some.sampled_from((WOERDEN, MONTFOORT)), some.frozensets(some.sampled_from(WEEKS), min_size=1)),
    min_size=15,
    max_size=60,
)


@properties(max_examples=25)
@given(pupils)
def test_whoever_is_absent_in_few_periods_only_cannot_be_counted(absent: list[tuple[str, frozenset[str]]]) -> None:
    blok = gathered(absent, PARTS).blok(frozenset())
    told = shown(blok)
    for gemeente in (ALLE, WOERDEN, MONTFOORT):
        for geheel, weken in PARTS.items():
            for deel, within in PARTS.items():
                pair = [("t", geheel, gemeente), ("t", deel, gemeente)]
                if {*within} < {*weken} and told.issuperset(pair):
                    assert blok.waarden[pair[0]] - blok.waarden[pair[1]] not in range(1, FLOOR)
        for geheel, delen in ROWS.items():
            cells = [("t", periode, gemeente) for periode in (geheel, *delen)]
            if told.issuperset(cells):
                more = sum(blok.waarden[cel] for cel in cells[1:]) - blok.waarden[cells[0]]
                assert more not in range(1, FLOOR)
    few = [cel for cel in blok.waarden if cel[0] == "erbuiten" and 0 < blok.waarden[cel] < FLOOR]
    for low, high in (bounds(blok, told, cel) for cel in few[:3]):
        assert high - low >= FLOOR


def test_everybody_of_a_month_in_one_week_of_it_is_hidden_and_not_in_most_of_it() -> None:
    absent = [(WOERDEN, frozenset({"2021-W36"}))] * 12
    parts = {"september": WEEKS[:4], "twee": WEEKS[:2], "drie": WEEKS[:3]}
    assert gathered(absent, parts).gevoelig == {("t", "twee", ALLE), ("t", "twee", WOERDEN)}


def test_a_month_that_has_one_week_so_far_tells_what_the_week_tells() -> None:
    absent = [(WOERDEN, frozenset({"2021-W36"}))] * 12
    blok = gathered(absent, {"september": WEEKS[:1], "week": WEEKS[:1]}).blok(frozenset())
    assert not primair(blok, FLOOR)


def test_periods_that_do_not_lie_within_each_other_are_not_tied() -> None:
    absent = [*[(WOERDEN, frozenset({"2021-W36"}))] * 12, *[(WOERDEN, frozenset({"2021-W40"}))] * 10]
    made = gathered(absent, {"september": WEEKS[:4], "oktober": WEEKS[4:]})
    assert not {cel for cel in made.waarden if cel[0] == "erbuiten"}


def test_a_part_that_counts_more_than_the_whole_is_no_part_of_it() -> None:
    """Pupils of the same weeks moved later, so that they count elsewhere in the schooljaar."""
    made = Verzuimblok("genest", FLOOR)
    tellingen = [Telling(("t", "jaar"), frozenset(WEEKS)), Telling(("t", "naast"), frozenset(WEEKS[:4]))]
    for one, aantal in zip(tellingen, (20, 40), strict=True):
        made.telling(one.cel, REGION, aantal, None)
    verbonden(made, REGION, ("t", "jaar"), tellingen)
    assert not made.sommen


def test_a_week_over_two_months_lies_in_both_by_its_parts() -> None:
    perioden = [("week", "2021-W38"), ("week", "2021-W39"), ("maand", "2021-09"), ("maand", "2021-10")]
    perioden += [("weekdeel", "2021-W39/2021-09"), ("weekdeel", "2021-W39/2021-10")]
    groepen = {(ALLE, "2021-W38"): {"geen"}, (ALLE, "2021-W39"): {"vorig", "geen"}, ("primair", "2021-W38"): {"vorig"}}
    weken = Weken(perioden, {"2021-W38": "2021-09", "2021-W39": "2021-09"}, groepen)
    assert weken.van_periode("maand", "2021-09") == {"2021-W38", "2021-W39/2021-09"}
    assert weken.van_periode("week", "2021-W39") == {"2021-W39/2021-09", "2021-W39/2021-10"}
    assert len(weken.van_periode("schooljaar", NOW)) == 3
    assert weken.van_groepen(("beide", "vorig"), ALLE) == weken.van_periode("week", "2021-W39")
    assert weken.van_groepen(("beide", "vorig"), "primair") == {"2021-W38"}


def nested(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Counts of a release that are shown, each with those of a period that lies within it by its days."""
    found: pl.DataFrame = con.sql(
        """
        with tellingen as (
            select v.schooljaar, v.gemeente, v.sector, v.categorie, v.periode_soort as soort, v.leerlingen,
                p.eerste_dag, p.laatste_dag
            from mart_verzuim as v
            join mart_aanwezigheid as p using (periode_soort, periode, schooljaar, gemeente, sector)
            where v.leerlingen is not null
        )
        select geheel.soort, deel.soort as deel, geheel.leerlingen - deel.leerlingen as verschil
        from tellingen as geheel
        join tellingen as deel using (schooljaar, gemeente, sector, categorie)
        where geheel.soort <> deel.soort
            and geheel.eerste_dag <= deel.eerste_dag and deel.laatste_dag <= geheel.laatste_dag
        union all
        select 'schooljaar', 'zelfde_weken', jaar.leerlingen - deel.leerlingen
        from tellingen as jaar
        join mart_verzuim_zelfde_weken as deel using (schooljaar, gemeente, sector, categorie)
        where jaar.soort = 'schooljaar' and deel.leerlingen is not null
        """
    ).pl()
    return found


def test_no_two_counts_of_a_release_that_lie_within_each_other_differ_by_few(small_store: Path) -> None:
    pairs = nested(connect(current(small_store)).cursor())
    assert set(pairs.select("soort", "deel").unique().rows()) == {
        ("schooljaar", "zelfde_weken"),
        ("schooljaar", "maand"),
        ("schooljaar", "week"),
        ("maand", "week"),
    }
    assert pairs.filter(pl.col("verschil").is_between(1, FLOOR - 1)).is_empty()


@pytest.mark.parametrize(
    ("categorie", "only_later", "told"),
    [
        ("religieus", tuple(range(21, 51)), False),
        ("religieus", (), True),
        (TRUANT, tuple(range(21, 51)), True),
    ],
)
def test_of_a_feast_the_same_weeks_are_told_of_a_part_of_the_region_only_where_they_are_all_its_weeks(
    categorie: str, only_later: tuple[int, ...], told: bool
) -> None:
    """It falls in single weeks: next to a month, the same weeks would tell who had it at the few other schools."""
    blok = two_years(only_later, (), categorie)
    same = {cel[4:6]: cel in blok.gevoelig for cel in blok.getoond if cel[:2] == SAME_WEEKS[:2]}
    assert not same.pop(REGION)
    assert set(same.values()) == {not told}
