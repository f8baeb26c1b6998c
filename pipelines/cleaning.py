"""From the text of delivery files to checked rows, with an account of every physical line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipelines.checking import Checked
from pipelines.delivery import Text
from pipelines.distinct import Hashes
from pipelines.doubles import LATER, REGEL
from pipelines.judgement import DEEL, Way, judge
from pipelines.records import LEFT_OUT, PLACE, REJECTED, records
from pipelines.validation import validated

if TYPE_CHECKING:
    from pipelines.pipeline import Pipeline

PLACES = list(PLACE)


@dataclass(frozen=True)
class Cleaned:
    """A delivery with every physical line accounted for: lines = loaded + quarantined + left out + blank.

    frame: the columns of the clean schema, `deel` and `regel`; a line gives one row, or several through a profile.
    rejected: `regel`, `reden`, `kolom`, one row per quarantined line; never a value.
    weggelaten: `regel`, `reden`, one row per line that is left out on purpose.
    redenen: of a kind of pupils with reason codes, per `school`, `reden` (hash) and `leerling` the `tekst` of the code
    and the number of rows; only to judge which texts enough pupils share. Empty for other kinds.
    later: of a piece of a file its lines that repeat an earlier one in the piece: see doubles.LATER; with another piece
    the reason can still change. numbers: a number for each row of the frame, the same for rows that could be doubled.
    bezwaren: lines by the code for which the file as a whole is refused.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    weggelaten: pl.DataFrame
    redenen: pl.DataFrame
    lines: int
    blank: int
    later: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LATER))
    numbers: Hashes = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    bezwaren: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept_apart = self.rejected.height + self.later.height
        counted = self.loaded + kept_apart + self.weggelaten.height + self.blank
        if counted != self.lines:
            raise ArithmeticError(f"{self.lines} lines, but {counted} accounted for: a line was lost or doubled")

    @property
    def loaded(self) -> int:
        """Lines of which at least one row was taken."""
        return self.frame[REGEL].n_unique()


def clean(own: "Pipeline", texts: Sequence[Text], way: Way) -> list[Cleaned]:
    """Files, or one piece of a file, of the same columns, profile and party as checked frames, one for each."""
    profile = texts[0].profile
    wanted = profile.wanted if profile else tuple(own.raw.to_schema().columns)
    source = records(texts, wanted, bare=profile is None)
    rows, refused, left_out = source.records, source.rejected, pl.DataFrame(schema=LEFT_OUT)
    if profile:
        mapped = profile.apply(rows)
        rows = mapped.records.sort(PLACES, maintain_order=True)
        refused = pl.concat([refused, mapped.rejected.select(*REJECTED)])
        left_out = mapped.left_out.select(*LEFT_OUT)
    judged = judge(own, Checked(rows, own.columns(way)), texts, way)
    refused, left_out = pl.concat([refused, judged.rejected]), pl.concat([left_out, judged.left_out])
    later = judged.later
    if profile:
        refused, left_out = _per_line(judged.frame, refused, left_out)
        later = later.unique(REGEL, keep="first", maintain_order=True).join(judged.frame, on=REGEL, how="anti")
    validated(judged.frame.drop("bestand", DEEL, REGEL), own.clean, own.kind)
    frames, lists, lists_left_out, redenen = (
        _per_file(part, len(texts))
        for part in (judged.frame, refused.sort(PLACES), left_out.sort(PLACES), judged.redenen)
    )
    return [
        Cleaned(
            frames[i],
            lists[i],
            lists_left_out[i],
            redenen[i],
            lines=text.lines,
            blank=source.blank[i],
            later=later,
            numbers=judged.numbers,
            bezwaren={code: int(lines[i]) for code, lines in judged.bezwaren.items() if lines[i]},
        )
        for i, text in enumerate(texts)
    ]


def _per_line(frame: pl.DataFrame, refused: pl.DataFrame, left_out: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One verdict for each line with several rows: taken when one of them is, else left out, else kept apart."""
    left_out = left_out.unique(PLACES, keep="first", maintain_order=True).join(frame, on=PLACES, how="anti")
    refused = refused.unique(PLACES, keep="first", maintain_order=True).join(frame, on=PLACES, how="anti")
    return refused.join(left_out, on=PLACES, how="anti"), left_out


def _per_file(frame: pl.DataFrame, files: int) -> list[pl.DataFrame]:
    """The rows of each file of a batch, without its position."""
    if files == 1:
        return [frame.drop("bestand")]
    parts = frame.partition_by("bestand", as_dict=True, include_key=False, maintain_order=True)
    nothing = frame.clear().drop("bestand")  # one for all: most files of a batch have no such rows
    return [parts.get((i,), nothing) for i in range(files)]
