"""Casussen: anonymous cases that were spoken of at a table. There is no key: two lines can be about one child."""

import datetime as dt

import pandera.polars as pa

from schemas.codes import BUITEN_REGIO, FASEN, GEMEENTEN, KNELPUNTEN, OVERLEGGEN, SECTOREN, THEMAS, UITKOMSTEN
from schemas.fields import Raw, Schoon, tekst


class RawCasussen(Raw):
    """As received. Grain: case at a meeting; lines may be alike."""

    overleg: str = tekst("table at which the case was spoken of")
    datum: str = tekst("day of the meeting")
    thema: str = tekst("what is the matter, a code")
    knelpunt: str = tekst("what stands in the way of help, a code; geen: nothing")
    sector: str = tekst("type of school; empty when not enrolled")
    gemeente: str = tekst("municipality of residence, code or name")
    fase: str = tekst("step of the ladder on which the case stands")
    uitkomst: str = tekst("solved, going on at this step, passed on to the next one, or not known")


class Casussen(Schoon):
    """Cases at meetings. Grain: none: each line is a case that was spoken of once."""

    overleg: str = pa.Field(isin=list(OVERLEGGEN), description="table")
    datum: dt.date = pa.Field(description="day of the meeting")
    thema: str = pa.Field(isin=list(THEMAS), description="what is the matter")
    knelpunt: str = pa.Field(isin=list(KNELPUNTEN), description="what stands in the way of help")
    sector: str = pa.Field(isin=list(SECTOREN), nullable=True, description="type of school; null: not enrolled")
    gemeente: str = pa.Field(isin=[*GEMEENTEN, BUITEN_REGIO], description="municipality of residence")
    fase: str = pa.Field(isin=list(FASEN), description="step of the ladder")
    uitkomst: str = pa.Field(isin=list(UITKOMSTEN), description="what came of it")
