"""Schedule: how much school time there was to be present in."""

import datetime as dt

import pandera.polars as pa

from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawRooster(Raw):
    """As received. Grain: school, leerjaar and day."""

    school: str = tekst("vestigingscode of the school")
    leerjaar: str = tekst("year group")
    datum: str = tekst("day")
    eenheden: str = tekst("scheduled dagdelen or lesuren that day; 0 or no row: no school")


class Rooster(Schoon):
    """Scheduled units. Grain: school, leerjaar and datum. No row: no school that day."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    leerjaar: int = pa.Field(ge=0, le=10, description="year group")
    datum: dt.date = pa.Field(description="day")
    eenheden: int = pa.Field(ge=0, le=12, description="scheduled dagdelen (primary) or lesuren (other) that day")
