"""What a chart draws, leaves open and says of a table."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import charts, language
from ui.charts.axes import nice_ticks, spread
from ui.charts.series import broken, series

CONTEXT = Context("vraag", (), (), "leerlingen", "run", "2022-11-27", "2022-11-27", voorbeelddata=False)
COUNTS = Rules(counts=("leerlingen", "aandacht", "bekend"), shares={}, rates={}, derived={})
SHARES = Rules(
    counts=("leerlingen", "aandacht", "bekend"),
    shares={"aandeel": ("leerlingen", "bekend"), "aandeel_aandacht": ("aandacht", "bekend")},
    rates={},
    derived={},
)


def table(rules: Rules = COUNTS, **columns: list[Any]) -> ProtectedTable:
    frame = pl.DataFrame(columns)
    present = Rules(tuple(name for name in rules.counts if name in frame.columns), rules.shares, {}, {})
    return protect(frame, present, CONTEXT)


def lagen(een: int, twee: int, drie: int, onbekend: int = 0) -> ProtectedTable:
    whole = een + twee + drie
    return table(
        SHARES,
        laag=["1", "2", "3", "onbekend"],
        leerlingen=[een, twee, drie, onbekend],
        bekend=[whole, whole, whole, None],
        aandacht=[een // 4, None, None, None],
    )


def drawn(chart: go.Figure, kind: str) -> list[Any]:
    return [trace for trace in chart.data if trace.type == kind and getattr(trace, "mode", None) != "text"]


def marks(chart: go.Figure) -> list[tuple[Any, Any]]:
    """Places of the sign for a hidden cell."""
    return [
        (x, y)
        for trace in chart.data
        if trace.type == "scatter" and trace.mode == "text"
        for x, y in zip(trace.x, trace.y, strict=True)
    ]


def test_a_line_runs_over_what_is_there_and_breaks_where_a_period_is_not() -> None:
    shown = table(periode=["2022-03", "2022-04", "2022-06"], leerlingen=[10, 12, 9])
    line = drawn(charts.lines(shown, x="periode", y="leerlingen"), "scatter")[0]
    assert list(line.y) == [10, 12, None, 9]
    assert line.connectgaps is False


def test_a_hidden_figure_is_an_x_and_no_point_of_the_line() -> None:
    chart = charts.lines(
        table(periode=["2022-03", "2022-04", "2022-05"], leerlingen=[10, 3, 9]), x="periode", y="leerlingen"
    )
    assert list(drawn(chart, "scatter")[0].y) == [10, None, 9]
    assert len(marks(chart)) == 1


def test_zero_is_drawn_and_is_not_hidden() -> None:
    chart = charts.lines(table(periode=["2022-03", "2022-04"], leerlingen=[10, 0]), x="periode", y="leerlingen")
    assert (list(drawn(chart, "scatter")[0].y), marks(chart)) == ([10, 0], [])


def test_part_of_a_year_is_an_open_mark_that_no_line_reaches() -> None:
    shown = table(schooljaar=["2020-2021", "2021-2022", "2022-2023"], leerlingen=[10, 12, 5])
    whole, part = drawn(charts.lines(shown, x="schooljaar", y="leerlingen", part=["2022-2023"]), "scatter")
    assert list(whole.y) == [10, 12, None]
    assert (list(part.y), part.mode, part.marker.symbol) == ([5], "markers", "circle-open")


def test_the_pyramid_has_the_first_laag_as_its_base_and_the_third_on_top() -> None:
    bars = drawn(charts.pyramid(lagen(170, 20, 10)), "bar")
    steps = {bar.y[0]: bar.x[0] for bar in reversed(bars)}
    assert steps == {0: 85, 1: 10, 2: 5}


def test_the_band_of_attention_lies_inside_the_first_laag() -> None:
    bars = [bar for bar in drawn(charts.pyramid(lagen(160, 20, 20)), "bar") if bar.y[0] == 0]
    assert [(bar.x[0], bar.base[0]) for bar in bars] == [(80, -40), (20, -10)]


def test_pupils_whose_laag_is_not_known_are_told_apart_from_the_percentages() -> None:
    chart = charts.pyramid(lagen(170, 20, 10, onbekend=33))
    assert "33 leerlingen" in chart.layout.meta["alt"]
    assert len({bar.y[0] for bar in drawn(chart, "bar")}) == 3


def test_the_hidden_part_of_a_whole_is_its_hatched_rest() -> None:
    shown = table(
        SHARES, gemeente=["GM0632"] * 2, laag=["1", "2"], leerlingen=[96, 3], bekend=[100, 100], aandacht=[0, None]
    )
    chart = charts.stacked_shares(shown, x="gemeente", y="aandeel", split="laag")
    hatched = [bar for bar in drawn(chart, "bar") if bar.marker.pattern.shape == "x"]
    assert [bar.name for bar in hatched] == ["Verborgen (x)"]


def test_a_combination_that_was_not_delivered_has_no_bar() -> None:
    shown = table(gemeente=["GM0632", "GM0632", "GM0335"], soort=["nieuw", "verlengd", "nieuw"], leerlingen=[7, 8, 9])
    chart = charts.grouped_bars(shown, x="gemeente", y="leerlingen", split="soort")
    renewed = next(bar for bar in drawn(chart, "bar") if bar.name == "Verlengd")
    assert dict(zip(renewed.x, renewed.y, strict=True)) == {"Montfoort": None, "Woerden": 8}


def test_numbers_stand_as_far_apart_as_they_differ() -> None:
    months = [1, 2, 3, 8, 12, 21]
    afloop = [code for code in ("nog_open", "onderwijszorg") for _month in months]
    rules = Rules(("leerlingen", "bekend"), {"aandeel": ("leerlingen", "bekend")}, {}, {})
    shown = charts.stacked_shares(
        table(rules, maanden=months * 2, afloop=afloop, leerlingen=[50] * 12, bekend=[100] * 12),
        x="maanden",
        y="aandeel",
        split="afloop",
        numbers="maanden na het begin",
    )
    assert all(list(bar.x) == months for bar in drawn(shown, "bar"))
    assert shown.layout.xaxis.type is None
    assert list(shown.layout.xaxis.tickvals) == [1, 3, 8, 12, 21]
    assert shown.layout.xaxis.title.text == "maanden na het begin"


def test_an_interval_is_a_line_through_the_top_of_its_bar_and_is_told() -> None:
    shown = table(laag=["2", "3"], leerlingen=[200, 90], onder=[150, None], boven=[260, None])
    chart = charts.grouped_bars(shown, x="laag", y="leerlingen", ends=("onder", "boven"))
    (bar,) = drawn(chart, "bar")
    assert (bar.error_y.array, bar.error_y.arrayminus) == ((60, None), (50, None))
    assert bar.textposition == ("inside", "inside")
    alt = chart.layout.meta["alt"]
    assert "Laag 2: 200 (150 tot 260). Laag 3: 90." in alt
    assert chart.layout.yaxis.range[1] >= 260


def test_who_went_is_drawn_below_the_axis_and_told_as_a_number() -> None:
    rules = Rules(("instroom", "uitstroom"), {}, {}, {})
    frame = pl.DataFrame({"kwartaal": ["2022-K1"], "instroom": [9], "uitstroom": [7]})
    chart = charts.flows(protect(frame, rules, CONTEXT), x="kwartaal")
    coming, going = drawn(chart, "bar")
    assert (coming.y[0], going.y[0]) == (9, -7)
    assert "-" not in "".join(chart.layout.yaxis.ticktext)


def test_changes_stand_in_the_order_of_the_codes_not_of_their_size() -> None:
    shown = table(categorie=["spijbelen", "ziekte", "te_laat"], verschil=[2.0, 0.5, 1.0])
    bar = drawn(charts.changes(shown, x="categorie"), "bar")[0]
    assert list(bar.y) == ["Ziekte", "Spijbelen", "Te laat"]


def test_two_rows_on_one_place_are_an_error_and_not_a_sum() -> None:
    shown = table(periode=["2022-03", "2022-03"], leerlingen=[10, 12])
    with pytest.raises(ValueError, match="two rows"):
        series(shown, "periode", "leerlingen", None)


@pytest.mark.parametrize(
    "chart",
    [
        lambda empty: charts.lines(empty, x="periode", y="leerlingen"),
        lambda empty: charts.stacked_bars(empty, x="periode", y="leerlingen", split="laag"),
        lambda empty: charts.stacked_shares(empty, x="periode", y="leerlingen", split="laag"),
        lambda empty: charts.grouped_bars(empty, x="periode", y="leerlingen", split="laag"),
        lambda empty: charts.changes(empty, x="laag", y="leerlingen"),
    ],
)
def test_an_empty_table_makes_an_empty_chart(chart: Any) -> None:
    empty = table(periode=[], laag=[], leerlingen=pl.Series([], dtype=pl.Int64).to_list())
    assert chart(empty).layout.meta["alt"]


def test_words_say_first_and_last_and_what_is_hidden() -> None:
    chart = charts.lines(table(periode=["2022-03", "2022-05"], leerlingen=[1000, 900]), x="periode", y="leerlingen")
    assert "1.000 (maart 2022) tot 900 (mei 2022)" in chart.layout.meta["alt"]
    bars = charts.grouped_bars(table(gemeente=["GM0632"], leerlingen=[3]), x="gemeente", y="leerlingen")
    assert "Woerden: verborgen" in bars.layout.meta["alt"]


def told_shares(places: dict[str, list[Any]], tier_1: list[int]) -> str:
    """The words with stacked shares of laag 1 and 2 along a dimension."""
    (dimension, codes), number = next(iter(places.items())), len(tier_1)
    shown = table(
        SHARES,
        **{dimension: [*codes, *codes]},
        laag=["1"] * number + ["2"] * number,
        leerlingen=[*tier_1, *(200 - count for count in tier_1)],
        bekend=[200] * 2 * number,
        aandacht=[None] * 2 * number,
    )
    return str(charts.stacked_shares(shown, x=dimension, y="aandeel", split="laag").layout.meta["alt"])


def test_words_name_every_one_of_a_few_stacked_bars() -> None:
    told = told_shares({"gemeente": ["alle", "GM0632", "GM0335"]}, [160, 150, 180])
    for name, share in (("Hele regio", 80), ("Woerden", 75), ("Montfoort", 90)):
        assert f"{name}: Laag 1 {share}\N{NO-BREAK SPACE}%, Laag 2 {100 - share}\N{NO-BREAK SPACE}%." in told
    assert "hoogst" not in told


def test_words_name_the_first_last_highest_and_lowest_of_many_stacked_bars() -> None:
    months = [f"2022-{month:02}" for month in range(1, 13)]
    told = told_shares({"periode": months}, [150, 152, 154, 120, 156, 158, 160, 190, 162, 164, 166, 168])
    assert "januari 2022: Laag 1 75\N{NO-BREAK SPACE}%" in told
    assert "december 2022: Laag 1 84\N{NO-BREAK SPACE}%" in told
    assert (
        "Laag 1: het hoogst 95\N{NO-BREAK SPACE}% (augustus 2022), het laagst 60\N{NO-BREAK SPACE}% (april 2022)."
        in told
    )
    assert "maart 2022" not in told
    assert told.endswith("De tabel geeft ook de andere cijfers.")


def test_words_of_many_bars_take_no_highest_or_lowest_from_what_is_hidden() -> None:
    months = [f"2021-{month:02}" for month in range(1, 13)] + [f"2022-{month:02}" for month in range(1, 7)]
    counts = [20, 21, 3, *range(22, 36), 19]
    told = charts.grouped_bars(table(periode=months, leerlingen=counts), x="periode", y="leerlingen").layout.meta["alt"]
    assert "het hoogst 35 (mei 2022), het laagst 19 (juni 2022)" in told
    assert "Wat verborgen is, telt bij hoogst en laagst niet mee." in told
    assert "maart 2021" not in told


def test_a_chart_speaks_the_language_of_the_reader() -> None:
    shown = lagen(170, 20, 10)
    with language.using("en"):
        assert "Tier 1 85%" in charts.pyramid(shown).layout.meta["alt"]


def test_a_name_from_a_delivery_cannot_put_a_tag_in_a_chart() -> None:
    shown = table(school=["<a href='x'>School</a>"], leerlingen=[12])
    assert "<a" not in charts.grouped_bars(shown, x="school", y="leerlingen").to_json()


def test_a_chart_of_many_weeks_stays_small() -> None:
    weeks = [f"{year}-W{week:02}" for year in range(2018, 2023) for week in range(1, 41)]
    kinds = ["ziekte", "medisch_bezoek", "spijbelen", "luxeverzuim", "te_laat"]
    shown = table(
        periode=[week for week in weeks for _ in kinds],
        categorie=kinds * len(weeks),
        leerlingen=[1000 + i for i in range(len(weeks) * len(kinds))],
    )
    assert len(charts.lines(shown, x="periode", y="leerlingen", split="categorie").to_json()) < 50_000


def test_ticks_are_round_and_hold_every_figure() -> None:
    assert nice_ticks(0, 87) == [0, 25, 50, 75, 100]
    assert nice_ticks(-0.3, 0.4)[0] <= -0.3


def test_labels_keep_their_order_and_their_distance() -> None:
    places = spread([5.0, 5.1, 0.2], 1.0, 0.0, 6.0)
    assert places[2] < places[0] < places[1]
    assert places[1] - places[0] >= 1.0 - 1e-9


def test_a_hole_stands_before_every_period_that_follows_a_missing_one() -> None:
    assert broken([1, 2, 5], ["a", "b", "c"]) == ([1, 2, 4, 5], ["a", "b", None, "c"])


def test_charts_need_no_streamlit() -> None:
    heavy = "('streamlit', 'pandas', 'plotly.express')"
    code = f"import json, sys, ui.charts; print(json.dumps([name for name in {heavy} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def flow_table(**leerlingen: int) -> ProtectedTable:
    """Flows named `van_naar`."""
    pairs = [name.split("_") for name in leerlingen]
    van, naar = [pair[0].lstrip("l") for pair in pairs], [pair[1] for pair in pairs]
    return table(van=van, naar=naar, leerlingen=list(leerlingen.values()))


def test_a_flow_is_drawn_from_its_place_to_its_place_and_a_hidden_or_empty_one_is_not() -> None:
    shown = flow_table(l1_1=900, l1_2=60, l2_1=40, l2_3=3, nieuw_1=0, l3_vertrokken=12)
    chart = charts.sankey(shown)
    (trace,) = chart.data
    labels = list(trace.node.label)
    drawn = {
        (labels[start], labels[end]): value
        for start, end, value in zip(trace.link.source, trace.link.target, trace.link.value, strict=True)
    }
    assert drawn == {
        ("Laag 1", "Laag 1"): 900,
        ("Laag 1", "Laag 2"): 60,
        ("Laag 2", "Laag 1"): 40,
        ("Laag 3", "Weg"): 12,
    }
    assert list(trace.node.y) == sorted(trace.node.y[:3]) + sorted(trace.node.y[3:])
    told = chart.layout.meta["alt"]
    assert "Van laag 1 naar laag 2: 60. Van laag 2 naar laag 1: 40. Van laag 3 naar niet meer in beeld: 12." in told
    assert "laag 3: 3" not in told


def test_flows_that_are_all_hidden_leave_an_empty_chart_with_words() -> None:
    chart = charts.sankey(flow_table(l1_2=3))
    assert list(chart.data[0].link.value) == []
    assert chart.layout.meta["alt"]


@pytest.mark.parametrize(
    ("change", "places", "sides"),
    [((90, -30), [90, 60], ["right", "left"]), ((-10, -30), [-10, -40], ["left", "left"])],
)
def test_a_figure_stands_where_its_bar_ends_and_not_on_the_bar(
    change: tuple[int, int], places: list[int], sides: list[str]
) -> None:
    rules = Rules(counts=(), shares={}, rates={}, derived={"dagen": ()})
    shown = protect(pl.DataFrame({"gemeente": ["GM0632", "GM0335"], "dagen": change}), rules, CONTEXT)
    chart = charts.waterfall(shown, x="gemeente", y="dagen", what="dagen")
    bars, texts = chart.data
    assert list(texts.x) == places == [base + length for base, length in zip(bars.base, bars.x, strict=True)]
    assert list(texts.textposition) == [f"middle {side}" for side in sides]
    low, high = chart.layout.xaxis.range
    assert low < min(0, *places) - 3, "there is room for it"
    assert high > max(0, *places)


def rates(*known: bool) -> ProtectedTable:
    """A rate with its interval and its limits, of gemeenten in schooljaren; hidden where it is not known."""
    bases = [9 if one else 3 for one in known]
    told = {name: [20] * len(known) for name in ("groei", "onder", "boven")}
    limits = dict.fromkeys(("verwacht", "onder_95", "boven_95", "onder_998", "boven_998"), [20.0] * len(known))
    columns = {
        "schooljaar": ["2021-2022", "2022-2023"][: len(known)],
        "gemeente": ["GM0632", "GM0335"][: len(known)],
        "ligging": ["binnen"] * len(known),
        "inwoners": [900, 1900][: len(known)],
    }
    rules = Rules(counts=("leerlingen",), shares={}, rates={}, derived=dict.fromkeys(told, ("leerlingen",)))
    return protect(pl.DataFrame({**columns, "leerlingen": bases, **told, **limits}), rules, CONTEXT)


INTERVAL = {"y": "groei", "low": "onder", "high": "boven", "what": "procent"}
OF_A_RATE: dict[str, Callable[[ProtectedTable], go.Figure]] = {
    "waterfall": lambda shown: charts.waterfall(shown, x="gemeente", y="groei", what="dagen"),
    "intervals": lambda shown: charts.intervals(shown, x="gemeente", **INTERVAL),
    "panels": lambda shown: charts.panels(shown, x="schooljaar", split="gemeente", **INTERVAL),
    "funnel": lambda shown: charts.funnel(
        shown, unit="gemeente", size="inwoners", y="groei", what="procent", across="inwoners"
    ),
}


@pytest.mark.parametrize("kind", OF_A_RATE)
def test_a_chart_says_when_nothing_of_it_can_be_shown(kind: str) -> None:
    hidden = [OF_A_RATE[kind](rates(*known)).layout.meta["hidden"] for known in ((False, False), (True, False))]
    assert hidden == [True, False]


def test_flows_say_when_nothing_of_them_can_be_shown() -> None:
    assert [charts.sankey(flow_table(l1_2=number)).layout.meta["hidden"] for number in (3, 30)] == [True, False]
