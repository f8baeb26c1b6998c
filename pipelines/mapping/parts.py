"""The parts of a source profile that say how an export is written and what its columns and codes mean.

The keys are Dutch, because they are written by people who know the export; docs/profiles.md explains each by example.
Imports nothing heavy, so that a build with nothing new stays quick.
"""

import codecs
import datetime as dt
import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schemas.codes import CATEGORIEEN

DATE_MARKS = {"jjjj": "%Y", "jj": "%y", "mm": "%m", "dd": "%d"}
TIME_MARKS = {"uu": "%H", "mm": "%M", "ss": "%S"}
SOURCES = ("kolom", "vast", "uit_naam", "samen", "datum", "schooljaar_van", "week_van")

Tekst = Annotated[str, Field(min_length=1, max_length=200)]
Reden = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=['"vervallen"'])]


def expects(what: str) -> PydanticCustomError:
    """A value that cannot be; `what` is an example of one that can, as it would stand in the file."""
    return PydanticCustomError("profiel", "{verwacht}", {"verwacht": what})


def _known(categorie: str) -> str:
    if categorie not in CATEGORIEEN:
        raise expects(", ".join(CATEGORIEEN))
    return categorie


Categorie = Annotated[str, AfterValidator(_known), Field(examples=['"ziekte"'])]


class Deel(BaseModel):
    """A part of a profile. A key that is not known is an error, never ignored: it would be a slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Vorm(Deel):
    """How the export is written; what is left out is recognised from the file."""

    blad: Annotated[Tekst | None, Field(examples=['"Absenties"'])] = None
    rijen_boven_kop: Annotated[int, Field(ge=0, le=200, examples=["3"])] = 0
    scheidingsteken: Annotated[str | None, Field(min_length=1, max_length=1, examples=['";"'])] = None
    codering: Annotated[str | None, Field(examples=['"utf-8"'])] = None
    datum: Annotated[str | None, Field(examples=['"dd-mm-jjjj"'])] = None
    tijd: Annotated[str, Field(examples=['"uu:mm"'])] = "uu:mm"
    decimaalteken: Annotated[Literal[",", "."] | None, Field(examples=['","'])] = None
    duizendtalteken: Annotated[Literal[",", ".", " "] | None, Field(examples=['"."'])] = None

    @field_validator("codering")
    @classmethod
    def _is_an_encoding(cls, name: str | None) -> str | None:
        try:
            return name if name is None else codecs.lookup(name).name
        except LookupError:
            raise expects('"utf-8", "cp1252", "utf-16"') from None

    @field_validator("datum")
    @classmethod
    def _has_day_month_and_year(cls, form: str | None) -> str | None:
        if form is not None and not _uses(form, (("jjjj", "jj"), ("mm",), ("dd",))):
            raise expects('"dd-mm-jjjj", "jjjjmmdd", "mm/dd/jjjj"')
        return form

    @field_validator("tijd")
    @classmethod
    def _has_hour_and_minute(cls, form: str) -> str:
        if not _uses(form, (("uu",), ("mm",))):
            raise expects('"uu:mm", "uu:mm:ss", "uumm"')
        return form

    # The names by which reading asks for them.
    @property
    def sheet(self) -> str | None:
        return self.blad

    @property
    def skip_lines(self) -> int:
        return self.rijen_boven_kop

    @property
    def delimiter(self) -> str | None:
        return self.scheidingsteken

    @property
    def encoding(self) -> str | None:
        return self.codering


class Sleutel(Deel):
    """The key of a pupil: whose it is, and how it can be proven that Excel took its leading zeros."""

    domein: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$", examples=['"regio"'])] = "regio"
    lengte: Annotated[int | None, Field(ge=2, le=30, examples=["9"])] = None
    elfproef: Annotated[bool, Field(examples=["true"])] = False

    @model_validator(mode="after")
    def _proof_needs_a_length(self) -> Self:
        if self.elfproef and self.lengte != 9:
            raise expects("lengte = 9")
        return self


class Kolom(Deel):
    """Where a standard column comes from: one of SOURCES. waarden: what a value in the export means."""

    kolom: Tekst | None = None
    vast: Annotated[str | None, Field(max_length=200)] = None
    uit_naam: Tekst | None = None
    samen: Annotated[tuple[Tekst, ...] | None, Field(min_length=2)] = None
    datum: Tekst | None = None
    tijd: Tekst | None = None
    schooljaar_van: Tekst | None = None
    week_van: Tekst | None = None
    waarden: dict[str, str] = {}

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if sum(getattr(self, name) is not None for name in SOURCES) != 1:
            raise expects(" / ".join(SOURCES))
        if self.tijd is not None and self.datum is None:
            raise expects('{ datum = "...", tijd = "..." }')
        values = [value.strip().lower() for value in self.waarden]
        if len(set(values)) < len(values):
            raise expects("waarden (1x; J = j)")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the export that it needs."""
        one = (self.kolom, self.datum, self.tijd, self.schooljaar_van, self.week_van)
        return (*(name for name in one if name is not None), *(self.samen or ()))


def short(value: Any) -> Any:
    """`leerling = "Stamnummer"` is short for `leerling = { kolom = "Stamnummer" }`."""
    return {"kolom": value} if isinstance(value, str) else value


class Weglaten(Deel):
    """Lines that are left out on purpose: those with one of these values, this pattern, none of these, or nothing."""

    kolom: Annotated[Tekst, Field(examples=['"Status"'])]
    waarden: Annotated[tuple[str, ...] | None, Field(min_length=1)] = None
    patroon: Tekst | None = None
    behalve: Annotated[tuple[str, ...] | None, Field(min_length=1)] = None
    leeg: Literal[True] | None = None
    reden: Reden = "profiel"

    @model_validator(mode="after")
    def _has_one_condition(self) -> Self:
        if sum(one is not None for one in (self.waarden, self.patroon, self.behalve, self.leeg)) != 1:
            raise expects("waarden / patroon / behalve / leeg")
        return self


class Code(Deel):
    """What a reason code of the source means, from a day on."""

    code: Annotated[Tekst, Field(examples=['"Z"'])]
    categorie: Categorie
    geldig_vanaf: Annotated[dt.date, Field(examples=["2024-08-01"])] = dt.date.min


def plain(name: str) -> str:
    """The name of a column without case and spaces, as names are compared."""
    return "".join(name.split()).lower()


def polars_form(form: str, marks: dict[str, str]) -> str:
    """A form such as dd-mm-jjjj as Polars writes it."""
    for mark, code in marks.items():
        form = form.replace(mark, code)
    return form


def _uses(form: str, groups: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a form has each of these marks once, and no other letters."""
    rest = form
    for group in groups:
        mark = next((one for one in group if one in rest), None)
        if mark is None:
            return False
        rest = rest.replace(mark, "", 1)
    return not re.search(r"[A-Za-z%]", rest.replace("ss", ""))
