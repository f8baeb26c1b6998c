"""Reason codes of a school and the common category each belongs to."""

import pandera.polars as pa

from schemas.codes import CATEGORIEEN
from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawRedenen(Raw):
    """As received. Grain: school and reason code."""

    school: str = tekst("vestigingscode of the school")
    reden: str = tekst("the school's own reason code")
    omschrijving: str = tekst("what the school calls it (not stored)")
    categorie: str = tekst("common category")


class Redenen(Schoon):
    """Mapping of reason codes. Grain: school and reden."""

    school: str = pa.Field(str_matches=SCHOOL, description="vestigingscode of the school")
    reden: int = pa.Field(description="keyed hash of the school's own reason code, as in `verzuim`")
    categorie: str = pa.Field(isin=list(CATEGORIEEN), description="common category")
