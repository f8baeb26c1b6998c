"""Which rows of a batch are taken, and why the others are not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.checking import SOUND, TEXT, Checked, rejected
from pipelines.delivery import Text
from pipelines.distinct import Hashes
from pipelines.doubles import LATER, REGEL, among, doubled, said, suspects
from pipelines.keys import REDEN, REGIO
from pipelines.records import LEFT_OUT, PLACE, REJECTED
from pipelines.rules import Rule
from pipelines.sources import PARTIES
from schemas.fields import SCHOOL

if TYPE_CHECKING:
    from pipelines.pipeline import Pipeline

DEEL = "deel"  # the part of its kind a row belongs to; the newest delivery of a part replaces that part whole
REDENEN = {"school": pl.String, REDEN: pl.Int64, "tekst": pl.String, "leerling": pl.Int64, "regels": pl.Int64}
FORGOTTEN = "vergeten"  # why a line is left out: its pupil was erased
OTHER_SCHOOL = "andere_school"
RBL = "RBL"
SICK_LEAVE = "ziekte_per_leerling"
Counts = npt.NDArray[np.int64]  # lines of each file


@dataclass(frozen=True)
class Way:
    """How the files of a batch are read. secret: that of the settings; domain: the key domain of the pupils' keys.

    vergeten: hashes of erased pupils. whole: the texts are whole files; in a piece of one a line can repeat a line of
    another piece. known: pseudonyms of this domain that were made before.
    """

    secret: bytes
    domain: str = REGIO
    vergeten: frozenset[int] = frozenset()
    whole: bool = True
    known: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """The rows of a batch; all frames with their place.

    frame: clean columns, `deel` and `regel` of the rows that are taken. rejected, left_out: the others, with a reason.
    redenen, later, numbers: see Cleaned.
    bezwaren: lines of each file by the code for which a file is refused.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    left_out: pl.DataFrame
    redenen: pl.DataFrame
    later: pl.DataFrame
    numbers: Hashes
    bezwaren: Mapping[str, Counts]


def judge(own: "Pipeline", checked: Checked, texts: Sequence[Text], way: Way) -> Judged:
    """Judge every row by the rules of its kind, and each file by who delivers it."""
    found, masks = own.rules(texts[0].leverancier), {}
    if (other_year := _other_year(own, checked, texts)) is not None:
        masks[len(found)] = other_year
        found = [*found, Rule(own.day_column, "buiten_schooljaar", pl.lit(value=False))]
    verdict = checked.verdict(found, masks)
    lists = [] if verdict is None else [rejected(checked.place, verdict, found)]
    taken = np.ones(checked.place.height, dtype=np.bool_) if verdict is None else verdict == SOUND
    left_out = pl.DataFrame(schema=LEFT_OUT)
    if own.key and way.vergeten:
        gone = checked.rows(pl.col(own.key).is_in(sorted(way.vergeten))) & taken
        left_out = checked.place.filter(pl.Series(gone)).with_columns(reden=pl.lit(FORGOTTEN))
        taken &= ~gone
    columns = tuple(own.clean.to_schema().columns)
    frame = checked.frame(columns).with_columns(checked.derived(own.deel).alias(DEEL))
    numbers = checked.hashes(own.unique)
    if not taken.all():
        frame, numbers = frame.filter(pl.Series(taken)), numbers[taken]
    later = pl.DataFrame(schema=LATER)
    if own.unique and len(twice := suspects(numbers.copy())):
        suspected = among(numbers, twice)
        again = doubled(frame[suspected], numbers[suspected], ("bestand", *own.unique), columns)
        rows = suspected[again["rij"].to_numpy()]
        doubles = frame[rows]
        lists.append(doubles.select(*PLACE, reden=again["reden"], kolom=pl.lit(None, pl.String)))
        if not way.whole:
            nummer = pl.Series(numbers[rows])
            later = doubles.select(REGEL, nummer=nummer, heel=said(doubles, columns), reden=lists.pop()["reden"])
        once = np.ones(frame.height, dtype=np.bool_)
        once[rows] = False
        frame, numbers = frame.filter(pl.Series(once)), numbers[once]
        taken[taken] = once
    return Judged(
        frame=frame.select("bestand", *columns, DEEL, REGEL),
        rejected=pl.concat([pl.DataFrame(schema=REJECTED), *lists]),
        left_out=left_out,
        redenen=_redenen(own, checked, taken),
        later=later.select(*LATER),
        numbers=numbers if not way.whole else numbers[:0],
        bezwaren=_bezwaren(own, checked, texts),
    )


def _other_year(own: "Pipeline", checked: Checked, texts: Sequence[Text]) -> npt.NDArray[np.bool_] | None:
    """Rows of another school year than the name of their file states: one such day would replace that whole year."""
    stated = np.array([int(text.schooljaar[:4]) if text.schooljaar else 0 for text in texts], dtype=np.int64)
    if own.jaar is None or not stated.any():
        return None
    begins = checked.derived(own.jaar).cast(pl.Int64).fill_null(0).to_numpy()
    expected = stated[checked.place["bestand"].to_numpy()]
    other: npt.NDArray[np.bool_] = (begins != expected) & (begins != 0) & (expected != 0)
    return other


def _bezwaren(own: "Pipeline", checked: Checked, texts: Sequence[Text]) -> dict[str, Counts]:
    """Lines of each file by the code for which the file as a whole is refused."""
    found = {}
    if own.of_school and any(text.leverancier for text in texts):
        deliverers: list[object] = [text.leverancier for text in texts if text.leverancier not in {None, *PARTIES}]
        number = {school: i for i, school in enumerate(dict.fromkeys(deliverers))}
        expected = np.array([number.get(text.leverancier, -1) for text in texts])
        deliverer = expected[checked.place["bestand"].to_numpy()]
        school = checked.looked_up("school", lambda value: number.get(value, -2) if _is_school(value) else -1)
        found[OTHER_SCHOOL] = (deliverer >= 0) & (school != -1) & (school != deliverer)
    if own.sick_leave is not None and texts[0].leverancier == RBL:
        found[SICK_LEAVE] = checked.rows(own.sick_leave)
    place = checked.place["bestand"].to_numpy()
    return {code: np.bincount(place[rows], minlength=len(texts)) for code, rows in found.items()}


def _is_school(value: object) -> bool:
    return isinstance(value, str) and re.match(SCHOOL, value) is not None


def _redenen(own: "Pipeline", checked: Checked, taken: npt.NDArray[np.bool_]) -> pl.DataFrame:
    """How many rows without a category each pupil has with each reason code of each school, per file."""
    if not (own.reden and own.key):
        return pl.DataFrame(schema={"bestand": PLACE["bestand"], **REDENEN})
    # What comes with a category, from a profile for example, needs no mapping.
    unmapped = taken & (checked.looked_up("categorie", lambda value: value is None) == 1)
    counted = checked.counted(("school", REDEN, own.key, TEXT + REDEN), unmapped)
    return counted.rename({own.key: "leerling", TEXT + REDEN: "tekst"}).select("bestand", *REDENEN)
