"""Counts per week, from schools that deliver no pupils."""

import pandera.polars as pa
import polars as pl

from schemas.codes import CATEGORIEEN, TOTAAL
from schemas.fields import GEMEENTE, SCHOOL, WEEK, Raw, Schoon, tekst

UNITS = 10_000_000  # no school has more lesuren in a week; larger numbers would overflow the sums


class RawWeekcijfers(Raw):
    """As received. Grain: school, gemeente, week and categorie, with one row `totaal` per school, gemeente and week."""

    school: str = tekst("vestigingscode of the school")
    gemeente: str = tekst("municipality of residence, code or name")
    week: str = tekst("ISO week, 2024-W36")
    categorie: str = tekst("common category, or totaal")
    leerlingen: str = tekst("pupils with at least one missed unit; in the row totaal: enrolled pupils")
    gemiste_eenheden: str = tekst("missed units; empty in the row totaal")
    ingeroosterde_eenheden: str | None = tekst("scheduled units; only in the row totaal")


class Weekcijfers(Schoon):
    """Counts per week. Grain: school, gemeente, week and categorie."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    # Two gemeenten outside the region are two lines, so their codes stay; regional figures leave both out.
    gemeente: str = pa.Field(str_matches=GEMEENTE, description="residence; outside the five its own code")
    week: str = pa.Field(str_matches=WEEK, description="ISO week")
    categorie: str = pa.Field(isin=[*CATEGORIEEN, TOTAAL], description="common category, or totaal")
    leerlingen: int = pa.Field(ge=0, le=100_000, description="pupils; enrolled pupils in the row totaal")
    gemiste_eenheden: pl.Int64 = pa.Field(
        ge=0, le=UNITS, nullable=True, description="missed units; null in the row totaal"
    )
    ingeroosterde_eenheden: pl.Int64 = pa.Field(
        ge=0, le=UNITS, nullable=True, description="scheduled units of all pupils together; only in the row totaal"
    )
