"""Indicators of an agenda: what is measured, which colour that proposes, and what is never told of a few children."""

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.indicatoren import indicatoren
from tests.marts.conftest import Build
from tests.marts.rows import WOERDEN, Rows, delivered, missed, pupil, reasons, schedule, school

MARTS = ("mart_indicatoren",)
AGENDA = "2019-2022"
K3, K4 = dt.date(2021, 9, 30), dt.date(2021, 12, 31)
LIST_K3, LIST_K4 = dt.date(2021, 9, 20), dt.date(2021, 12, 20)
DATA_TOT = dt.date(2022, 7, 31)


def told(con: duckdb.DuckDBPyConnection, punt: str, kwartaal: str = "2021-K4") -> tuple[Any, ...] | None:
    """waarde, staat and voorstel of a point in a quarter."""
    query = "select waarde, staat, voorstel from mart_indicatoren where agenda = $a and punt = $p and kwartaal = $k"
    rows = con.sql(query, params={"a": AGENDA, "p": punt, "k": kwartaal}).fetchall()
    return rows[0] if rows else None


def records(
    number: int, *, lijsten: tuple[str, ...] = ("RBL", "SWV"), first: int = 1, day: dt.date = LIST_K4, **rest: Any
) -> Rows:
    """So many children on these lists of a day."""
    usual = {"gemeente": WOERDEN, "soort": "langdurig_relatief", "start": dt.date(2021, 9, 1), "peildatum": day}
    return [
        {"lijst": lijst, "kind": kind, **usual, **rest} for kind in range(first, first + number) for lijst in lijsten
    ]


def decisions(number: int, *, first: int = 1, day: dt.date = dt.date(2021, 10, 1), **rest: Any) -> Rows:
    """So many new decisions on 5 onder a."""
    usual = {"gemeente": WOERDEN, "grond": "LPW5_A", "besluit": "nieuw", "einde": dt.date(2030, 1, 1)}
    return [{"kind": kind, "ingang": day, **usual, **rest} for kind in range(first, first + number)]


@pytest.mark.parametrize(
    ("both", "only", "waarde", "voorstel"),
    [
        (27, 13, 67, "rood"),
        (28, 12, 70, "oranje"),
        (33, 6, 84, "oranje"),
        (34, 6, 85, "groen"),
        (40, 0, 100, "donkergroen"),
    ],
)
def test_coverage_is_the_share_on_both_lists_and_a_threshold_is_reached_exactly(
    build: Build, both: int, only: int, waarde: int, voorstel: str
) -> None:
    con = build(thuiszitters=records(both) + records(only, lijsten=("SWV",), first=500))
    assert waarde == int(100 * Fraction(both, both + only))
    assert told(con, "3.2") == (waarde, "waarde", voorstel)


def test_a_share_of_few_children_keeps_its_colour_and_not_its_figure(build: Build) -> None:
    con = build(thuiszitters=records(12) + records(7, lijsten=("RBL",), first=500))
    assert told(con, "3.2") == (None, "verborgen", "rood")  # 12 of 19: less than twenty in the denominator


def test_a_share_of_almost_all_does_not_tell_of_the_few_others(build: Build) -> None:
    con = build(thuiszitters=records(38) + records(2, lijsten=("RBL",), first=500))
    assert told(con, "3.2") == (None, "verborgen", "donkergroen")


def test_potential_and_ended_cases_and_other_days_do_not_count_for_coverage(build: Build) -> None:
    con = build(
        thuiszitters=records(40)
        + records(30, lijsten=("SWV",), first=100, soort="potentieel", risicogrond="ziekte")
        + records(30, lijsten=("SWV",), first=200, einde=LIST_K4)
        + records(30, lijsten=("SWV",), first=300, day=LIST_K4 + dt.timedelta(days=7))
        + records(30, lijsten=("SWV",), first=400, gemeente="buiten_regio")
    )
    assert told(con, "3.2") == (100.0, "waarde", "donkergroen")


def test_one_list_says_nothing_about_coverage(build: Build) -> None:
    con = build(thuiszitters=records(40, lijsten=("RBL",)))
    assert told(con, "3.2") == (None, "geen_gegevens", None)


def test_without_any_data_there_is_no_row_and_never_a_red_proposal(build: Build) -> None:
    con = build()
    assert con.sql("select count(*) from mart_indicatoren").fetchall() == [(0,)]


def test_what_is_not_delivered_proposes_nothing(build: Build) -> None:
    con = build(thuiszitters=records(40))
    assert told(con, "3.6") == (None, "geen_gegevens", None)
    assert told(con, "3.5") == (None, "geen_gegevens", None)
    assert told(con, "1.5") == (None, "geen_gegevens", None)


def test_a_record_has_a_definition_with_a_known_kind_and_a_ground_where_potential(build: Build) -> None:
    con = build(
        thuiszitters=records(10)
        + records(10, first=100, soort="overig")
        + records(10, first=200, soort="potentieel")
        + records(10, first=300, soort="potentieel", risicogrond="ziekte")
    )
    assert told(con, "3.1") == (50.0, "waarde", "oranje")


def test_the_final_goal_for_definitions_takes_two_quarters_in_a_row(build: Build) -> None:
    con = build(thuiszitters=records(30, day=LIST_K3) + records(30))
    assert [told(con, "3.1", kwartaal) for kwartaal in ("2021-K3", "2021-K4")] == [
        (100.0, "waarde", "groen"),  # of the quarter before nothing is known
        (100.0, "waarde", "donkergroen"),
    ]


@pytest.mark.parametrize(
    ("days", "waarde", "voorstel"),
    [
        ((7 * 27,) * 5, 27.0, "rood"),
        ((7 * 26,) * 5, 26.0, "oranje"),
        ((7 * 13,) * 5, 13.0, "oranje"),
        ((80, 84, 90, 98, 300), 12.9, "groen"),
        ((80, 84, 90, 92, 98, 300), 13.0, "oranje"),
    ],
)
def test_the_median_wait_is_in_weeks(build: Build, days: tuple[int, ...], waarde: float, voorstel: str) -> None:
    waits = [
        row
        for kind, number in enumerate(days * 4)  # of fewer than twenty it is not told
        for row in records(1, first=10 + kind, wacht_ggz_sinds=LIST_K4 - dt.timedelta(days=number))
    ]
    assert told(build(thuiszitters=waits), "3.4") == (waarde, "waarde", voorstel)


def test_when_nobody_waits_the_final_goal_is_reached(build: Build) -> None:
    assert told(build(thuiszitters=records(6)), "3.4") == (None, "geen_gevallen", "donkergroen")


def test_when_nobody_waits_for_long_without_an_offer_the_final_goal_is_reached(build: Build) -> None:
    long_ago = LIST_K4 - dt.timedelta(days=300)
    bridged = build(thuiszitters=records(20, wacht_ggz_sinds=long_ago, aanbod=LIST_K4))
    assert told(bridged, "3.4") == (42.9, "waarde", "donkergroen")


@pytest.mark.parametrize("few", [4, 19])
def test_a_wait_of_few_children_keeps_its_colour_only(build: Build, few: int) -> None:
    con = build(thuiszitters=records(few, wacht_ggz_sinds=LIST_K4 - dt.timedelta(days=300)))
    assert told(con, "3.4") == (None, "verborgen", "rood")


def test_an_offer_that_one_list_does_not_know_is_no_offer(build: Build) -> None:
    long_ago = LIST_K4 - dt.timedelta(days=300)
    con = build(
        thuiszitters=records(20, lijsten=("RBL",), wacht_ggz_sinds=long_ago, aanbod=LIST_K4)
        + records(20, lijsten=("SWV",), wacht_ggz_sinds=long_ago)
    )
    assert told(con, "3.4") == (42.9, "waarde", "rood")


@pytest.mark.parametrize(
    ("earlier", "now", "long", "voorstel"),
    [(10, 11, 0, "rood"), (10, 10, 0, "oranje"), (10, 9, 9, "oranje"), (10, 9, 0, "groen"), (10, 0, 0, "donkergroen")],
)
def test_the_goal_of_the_region_is_set_against_a_year_earlier(
    build: Build, earlier: int, now: int, long: int, voorstel: str
) -> None:
    before, today = dt.date(2020, 12, 21), dt.date(2021, 12, 21)
    covering = records(1, first=900, day=dt.date(2022, 1, 10), soort="potentieel", start=today)
    old = dt.date(2020, 8, 1)
    con = build(
        thuiszitters=records(earlier, day=before, start=old, soort="absoluut")
        + records(long, first=100, day=today, start=dt.date(2021, 5, 1), soort="absoluut")
        + records(now - long, first=200, day=today, start=dt.date(2021, 8, 1), soort="absoluut")
        + records(1, first=950, day=today, soort="potentieel", start=today)
        + [
            {**row, "peildatum": dt.date(2022, 1, 10)}
            for row in records(long, first=100, start=dt.date(2021, 5, 1), soort="absoluut")
        ]
        + [
            {**row, "peildatum": dt.date(2022, 1, 10)}
            for row in records(now - long, first=200, start=dt.date(2021, 8, 1), soort="absoluut")
        ]
        + covering
        + [
            {**row, "peildatum": dt.date(2021, 1, 11)}
            for row in records(earlier, day=before, start=old, soort="absoluut")
        ]
    )
    assert told(con, "", "2020-K4") == (10.0, "waarde", None)  # nothing is known of a year earlier, and it is not zero
    assert told(con, "") == (float(now), "waarde", voorstel)


def test_few_children_without_an_offer_are_not_counted_out_loud(build: Build) -> None:
    day = dt.date(2022, 1, 10)
    con = build(
        thuiszitters=records(4, start=dt.date(2021, 5, 1), soort="absoluut")
        + records(4, start=dt.date(2021, 5, 1), soort="absoluut", day=day)
    )
    assert told(con, "") == (None, "verborgen", None)


@pytest.mark.parametrize(
    ("with_advice", "without", "waarde", "voorstel"),
    [(9, 11, 45, "rood"), (10, 10, 50, "oranje"), (30, 0, 100, "oranje")],  # the last: more exemptions than at first
)
def test_advice_is_of_both_and_over_the_last_year(
    build: Build, with_advice: int, without: int, waarde: int, voorstel: str
) -> None:
    con = build(
        vrijstellingen=decisions(with_advice, advies_swv=True, advies_jeugdhulp=True)
        + decisions(without, first=100, advies_swv=True)
        + decisions(9, first=200, day=dt.date(2020, 8, 1), einde=dt.date(2020, 8, 31))
        + decisions(9, first=300, besluit="verlenging")
        + decisions(9, first=400, grond="LPW5_B"),
        leerlingaantallen=pupils_of_all(2020) + pupils_of_all(2021),
    )
    assert told(con, "3.5") == (waarde, "waarde", voorstel)


@pytest.mark.parametrize(("renewals", "voorstel"), [(11, "oranje"), (10, "groen"), (9, "donkergroen")])
def test_full_advice_is_worth_more_without_more_exemptions_than_at_the_start(
    build: Build, renewals: int, voorstel: str
) -> None:
    running = decisions(40, first=500, day=dt.date(2020, 8, 1), einde=dt.date(2021, 7, 31))
    renewed = decisions(renewals, first=500, day=dt.date(2021, 8, 1), besluit="verlenging")
    new = decisions(30, advies_swv=True, advies_jeugdhulp=True)
    sizes = pupils_of_all(2020) + pupils_of_all(2021)
    con = build(vrijstellingen=running + renewed + new, leerlingaantallen=sizes)
    assert told(con, "3.5") == (100.0, "waarde", voorstel)


def pupils_of_all(year: int) -> Rows:
    """A thousand pupils in each gemeente."""
    return [
        {"schooljaar": f"{year}-{year + 1}", "gemeente": gemeente, "sector": "PO", "leerlingen": 1000}
        for gemeente in ("GM0335", "GM0589", "GM0632", "GM0736", "GM1904")
    ]


def test_pupils_first_seen_in_laag_2_are_those_who_passed_it_on_the_way(build: Build) -> None:
    """Twenty pupils missed 13 % at the end of October; ten nothing. At the end of December all missed over 20 %."""
    days = range(120)
    slowly = [
        row
        for leerling in range(1, 21)
        for row in (*missed(10, leerling=leerling, start=2), *missed(60, leerling=leerling, start=60))
    ]
    at_once = [row for leerling in range(21, 31) for row in missed(70, leerling=leerling, start=60)]
    con = build(
        scholen=school(),
        leerlingen=[row for leerling in range(1, 41) for row in pupil(leerling)],
        rooster=schedule(days=days),
        verzuim=slowly + at_once + delivered(weeks=range(24)),
        redenen=reasons(),
    )
    rises = con.sql("select kwartaal, gestegen, eerst_laag_2 from basis_vroegsignalering order by kwartaal").fetchall()
    assert rises == [("2021-K4", 30, 20)]
    assert told(con, "1.5") == (66.0, "waarde", "oranje")


def test_a_pupil_who_was_in_laag_3_from_the_start_says_nothing(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(1),
        rooster=schedule(days=range(60)),
        verzuim=missed(100) + delivered(weeks=range(12)),
        redenen=reasons(),
    )
    assert con.sql("select count(*) from basis_vroegsignalering").fetchall() == [(0,)]


def test_only_what_may_be_shown_is_in_the_table(build: Build) -> None:
    con = build(thuiszitters=records(12) + records(7, lijsten=("RBL",), first=500))
    columns = [row[0] for row in con.sql("describe mart_indicatoren").fetchall()]
    assert columns == ["agenda", "punt", "maat", "soort", "kwartaal", "waarde", "staat", "kleurnummer", "voorstel"]
    assert con.sql(
        "select count(*) from mart_indicatoren where staat <> 'waarde' and waarde is not null"
    ).fetchall() == [(0,)]


def test_thresholds_are_data(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from schemas import indicatoren as module
    from warehouse import kalender

    text = module.FILE.read_text(encoding="utf-8").replace("oranje = [{ vanaf = 70 }]", "oranje = [{ vanaf = 60 }]")
    (tmp_path / "strict.toml").write_text(text, encoding="utf-8")
    own = indicatoren(tmp_path / "strict.toml")
    monkeypatch.setattr(kalender, "indicatoren", lambda: own)
    con = build(thuiszitters=records(27) + records(13, lijsten=("SWV",), first=500))
    assert told(con, "3.2") == (67.0, "waarde", "oranje")
