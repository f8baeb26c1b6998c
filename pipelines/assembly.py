"""Put the pieces of a large file together: one Parquet file with a group of rows per piece, and one account.

Whether a line repeats one in another piece is known only when all pieces are there. Of each row a number of 64 bits is
held; rows whose numbers meet are read back and compared in full.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from pipelines.account import Account, reasons
from pipelines.cleaning import Cleaned
from pipelines.distinct import Hashes
from pipelines.doubles import LATER, REGEL, among, doubled, said, suspects
from pipelines.pipeline import Pipeline
from pipelines.refusal import RefusedError


class Assembly:
    """One large file. rows, quarantine: where its rows and its refused lines go.

    refusals: why it cannot be here, told by whoever makes the pieces: an error cannot pass through the writing.
    """

    def __init__(self, own: Pipeline, rows: Path, quarantine: Path) -> None:
        self.account = Account(own)
        self.refusals: list[RefusedError] = []
        self._own = own
        self._columns = tuple(own.clean.to_schema().columns)
        self._rows = rows
        self._quarantine = quarantine
        self._numbers: list[Hashes] = []
        self._later: list[pl.DataFrame] = []
        self._rejected: list[pl.DataFrame] = []

    def write(self, pieces: Iterable[Cleaned]) -> None:
        """Write the rows of all pieces in their order, without those that repeat an earlier one, and what is refused.

        Raises RefusedError when the file may not be here as a whole; ArithmeticError when a line was lost.
        """
        new = self._rows.with_suffix(".new")
        _sink(self._added(pieces), self._own.empty().schema, new)
        for refusal in self.refusals:
            raise refusal
        self.account.refuse()
        later = pl.concat([pl.DataFrame(schema=LATER), *self._later])
        if len(twice := suspects(np.concatenate(self._numbers))):
            again, first = self._doubled(new, twice)
            if any(len(rows) for rows in again.values()):
                whole = self._rows.with_suffix(".again.new")
                _sink(self._once(new, again), self._own.empty().schema, whole)
                whole.replace(new)
            later = _judged_again(later, first) if later.height else later
        self._reject(later.select(REGEL, "reden", kolom=pl.lit(None, pl.String)))
        self.account.rejected.update(reasons(later))
        self.account.check()
        self._write_quarantine()
        new.replace(self._rows)

    def discard(self) -> None:
        """Leave nothing of a file that is refused."""
        for left in (self._rows.with_suffix(".new"), self._rows.with_suffix(".again.new")):
            left.unlink(missing_ok=True)

    def _added(self, pieces: Iterable[Cleaned]) -> Iterator[pl.DataFrame]:
        for piece in pieces:
            self.account.add(piece)
            self._numbers.append(piece.numbers)
            self._later.append(piece.later)
            self._reject(piece.rejected)
            yield piece.frame

    def _reject(self, lines: pl.DataFrame) -> None:
        if lines.height:  # few reasons and columns stand for many lines
            self._rejected.append(lines.with_columns(pl.col("reden", "kolom").cast(pl.Categorical)))

    def _write_quarantine(self) -> None:
        if not self._rejected:
            return
        lines = pl.concat(self._rejected).lazy().sort(REGEL).with_columns(pl.col("reden", "kolom").cast(pl.String))
        self._quarantine.parent.mkdir(parents=True, exist_ok=True)
        new = self._quarantine.with_suffix(".new")
        lines.sink_parquet(new, compression="zstd", compression_level=1)
        new.replace(self._quarantine)

    def _doubled(self, path: Path, twice: Hashes) -> tuple[dict[int, pl.DataFrame], pl.DataFrame]:
        """Rows that repeat one of an earlier piece, and what the first rows say.

        By piece `rij` (position in it), `regel` and `reden`; and `nummer` and `heel` of the rows that count.
        """
        found = []
        for i, piece in enumerate(self._pieces(path)):
            rows = among(self._numbers[i], twice)
            place = (pl.lit(i, pl.Int32).alias("stuk"), pl.Series("rij", rows))
            found.append(piece[rows].with_columns(*place, pl.Series("nummer", self._numbers[i][rows])))
        suspected = pl.concat(found)
        again = doubled(suspected, suspected["nummer"].to_numpy(), self._own.unique, self._columns)
        later = suspected[again["rij"]].select("stuk", "rij", REGEL, reden=again["reden"])
        kept = np.ones(suspected.height, dtype=np.bool_)
        kept[again["rij"].to_numpy()] = False
        first = suspected.filter(pl.Series(kept))
        by_piece = {i: rows for (i,), rows in later.partition_by("stuk", as_dict=True).items()}
        return by_piece, first.select("nummer", said(first, self._columns))

    def _once(self, path: Path, again: Mapping[int, pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The pieces without their doubled rows; a line of which no row is left is refused."""
        self.account.retake()
        for i, piece in enumerate(self._pieces(path)):
            left = piece
            if i in again:
                kept = np.ones(piece.height, dtype=np.bool_)
                kept[again[i]["rij"].to_numpy()] = False
                left = piece.filter(pl.Series(kept))
                gone = again[i].join(left, on=REGEL, how="anti").unique(REGEL, keep="first")
                self.account.rejected.update(reasons(gone))
                self._reject(gone.select(REGEL, "reden", kolom=pl.lit(None, pl.String)))
            self.account.take(left, left[REGEL].n_unique())
            yield left

    def _pieces(self, path: Path) -> Iterator[pl.DataFrame]:
        """The rows of each piece, read back."""
        start = 0
        for numbers in self._numbers:
            yield pl.scan_parquet(path).slice(start, len(numbers)).collect()
            start += len(numbers)


def _judged_again(later: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    """Lines that repeat one of their own piece, where the line that counts stands in another piece."""
    told = first.group_by("nummer").agg(pl.col("heel").alias("eerste"))
    joined = later.join(told, on="nummer", how="left", maintain_order="left")
    same = pl.when(pl.col("heel").is_in(pl.col("eerste"))).then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    return joined.with_columns(reden=pl.when(pl.col("eerste").is_null()).then("reden").otherwise(same)).select(*LATER)


def _sink(frames: Iterator[pl.DataFrame], schema: pl.Schema, path: Path) -> None:
    """Write frames one after the other into one Parquet file, holding one at a time."""

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        yield from frames

    path.parent.mkdir(parents=True, exist_ok=True)
    register_io_source(source, schema=schema).sink_parquet(path, compression="zstd", compression_level=1)
