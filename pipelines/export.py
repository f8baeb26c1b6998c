"""Answer a question outside the dashboard, with the same protection."""

import inspect
from io import BytesIO
from pathlib import Path

import polars as pl

from disclosure import exports
from disclosure.table import ProtectedTable
from queries.answer import answer as protected
from queries.query import Parameter, Question, all_questions
from warehouse.release import current


class ExportError(Exception):
    """The request is wrong: an unknown question, parameter or format. Says what there is."""


def answer(question: str, params: list[str], format_: str, store: Path) -> bytes:
    """The protected answer as csv, json or parquet. Raises ExportError or warehouse.release.ReleaseError."""
    questions = all_questions()
    if question not in questions:
        raise ExportError(f"no question of that name; there are: {', '.join(sorted(questions))}")
    if format_ not in {"csv", "json", "parquet"}:
        raise ExportError("the format must be csv, json or parquet")
    table = protected(current(store), questions[question], _parameters(questions[question], params))
    if format_ == "csv":
        return exports.to_csv(table)
    return exports.to_json(table).encode() if format_ == "json" else _parquet(table)


def _parameters(question: Question, given: list[str]) -> dict[str, Parameter]:
    wanted = inspect.signature(question).parameters
    pairs = dict(one.partition("=")[::2] for one in given)
    missing = [name for name, p in wanted.items() if p.default is p.empty and name not in pairs]
    if missing or set(pairs) - set(wanted):
        raise ExportError(f"this question takes {', '.join(wanted) or 'no parameters'}, each as --param name=value")
    return dict(pairs)


def _parquet(table: ProtectedTable) -> bytes:
    """Figures with a column `<name>_staat` each, and the provenance repeated in every row."""
    notes = exports.provenance(table)
    columns = {name: table.values(name) for name in table.columns}
    columns |= {f"{name}_staat": [staat.value for staat in table.states(name)] for name in table.measures}
    frame = pl.DataFrame(columns).with_columns(pl.lit(text).alias(f"_{name}") for name, text in notes.items())
    out = BytesIO()
    frame.write_parquet(out)
    return out.getvalue()
