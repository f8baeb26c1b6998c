"""Leertafel: sentences that follow from the cases, what cannot be known said, and help told as association."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, rows, said, tables

PAGE = "pages/taskforce/leertafel.py"
HALF, EARLIER = "2021-2022/2", "2020-2021/2"
CHARTS = 4


def count(store: Path, kenmerk: str, code: str = "alle", uitkomst: str = "alle") -> int:
    [(found,)] = rows(
        store,
        f"select besprekingen from mart_casussen where halfjaar = '{HALF}' and kenmerk = '{kenmerk}' "
        f"and code = '{code}' and uitkomst = '{uitkomst}'",
    )
    return int(found)


def set_count(kenmerk: str, code: str, besprekingen: int | None, uitkomst: str = "alle") -> str:
    value = "null" if besprekingen is None else str(besprekingen)
    return (
        f"update mart_casussen set besprekingen = {value}, besprekingen_verborgen = {besprekingen is None} "
        f"where halfjaar = '{HALF}' and kenmerk = '{kenmerk}' and code = '{code}' and uitkomst = '{uitkomst}'"
    )


def test_the_first_sentence_tells_the_theme_and_the_bottleneck_that_came_up_most(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        set_count("thema", "overstap", 140), set_count("knelpunt", "geen", 130), set_count("knelpunt", "vervoer", 120)
    )
    text = said(open_page(PAGE, store=store, halfjaar=HALF))
    assert f"**{count(store, 'alle')} keer een casus besproken**" in text
    assert "Het vaakst ging het over overstap naar een andere school (140 keer)" in text
    assert "Wat hulp het vaakst in de weg stond, was: vervoer (120 keer)" in text


@pytest.mark.parametrize(("alle", "sure"), [(90, True), (150, False)])
def test_what_came_up_most_is_told_as_of_what_is_shown_where_more_may_be_hidden(
    open_page: Open, changed_store: Callable[..., Path], alle: int, sure: bool
) -> None:
    """The others are 60 together, and so 30 or 90 are hidden: fewer than the largest, or perhaps not."""
    shown = "update mart_casussen set besprekingen = case code when 'autisme' then 40 else 20 end, "
    store = changed_store(
        set_count("alle", "alle", alle),
        shown + f"besprekingen_verborgen = false where halfjaar = '{HALF}' and kenmerk in ('thema')",
        f"update mart_casussen set besprekingen = null, besprekingen_verborgen = true where halfjaar = '{HALF}' "
        "and kenmerk = 'thema' and code not in ('autisme', 'overstap')",
    )
    text = said(open_page(PAGE, store=store, halfjaar=HALF))
    assert ("Het vaakst ging het over autisme (40 keer)." in text) == sure
    assert ("Van de thema's die wij tonen, ging het het vaakst over autisme (40 keer)." in text) == (not sure)


def test_a_hidden_number_of_cases_is_told_as_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    hide = (set_count("alle", "alle", None), set_count("thema", "overstap", 140))
    text = said(open_page(PAGE, store=changed_store(*hide), halfjaar=HALF))
    assert "Hoe vaak in de tweede helft van" in text
    assert "tonen wij niet (x)" in text
    assert "overstap naar een andere school (140 keer)" in text, "only that figure is hidden"


def test_what_cannot_be_known_without_a_key_is_said(open_page: Open) -> None:
    text = said(open_page(PAGE, halfjaar=HALF))
    assert "weten wij niet welke besprekingen over hetzelfde kind gaan, hoe lang een casus op een trede stond" in text
    assert "Zonder sleutel is niet te zien hoe lang dat duurde" in text


def test_a_year_earlier_stands_beside_it_where_there_was_one(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    title = "Waar casussen over gingen, naast een jaar eerder"
    app = open_page(PAGE, halfjaar=HALF)
    drawn = charts(app)[title]["data"]
    assert [bar["x"] for bar in drawn if bar.get("name") == "Een jaar eerder"] in ([], [[None] * 8])
    copied = f"""insert into mart_casussen by name
        select * replace ('2020-2021' as schooljaar, '{EARLIER}' as halfjaar, 17 as besprekingen)
        from mart_casussen where halfjaar = '{HALF}'"""
    assert tables(open_page(PAGE, store=changed_store(copied), halfjaar=HALF))[title].count("17") == 8


def test_half_a_year_that_goes_on_is_set_beside_the_same_days_a_year_earlier(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    title = "Waar casussen over gingen, naast een jaar eerder"
    store = changed_store(
        "update mart_casussen set besprekingen = 61, zelfde_dagen = 423, zelfde_dagen_verborgen = false "
        "where halfjaar = '2021-2022/1' and kenmerk = 'thema'",
        "update mart_casussen set zelfde_dagen = 417, zelfde_dagen_verborgen = false "
        "where halfjaar = '2021-2022/1' and kenmerk = 'alle'",
    )
    app = open_page(PAGE, store=store)
    assert "Deze helft van het schooljaar loopt nog. Beide tellen tot en met dezelfde dag, 27 november." in said(app)
    assert tables(app)[title].count("423") == 8
    assert "61" not in tables(app)[title]
    assert "Een jaar eerder waren het er tot en met dezelfde dag 417." in said(app)
    assert "loopt nog" not in said(open_page(PAGE, store=store, halfjaar=HALF)).split("Thema's per halfjaar")[0]


def test_a_half_year_that_goes_on_says_so_in_each_table_and_comes_first(open_page: Open) -> None:
    for title in ("Thema's per halfjaar", "Knelpunten per halfjaar", "Besprekingen per trede, per halfjaar"):
        heads = re.findall(r"<th[^>]*>(.*?)</th>", tables(open_page(PAGE, halfjaar=HALF))[title])
        assert heads[1:3] == ["22‑23 (1), loopt nog", "21‑22 (2)"]


def test_a_half_year_that_goes_on_is_said_to_in_the_first_sentence_and_each_figure_has_its_day(
    open_page: Open,
) -> None:
    runs, whole = said(open_page(PAGE)), said(open_page(PAGE, halfjaar=HALF))
    assert "In de eerste helft van 2022‑2023 is tot en met 27 november **" in runs
    assert "In de tweede helft van 2021‑2022 is **" in whole
    assert runs.count("Peildatum 27 november 2022") >= 6
    assert whole.count("Peildatum 31 juli 2022") >= 3


def test_how_often_each_table_spoke_of_cases_stands_per_half_year(open_page: Open, small_store: Path) -> None:
    table = tables(open_page(PAGE, halfjaar=HALF))["Besprekingen per trede, per halfjaar"]
    shown = rows(
        small_store,
        "select besprekingen from mart_casussen where kenmerk = 'fase' and uitkomst = 'alle' and code = 'mdo' "
        "order by halfjaar desc",
    )
    row = next(line for line in table.split("<tr>") if "MDO" in line)
    told = ["x" if count is None else str(count) for (count,) in shown]
    assert re.findall(r">(x|\d+)</td>", row) == told


def test_the_difference_is_said_to_be_adjusted_and_who_is_compared(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    text = said(open_page(PAGE, store=changed_store(followed()), halfjaar=HALF))
    assert text.count("zo veel zouden de twee groepen erna verschillen") == 2, "under the chart and the table"
    assert "bij het begin hadden deze leerlingen er dat schooljaar geen. Sommigen begonnen er later wel een" in text


def test_what_is_known_after_twelve_weeks_is_told_where_that_after_eight_is_hidden(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    hide = ", ".join(f"{name} = null, {name}_verborgen = true" for name in MEASURES)
    store = changed_store(followed(), f"update mart_interventies_vervolg set {hide} where laag = 'alle' and weken = 8")
    text = said(open_page(PAGE, store=store, halfjaar=HALF))
    assert "Na 12 schoolweken, van ten minste 80 leerlingen" in text
    assert "tonen wij dit niet" not in text


def test_the_ladder_shows_hidden_outcomes_as_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(set_count("fase", "actietafel", 41), set_count("fase", "actietafel", None, "opgelost"))
    table = tables(open_page(PAGE, store=store, halfjaar=HALF))["De treden van de ladder, en wat er van casussen kwam"]
    row = next(line for line in table.split("<tr>") if "Actietafel" in line)
    assert "41" in row
    assert ">x<" in row


FOLLOWED = {"vooraf": 15.3, "erna": 11.0, "vergelijk_vooraf": 15.1, "vergelijk_erna": 10.4, "leerlingen_minst": 80}
MEASURES = ("verschil", "onder", "boven", "met_laag_2_3", "vergelijk_laag_2_3", *FOLLOWED)
SPACE = "\N{NO-BREAK SPACE}"


def followed(laag: str = "alle", **changes: float | None) -> str:
    """What is told of pupils with an intervention; None: hidden."""
    figures = {**FOLLOWED, "verschil": 0.8, "onder": 0.0, "boven": 1.6, **changes}
    told = [f"{name} = {'null' if n is None else n}, {name}_verborgen = {n is None}" for name, n in figures.items()]
    return f"update mart_interventies_vervolg set {', '.join(told)} where schooljaar = '2021-2022' and laag = '{laag}'"


def test_help_is_told_beside_pupils_without_and_as_association(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(followed()), halfjaar=HALF)
    text = said(app)
    assert "**Samenhang, geen bewijs.**" in text
    assert (
        f"Na 8 schoolweken, van ten minste 80 leerlingen met een interventie: het verzuim ging van 15,3{SPACE}% naar "
        f"11{SPACE}% van de schooltijd. Bij vergelijkbare leerlingen zonder interventie ging het van 15,1{SPACE}% naar "
        f"10,4{SPACE}%."
    ) in text
    title = "Verzuim vóór en na een interventie, schooljaar 2021\N{NON-BREAKING HYPHEN}2022"
    bars = {bar["name"]: bar for bar in charts(app)[title]["data"]}
    assert bars["Met interventie"]["y"] == [15.3, 11.0] * 2
    assert bars["Vergelijkbaar, zonder interventie"]["y"] == [15.1, 10.4] * 2


@pytest.mark.parametrize(
    ("verschil", "onder", "boven", "sentence"),
    [
        (-1.2, -2.0, -0.4, "Met interventie werd erna **minder** gemist: −1,2 procentpunt (−2,0 tot −0,4)."),
        (1.2, 0.4, 2.0, "Met interventie werd erna **meer** gemist, niet minder: +1,2 procentpunt (+0,4 tot +2,0)."),
        (0.8, 0.0, 1.6, "Een verschil is **niet aan te wijzen**: +0,8 procentpunt (0,0 tot +1,6) kan toeval zijn."),
    ],
)
def test_the_sentence_says_what_the_figure_says(
    open_page: Open, changed_store: Callable[..., Path], verschil: float, onder: float, boven: float, sentence: str
) -> None:
    store = changed_store(followed(verschil=verschil, onder=onder, boven=boven))
    assert sentence in said(open_page(PAGE, store=store, halfjaar=HALF))


def test_the_tier_that_is_chosen_is_told_and_every_tier_stands_in_the_tables(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    told = followed("3", vooraf=29.5, erna=15.4, met_laag_2_3=44, vergelijk_laag_2_3=46)
    app = open_page(PAGE, store=changed_store(followed(), told), halfjaar=HALF, laag="3")
    text = said(app)
    assert f"het verzuim ging van 29,5{SPACE}% naar 15,4{SPACE}%" in text
    assert (
        f"zit 44{SPACE}% van de leerlingen met een interventie in laag 2 of 3, en 46{SPACE}% van vergelijkbare" in text
    )
    lagen = tables(app)["De lagen van leerlingen met een interventie, vooraf en erna, schooljaar 2021‑2022"]
    assert [lagen.count(f'scope="row">{name}<') for name in ("Laag 1 of 2", "Laag 3", "Alle lagen")] == [3] * 3
    assert 'scope="row">Laag 1<' not in lagen, "alone there are too few of them"
    assert "Wie een interventie voor laag 1 of laag 2 kreeg, staat samen" in text
    verschil = tables(app)["Verschil na een interventie, per laag, schooljaar 2021‑2022"]
    assert "+0,8 (0,0 tot +1,6)" in verschil, "a figure and its interval stand in one cell"
    assert ">Ten minste<" not in verschil


def test_a_comparison_that_is_hidden_is_said_to_be(open_page: Open, changed_store: Callable[..., Path]) -> None:
    nothing: dict[str, float | None] = dict.fromkeys(MEASURES)
    app = open_page(PAGE, store=changed_store(followed("alle", **nothing)), halfjaar=HALF)
    assert "tonen wij dit niet (x): het zou iets zeggen over een te kleine groep leerlingen." in said(app)
    assert len(charts(app)) == CHARTS - 1


def test_a_schooljaar_without_a_comparison_says_why_and_shows_the_last_that_has_one_by_its_name(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(followed()))
    text = said(app)
    assert "In de eerste helft van 2022‑2023 is tot en met" in text, "the page opens on the half year that goes on"
    assert "Over schooljaar 2022‑2023 is (nog) geen vergelijking te maken" in text
    assert "Daarom ziet u hier schooljaar 2021‑2022." in text
    assert "van ten minste 80 leerlingen met een interventie" in text
    titles = [title for title in tables(app) if "interventie" in title]
    assert len(titles) == 3
    assert all(title.endswith(", schooljaar 2021‑2022") for title in titles)
    assert len(charts(app)) == CHARTS


def test_a_schooljaar_with_a_comparison_is_shown_itself(open_page: Open, changed_store: Callable[..., Path]) -> None:
    assert "Daarom ziet u hier" not in said(open_page(PAGE, store=changed_store(followed()), halfjaar=HALF))


def test_a_hidden_comparison_is_not_passed_over_for_another_schooljaar(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    gone = ", ".join(f"{name} = null, {name}_verborgen = true" for name in MEASURES)
    hide = f"update mart_interventies_vervolg set {gone} where schooljaar = '2022-2023'"
    text = said(open_page(PAGE, store=changed_store(followed(), hide)))
    assert "Over schooljaar 2022‑2023 tonen wij dit niet (x)" in text
    assert "Daarom ziet u hier" not in text


def test_the_lagen_before_and_after_are_a_bar_of_parts_beside_their_figures(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    cell = "schooljaar = '2021-2022' and laag = 'alle' and moment = '{}' and gemeten_laag = '{}'"
    counts = {"1": 10, "2": 60, "3": 20, "onbekend": 10}
    told = [
        f"update mart_interventies_lagen set leerlingen = {count}, leerlingen_verborgen = false "
        f"where {cell.format(moment, code)}"
        for moment in ("vooraf", "na_8", "na_12")
        for code, count in counts.items()
    ]
    hide = "update mart_interventies_lagen set leerlingen = null, leerlingen_verborgen = true where "
    hide += cell.format("na_12", "2")
    app = open_page(PAGE, store=changed_store(followed(), *told, hide), halfjaar=HALF)
    table = tables(app)["De lagen van leerlingen met een interventie, vooraf en erna, schooljaar 2021‑2022"]
    before, _eight, twelve = (line for line in table.split("<tr>") if "Alle lagen" in line)
    widths = r"width:([\d.]+)%"
    assert re.findall(widths, before) == ["10.0", "60.0", "20.0"]
    assert re.findall(r'class="deel"[^>]*>(\d?)<', before) == ["1", "2", "3"], "no part is told by its colour alone"
    assert re.findall(widths, twelve) == ["10.0", "60.0", "20.0"], "what is hidden is the hatched rest"
    assert '<i class="deel verborgen"' in twelve
    assert ">x</td>" in twelve


def test_without_interventions_it_is_said_that_there_are_none(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    gone = [f"delete from mart_interventies{name}" for name in ("", "_lagen", "_vervolg")]
    text = said(open_page(PAGE, store=changed_store(*gone), halfjaar=HALF))
    assert "Over schooljaar 2021‑2022 zijn geen interventies geleverd." in text
    assert "Kies bovenaan" not in text


@pytest.mark.parametrize(("taal", "title"), [("nl", "Leertafel"), ("en", "Learning table (Leertafel)")])
def test_each_figure_is_light_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str, title: str) -> None:
    app = open_page(PAGE, taal=taal, halfjaar=HALF)
    assert said(app).startswith(title)
    assert len(checked_figures(app, taal)) == CHARTS


def test_without_cases_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_casussen"))
    assert "Er zijn nog geen casussen geleverd." in said(app)
    assert not app.get("plotly_chart")
