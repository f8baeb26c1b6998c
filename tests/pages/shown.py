"""What a page shows to its reader, and the figures of the release to compare it with."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from warehouse import rekenwerk
from warehouse.release import connect, current

LARGEST_CHART = 50_000  # characters of JSON on their way to the browser
TABLE = {"nl": "Tabel", "en": "Table"}


def said(app: AppTest) -> str:
    """All titles, sentences, notes and captions; a page that failed has none."""
    assert not app.exception
    titles = (as_read(str(each.value)) for each in (*app.header, *app.subheader))
    sentences = (str(each.value) for each in (*app.markdown, *app.caption, *app.info))
    return "\n".join((*(str(each.value) for each in app.title), *titles, *sentences))


def as_read(text: str) -> str:
    """A text as Markdown shows it: a sign that was made to mean nothing stands there as itself."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def charts(app: AppTest) -> dict[str, dict[str, Any]]:
    """The charts by the heading that stands above them, in the order of the page."""
    found = app.get("plotly_chart")
    titles = [title for title in headings(app) if any(each.proto.alt.startswith(f"{title}.") for each in found)]
    assert len(titles) == len(found), "each chart begins its alternative text with the heading above it"
    return {title: json.loads(each.proto.spec) for title, each in zip(titles, found, strict=True)}


def headings(app: AppTest) -> list[str]:
    return [as_read(str(each.value)) for each in app.header]


def tables(app: AppTest) -> dict[str, str]:
    """The HTML tables by their caption."""
    found = [each.proto.body for each in app.get("html") if "<table" in each.proto.body]
    return {body.split("<caption>")[1].split("</caption>")[0]: body for body in found}


def checked_figures(app: AppTest, taal: str = "nl", words: int = 0) -> list[str]:
    """The titles of the charts: each is light, told in words, and has a table that can be reached by name.

    Every heading has a table, save those above nothing but words: so many.
    """
    bodies = "".join(each.proto.body for each in app.get("html"))
    for title, drawn in zip(charts(app), app.get("plotly_chart"), strict=True):
        told = drawn.proto.alt.removeprefix(f"{title}. ")
        assert len(told) > 20
        assert re.search(r"\d", told)
        assert title in tables(app)
        assert f'aria-label="{TABLE[taal]}: {title}"' in bodies
        assert len(drawn.proto.spec) < LARGEST_CHART
        go.Figure(json.loads(drawn.proto.spec))  # raises where Plotly does not know a name or a value
    assert bodies.count("<caption>") == bodies.count("<table") == len(headings(app)) - words
    return list(charts(app))


def rows(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """Straight from the release, without a question."""
    with connect(current(store)).cursor() as cursor:
        return cursor.execute(sql).fetchall()


def exact_marts(store: Path) -> Path:
    """The exact marts that the release was made of."""
    path = rekenwerk.of(store, current(store))
    assert path
    return path


def exact(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """Straight from the exact marts: before anything was hidden."""
    with duckdb.connect(exact_marts(store), read_only=True) as con:
        return con.execute(sql).fetchall()


def revealed(store: Path, mart: str) -> str:
    """A statement for `changed_store`: nothing of this mart is hidden, each measure is what the exact marts say."""
    found = rows(store, f"select column_name from information_schema.columns where table_name = '{mart}'")
    columns = {name for (name,) in found}
    measures = {name for name in columns if f"{name}_verborgen" in columns}
    keys = {name for name in columns - measures if not name.endswith("_verborgen")}
    told = ", ".join(f"{name} = e.{name}, {name}_verborgen = false" for name in sorted(measures))
    same = " and ".join(f"{mart}.{name} is not distinct from e.{name}" for name in sorted(keys))
    return (
        f"attach '{exact_marts(store)}' as of_{mart} (read_only);"
        f"update {mart} set {told} from of_{mart}.{mart} as e where {same}"
    )


def hidden(mart: str, measure: str, where: str = "true") -> str:
    """A statement for `changed_store`: this measure of a mart is hidden."""
    return f"update {mart} set {measure} = null, {measure}_verborgen = true where {where}"


def percent(value: float, decimals: int) -> str:
    """`12,3 %`, as written in Dutch."""
    return f"{value:.{decimals}f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
