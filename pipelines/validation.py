"""One door to Pandera, because its own messages and failure cases hold whole rows."""

from functools import cache

import polars as pl
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrors
from pandera.polars import DataFrameModel

from pipelines.refusal import SourceError

SMALL = 50_000  # rows up to which every check runs; above, types and columns only (the rules cover the rows)


def validated(frame: pl.DataFrame, model: type[DataFrameModel], name: str) -> pl.DataFrame:
    """The frame, proven to match the schema.

    Raises SourceError with column and check, never a value.
    """
    if frame.height > SMALL and frame.schema == _types(model):
        return frame
    depth = ValidationDepth.SCHEMA_AND_DATA if frame.height <= SMALL else ValidationDepth.SCHEMA_ONLY
    failed: list[str] = []
    try:
        with config_context(validation_depth=depth):
            model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        failed = sorted({_describe(error) for error in errors.schema_errors})
    except SchemaError as error:
        failed = [_describe(error)]
    if failed:
        raise SourceError(f"{name} does not match {model.__name__}: {'; '.join(failed)}")
    return frame


@cache
def _types(model: type[DataFrameModel]) -> pl.Schema:
    """The columns of a schema: what a large frame must have, without the time that Pandera takes to find that out."""
    return pl.Schema({name: column.dtype.type for name, column in model.to_schema().columns.items()})


def _describe(error: SchemaError) -> str:
    column = getattr(error.schema, "name", None) or "frame"
    reason = getattr(error.reason_code, "name", "CHECK")
    check = getattr(error.check, "name", None) or "schema"
    return f"{column}: {check} ({reason})"
