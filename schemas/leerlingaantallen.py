"""Pupils who live in a municipality: the denominator of figures per 1.000."""

import pandera.polars as pa
import polars as pl

from schemas.codes import GEMEENTEN, SECTOREN
from schemas.fields import SCHOOLJAAR, Raw, Schoon, tekst


class RawLeerlingaantallen(Raw):
    """As received. Grain: gemeente, schooljaar and sector."""

    gemeente: str = tekst("municipality of residence, code or name")
    schooljaar: str = tekst("school year, 2018-2019")
    sector: str = tekst("type of school")
    leerlingen: str = tekst("pupils who live in the municipality, counted on 1 October; `<5`: hidden by the source")


class Leerlingaantallen(Schoon):
    """Residents at school. Grain: gemeente, schooljaar and sector."""

    gemeente: str = pa.Field(isin=list(GEMEENTEN), description="municipality of residence")
    schooljaar: str = pa.Field(str_matches=SCHOOLJAAR, description="school year, 1 August to 31 July")
    sector: str = pa.Field(isin=list(SECTOREN), description="type of school")
    leerlingen: pl.Int64 = pa.Field(
        ge=0, le=10_000_000, nullable=True, description="pupils on 1 October; null: hidden by the source"
    )
