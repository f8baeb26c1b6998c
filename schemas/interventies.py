"""Interventies: what a school does for a pupil who misses school time."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import INTERVENTIES, LAGEN
from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawInterventies(Raw):
    """As received. Grain: intervention of a pupil, by its first day."""

    school: str = tekst("vestigingscode of the school")
    leerling: str = tekst("the party's own key of the pupil; replaced by a keyed hash at once")
    interventie: str = tekst("what is done, a code")
    laag: str = tekst("for which laag it is meant: 1, 2 or 3")
    start: str = tekst("first day")
    einde: str = tekst("last day; empty: it goes on")


class Interventies(Schoon):
    """Interventions. Grain: school, leerling, interventie and start."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    leerling: int = pa.Field(description="keyed hash of the pupil's key")
    interventie: str = pa.Field(isin=list(INTERVENTIES), description="what is done")
    laag: str = pa.Field(isin=list(LAGEN[:3]), description="for which laag it is meant")
    start: dt.date = pa.Field(description="first day")
    einde: pl.Date = pa.Field(nullable=True, description="last day; null: it goes on")
