"""The part of a source profile about absences with a begin and an end, and the schedule that cuts them into units."""

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from pipelines.mapping.parts import Deel, Tekst, expects

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
UNITS = 12  # units in a day, as in the schema of verzuim


class Moment(Deel):
    """Begin or end of an interval: a column with the day (and perhaps the time), one with the time or the lesuur.

    waarden: the number of a lesuur (or dagdeel) that the export writes as a word.
    """

    datum: Annotated[Tekst, Field(examples=['"Begindatum"'])]
    tijd: Annotated[Tekst | None, Field(examples=['"Begintijd"'])] = None
    lesuur: Annotated[Tekst | None, Field(examples=['"Lesuur van"'])] = None
    waarden: dict[str, Annotated[int, Field(ge=1, le=UNITS)]] = Field(
        default_factory=dict, examples=["{ ochtend = 1 }"]
    )

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(name for name in (self.datum, self.tijd, self.lesuur) if name is not None)


class HeleDag(Deel):
    """Which value of a column says that whole days are meant."""

    kolom: Annotated[Tekst, Field(examples=['"Hele dag"'])]
    waarden: Annotated[tuple[str, ...], Field(min_length=1, examples=['["ja"]'])]


class Lesuren(Deel):
    """From when to when each unit of these days lasts; the first is unit 1."""

    dagen: Annotated[tuple[Literal["ma", "di", "wo", "do", "vr", "za", "zo"], ...], Field(min_length=1)]
    tijden: Annotated[tuple[tuple[str, str], ...], Field(min_length=1, max_length=UNITS)]

    @field_validator("tijden")
    @classmethod
    def _follow_each_other(cls, times: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        minutes = [minute(time) for pair in times for time in pair]
        if None in minutes or any(a >= b for a, b in times) or minutes != sorted(m for m in minutes if m is not None):
            raise expects('[["08:30", "09:20"], ["09:20", "10:10"]]')
        return times


class Vrij(Deel):
    """Days without lessons."""

    van: Annotated[dt.date, Field(examples=["2024-10-26"])]
    tot: Annotated[dt.date, Field(examples=["2024-11-03"])]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.tot < self.van:
            raise expects(f"tot >= {self.van}")
        return self


class Interval(Deel):
    """A line that lasts from begin to end, to be cut into the units of the schedule that it meets."""

    begin: Moment
    einde: Moment
    lesuren: Annotated[tuple[Lesuren, ...], Field(min_length=1)]
    hele_dag: HeleDag | None = None
    vakanties: tuple[Vrij, ...] = ()
    minuten: Annotated[int, Field(ge=1, le=240, examples=["1"])] = 1
    zonder_einde: Annotated[Literal["apart", "dag"], Field(examples=['"dag"'])] = "apart"

    @model_validator(mode="after")
    def _counts_in_one_way(self) -> Self:
        if (self.begin.lesuur is None) != (self.einde.lesuur is None):
            raise expects('begin = { ..., lesuur = "..." }, einde = { ..., lesuur = "..." }')
        days = [day for one in self.lesuren for day in one.dagen]
        if len(set(days)) < len(days):
            raise expects("[[interval.lesuren]] dagen: ma, di, wo, do, vr (1x)")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        whole = (self.hele_dag.kolom,) if self.hele_dag else ()
        return (*self.begin.sources, *self.einde.sources, *whole)


def minute(time: str) -> int | None:
    """The minute of the day of a time such as 08:30; None when it is none."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?", time.strip())
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])
