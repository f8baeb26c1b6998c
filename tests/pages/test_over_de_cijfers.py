"""Over de cijfers: words, what is hidden, deliveries, coverage, published figures."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.tabellen import FAMILIES
from schemas.definities import register
from tests.pages.conftest import Open
from tests.pages.shown import rows, said, tables
from ui import format as fmt
from ui import labels
from warehouse.release import current

PAGE = "pages/over/over_de_cijfers.py"


def test_the_answer_counts_what_was_delivered(open_page: Open, small_store: Path) -> None:
    [(apart, files)] = rows(small_store, "select sum(quarantaine), sum(bestanden) from mart_bronnen")
    assert apart == current(small_store).account["quarantined"]
    text = said(open_page(PAGE))
    assert f"**{fmt.number(files)} bestanden**. Daarvan staan {fmt.number(apart)} regels apart" in text
    assert f"Gegevens tot en met {fmt.date(current(small_store).data_tot)}" in text


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_every_definition_stands_there_with_its_source_version_and_other_name(open_page: Open, taal: str) -> None:
    words = next(iter(tables(open_page(PAGE, taal=taal)).values()))
    other = "en" if taal == "nl" else "nl"
    for definitie in register().definities.values():
        for text in (definitie.titel.in_(taal), definitie.titel.in_(other), definitie.tekst.in_(taal), definitie.bron):
            assert text.replace("&", "&amp;") in words
        assert definitie.versie in words


def test_every_choice_of_definition_threshold_and_period_is_explained(open_page: Open) -> None:
    text = "".join(tables(open_page(PAGE)).values())
    choices = (register().thuiszitters, register().presets, register().vensters)
    for title in (each.titel.nl for found in choices for each in found.values()):
        assert title in text
    assert "laag 2 vanaf 10\N{NO-BREAK SPACE}%, laag 3 vanaf 20\N{NO-BREAK SPACE}%" in text
    assert "Aandacht vanaf 2,5\N{NO-BREAK SPACE}%" in text


def test_what_is_hidden_follows_the_registry(open_page: Open) -> None:
    drempels = register().drempels
    text = said(open_page(PAGE))
    assert f"Aantallen van 1 tot en met {drempels.minimale_telling - 1} ziet u niet" in text
    assert f"staan er vanaf {drempels.minimale_noemer_procent} leerlingen" in text


def test_of_each_published_table_it_is_told_how_much_is_hidden(open_page: Open, small_store: Path) -> None:
    lines = tables(open_page(PAGE))["Is te vinden wat verborgen is?"].split("</tr>")
    shown = [re.findall(r">([^<]*)</td>", line)[:3] for line in lines if "</td>" in line]

    def share(part: int, whole: int) -> str:
        """Of a table without figures nothing is hidden, and nothing is shown."""
        return f"{int(100 * part / whole + 0.5)}\N{NO-BREAK SPACE}%" if whole else fmt.MISSING

    expected = [
        [fmt.number(cells), share(hidden, cells), share(hidden_finest, finest)]
        for cells, hidden, finest, hidden_finest in rows(
            small_store, "select cellen, verborgen, fijnste, fijnste_verborgen from mart_onthulling"
        )
    ]
    assert len(expected) > 5
    assert sorted(shown) == sorted(expected)


@pytest.mark.parametrize(
    ("taal", "title"), [("nl", "Is te vinden wat verborgen is?"), ("en", "Can what is hidden be found?")]
)
def test_every_published_table_has_its_own_name_for_readers(
    open_page: Open, small_store: Path, taal: str, title: str
) -> None:
    names = re.findall(r'<th scope="row">([^<]*)</th>', tables(open_page(PAGE, taal=taal))[title])
    assert len(names) == len(rows(small_store, "select tabel from mart_onthulling"))
    published = [each.mart for familie in FAMILIES for each in familie.publicaties]
    assert [mart for mart in published if not labels.knows("tabel", mart)] == []
    assert len(names) == len(set(names))
    assert not any("_" in name for name in names)


def test_the_chart_of_coverage_counts_schools_by_how_they_deliver(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE)
    [chart] = app.get("plotly_chart")
    title = "Hoeveel scholen leverden, per schooljaar"
    assert chart.proto.alt.startswith(f"{title}. ")
    assert len(chart.proto.spec) < 50_000
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", tables(app)[title])
    counted = rows(
        small_store,
        "select count(*) filter (levering = 'per_leerling'), count(*) filter (levering = 'weekcijfers'), "
        "count(*) filter (levering = 'geen') from mart_scholen group by schooljaar order by schooljaar",
    )
    assert cells == [str(schools) for year in counted for schools in year]


def test_published_figures_stand_as_published_with_their_source(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE, onderwerp="sbo en so")
    table = tables(app)["Speciaal (basis)onderwijs"]
    found = rows(small_store, "select indicator, waarde, bron from mart_kengetallen where groep = 'sbo en so'")
    assert table.count('scope="row"') == len(found)
    for indicator, value, source in found:
        assert indicator in table
        assert f">{fmt.as_published(value)}<" in table
        assert f"Bron: {source}." in said(app)
    assert ">2,35<" in table, "two decimals, as in the source"


def test_an_unknown_subject_in_the_address_shows_the_first(open_page: Open) -> None:
    app = open_page(PAGE, onderwerp="<script>alert(1)</script>")
    assert app.selectbox[0].value == "extra ondersteuning per gemeente"
    assert "alert" not in said(app) + "".join(tables(app).values())


def test_voorbeelddata_say_so_and_name_what_is_real(open_page: Open, changed_store: Callable[..., Path]) -> None:
    assert "Echt zijn alleen: " in said(open_page(PAGE))
    assert "gepubliceerde cijfers" in said(open_page(PAGE))
    text = said(open_page(PAGE, store=changed_store("update mart_bronnen set voorbeelddata = true")))
    assert "de leveringen zijn verzonnen" in text
    assert "Echt zijn alleen" not in text


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("delete from mart_bronnen", "Er is nog niets geleverd."),
        ("delete from mart_scholen", "Er zijn nog geen scholen geleverd."),
        ("delete from mart_kengetallen", "Er zijn geen gepubliceerde cijfers geleverd."),
    ],
)
def test_without_figures_the_page_says_what_is_missing(
    open_page: Open, changed_store: Callable[..., Path], statement: str, sentence: str
) -> None:
    assert sentence in said(open_page(PAGE, store=changed_store(statement)))


@pytest.mark.parametrize(("taal", "heading"), [("nl", "Wat de woorden betekenen"), ("en", "What the words mean")])
def test_the_page_speaks_both_languages(open_page: Open, taal: str, heading: str) -> None:
    app = open_page(PAGE, taal=taal)
    assert heading in [each.value for each in app.header]


def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path) -> None:
    app = open_page(PAGE, store=no_store)
    assert "nog geen cijfers gepubliceerd" in said(app)
    assert app.code[0].value == "python manage.py build"
