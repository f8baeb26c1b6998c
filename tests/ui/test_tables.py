"""Figures as HTML: a real table, nothing in it that was not escaped, three states apart."""

import datetime as dt
import re
from typing import Any

import polars as pl

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import tables
from ui.figure import file_name, footnote, is_empty, peildata
from ui.html import Html, element

CONTEXT = Context(
    "lagen.verdeling",
    ("laag",),
    ("verzuim",),
    "leerlingen",
    "run",
    "2022-11-27",
    "2022-11-28",
    voorbeelddata=True,
    parameters={"schooljaar": "2022-2023", "gemeente": "alle", "naam": "../../etc/passwd\n"},
)


def table(**columns: list[Any]) -> ProtectedTable:
    return protect(pl.DataFrame(columns), Rules(("leerlingen",), {}, {}, {}), CONTEXT)


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*>(.*?)</td>", html)


def test_text_is_escaped_and_html_made_here_is_not() -> None:
    assert element("td", "<b>&", Html("<i>x</i>"), title='"') == '<td title="&quot;">&lt;b&gt;&amp;<i>x</i></td>'


def test_a_name_with_a_tag_in_it_stays_text() -> None:
    html = tables.flat(table(naam=["<script>alert(1)</script>"], leerlingen=[10]), "Scholen")
    assert "<script>" not in html


def test_zero_hidden_and_missing_look_different() -> None:
    html = tables.flat(table(gemeente=["GM0632", "GM0335", "GM0589"], leerlingen=[0, 3, None]), "Leerlingen")
    assert cells(html) == ["0", "x", "–"]


def test_a_table_has_a_caption_and_heads_with_a_scope() -> None:
    html = tables.flat(table(gemeente=["GM0632"], leerlingen=[1200]), "Leerlingen per gemeente")
    assert "<caption>Leerlingen per gemeente</caption>" in html
    assert '<th scope="row">Woerden</th>' in html
    assert '<th scope="col" class="getal">Leerlingen</th>' in html
    assert cells(html) == ["1.200"]


def test_a_pivot_leaves_a_dash_where_no_row_was_delivered() -> None:
    shown = table(gemeente=["GM0632", "GM0632", "GM0335"], soort=["nieuw", "verlengd", "nieuw"], leerlingen=[7, 8, 9])
    html = tables.pivot(shown, "Vrijstellingen", rows="gemeente", across="soort", values=["leerlingen"])
    assert cells(html) == ["9", "–", "7", "8"]


def test_hidden_figures_are_counted_as_they_stand_in_a_table() -> None:
    shown = table(gemeente=["GM0632", "GM0335", "GM0589"], soort=["lopend", "nieuw", "nieuw"], leerlingen=[0, 3, None])
    assert tables.hidden_in(tables.flat(shown, "Leerlingen")) == 1
    assert tables.hidden_in(tables.flat(shown, "Soorten", ("gemeente",))) == 0
    assert tables.hidden_in(tables.pivot(shown, "x", rows="gemeente", across="soort", values=["leerlingen"])) == 1


def test_a_table_without_a_single_figure_is_empty() -> None:
    assert is_empty(table(gemeente=["GM0632"], leerlingen=pl.Series([None], dtype=pl.Int64).to_list()))
    assert not is_empty(table(gemeente=["GM0632"], leerlingen=[3]))


def test_the_line_under_a_figure_says_what_a_reader_must_know() -> None:
    line = footnote(table(gemeente=["GM0632"], leerlingen=[3]), hidden=1, peildatum="2022-09-30")
    for part in (
        "voorbeelddata",
        "leerlingen",
        "30 september 2022",
        "27 november 2022",
        "verzuim",
        "1 cijfer verborgen",
    ):
        assert part in line


def test_a_file_name_holds_safe_characters_only() -> None:
    assert file_name(table(leerlingen=[9])) == "in-beeld_lagen-verdeling_2022-2023_alle_etc-passwd.csv"


def test_a_figure_and_its_interval_stand_in_one_cell() -> None:
    frame = pl.DataFrame(
        {
            "weken": [8, 12, 4],
            "verschil": [0.8, None, 0.3],
            "onder": [0.0, None, None],
            "boven": [1.6, None, None],
            "verschil_verborgen": [False, True, False],
        }
    )
    rules = Rules((), {}, {}, {"verschil": (), "onder": (), "boven": ()})
    html = tables.flat(
        protect(frame, rules, CONTEXT), "Verschil", ("weken", "verschil"), None, {"verschil": ("onder", "boven")}
    )
    assert cells(html) == ["+0,80 (0,00 tot +1,60)", "x", "+0,30"]


def test_the_newest_period_comes_first_and_one_that_goes_on_says_so() -> None:
    shown = table(
        halfjaar=["2021-2022/2", "2022-2023/1", "2021-2022/1"], knelpunt=["vervoer"] * 3, leerlingen=[8, 9, 7]
    )
    html = tables.pivot(
        shown,
        "Knelpunten",
        rows="knelpunt",
        across="halfjaar",
        values=["leerlingen"],
        part=["2022-2023/1"],
        newest_first=True,
    )
    heads = [head.replace("\N{NON-BREAKING HYPHEN}", "-") for head in re.findall(r"<th[^>]*>(.*?)</th>", html)]
    assert heads[1:4] == ["22-23 (1), loopt nog", "21-22 (2)", "21-22 (1)"]
    assert cells(html) == ["9", "8", "7"]


def test_figures_of_several_days_say_from_which_to_which() -> None:
    days = table(peildatum=[dt.date(2022, 11, 8), dt.date(2018, 8, 28)], leerlingen=[8, 9])
    assert peildata(days) == ("2018-08-28", "2022-11-08")
    assert "Peildata van 28 augustus 2018 tot en met 8 november 2022" in footnote(days, peildatum=peildata(days))
    assert peildata(days.where(peildatum=[])) is None
