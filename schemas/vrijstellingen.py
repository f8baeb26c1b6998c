"""Vrijstellingen: decisions that exempt a child from compulsory education (LPW 1969, art. 3a, 3b, 5, 5a, 15)."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import BESLUITEN, BUITEN_REGIO, GEMEENTEN, GRONDEN, LAATST_ONDERWIJS
from schemas.fields import Raw, Schoon, tekst


class RawVrijstellingen(Raw):
    """As received. Grain: exemption decision."""

    kind: str = tekst("the party's own key of the child; replaced by a keyed hash at once")
    gemeente: str = tekst("municipality of residence, code or name")
    grond: str = tekst("ground: LPW5_A, LPW5_B ... or the forms 5a, 5 onder a, 5-a")
    laatst_onderwijs: str = tekst("last education of the child")
    besluit: str = tekst("nieuw or verlenging")
    ingang: str = tekst("first day of the exemption")
    einde: str = tekst("last day of the exemption; empty: permanent")
    advies_swv: str | None = tekst("advice of the samenwerkingsverband, ja or nee")
    advies_jeugdhulp: str | None = tekst("advice of youth care, ja or nee")


class Vrijstellingen(Schoon):
    """Decisions. Grain: kind, grond and ingang. `einde` null: permanent."""

    kind: int = pa.Field(description="keyed hash of the child's key")
    gemeente: str = pa.Field(isin=[*GEMEENTEN, BUITEN_REGIO], description="municipality of residence")
    grond: str = pa.Field(isin=list(GRONDEN), description="ground in the law")
    laatst_onderwijs: str = pa.Field(isin=list(LAATST_ONDERWIJS), nullable=True, description="last education")
    besluit: str = pa.Field(isin=list(BESLUITEN), description="new decision or renewal")
    ingang: dt.date = pa.Field(description="first day of the exemption")
    einde: pl.Date = pa.Field(nullable=True, description="last day of the exemption")
    advies_swv: pl.Boolean = pa.Field(nullable=True, description="advice of the samenwerkingsverband was given")
    advies_jeugdhulp: pl.Boolean = pa.Field(nullable=True, description="advice of youth care was given")
