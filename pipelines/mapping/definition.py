"""What may stand in a source profile: one TOML file that maps an export onto a standard delivery, without code."""

import re
from typing import Annotated, Any, Self, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from pipelines.mapping.parts import Categorie, Code, Deel, Kolom, Sleutel, Tekst, Vorm, Weglaten, expects, short
from pipelines.mapping.schedule import Interval
from schemas.codes import KINDS


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
    kolommen: dict[str, Annotated[Kolom, BeforeValidator(short)]] = Field(default_factory=dict)
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
            parts = re.findall(r"\{[a-z_]+\}", pattern)
            if len(set(parts)) < len(parts):
                raise expects(f"{parts[0]} (1x)")
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


def keys(part: Any) -> tuple[str, ...]:
    """The keys that a part of a profile may have."""
    return tuple(part.model_fields)


def part_of(annotation: Any) -> Any:
    """The part of a profile within an annotation such as `tuple[Code, ...]`; None when it holds plain values."""
    if isinstance(annotation, type) and issubclass(annotation, Deel):
        return annotation
    return next((found for one in get_args(annotation) if (found := part_of(one))), None)
