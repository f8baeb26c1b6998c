"""What a kind of delivery is: its two schemas, its grain, and what is particular to it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.checking import TEXT, Column
from pipelines.cleaning import Cleaned, clean
from pipelines.delivery import Profile, Text, open_text
from pipelines.doubles import REGEL
from pipelines.judgement import DEEL, RBL, Way
from pipelines.keys import REDEN, is_invalid, pseudonymise, secret_of
from pipelines.parsing import hidden, typed
from pipelines.rules import Rule, rules
from schemas.fields import REDEN_LENGTH, Raw, Schoon

__all__ = ["DEEL", "REGEL", "Cleaned", "Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """One kind of delivery: its two schemas and what is particular to it.

    deel: text expression over clean columns. unique: the grain; empty: lines may be alike. key: the column with the
    pupil key. reden: whether the kind has the school's own reason codes, of which only a hash is kept. hidden: columns
    of numbers in which a source may hide a small one as `<5`. dag: day of a row, for kinds whose rows have one. past:
    that day cannot lie after today. jaar: year in which the school year of a row begins, where the name of a file can
    state it. of_school: a school delivers it, about itself. extra: rules about several columns or rows. parse: columns
    whose text needs more than its type says. for_rbl: rules for a delivery of the attendance office; sick_leave: rows
    that it may not hold.
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
    jaar: pl.Expr | None = None
    of_school: bool = False
    parse: Mapping[str, pl.Expr] = field(default_factory=dict)
    extra: tuple[Rule, ...] = ()
    for_rbl: tuple[Rule, ...] = ()
    sick_leave: pl.Expr | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a delivery must have."""
        return tuple(name for name, column in self.raw.to_schema().columns.items() if column.required)

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that a delivery may have."""
        return tuple(name for name, column in self.raw.to_schema().columns.items() if not column.required)

    @property
    def in_pieces(self) -> bool:
        """Whether a large file can be judged piece by piece: no rule looks at other rows."""
        return bool(self.unique) and not any(rule.whole for rule in self.extra)

    @property
    def day_column(self) -> str:
        """The column that says when: what is told of a day that cannot be."""
        return self.jaar.meta.root_names()[0] if self.jaar is not None else ""

    def open(self, content: bytes, path: Path, profile: Profile | None = None) -> Text:
        """The delivery file as text. Raises RefusedError when it cannot be read as a whole."""
        required = profile.wanted if profile else self.required
        return open_text(content, path, required, profile, self.optional)

    def run(self, texts: Sequence[Text], way: Way) -> list[Cleaned]:
        """Files (or a piece of one) of the same columns, profile and party as checked frames, one for each."""
        return clean(self, texts, way)

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

    def columns(self, way: Way) -> dict[str, Column]:
        """How each clean column comes from the text of a received one."""
        hashed = {self.key: (secret_of(way.secret, way.domain), way.known)} if self.key else {}
        if self.reden:
            hashed[REDEN] = (secret_of(way.secret, REDEN), {})
        found = {}
        for name, column in self.clean.to_schema().columns.items():
            if name in hashed:
                own = hashed[name]
                found[name] = Column(name, lambda texts, own=own: pseudonymise(texts, *own))  # type: ignore[misc]
            else:
                values = self.parse.get(name, typed(str(column.dtype), pl.col(TEXT + name)))
                found[name] = Column(values.meta.root_names()[0].removeprefix(TEXT), values)
        return found

    def rules(self, leverancier: str | None) -> list[Rule]:
        """What a row has to obey, in the order in which the reason is given."""
        texts = {name: pl.col(TEXT + name) for name in self.raw.to_schema().columns}
        shown = {**texts, **{name: pl.when(~hidden(texts[name])).then(texts[name]) for name in self.hidden}}
        found = list(rules(self.clean, {name: text for name, text in shown.items() if name in self._read}))
        found += [Rule(name, "leeg", texts[name].is_null()) for name in self.hidden]
        if self.key:
            found.append(Rule(self.key, "ongeldige_sleutel", is_invalid(texts[self.key])))
        if self.reden:
            found.append(Rule(REDEN, "bereik", texts[REDEN].str.len_chars() > REDEN_LENGTH))
        if self.past and self.dag is not None:
            found.append(Rule(self.dag.meta.output_name(), "bereik", self.dag > dt.datetime.now(dt.UTC).date()))
        return [*found, *self.extra, *(self.for_rbl if leverancier == RBL else ())]

    @property
    def _read(self) -> set[str]:
        return set(self.clean.to_schema().columns)
