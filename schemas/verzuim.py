"""Absence: every unit of school time that a pupil missed."""

import datetime as dt

import pandera.polars as pa

from schemas.codes import CATEGORIEEN
from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawVerzuim(Raw):
    """As received. Grain: missed unit of a pupil."""

    school: str = tekst("vestigingscode of the school")
    leerling: str = tekst("the party's own key of the pupil; replaced by a keyed hash at once")
    datum: str = tekst("day of the missed unit")
    eenheid: str = tekst("which dagdeel or lesuur of the day")
    reden: str = tekst("the school's own reason code")
    categorie: str | None = tekst(
        "common category, where the deliverer gives it itself; wins over `redenen` (optional)"
    )
    van: str | None = tekst("time of the start (optional, not stored)")
    tot: str | None = tekst("time of the end (optional, not stored)")
    meldmoment: str | None = tekst("when it was reported (optional, not stored)")


class Verzuim(Schoon):
    """Missed units. Grain: school, leerling, datum and eenheid."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    leerling: int = pa.Field(description="keyed hash of the pupil's key")
    datum: dt.date = pa.Field(description="day of the missed unit")
    eenheid: int = pa.Field(ge=1, le=12, description="which dagdeel or lesuur of the day")
    reden: int = pa.Field(description="keyed hash of the school's own reason code")
    categorie: str = pa.Field(
        isin=list(CATEGORIEEN), nullable=True, description="common category given with the line; null: see `redenen`"
    )
