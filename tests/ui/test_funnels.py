"""Steps of a ladder as a funnel, and the names in a funnel of gemeenten."""

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import charts
from ui.charts.placing import Ground, Place, places

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


NAMES = ("Oudewater", "Montfoort", "De Ronde Venen", "Woerden", "Stichtse Vecht")
SIZES = (1500, 1900, 5800, 8200, 10100)
ACROSS, TOP = 10700, 10.4  # of the axes
TELEPHONE, DESK = (290.0, 244.0), (760.0, 280.0)  # pixels of a plot
LETTER, LINE, DOT = 6, 12, 6  # pixels: of the letters that are seen, and half of a mark


def written(
    mark: tuple[float, float], name: str, place: Place, plot: tuple[float, float]
) -> tuple[float, float, float, float]:
    """From where to where a name is seen on a plot of this size: left, right, low, high."""
    x, y = mark[0] / ACROSS * plot[0], mark[1] / TOP * plot[1]
    wide = LETTER * len(name)
    left = {"center": x - wide / 2, "left": x - wide - 8 * (place.side == "middle"), "right": x}[place.along]
    middle = {"top": 14 + 15.6 * place.lines, "bottom": -14 - 15.6 * place.lines, "middle": 0}[place.side]
    return left, left + wide, y + middle - LINE / 2, y + middle + LINE / 2


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] >= other[1] or other[0] >= one[1] or one[2] >= other[3] or other[2] >= one[3]


@pytest.mark.parametrize("heights", [(3.9, 3.1, 4.5, 2.6, 2.7), (5.9, 4.6, 2.8, 3.3, 3.1), (3.0,) * 5])
@pytest.mark.parametrize("plot", [TELEPHONE, DESK])
def test_names_of_gemeenten_stand_on_no_other_name_and_on_no_mark(
    heights: tuple[float, ...], plot: tuple[float, float]
) -> None:
    marks = list(zip(SIZES, heights, strict=True))
    found = places(marks, NAMES, Ground((0, ACROSS), (0, TOP)))
    names = [written(*one, plot) for one in zip(marks, NAMES, found, strict=True)]
    dots = [(x / ACROSS * plot[0], y / TOP * plot[1]) for x, y in marks]
    squares = [(x - DOT, x + DOT, y - DOT, y + DOT) for x, y in dots]
    assert all(apart(names[a], names[b]) for b in range(5) for a in range(b))
    assert all(apart(names[a], squares[b]) for a in range(5) for b in range(5) if a != b)


def test_a_name_stands_away_from_the_middle_where_there_is_room() -> None:
    found = places([(2000, 1.0), (9000, 5.0)], ["Oudewater", "Woerden"], Ground((0, ACROSS), (0, 6)))
    assert found == [Place("bottom", "center"), Place("top", "center")]
    assert places([], [], Ground((0, 1), (0, 1))) == []


@pytest.mark.parametrize("line", [2.1, 1.8, 3.4])
def test_a_name_goes_where_no_line_runs(line: float) -> None:
    """A line just below or above the mark would run through a name that stands there."""
    mark, ground = (8200.0, 2.6), Ground((0, ACROSS), (0, TOP), [[(0, line), (ACROSS, line)]])
    (place,) = places([mark], ["Woerden"], ground)
    _left, _right, low, high = written(mark, "Woerden", place, TELEPHONE)
    assert not low < line / TOP * TELEPHONE[1] < high
    free = places([mark], ["Woerden"], Ground((0, ACROSS), (0, TOP)))
    assert (place != free[0]) == (line < mark[1])


def test_a_line_leads_to_a_name_that_stands_further_off() -> None:
    """Lines around the mark leave no room beside it."""
    limits = {"verwacht": 5.0, "onder_95": 4.2, "boven_95": 5.8, "onder_998": 4.6, "boven_998": 5.4}
    frame = pl.DataFrame(
        [
            {"gemeente": code, "groot": n, "per_1000": 5.0, "ligging": "binnen", **limits}
            for code, n in (("GM0632", 100), ("GM0335", 5000), ("GM0589", 9000))
        ]
    )
    chart = charts.funnel(
        protect(frame, Rules((), {}, {}, {}), CONTEXT),
        unit="gemeente",
        size="groot",
        y="per_1000",
        what="per 1.000",
        across="leerlingen",
    )
    (names,) = (trace for trace in chart.data if trace.mode == "markers+text")
    moved = [i for i, text in enumerate(names.text) if "<br>" in text]
    leads = [note for note in chart.layout.annotations if note.showarrow]
    assert moved
    assert [lead.x for lead in leads] == [names.x[i] for i in moved]
