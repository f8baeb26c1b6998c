"""Bars inside a table: as long as their figure, with the line of its interval, and none of what is not told."""

import re

import polars as pl

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import strips

CONTEXT = Context("vraag", (), (), "kinderen", "run", "2022-11-27", "2022-11-27", voorbeelddata=False)


def shares(**columns: list[int | None]) -> ProtectedTable:
    measures = {name: pl.Series(values, dtype=pl.Int64) for name, values in columns.items() if name != "maanden"}
    frame = pl.DataFrame({"maanden": columns["maanden"], **measures, "kinderen": [100] * len(columns["maanden"])})
    return protect(frame, Rules(("kinderen",), {}, {}, dict.fromkeys(measures, ("kinderen",))), CONTEXT)


def bars(html: str) -> list[str]:
    return re.findall(r'<td class="staaf(?: delen)?">(.*?)</td>', html)


def test_a_share_is_drawn_of_a_hundred_with_its_interval() -> None:
    shown = shares(maanden=[3], aandeel=[40], onder=[25], boven=[60])
    html = strips.flat(shown, "Aanbod", ("maanden", "aandeel"), strips.Strip("aandeel", ("onder", "boven")))
    (bar,) = bars(html)
    assert '<i style="width:40.0%">' in bar
    assert '<b style="left:25.0%;width:35.0%">' in bar
    assert 'aria-hidden="true"' in bar  # the figures stand beside it
    assert '<th scope="col" class="staaf">0\N{NO-BREAK SPACE}% tot 100\N{NO-BREAK SPACE}%</th>' in html


def test_an_interval_without_a_figure_has_a_line_and_no_bar() -> None:
    shown = shares(maanden=[12], aandeel=[None], onder=[0], boven=[3])
    html = strips.flat(shown, "Terugval", ("maanden", "boven"), strips.Strip("aandeel", ("onder", "boven")))
    (bar,) = bars(html)
    assert "<i" not in bar
    assert '<b style="left:0.0%;width:3.0%">' in bar


def counts(values: list[int | None]) -> ProtectedTable:
    frame = pl.DataFrame({"definitie": ["OCW", "BREED", "INSPECTIE"], "kinderen": pl.Series(values, dtype=pl.Int64)})
    return protect(frame, Rules(("kinderen",), {}, {}, {}), CONTEXT)


def test_counts_are_drawn_to_the_largest_that_is_told() -> None:
    html = strips.flat(counts([40, 80, None]), "Definities", ("definitie", "kinderen"), strips.Strip("kinderen"))
    assert [re.findall(r"width:(.*?)%", bar) for bar in bars(html)] == [["50.0"], ["100.0"], []]
    assert "0 tot 80" in html


def test_a_hidden_count_has_no_bar() -> None:
    html = strips.flat(counts([40, 3, 0]), "Definities", ("definitie", "kinderen"), strips.Strip("kinderen"))
    assert [re.findall(r"width:(.*?)%", bar) for bar in bars(html)] == [["100.0"], [], ["0.0"]]
    assert ">x</td>" in html


def test_figures_of_one_row_stand_below_each_other() -> None:
    frame = pl.DataFrame({"kinderen": [50], "passeert": [10], "passeert_zonder_aanbod": [2]})
    names = ("kinderen", "passeert", "passeert_zonder_aanbod")
    table = protect(frame, Rules(names, {}, {}, {}), CONTEXT)
    html = strips.turned(table, "Passeren", dict(zip(names, "abc", strict=True)))
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["a", "b", "c"]
    assert re.findall(r'<td class="getal">(.*?)</td>', html) == ["50", "10", "x"]
    assert [re.findall(r"width:(.*?)%", bar) for bar in bars(html)] == [["100.0"], ["20.0"], []]


LAGEN = strips.Parts("laag", {"laag_1": "1", "laag_2": "2", "laag_3": "3"}, "niet_gemeten")
COLUMNS = ("laag", "laag_1", "laag_2", "laag_3", "niet_gemeten")


def tiers(*rows: tuple[str, int, int, int, int]) -> list[str]:
    """The bars of these rows."""
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return bars(strips.divided(protect(frame, Rules(COLUMNS[1:], {}, {}, {}), CONTEXT), "Lagen", COLUMNS, LAGEN, {}))


def test_parts_stand_one_after_the_other_and_what_is_not_measured_is_left_open() -> None:
    (bar,) = tiers(("alle", 50, 20, 10, 20))
    assert re.findall(r"left:(.*?)%;width:(.*?)%", bar) == [("0.0", "50.0"), ("50.0", "20.0"), ("70.0", "10.0")]
    assert re.findall(r">(\d)</i>", bar) == ["1", "2", "3"]


def test_a_part_too_narrow_for_its_sign_is_drawn_without_it() -> None:
    (bar,) = tiers(("alle", 90, 5, 0, 5))
    assert re.findall(r"width:(.*?)%", bar) == ["90.0", "5.0"]
    assert re.findall(r">(\d)</i>", bar) == ["1"]


def test_hidden_parts_are_one_hatched_rest_of_a_whole_that_another_row_tells() -> None:
    whole, part = tiers(("alle", 50, 20, 10, 20), ("alle", 50, 3, 3, 20))
    assert "verborgen" not in whole
    assert re.findall(r"width:(.*?)%", part) == ["50.0", "30.0"]
    assert part.count("verborgen") == 1
    assert ">x</i>" in part


def test_what_is_hidden_stands_where_its_first_part_would() -> None:
    _whole, bar = tiers(("alle", 50, 20, 10, 20), ("alle", 3, 20, 3, 20))
    assert re.findall(r">(\w)</i>", bar) == ["x", "2"]
    assert re.findall(r"left:(.*?)%;width:(.*?)%", bar) == [("0.0", "60.0"), ("60.0", "20.0")]


def test_a_row_of_which_no_whole_is_told_has_no_bar() -> None:
    assert tiers(("2", 50, 3, 3, 20), ("3", 50, 20, 10, 20))[0] == ""
