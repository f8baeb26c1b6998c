"""Steps of a ladder as a funnel, and the names in a funnel of gemeenten."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import charts
from ui.charts.funnel import _places

CONTEXT = Context("vraag", (), (), "besprekingen", "run", "2022-11-27", "2022-11-27", voorbeelddata=False)
Counts = dict[str, dict[str, int | None]]
STEPS: Counts = {"school": {"opgelost": 30, "loopt_of_onbekend": 10}, "mdo": {"opgelost": 15, "loopt_of_onbekend": 5}}


def table(rows: list[dict[str, Any]]) -> ProtectedTable:
    frame = pl.DataFrame(rows).with_columns(besprekingen_verborgen=pl.col("besprekingen").is_null())
    return protect(frame, Rules(("besprekingen",), {}, {}, {}), CONTEXT)


def ladder(parts: Counts, wholes: dict[str, int | None]) -> go.Figure:
    rows = [{"fase": f, "uitkomst": u, "besprekingen": n} for f, own in parts.items() for u, n in own.items()]
    whole = [{"fase": fase, "besprekingen": n} for fase, n in wholes.items()]
    return charts.ladder(table(rows), table(whole), x="fase", y="besprekingen", split="uitkomst")


def bars(chart: go.Figure) -> dict[str, list[tuple[float | None, float]]]:
    """Of each kind of bar how wide it is per step, and where it begins."""
    return {bar.name: list(zip(bar.x, bar.base, strict=True)) for bar in chart.data if bar.type == "bar"}


def test_each_step_lies_around_the_middle_and_is_as_wide_as_it_counts() -> None:
    found = bars(ladder(STEPS, {"school": 40, "mdo": 20}))
    assert found["Opgelost"] == [(30, -20), (15, -10)]
    assert found["Loopt op deze trede, of niet bekend"] == [(10, 10), (5, 5)]
    assert "Verborgen (x)" not in found


def test_what_is_hidden_of_a_step_is_its_hatched_rest() -> None:
    parts = STEPS | {"mdo": {"opgelost": 15, "loopt_of_onbekend": None}}
    assert bars(ladder(parts, {"school": 40, "mdo": 20}))["Verborgen (x)"] == [(None, 20), (5, 5)]


def test_a_step_of_which_the_whole_is_hidden_is_an_x_and_draws_nothing() -> None:
    chart = ladder(STEPS, {"school": 40, "mdo": None})
    assert [bar[1][0] for bar in bars(chart).values()] == [None, None]
    texts = {text for trace in chart.data if trace.type == "scatter" for text in trace.text}
    assert texts == {"x", "\N{NO-BREAK SPACE}40"}


def test_a_ladder_of_which_all_is_hidden_says_so() -> None:
    hidden: Counts = {fase: dict.fromkeys(own) for fase, own in STEPS.items()}
    assert ladder(hidden, dict.fromkeys(STEPS)).layout.meta["hidden"]
    assert not ladder(STEPS, {"school": 40, "mdo": None}).layout.meta["hidden"]


def test_names_of_gemeenten_near_each_other_never_stand_in_one_place() -> None:
    sizes = [1500, 1900, 5800, 8200, 10100]
    for heights in ([3.9, 3.1, 4.5, 2.6, 2.7], [5.9, 4.6, 2.8, 3.3, 3.1], [3.0] * 5):
        found = _places(sizes, heights)
        near = [
            (a, b)
            for b in range(5)
            for a in range(b)
            if sizes[b] - sizes[a] < 5000 and abs(heights[a] - heights[b]) < 0.2 * max(heights)
        ]
        assert all(found[a] != found[b] for a, b in near), heights


def test_a_name_stands_away_from_the_middle_where_there_is_room() -> None:
    assert _places([1000, 9000], [1.0, 5.0]) == [("bottom", 0), ("top", 0)]
    assert _places([], []) == []
