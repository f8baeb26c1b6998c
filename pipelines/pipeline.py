"""What every kind of delivery goes through: read, clean, and an account of each line."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.delivery import Text, open_text
from pipelines.keys import pseudonymise
from pipelines.parsing import typed
from pipelines.records import PLACE, REJECTED, records
from pipelines.rules import Rule, rules
from pipelines.validation import validated
from schemas.fields import Raw, Schoon

DEEL = "deel"  # the part of its kind a row belongs to; the newest delivery of a part replaces that part whole


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
    dag: day of a row, for kinds whose rows have one. past: that day cannot lie after today. extra: rules about several
    columns or rows. parse: columns whose text needs more than its type says.
    """

    kind: str
    raw: type[Raw]
    clean: type[Schoon]
    deel: pl.Expr
    unique: tuple[str, ...]
    key: str | None = None
    dag: pl.Expr | None = None
    past: bool = False
    parse: Mapping[str, pl.Expr] = field(default_factory=dict)
    extra: tuple[Rule, ...] = ()

    def open(self, content: bytes, path: Path) -> Text:
        """The delivery file as text. Raises RefusedError when it cannot be read as a whole."""
        columns = self.raw.to_schema().columns
        return open_text(content, path, tuple(name for name, column in columns.items() if column.required))

    def run(self, texts: Sequence[Text], secret: bytes) -> list[Cleaned]:
        """Delivery files of the same columns as checked frames, one for each file."""
        source = records(texts, tuple(self.raw.to_schema().columns))
        frame, rejected = self.check(source.records, secret)
        validated(frame.drop("bestand", DEEL), self.clean, self.kind)
        rejected = pl.concat([source.rejected, rejected]).sort("bestand", "regel")
        frames, lists = _per_file(frame, len(texts)), _per_file(rejected, len(texts))
        return [Cleaned(frames[i], lists[i], text.lines, source.blank[i]) for i, text in enumerate(texts)]

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
        """Split text records (place and text columns) into clean rows and rejected lines, both with their place."""
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
        # Rules about several rows are answered before rows are taken apart.
        frame = frame.with_columns(rule.broken.alias(f"extra_{i}") for i, rule in enumerate(self.extra))
        extra = [Rule(rule.column, rule.reason, pl.col(f"extra_{i}")) for i, rule in enumerate(self.extra)]
        found = [*rules(self.clean, texts), *extra]
        if self.past and self.dag is not None:
            found.append(Rule(self.dag.meta.output_name(), "bereik", self.dag > dt.datetime.now(dt.UTC).date()))
        broken = frame.select(pl.any_horizontal(rule.broken.fill_null(value=False) for rule in found)).to_series()
        bad, good = frame.filter(broken), frame.filter(~broken).select(*PLACE, *schema)
        doubled = ~good.select(pl.struct("bestand", *self.unique).is_first_distinct()).to_series()
        rejected = pl.concat([_reasons(bad, found), _doubled(good, doubled, tuple(schema))])
        return good.filter(~doubled).select("bestand", *schema, self.deel.alias(DEEL)), rejected


def _per_file(frame: pl.DataFrame, files: int) -> list[pl.DataFrame]:
    """The rows of each file of a batch, without its position."""
    if files == 1:
        return [frame.drop("bestand")]
    parts = frame.partition_by("bestand", as_dict=True, include_key=False, maintain_order=True)
    return [parts.get((i,), frame.clear().drop("bestand")) for i in range(files)]


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
    return bad.select(*PLACE, first.cast(pl.Int32)).join(verdicts, on="rule", how="left").select(*REJECTED)


def _doubled(good: pl.DataFrame, doubled: pl.Series, columns: tuple[str, ...]) -> pl.DataFrame:
    """Lines that repeat an earlier one: word for word (`dubbel`) or saying something else (`conflict`)."""
    if not doubled.any():
        return pl.DataFrame(schema=REJECTED)
    same = ~good.select(pl.struct("bestand", *columns).is_first_distinct()).to_series()
    reason = pl.when(same.filter(doubled)).then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    return good.filter(doubled).select(*PLACE, reden=reason, kolom=pl.lit(None, pl.String))
