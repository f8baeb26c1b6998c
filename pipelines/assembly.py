"""Put the pieces of a large file together: one Parquet file with a group of rows per piece, and one account.

Whether a line repeats one in another piece is known only when all pieces are there. Of each row a number of 64 bits is
held; rows whose numbers meet are read back and compared in full.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from pipelines.account import Account
from pipelines.cleaning import Cleaned
from pipelines.distinct import Hashes
from pipelines.doubles import doubled, suspects
from pipelines.judgement import REGEL
from pipelines.pipeline import Pipeline

COMPARED = 4_000_000  # rows that are compared in full at a time


class Assembly:
    """One large file. rows, quarantine: where its rows and its refused lines go."""

    def __init__(self, own: Pipeline, rows: Path, quarantine: Path) -> None:
        self.account = Account(own)
        self._own = own
        self._rows = rows
        self._quarantine = quarantine
        self._numbers: list[Hashes] = []
        self._rejected: list[pl.DataFrame] = []

    def write(self, pieces: Iterable[Cleaned]) -> None:
        """Write the rows of all pieces in their order, without those that repeat an earlier one, and what is refused.

        Raises RefusedError when the file may not be here as a whole; ArithmeticError when a line was lost.
        """
        new = self._rows.with_suffix(".new")
        _sink(self._added(pieces), self._own.empty().schema, new)
        self.account.refuse()
        numbers = np.concatenate(self._numbers)
        twice = suspects(numbers)
        del numbers
        if len(twice):
            again = self._rows.with_suffix(".again.new")
            _sink(self._once(new, self._doubled(new, twice)), self._own.empty().schema, again)
            again.replace(new)
        self.account.check()
        if self._rejected:
            lines = pl.concat(self._rejected).lazy().sort(REGEL).with_columns(pl.col("reden", "kolom").cast(pl.String))
            self._quarantine.parent.mkdir(parents=True, exist_ok=True)
            half = self._quarantine.with_suffix(".new")
            lines.sink_parquet(half, compression="zstd", compression_level=1)
            half.replace(self._quarantine)
        new.replace(self._rows)

    def discard(self) -> None:
        """Leave nothing of a file that is refused."""
        for left in (self._rows.with_suffix(".new"), self._rows.with_suffix(".again.new")):
            left.unlink(missing_ok=True)

    def _added(self, pieces: Iterable[Cleaned]) -> Iterator[pl.DataFrame]:
        for piece in pieces:
            self.account.add(piece)
            self._numbers.append(piece.numbers)
            self._reject(piece.rejected)
            yield piece.frame

    def _reject(self, lines: pl.DataFrame) -> None:
        if lines.height:  # few reasons and columns stand for many lines
            self._rejected.append(lines.with_columns(pl.col("reden", "kolom").cast(pl.Categorical)))

    def _doubled(self, path: Path, twice: Hashes) -> dict[int, pl.DataFrame]:
        """Of each piece its rows that repeat an earlier one: `rij` (position in the piece), `regel`, `reden`."""
        suspected = [np.isin(numbers, twice) for numbers in self._numbers]
        parts = sum(int(mask.sum()) for mask in suspected) // COMPARED + 1
        found: dict[int, list[pl.DataFrame]] = {}
        columns = list(self._own.clean.to_schema().columns)
        for part in range(parts):
            own = [
                mask & (numbers % np.uint64(parts) == part) if parts > 1 else mask
                for mask, numbers in zip(suspected, self._numbers, strict=True)
            ]
            rows = pl.concat(
                piece.with_columns(bestand=pl.lit(0), stuk=pl.lit(i), rij=pl.int_range(pl.len())).filter(
                    pl.Series(mask)
                )
                for (i, piece), mask in zip(enumerate(self._pieces(path)), own, strict=True)
            )
            everything = np.ones(rows.height, dtype=np.bool_)
            again = rows.with_columns(reden=doubled(rows, everything, self._own.unique, columns))
            for (i,), piece in again.drop_nulls("reden").partition_by("stuk", as_dict=True).items():
                found.setdefault(i, []).append(piece.select("rij", REGEL, "reden"))
        return {i: pl.concat(pieces) for i, pieces in found.items()}

    def _once(self, path: Path, again: Mapping[int, pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The pieces without their doubled rows; a line of which no row is left is refused."""
        self.account.retake()
        for i, piece in enumerate(self._pieces(path)):
            rows = again.get(i)
            if rows is not None:
                kept = np.ones(piece.height, dtype=np.bool_)
                kept[rows["rij"].to_numpy()] = False
                piece = piece.filter(pl.Series(kept))
                gone = rows.join(piece, on=REGEL, how="anti").unique(REGEL, keep="first")
                self.account.rejected.update(dict(gone["reden"].value_counts().iter_rows()))
                self._reject(gone.select(REGEL, "reden", kolom=pl.lit(None, pl.String)))
            self.account.take(piece, piece[REGEL].n_unique())
            yield piece

    def _pieces(self, path: Path) -> Iterator[pl.DataFrame]:
        """The rows of each piece, read back."""
        start = 0
        for numbers in self._numbers:
            yield pl.scan_parquet(path).slice(start, len(numbers)).collect()
            start += len(numbers)


def _sink(frames: Iterator[pl.DataFrame], schema: pl.Schema, path: Path) -> None:
    """Write frames one after the other into one Parquet file, holding one at a time."""

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        yield from frames

    path.parent.mkdir(parents=True, exist_ok=True)
    register_io_source(source, schema=schema).sink_parquet(path, compression="zstd", compression_level=1)
