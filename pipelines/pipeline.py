"""What every kind of delivery goes through: read, clean, and an account of each line."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines import delivery
from pipelines.keys import pseudonymise
from pipelines.parsing import typed
from pipelines.rules import Rule, rules
from pipelines.validation import validated
from schemas.fields import Raw, Schoon

DEEL = "deel"  # the part of its kind a row belongs to; the newest delivery of a part replaces that part whole
REJECTED = {"regel": pl.Int64, "reden": pl.String, "kolom": pl.String}


@dataclass(frozen=True)
class Cleaned:
    """A delivery with every physical line accounted for: lines = loaded + quarantined + blank.

    frame: the columns of the clean schema and `deel`, one row per loaded line.
    rejected: `regel`, `reden`, `kolom`, one row per quarantined line; never a value.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    lines: int
    blank: int

    def __post_init__(self) -> None:
        counted = self.frame.height + self.rejected.height + self.blank
        if counted != self.lines:
            raise ArithmeticError(f"{self.lines} lines, but {counted} accounted for: a line was lost or doubled")


@dataclass(frozen=True)
class Pipeline:
    """One kind of delivery: its two schemas and what is particular to it.

    deel: text expression over clean columns. unique: the grain. key: the column with the pupil key.
    dag: day of a row, for kinds whose rows have one. parse: columns whose text needs more than its type says.
    """

    kind: str
    raw: type[Raw]
    clean: type[Schoon]
    deel: pl.Expr
    unique: tuple[str, ...]
    key: str | None = None
    dag: pl.Expr | None = None
    parse: Mapping[str, pl.Expr] = field(default_factory=dict)

    def run(self, content: bytes, path: Path, secret: bytes) -> Cleaned:
        """The delivery file as a checked frame. Raises RefusedError when the file cannot be read as a whole."""
        columns = self.raw.to_schema().columns
        required = tuple(name for name, column in columns.items() if column.required)
        source = delivery.read(content, path, tuple(columns), required)
        frame, rejected = self.check(source.records, secret)
        return Cleaned(
            validated(frame.drop(DEEL), self.clean, path.name).with_columns(frame[DEEL]),
            pl.concat([source.rejected, rejected]).sort("regel"),
            source.lines,
            source.blank,
        )

    def empty(self) -> pl.DataFrame:
        """No rows, the columns and types of a clean delivery and `deel`."""
        schema = {name: column.dtype.type for name, column in self.clean.to_schema().columns.items()}
        return pl.DataFrame(schema={**schema, DEEL: pl.String})

    def days(self, frame: pl.DataFrame) -> tuple[dt.date | None, dt.date | None]:
        """First and last day in a clean frame; None where the kind has no days or the frame no rows."""
        if self.dag is None or frame.is_empty():
            return None, None
        first, last = frame.select(self.dag.min().alias("eerste"), self.dag.max().alias("laatste")).row(0)
        return first, last

    def check(self, records: pl.DataFrame, secret: bytes) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Split text records (`regel` and text columns) into clean rows and rejected lines."""
        schema = self.clean.to_schema().columns
        texts = {name: pl.col(f"tekst_{name}") for name in schema if name in records.columns}
        frame = records.rename({name: f"tekst_{name}" for name in texts})
        values = [
            self.parse.get(name, typed(str(schema[name].dtype), texts.get(name))).alias(name)
            for name in schema
            if name != self.key
        ]
        if self.key:
            frame = frame.with_columns(pseudonymise(frame[f"tekst_{self.key}"], secret).alias(self.key))
        frame = frame.with_columns(values)
        found = [*rules(self.clean, texts)]
        broken = frame.select(pl.any_horizontal(rule.broken.fill_null(value=False) for rule in found)).to_series()
        bad, good = frame.filter(broken), frame.filter(~broken).select("regel", *schema)
        doubled = ~good.select(pl.struct(self.unique).is_first_distinct()).to_series()
        rejected = pl.concat([_reasons(bad, found), _doubled(good, doubled, tuple(schema))])
        return good.filter(~doubled).select(*schema, self.deel.alias(DEEL)), rejected


def _reasons(bad: pl.DataFrame, found: list[Rule]) -> pl.DataFrame:
    """The first broken rule of each bad row."""
    first = pl.coalesce(pl.when(rule.broken).then(pl.lit(i)) for i, rule in enumerate(found)).alias("rule")
    verdicts = pl.DataFrame(
        {
            "rule": range(len(found)),
            "reden": [rule.reason for rule in found],
            "kolom": [rule.column for rule in found],
        },
        schema={"rule": pl.Int32, "reden": pl.String, "kolom": pl.String},
    )
    return bad.select("regel", first.cast(pl.Int32)).join(verdicts, on="rule", how="left").select(*REJECTED)


def _doubled(good: pl.DataFrame, doubled: pl.Series, columns: tuple[str, ...]) -> pl.DataFrame:
    """Lines that repeat an earlier one: word for word (`dubbel`) or saying something else (`conflict`)."""
    if not doubled.any():
        return pl.DataFrame(schema=REJECTED)
    same = ~good.select(pl.struct(columns).is_first_distinct()).to_series()
    reason = pl.when(same.filter(doubled)).then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    return good.filter(doubled).select("regel", reden=reason, kolom=pl.lit(None, pl.String))
