"""What a reader finds on a page that ran: its words, its figures, and what the release says beside it."""

import json
import re
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from tests.pages.shown import as_read
from warehouse.release import connect, current

LARGEST_CHART = 50_000  # characters of JSON


def rows(store: Path, sql: str) -> list[tuple]:
    """Straight from the release, past questions and protection."""
    with connect(current(store)).cursor() as cursor:
        return cursor.execute(sql).fetchall()


def said(app: AppTest) -> str:
    """Title, sentences, notes and captions of a page that ran without error."""
    assert not app.exception
    return "\n".join(str(each.value) for each in (*app.title, *app.markdown, *app.info, *app.caption))


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Each chart as it goes to the browser."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def tables(app: AppTest) -> dict[str, str]:
    """The HTML of each table by its caption."""
    bodies = [each.proto.body for each in app.get("html")]
    return {found[1]: body for body in bodies if (found := re.search(r"<caption>(.*?)</caption>", body))}


def check_figures(app: AppTest, number: int, taal: str) -> None:
    """So many charts, each light, with its heading and figures in words, and a table that can be reached by name."""
    said(app)
    headings = [as_read(str(each.value)) for each in app.header]
    drawn = app.get("plotly_chart")
    bodies = "".join(each.proto.body for each in app.get("html"))
    table = {"nl": "Tabel", "en": "Table"}[taal]
    assert len(drawn) == number
    for chart in drawn:
        heading = next(each for each in headings if chart.proto.alt.startswith(f"{each}. "))
        assert re.search(r"\d", chart.proto.alt.removeprefix(heading))
        assert f'aria-label="{table}: {heading}"' in bodies
        assert len(chart.proto.spec) < LARGEST_CHART
        go.Figure(json.loads(chart.proto.spec))  # raises where Plotly does not know a name or a value
    assert bodies.count("<caption>") == bodies.count("<table") == len(headings)
