"""The values of a batch of records, and for each row the first rule it breaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.distinct import Distinct, Hashes, distinct, group_counts, hashes, pairs
from pipelines.records import PLACE, REJECTED
from pipelines.rules import Rule

TEXT = "tekst_"  # before the name of a column: its text as received
SOUND = 255  # no rule is broken
Masks = Mapping[int, npt.NDArray[np.bool_]]
Read = Callable[[pl.Series], pl.Series]


@dataclass(frozen=True)
class Column:
    """How the values of a clean column come about: from the text of which received column, and how.

    values: an expression over `tekst_<source>`, or a function of the distinct texts.
    """

    source: str
    values: pl.Expr | Read


class Checked:
    """Records with a value for every clean column, judged by rules.

    Raises nothing about content: what cannot be read is null, and a rule says why that is wrong.
    """

    def __init__(self, records: pl.DataFrame, columns: Mapping[str, Column]) -> None:
        self.place = records.select(*PLACE)
        self._columns = columns
        sources = {column.source for column in columns.values()}
        self._texts = distinct(records.select(name for name in records.columns if name in sources))
        absent = pl.repeat(0, self.place.height, dtype=pl.UInt32, eager=True)
        for name in sources - self._texts.keys():
            self._texts[name] = Distinct(pl.Series(name, [None], dtype=pl.String), absent)
        self._values = {name: self._read(name, column) for name, column in columns.items()}

    def _read(self, name: str, column: Column) -> pl.Series:
        texts = self._texts[column.source].texts
        if isinstance(column.values, pl.Expr):
            found = pl.select(texts.alias(TEXT + column.source)).select(column.values.alias(name)).to_series()
            return found if len(found) == len(texts) else found.new_from_index(0, len(texts))
        return column.values(texts).alias(name)

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Place and these columns for every row: clean ones, or `tekst_<source>`."""
        return self.place.with_columns(self.column(name) for name in names)

    def column(self, name: str) -> pl.Series:
        """The values of a clean column, or the text of a received one, for every row."""
        if name.startswith(TEXT):
            texts = self._texts[name.removeprefix(TEXT)]
            return texts.texts.gather(texts.codes).alias(name)
        return self._values[name].gather(self._codes(name)).alias(name)

    def _codes(self, name: str) -> pl.Series:
        return self._texts[self._columns[name].source].codes

    def verdict(self, found: Sequence[Rule], masks: Masks) -> npt.NDArray[np.uint8] | None:
        """For each row the position of the first rule it breaks, or SOUND; None when no row breaks any.

        masks: rows that break a rule, by its position, where that was found out already.
        """
        judged: npt.NDArray[np.uint8] | None = None
        for source, own in self._by_source(found).items():
            first = self._first_broken(source, {i: found[i] for i in own})
            if (first != SOUND).any():
                rows = first[self._texts[source].codes.to_numpy()]
                judged = rows if judged is None else np.minimum(judged, rows)
        for i, rule in enumerate(found):
            if i in masks or self._source(rule) is None:
                broken = masks[i] if i in masks else self.rows(rule.broken)
                if broken.any():
                    rows = np.where(broken, np.uint8(i), np.uint8(SOUND))
                    judged = rows if judged is None else np.minimum(judged, rows)
        return judged if judged is not None and (judged != SOUND).any() else None

    def rows(self, broken: pl.Expr) -> npt.NDArray[np.bool_]:
        """For which rows an expression over place, clean columns and texts is true."""
        names = sorted(set(broken.meta.root_names()) - PLACE.keys())
        answer = self.frame(names).select(broken.fill_null(value=False).alias("kapot")).to_series()
        answer = answer if len(answer) == self.place.height else answer.new_from_index(0, self.place.height)
        return answer.to_numpy()

    def _by_source(self, found: Sequence[Rule]) -> dict[str, list[int]]:
        by_source: dict[str, list[int]] = {}
        for i, rule in enumerate(found):
            if source := self._source(rule):
                by_source.setdefault(source, []).append(i)
        return by_source

    def _source(self, rule: Rule) -> str | None:
        """The one received column that a rule is about; None: it takes more, or other rows, to say."""
        if rule.whole:
            return None
        sources = {
            name.removeprefix(TEXT)
            if name.startswith(TEXT)
            else self._columns[name].source
            if name in self._columns
            else None
            for name in rule.broken.meta.root_names()
        }
        return sources.pop() if len(sources) == 1 else None

    def _first_broken(self, source: str, found: Mapping[int, Rule]) -> npt.NDArray[np.uint8]:
        texts = self._texts[source].texts
        values = [self._values[name] for name, column in self._columns.items() if column.source == source]
        frame = pl.DataFrame([texts.alias(TEXT + source), *values])
        broken = frame.select(rule.broken.fill_null(value=False).alias(str(i)) for i, rule in found.items())
        first = np.full(len(texts), SOUND, dtype=np.uint8)
        for i in sorted(found, reverse=True):
            first[broken[str(i)].to_numpy()] = i
        return first

    def hashes(self, names: Sequence[str]) -> Hashes:
        """For each row a number that stands for its values in these columns and its file."""
        place = self.place["bestand"].to_numpy()
        files = pl.Series(range(int(place.max(initial=0)) + 1))
        total: Hashes = hashes(files, 0)[place]
        for seed, name in enumerate(names, 1):
            total += hashes(self._values[name], seed)[self._codes(name).to_numpy()]
        return total

    def looked_up(self, name: str, number: Callable[[object], int]) -> npt.NDArray[np.int64]:
        """For each row a number by its value in a clean column."""
        numbers = np.array([number(value) for value in self._values[name]], dtype=np.int64)
        rows: npt.NDArray[np.int64] = numbers[self._codes(name).to_numpy()]
        return rows

    def counted(self, names: Sequence[str], taken: npt.NDArray[np.bool_]) -> pl.DataFrame:
        """How many of the `taken` rows have each combination of values in each file: `bestand`, `names`, `regels`."""
        sources = {name: self._columns[name].source for name in names if name in self._columns}
        codes = pl.DataFrame([self._texts[source].codes.alias(name) for name, source in sources.items()])
        frame = pl.concat([self.place.select("bestand"), codes], how="horizontal")
        counted = group_counts(frame if taken.all() else frame.filter(pl.Series(taken)))
        values = {name: self._values[name].gather(counted[name]) for name in sources}
        texts = {
            name: self._texts[name.removeprefix(TEXT)].texts.gather(counted[name.removeprefix(TEXT)])
            for name in names
            if name not in sources
        }
        return counted.with_columns(**values, **texts)

    def derived(self, expression: pl.Expr) -> pl.Series:
        """What an expression over a few clean columns gives for every row; once per combination of values."""
        names = sorted(set(expression.meta.root_names()))
        if not names:
            return pl.select(pl.repeat(expression, self.place.height)).to_series()
        codes, rows = pairs([self._texts[self._columns[name].source] for name in names])
        frame = pl.DataFrame([self._values[name].gather(code) for name, code in zip(names, codes, strict=True)])
        return frame.select(expression).to_series().gather(rows)


def rejected(place: pl.DataFrame, verdict: npt.NDArray[np.uint8], found: Sequence[Rule]) -> pl.DataFrame:
    """The broken rows, with the reason and the column of the first rule that each breaks."""
    bad = verdict != SOUND
    reasons = pl.Series([rule.reason for rule in found], dtype=pl.String)
    columns = pl.Series([rule.column for rule in found], dtype=pl.String)
    which = pl.Series(verdict[bad]).cast(pl.UInt32)
    return (
        place.filter(pl.Series(bad))
        .with_columns(reden=reasons.gather(which), kolom=columns.gather(which))
        .select(*REJECTED)
    )
