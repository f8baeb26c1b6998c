"""Leveringen: freshness, coverage, what needs attention, lines kept apart, codes without a category, revisions."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from schemas.codes import ZONDER_AANTAL_REGELS
from schemas.meldingen import tekst
from tests.pages.conftest import Open
from tests.pages.shown import rows, said, tables
from ui import coverage
from ui import format as fmt
from warehouse.publish import point
from warehouse.release import current, releases_folder

PAGE = "pages/over/leveringen.py"


def test_the_answer_counts_files_and_the_lines_that_are_kept_apart(open_page: Open, small_store: Path) -> None:
    [(files, apart)] = rows(
        small_store,
        "select (select count(*) from mart_bestanden where status = 'telt'), sum(quarantaine) from mart_regels",
    )
    text = said(open_page(PAGE))
    assert f"**{fmt.number(files)} bestanden** tellen mee. Daarvan staan {fmt.number(apart)} regels apart" in text


def test_every_line_of_every_kind_is_accounted_for(open_page: Open, small_store: Path) -> None:
    """Of a few kinds how many there are is not told, only how many are kept apart."""
    table = tables(open_page(PAGE))["Hoe recent de gegevens zijn, per soort"]
    found = rows(
        small_store,
        "select kind, regels, geladen + quarantaine + weggelaten + leeg, quarantaine, data_tot from mart_regels",
    )
    assert table.count('scope="row"') == len(found)
    for kind, lines, together, apart, last_day in found:
        assert (lines is None) == (kind in ZONDER_AANTAL_REGELS)
        assert lines == together
        assert f">{fmt.HIDDEN if lines is None else fmt.number(lines)}<" in table
        assert f">{fmt.number(apart)}<" in table
        assert (fmt.date_short(last_day) if last_day else fmt.MISSING) in table


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_a_held_delivery_stands_with_why_and_what_to_do(
    open_page: Open, changed_store: Callable[..., Path], taal: str
) -> None:
    store = changed_store(
        "update mart_bestanden set status = 'vastgehouden', code = 'aantal_wijkt_af', "
        """feiten = '{"boven": 160, "onder": 60, "procent": 41, "verborgen_rijen": 3}' where kind = 'scholen'"""
    )
    title = {"nl": "Bestanden die uw aandacht vragen", "en": "Files that need your attention"}[taal]
    table = tables(open_page(PAGE, store=store, taal=taal))[title]
    assert tekst("aantal_wijkt_af", taal, onder=60, boven=160, procent=41) in table


def test_a_hostile_name_of_a_file_is_text(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_bestanden set status = 'geweigerd', code = 'leeg_bestand', feiten = '{}', "
        "naam = '<script>alert(1)</script>.csv' where kind = 'scholen'"
    )
    table = tables(open_page(PAGE, store=store))["Bestanden die uw aandacht vragen"]
    assert "&lt;script&gt;" in table
    assert "<script>" not in table


def test_nothing_that_needs_attention_is_said(open_page: Open) -> None:
    assert "Elk bestand kon worden gelezen en telt mee" in said(open_page(PAGE))


def test_coverage_tells_whole_part_and_nothing_apart(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_dekking_scholen set dagen_geleverd = dagen_verwacht",
        "update mart_dekking_scholen set dagen_geleverd = dagen_verwacht - 1 where school = "
        "(select min(school) from mart_dekking_scholen) and maand = '2021-10'",
        "update mart_dekking_scholen set dagen_geleverd = 0 where school = "
        "(select max(school) from mart_dekking_scholen) and maand = '2021-10'",
    )
    app = open_page(PAGE, store=store, schooljaar="2021-2022")
    table = tables(app)[coverage.symbols()]
    assert table.count(f">{coverage.PART}<") == 1
    assert table.count(f">{coverage.NOTHING}<") == 1
    assert ">0 van " in table
    [(schools, months)] = rows(
        store,
        "select count(distinct school), count(distinct maand) from mart_dekking_scholen where schooljaar = '2021-2022'",
    )
    assert table.count("<td") == schools * months


def test_coverage_can_be_asked_of_one_gemeente(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE, schooljaar="2021-2022", gemeente="GM0632")
    [(schools,)] = rows(
        small_store,
        "select count(distinct d.school) from mart_dekking_scholen as d join mart_scholen as s "
        "using (school, schooljaar) where schooljaar = '2021-2022' and s.gemeente = 'GM0632'",
    )
    assert tables(app)[coverage.symbols()].count('scope="row"') == schools


def test_lines_kept_apart_stand_by_reason_and_by_file_with_what_to_do(open_page: Open, small_store: Path) -> None:
    reasons = tables(open_page(PAGE))["Regels die apart staan, en wat u kunt doen"]
    assert reasons.count('scope="row"') == rows(small_store, "select count(*) from mart_quarantaine")[0][0]
    [(bestand, naam, regel)] = rows(
        small_store, "select bestand, naam, regel from mart_quarantaine_regels where reden = 'datum' limit 1"
    )
    lines = next(body for name, body in tables(open_page(PAGE, bestand=bestand)).items() if name.startswith(naam))
    assert f">{fmt.number(regel)}<" in lines
    assert "Schrijf jaar-maand-dag" in lines


def test_nothing_kept_apart_is_said(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("delete from mart_quarantaine", "update mart_bestanden set quarantaine = 0")
    assert "Er staan geen regels apart." in said(open_page(PAGE, store=store))


def test_a_code_that_few_pupils_have_is_not_shown(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("delete from mart_codes", "insert into mart_codes values ('99AA00', null, null)")
    table = tables(open_page(PAGE, store=store))["Codes voor verzuim die nog bij geen categorie horen"]
    assert table.count(f">{fmt.MISSING}<") == 2  # nor how many lines have it


def test_a_revised_month_stands_before_and_after(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "insert into mart_herzieningen values ('x', timestamp '2022-11-27 10:00:00', '2021-2022', '2021-10', 'alle', "
        "'gemiste_dagen', 100.0, 112.5)"
    )
    table = tables(open_page(PAGE, store=store))["Cijfers van afgelopen maanden die zijn herzien"]
    for figure in ("100,0", "112,5", "12,5"):
        assert f">{figure}<" in table


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("delete from mart_bestanden", "Er is nog niets geleverd."),
        ("delete from mart_dekking_scholen", "Er zijn nog geen scholen geleverd."),
        ("delete from mart_codes", "Elke code hoort bij een categorie."),
    ],
)
def test_without_figures_the_page_says_what_is_missing(
    open_page: Open, changed_store: Callable[..., Path], statement: str, sentence: str
) -> None:
    assert sentence in said(open_page(PAGE, store=changed_store(statement)))


def test_the_page_speaks_english(open_page: Open) -> None:
    app = open_page(PAGE, taal="en")
    assert "Which schools delivered, per month" in [each.value for each in app.header]


def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path) -> None:
    assert "nog geen cijfers gepubliceerd" in said(open_page(PAGE, store=no_store))


def test_a_release_of_what_was_known_earlier_says_so(open_page: Open, small_store: Path, tmp_path: Path) -> None:
    shutil.copytree(releases_folder(small_store), releases_folder(tmp_path))
    point(tmp_path, replace(current(tmp_path), as_of="2022-06-30T23:59:59"))
    assert "U ziet wat bekend was op 30 juni 2022." in warned(open_page(PAGE, store=tmp_path))


def test_a_release_that_stands_in_for_a_damaged_one_says_so(open_page: Open, small_store: Path, tmp_path: Path) -> None:
    shutil.copytree(releases_folder(small_store), releases_folder(tmp_path))
    whole = current(tmp_path)
    damaged = whole.path.with_name("release-99991231T000000000.duckdb")
    damaged.write_bytes(whole.path.read_bytes()[:-1])
    point(tmp_path, replace(whole, path=damaged, run="99991231T000000000"))
    assert "De nieuwste cijfers zijn beschadigd." in warned(open_page(PAGE, store=tmp_path))


def warned(app: AppTest) -> str:
    said(app)
    return "\n".join(each.value for each in app.warning)
