"""What may stand in a source profile: one TOML file that maps an export onto a standard delivery, without code.

The keys are Dutch, because they are written by people who know the export; docs/profiles.md explains each by example.
Imports nothing heavy, so that a build with nothing new stays quick.
"""

import codecs
import datetime as dt
import re
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schemas.codes import CATEGORIEEN, KINDS

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
UNITS = 12  # units in a day, as in the schema of verzuim
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
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the export that it needs."""
        one = (self.kolom, self.datum, self.tijd, self.schooljaar_van, self.week_van)
        return (*(name for name in one if name is not None), *(self.samen or ()))


def _short(value: Any) -> Any:
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


class Moment(Deel):
    """Begin or end of an interval: a column with the day (and perhaps the time), one with the time or the lesuur.

    waarden: the number of a lesuur (or dagdeel) that the export writes as a word.
    """

    datum: Annotated[Tekst, Field(examples=['"Begindatum"'])]
    tijd: Annotated[Tekst | None, Field(examples=['"Begintijd"'])] = None
    lesuur: Annotated[Tekst | None, Field(examples=['"Lesuur van"'])] = None
    waarden: Annotated[dict[str, Annotated[int, Field(ge=1, le=UNITS)]], Field(examples=["{ ochtend = 1 }"])] = {}

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


class BreedKolom(Deel):
    """A category of a table with one column (or two) for each: pupils with a missed unit, and missed units."""

    categorie: Categorie
    leerlingen: Annotated[Tekst, Field(examples=['"Ziek leerlingen"'])]
    eenheden: Annotated[Tekst, Field(examples=['"Ziek lesuren"'])]


class Totaal(Deel):
    """Enrolled pupils and scheduled units of a line."""

    leerlingen: Annotated[Tekst, Field(examples=['"Ingeschreven"'])]
    eenheden: Annotated[Tekst, Field(examples=['"Geroosterd"'])]


class Breed(Deel):
    """A line with the counts of every category beside each other; it becomes a row for each, and one `totaal`."""

    totaal: Totaal
    kolommen: Annotated[tuple[BreedKolom, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_category_once(self) -> Self:
        names = [one.categorie for one in self.kolommen]
        if len(set(names)) < len(names):  # pupils of two columns cannot be added: some would count twice
            raise expects("[[breed.kolommen]] categorie (1x)")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        parts: tuple[Totaal | BreedKolom, ...] = (self.totaal, *self.kolommen)
        return tuple(name for one in parts for name in (one.leerlingen, one.eenheden))


class Definitie(Deel):
    """A whole profile."""

    soort: Annotated[str, Field(examples=['"verzuim"'])]
    bestanden: Annotated[tuple[Tekst, ...], Field(min_length=1, examples=['["magister_*.xlsx"]'])]
    omschrijving: Annotated[str, Field(max_length=500, examples=['"..."'])] = ""
    leverancier: Annotated[
        str | None, Field(pattern=r"^([0-9]{2}[A-Z]{2}[0-9]{2}|RBL|SWV)$", examples=['"99XX00", "RBL", "SWV"'])
    ] = None
    overslaan: Annotated[tuple[Tekst, ...] | None, Field(examples=['["Klas", "Docent"]'])] = None
    vorm: Vorm = Vorm()
    sleutel: Sleutel = Sleutel()
    kolommen: dict[str, Annotated[Kolom, BeforeValidator(_short)]] = {}
    weglaten: tuple[Weglaten, ...] = ()
    codes: tuple[Code, ...] = ()
    interval: Interval | None = None
    breed: Breed | None = None

    @field_validator("soort")
    @classmethod
    def _is_a_kind(cls, soort: str) -> str:
        if soort not in KINDS:
            raise expects(", ".join(KINDS))
        return soort

    @field_validator("bestanden")
    @classmethod
    def _say_which_files(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            if not re.sub(r"\{[a-z_]+\}|[*?]|\.\w+$", "", pattern).strip("._- ") or "/" in pattern or "\\" in pattern:
                raise expects('"magister_*.xlsx", "magister_{leverancier}_{schooljaar}.csv"')
        return patterns

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.interval or self.codes) and self.soort != "verzuim":
            raise expects('soort = "verzuim" ([interval], [[codes]])')
        if self.breed and self.soort != "weekcijfers":
            raise expects('soort = "weekcijfers" ([breed])')
        told = [(one.code, one.geldig_vanaf) for one in self.codes]
        if len(set(told)) < len(told):
            raise expects("[[codes]] code + geldig_vanaf (1x)")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column of the export that the profile needs, once, as it is written there."""
        parts = [
            *(name for one in self.kolommen.values() for name in one.sources),
            *(one.kolom for one in self.weglaten),
            *(self.interval.sources if self.interval else ()),
            *(self.breed.sources if self.breed else ()),
        ]
        return tuple(dict.fromkeys(parts))


def plain(name: str) -> str:
    """The name of a column without case and spaces, as names are compared."""
    return "".join(name.split()).lower()


def minute(time: str) -> int | None:
    """The minute of the day of a time such as 08:30; None when it is none."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", time.strip())
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])


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


def keys(part: Any) -> tuple[str, ...]:
    """The keys that a part of a profile may have."""
    return tuple(part.model_fields)


def part_of(annotation: Any) -> Any:
    """The part of a profile within an annotation such as `tuple[Code, ...]`; None when it holds plain values."""
    if isinstance(annotation, type) and issubclass(annotation, Deel):
        return annotation
    return next((found for one in get_args(annotation) if (found := part_of(one))), None)
