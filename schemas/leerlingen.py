"""Enrolment: who is at which school, from when until when."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import BUITEN_REGIO, GEMEENTEN
from schemas.fields import SCHOOL, SCHOOLJAAR, Raw, Schoon, tekst


class RawLeerlingen(Raw):
    """As received. Grain: enrolment spell of a pupil at a school."""

    schooljaar: str = tekst("school year, 2018-2019")
    school: str = tekst("vestigingscode of the school")
    leerling: str = tekst("the party's own key of the pupil; replaced by a keyed hash at once")
    gemeente: str = tekst("municipality of residence, code or name")
    leerjaar: str = tekst("year group")
    afdeling: str | None = tekst("department or type of education (optional, not stored)")
    van: str = tekst("first enrolled day of the spell")
    tot: str = tekst("last enrolled day of the spell; empty: still enrolled")


class Leerlingen(Schoon):
    """Enrolment spells. Grain: schooljaar, school, leerling and van."""

    schooljaar: str = pa.Field(str_matches=SCHOOLJAAR, description="school year, 1 August to 31 July")
    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    leerling: int = pa.Field(description="keyed hash of the pupil's key")
    gemeente: str = pa.Field(isin=[*GEMEENTEN, BUITEN_REGIO], description="municipality of residence")
    leerjaar: int = pa.Field(ge=0, le=10, description="year group")
    van: dt.date = pa.Field(description="first enrolled day")
    tot: pl.Date = pa.Field(nullable=True, description="last enrolled day; null: still enrolled")
