"""What every kind of delivery goes through: read, clean, and an account of each line."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.delivery import Text, open_text
from pipelines.keys import REDEN, REGIO, pseudonymise, secret_of
from pipelines.parsing import hidden, typed
from pipelines.records import LEFT_OUT, PLACE, REJECTED, records
from pipelines.rules import Rule, rules
from pipelines.validation import validated
from schemas.fields import REDEN_LENGTH, Raw, Schoon

DEEL = "deel"  # the part of its kind a row belongs to; the newest delivery of a part replaces that part whole
REGEL = "regel"  # the physical line a row comes from; the header of a file without a profile is line 1
TEKST_REDEN = f"tekst_{REDEN}"
REDENEN = {"school": pl.String, REDEN: pl.Int64, "tekst": pl.String, "leerling": pl.Int64, "regels": pl.Int64}
FORGOTTEN = "vergeten"  # why a line is left out: its pupil was erased


@dataclass(frozen=True)
class Cleaned:
    """A delivery with every physical line accounted for: lines = loaded + quarantined + left out + blank.

    frame: the columns of the clean schema, `deel` and `regel`; a line gives one row, or several through a profile.
    rejected: `regel`, `reden`, `kolom`, one row per quarantined line; never a value.
    weggelaten: `regel`, `reden`, one row per line that is left out on purpose.
    redenen: of a kind of pupils with reason codes, per `school`, `reden` (hash) and `leerling` the `tekst` of the code
    and the number of rows; only to judge which texts enough pupils share. Empty for other kinds.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    weggelaten: pl.DataFrame
    redenen: pl.DataFrame
    lines: int
    blank: int

    def __post_init__(self) -> None:
        counted = self.loaded + self.rejected.height + self.weggelaten.height + self.blank
        if counted != self.lines:
            raise ArithmeticError(f"{self.lines} lines, but {counted} accounted for: a line was lost or doubled")

    @property
    def loaded(self) -> int:
        """Lines of which at least one row was taken."""
        return self.frame[REGEL].n_unique()


@dataclass(frozen=True)
class Pipeline:
    """One kind of delivery: its two schemas and what is particular to it.

    deel: text expression over clean columns. unique: the grain. key: the column with the pupil key. reden: whether the
    kind has the school's own reason codes, of which only a hash is kept. hidden: columns of numbers in which a source
    may hide a small one as `<5`. dag: day of a row, for kinds whose rows have one. past: that day cannot lie after
    today. extra: rules about several columns or rows. parse: columns whose text needs more than its type says.
    """

    kind: str
    raw: type[Raw]
    clean: type[Schoon]
    deel: pl.Expr
    unique: tuple[str, ...]
    key: str | None = None
    reden: bool = False
    hidden: tuple[str, ...] = ()
    dag: pl.Expr | None = None
    past: bool = False
    parse: Mapping[str, pl.Expr] = field(default_factory=dict)
    extra: tuple[Rule, ...] = ()

    def open(self, content: bytes, path: Path) -> Text:
        """The delivery file as text. Raises RefusedError when it cannot be read as a whole."""
        columns = self.raw.to_schema().columns
        return open_text(content, path, tuple(name for name, column in columns.items() if column.required))

    def run(
        self,
        texts: Sequence[Text],
        secret: bytes,
        domain: str = REGIO,
        vergeten: frozenset[int] = frozenset(),
    ) -> list[Cleaned]:
        """Delivery files of the same columns and profile as checked frames, one for each file.

        secret: that of the settings; domain: the key domain of the pupils' keys. vergeten: hashes of erased pupils.
        """
        profile = texts[0].profile
        source = records(texts, profile.wanted if profile else tuple(self.raw.to_schema().columns))
        frame, rejected, left_out = source.records, source.rejected, pl.DataFrame(schema=LEFT_OUT)
        if profile:
            mapped = profile.apply(frame)
            frame, left_out = mapped.records, mapped.left_out
            rejected = pl.concat([rejected, mapped.rejected])
        frame, found = self.check(frame, secret, domain)
        if self.key and vergeten:
            gone = frame[self.key].is_in(sorted(vergeten))
            left_out = pl.concat([left_out, frame.filter(gone).select(*PLACE, reden=pl.lit(FORGOTTEN))])
            frame = frame.filter(~gone)
        left_out = left_out.unique(list(PLACE), keep="first", maintain_order=True)
        if profile:  # a line with several rows is kept apart only when none of them is taken
            found = found.unique(list(PLACE), keep="first", maintain_order=True)
            for taken in (frame, left_out, rejected):
                found = found.join(taken.select(*PLACE), on=list(PLACE), how="anti", maintain_order="left")
            left_out = left_out.join(frame.select(*PLACE), on=list(PLACE), how="anti", maintain_order="left")
        redenen = self._redenen(frame)
        frame = frame.drop(TEKST_REDEN, strict=False)
        validated(frame.drop("bestand", DEEL, REGEL), self.clean, self.kind)
        rejected = pl.concat([rejected, found]).sort(*PLACE)
        parts = [_per_file(part, len(texts)) for part in (frame, rejected, left_out.sort(*PLACE), redenen)]
        return [
            Cleaned(*(part[i] for part in parts), lines=text.lines, blank=source.blank[i])
            for i, text in enumerate(texts)
        ]

    def empty(self) -> pl.DataFrame:
        """No rows, the columns and types of a clean delivery, `deel` and `regel`."""
        schema = {name: column.dtype.type for name, column in self.clean.to_schema().columns.items()}
        return pl.DataFrame(schema={**schema, DEEL: pl.String, REGEL: pl.Int32})

    def days(self, frame: pl.DataFrame) -> tuple[dt.date | None, dt.date | None]:
        """First and last day in a clean frame; None where the kind has no days or the frame no rows."""
        if self.dag is None or frame.is_empty():
            return None, None
        first, last = frame.select(self.dag.min().alias("eerste"), self.dag.max().alias("laatste")).row(0)
        return first, last

    def check(self, records: pl.DataFrame, secret: bytes, domain: str = REGIO) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Split text records (place and text columns) into clean rows and rejected rows, both with their place."""
        schema = self.clean.to_schema().columns
        texts = {name: pl.col(f"tekst_{name}") for name in schema if name in records.columns}
        frame = records.rename({name: f"tekst_{name}" for name in texts})
        hashed = {self.key: domain} if self.key else {}
        if self.reden:
            hashed[REDEN] = REDEN
        values = [
            self.parse.get(name, typed(str(schema[name].dtype), texts.get(name))).alias(name)
            for name in schema
            if name not in hashed
        ]
        for name, own in hashed.items():
            frame = frame.with_columns(pseudonymise(frame[f"tekst_{name}"], secret_of(secret, own)).alias(name))
        frame = frame.with_columns(values)
        found = self._rules(texts)
        # Rules about several rows are answered before rows are taken apart.
        frame = frame.with_columns(rule.broken.alias(f"extra_{i}") for i, rule in enumerate(self.extra))
        found += [Rule(rule.column, rule.reason, pl.col(f"extra_{i}")) for i, rule in enumerate(self.extra)]
        broken = frame.select(pl.any_horizontal(rule.broken.fill_null(value=False) for rule in found)).to_series()
        bad, good = frame.filter(broken), frame.filter(~broken).select(*PLACE, *schema, pl.col(f"^{TEKST_REDEN}$"))
        doubled = ~good.select(pl.struct("bestand", *self.unique).is_first_distinct()).to_series()
        rejected = pl.concat([_reasons(bad, found), _doubled(good, doubled, tuple(schema))])
        deel = self.deel.alias(DEEL)
        kept = good.filter(~doubled).select("bestand", *schema, deel, REGEL, pl.col(f"^{TEKST_REDEN}$"))
        return kept, rejected

    def _redenen(self, frame: pl.DataFrame) -> pl.DataFrame:
        if not (self.reden and self.key):
            return pl.DataFrame(schema={"bestand": PLACE["bestand"], **REDENEN})
        by = ["bestand", "school", REDEN, pl.col(self.key).alias("leerling"), pl.col(TEKST_REDEN).alias("tekst")]
        return frame.group_by(by).agg(regels=pl.len().cast(pl.Int64)).select("bestand", *REDENEN)

    def _rules(self, texts: dict[str, pl.Expr]) -> list[Rule]:
        """What one row has to obey, in the order in which the reason is given."""
        shown = {
            name: pl.when(~hidden(text).fill_null(value=False)).then(text) if name in self.hidden else text
            for name, text in texts.items()
        }
        found = list(rules(self.clean, shown))
        found += [Rule(name, "leeg", texts[name].is_null()) for name in self.hidden]
        if self.reden:
            found.append(Rule(REDEN, "bereik", texts[REDEN].str.len_chars() > REDEN_LENGTH))
        if self.past and self.dag is not None:
            found.append(Rule(self.dag.meta.output_name(), "bereik", self.dag > dt.datetime.now(dt.UTC).date()))
        return found


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
    return (
        bad.select(*PLACE, first.cast(pl.Int32))
        .join(verdicts, on="rule", how="left", maintain_order="left")
        .select(*REJECTED)
    )


def _doubled(good: pl.DataFrame, doubled: pl.Series, columns: tuple[str, ...]) -> pl.DataFrame:
    """Lines that repeat an earlier one: word for word (`dubbel`) or saying something else (`conflict`)."""
    if not doubled.any():
        return pl.DataFrame(schema=REJECTED)
    same = ~good.select(pl.struct("bestand", *columns).is_first_distinct()).to_series()
    reason = pl.when(same.filter(doubled)).then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    return good.filter(doubled).select(*PLACE, reden=reason, kolom=pl.lit(None, pl.String))
