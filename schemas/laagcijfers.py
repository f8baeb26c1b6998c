"""Counts of pupils per laag, from schools that deliver no pupils."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import LAGEN
from schemas.fields import GEMEENTE, SCHOOL, Raw, Schoon, tekst


class RawLaagcijfers(Raw):
    """As received. Grain: school, gemeente, leerjaar, peildatum and laag."""

    school: str = tekst("vestigingscode of the school")
    gemeente: str = tekst("municipality of residence, code or name")
    leerjaar: str | None = tekst("year group; empty: all together")
    peildatum: str = tekst("day up to which absence was counted, from the start of the school year")
    laag: str = tekst("1, 2, 3 or onbekend, by the thresholds of 10 and 20 %")
    leerlingen: str = tekst("pupils")


class Laagcijfers(Schoon):
    """Counts per laag. Grain: school, gemeente, leerjaar, peildatum and laag."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    # Two gemeenten outside the region are two lines, so their codes stay.
    gemeente: str = pa.Field(str_matches=GEMEENTE, description="residence; outside the five its own code")
    leerjaar: pl.Int64 = pa.Field(ge=0, le=10, nullable=True, description="year group; null: all together")
    peildatum: dt.date = pa.Field(description="day up to which absence was counted")
    laag: str = pa.Field(isin=list(LAGEN), description="laag with the default thresholds")
    leerlingen: int = pa.Field(ge=0, le=100_000, description="pupils")
