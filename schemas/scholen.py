"""Schools of the region: one row per school and period in which its facts hold."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import BUITEN_REGIO, GEMEENTEN, SECTOREN
from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawScholen(Raw):
    """As received. Grain: school and period of validity."""

    school: str = tekst("vestigingscode, 6 characters")
    naam: str = tekst("name of the school")
    sector: str = tekst("type of school: PO, SBO, SO, VO, PRO, VSO or MBO")
    gemeente: str = tekst("municipality of the school, code or name")
    swv: str = tekst("samenwerkingsverband of the school")
    geldig_vanaf: str = tekst("first day on which this row holds")
    geldig_tot: str = tekst("last day on which this row holds; empty: still holds")
    opvolger: str = tekst("school that took over after a merger; empty: none")


class Scholen(Schoon):
    """Schools. Grain: school and geldig_vanaf. `geldig_tot` null: still open."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    naam: str = pa.Field(str_length={"min_value": 1, "max_value": 120}, description="name of the school")
    sector: str = pa.Field(isin=list(SECTOREN), description="type of school")
    gemeente: str = pa.Field(isin=[*GEMEENTEN, BUITEN_REGIO], description="municipality of the school")
    swv: str = pa.Field(nullable=True, description="samenwerkingsverband of the school")
    geldig_vanaf: dt.date = pa.Field(description="first day on which the row holds")
    geldig_tot: pl.Date = pa.Field(nullable=True, description="last day on which the row holds")
    opvolger: str = pa.Field(nullable=True, str_matches=SCHOOL, description="school that took over")
