"""The rules that judge millions of rows say of each row what Pandera says of it."""

import datetime as dt
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.api.polars.components import Column
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from pipelines.refusal import SourceError
from pipelines.rules import rules
from pipelines.sources import pipeline
from pipelines.validation import SMALL, validated
from schemas.codes import KINDS
from schemas.fields import Schoon


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values on both sides of every check of a column, and now and then none."""
    found: list[st.SearchStrategy[Any]] = [st.none()]
    for check in column.checks:
        told = check.statistics or {}
        match check.name:
            case "isin":
                found += [st.sampled_from(told["allowed_values"]), st.just("iets_anders")]
            case "greater_than_or_equal_to":
                found += [st.sampled_from([told["min_value"] - 1, told["min_value"]])]
            case "less_than_or_equal_to":
                found += [st.sampled_from([told["max_value"], told["max_value"] + 1])]
            case "str_matches":
                found += [st.from_regex(told["pattern"]), st.from_regex(told["pattern"], fullmatch=True), st.text()]
            case "str_length":
                lengths = [told["min_value"] - 1, told["min_value"], told["max_value"], told["max_value"] + 1]
                found += [st.sampled_from(["x" * length for length in lengths])]
    plain = {
        "Int64": st.integers(-(2**63), 2**63 - 1),
        "Float64": st.floats(),
        "Date": st.dates(dt.date(1900, 1, 1)),
        "Boolean": st.booleans(),
        "String": st.text(max_size=5),
    }
    return st.one_of(*found, plain[str(column.dtype)] if not column.checks else st.nothing())


def pandera_rejects(frame: pl.DataFrame, model: type[Schoon]) -> set[tuple[int, str]]:
    """Row and column of each value that Pandera does not accept."""
    try:
        with config_context(validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return set(errors.failure_cases.select("index", "column").iter_rows())
    return set()


def rules_reject(frame: pl.DataFrame, model: type[Schoon]) -> set[tuple[int, str]]:
    """Row and column of each value that breaks a rule."""
    return {
        (row, rule.column)
        for rule in rules(model, {})
        for row in frame.select(rule.broken.fill_null(value=False).arg_true()).to_series()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_rules_and_pandera_give_the_same_verdict(kind: str) -> None:
    model = pipeline(kind).clean
    columns = model.to_schema().columns
    rows = st.fixed_dictionaries({name: values(column) for name, column in columns.items()})
    verdicts: list[set[tuple[int, str]]] = []

    @settings(max_examples=8)
    @given(st.lists(rows, min_size=10, max_size=20))
    def same(drawn: list[dict[str, Any]]) -> None:
        frame = pl.DataFrame(drawn, schema={name: column.dtype.type for name, column in columns.items()})
        verdicts.append(pandera_rejects(frame, model))
        assert rules_reject(frame, model) == verdicts[-1]

    same()
    checked = {name for name, column in columns.items() if column.checks or not column.nullable}
    assert {column for verdict in verdicts for _, column in verdict} == checked


def test_each_reason_names_what_is_wrong() -> None:
    class Voorbeeld(pa.DataFrameModel):
        dag: dt.date
        aantal: int = pa.Field(ge=0)
        code: str = pa.Field(isin=["a"])
        vorm: str = pa.Field(str_matches="^a$")

    texts = {name: pl.col(f"tekst_{name}") for name in ("dag", "aantal", "code", "vorm")}
    row = pl.DataFrame(
        {"dag": None, "aantal": -1, "code": "b", "vorm": None, "tekst_dag": "x", "tekst_aantal": "-1"},
        schema_overrides={"dag": pl.Date, "vorm": pl.String},
    ).with_columns(tekst_code=pl.lit("b"), tekst_vorm=pl.lit(None, pl.String))
    found = {(rule.column, rule.reason) for rule in rules(Voorbeeld, texts) if row.select(rule.broken).item()}
    assert found == {
        ("dag", "datum"),
        ("dag", "leeg"),
        ("aantal", "bereik"),
        ("code", "onbekende_code"),
        ("vorm", "leeg"),
    }


def test_a_check_without_a_rule_is_not_passed_over() -> None:
    class Voorbeeld(pa.DataFrameModel):
        aantal: int = pa.Field(ne=0)

    with pytest.raises(ValueError, match="not_equal_to has no rule"):
        list(rules(Voorbeeld, {}))


class Aantallen(pa.DataFrameModel):
    """A schema for the tests below."""

    aantal: int = pa.Field(ge=0)


@pytest.mark.parametrize("frame", [{"aantal": [7, -98765]}, {"aantal": ["geheim"]}, {"ander": ["geheim"]}])
def test_a_frame_that_does_not_match_is_told_without_a_value(frame: dict[str, list[Any]]) -> None:
    with pytest.raises(SourceError) as caught:
        validated(pl.DataFrame(frame), Aantallen, "redenen_1.csv")
    assert str(caught.value).startswith("redenen_1.csv does not match Aantallen: ")
    assert not {"98765", "geheim"} & set(str(caught.value).replace("-", " ").split())
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_columns_of_a_large_frame_are_still_checked() -> None:
    with pytest.raises(SourceError):
        validated(pl.DataFrame({"aantal": ["1"] * (SMALL + 1)}), Aantallen, "redenen_1.csv")
